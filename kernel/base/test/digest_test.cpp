// Goal: digests and encodings agree with the published vectors (FIPS 180-4, RFC 4231, RFC 4648).
#include "kernel/base/digest.h"

#include <gtest/gtest.h>

#include "kernel/base/random.h"

namespace dengyun {
namespace {

TEST(Digest, Sha256) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    EXPECT_EQ(hex(sha256("abc")), sha256_hex("abc"));
}

TEST(Digest, HmacSha256) {
    EXPECT_EQ(hmac_sha256_hex("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hmac_sha256_hex(std::string(20, '\x0b'), "Hi There"),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hmac_sha256_hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Digest, Base64) {
    const std::array<std::pair<std::string_view, std::string_view>, 5> vectors{
        {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}}};
    for (const auto& [bytes, text] : vectors) {
        EXPECT_EQ(base64(bytes), text);
        EXPECT_EQ(from_base64(text), bytes);
    }
    EXPECT_EQ(base64_url("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(from_base64_url("-__-"), "\xfb\xff\xfe");
    for (const auto text : {"Zg", "Zg=", "Zg===", "Z", "-__-", "Zm9v Zm9v", "Zm9v\n"})
        EXPECT_FALSE(from_base64(text)) << text;
    for (const auto text : {"Zg==", "+//+", "Z"}) EXPECT_FALSE(from_base64_url(text)) << text;
}

TEST(Digest, ComparesWithoutTellingWhere) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

TEST(Random, MakesTokensOfTheAskedStrength) {
    SystemRandom random;
    const auto one = random.token(32);
    EXPECT_EQ(from_base64_url(one)->size(), 32U);
    EXPECT_NE(one, random.token(32));
}

}  // namespace
}  // namespace dengyun
