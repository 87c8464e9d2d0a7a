// Goal: signatures and sealed texts are those of the standards (checked against the openssl program and the published
// test vectors of GCM), and whatever is altered by one bit is refused.
#include "modules/payments/partner/signing.h"

#include <gtest/gtest.h>

#include "kernel/base/digest.h"

namespace dengyun::payments {
namespace {

// Made with: openssl genrsa 2048, openssl dgst -sha256 -sign.
constexpr std::string_view public_pem = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw9j7k+xlmQo977QJaImH
uR9CT1Zcc8m1sEpU9uYnN+v+elIYECwmpIOaqCUX7OuWXUDKqy10LoyYODTfFtjT
K95/qGnKKPGzHd6w2PNCvjWfPFv0YiKTdgwpql+GMOdhrwOo14eX0oEnm0ddY9uN
DI7lFCmhl1l26tM1f0wmbVeJL6kGr2/Rht+yIpsz4cD4NcVpWKfAbGK8eRlr/4OW
4FkhAQYz8TZ0BasWgZtdu1TIK2cX+brmjDTpERxpwop4EDf0gKVSO15wm+S8AM/G
x3gO81aqdUaAa2ANpPXq2Nq5dibsY234w8UPGY/a+m9RF2xcdO0HOYJYleZvas5o
3QIDAQAB
-----END PUBLIC KEY-----
)";
constexpr std::string_view signature =
    "ublr4pP+kbw+4hOJZC/nKueYe2UtkNzM6PgTicSZilRlEFVX6Q0IHf12v4cIu/+sMVRnAy16eKsX8kzL/"
    "oQcwQxsEvehs06ucENAnn8Y4WqPco1mF6zMiIp3OAakUjD3SimK92otkpEJsIlPeRnhTH1v78cDfoe05VcR1vmCGUGWeNdhW5frQOUObM29NNa3C0y"
    "MV+8Wai8IuZqtbsJ6YdqVFL8XezBgom+WbRqzZcE0VLO+QzJ+sP9frR9NKeLrNBtJ8ii1sUGqvlKK8eoRZA/49cYTlXYMkgj68r7idWhfWF/"
    "dLurtqT1edFg6nYR1WqCtGP7TMta1sXu9q+iOvA==";
constexpr std::string_view short_pem = R"(-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDGb4AmIOS5qcPyDnvSpbpHJIfk
Dr1St+kPrKaVVozRSRKKGyYN5FhhU/lW6Dp599mJqedRB+t4T8UIGgGhmX7pjnyx
av6FyPQI9+sL0zrX1MamMZVSvNIdVw8kOGOayNU689sKUShd0JD15PjcyQa/oliA
/brdqukHxjN3mtDFdwIDAQAB
-----END PUBLIC KEY-----
)";

std::string from_hex(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
    return bytes;
}

TEST(Signing, VerifiesWhatTheOpensslProgramSigned) {
    const auto key = RsaKey::public_key(public_pem);
    ASSERT_TRUE(key);
    const Proof proof{"1554208460", "593BEC0C930BF1AFEB40B4A08C8FB242", {}};
    const auto message = request_message("GET", "/v3/certificates", proof, "");
    EXPECT_EQ(message, "GET\n/v3/certificates\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n");
    EXPECT_TRUE(key->verifies(message, signature));
    for (std::size_t i = 0; i < message.size(); ++i) {
        auto altered = message;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        EXPECT_FALSE(key->verifies(altered, signature)) << i;
    }
    auto other = *from_base64(signature);
    other[7] = static_cast<char>(other[7] ^ 16);
    EXPECT_FALSE(key->verifies(message, base64(other)));
    EXPECT_FALSE(key->verifies(message, "not base64!"));
    EXPECT_FALSE(key->verifies(message, ""));
    EXPECT_EQ(answer_message({"1", "n", ""}, "{}"), "1\nn\n{}\n");
}

TEST(Signing, TakesStrongKeysOnly) {
    EXPECT_EQ(RsaKey::public_key(short_pem).error().code, "payment.bad_key");
    EXPECT_EQ(RsaKey::public_key("nonsense").error().code, "payment.bad_key");
    EXPECT_EQ(RsaKey::private_key(public_pem).error().code, "payment.bad_key");
}

TEST(Signing, ReadsItsOwnAuthorization) {
    const Proof proof{"1554208460", "abc", "c2ln"};
    const auto read = parse_authorization(authorization("1900000001", proof));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->merchant, "1900000001");
    EXPECT_EQ(read->proof.nonce, "abc");
    EXPECT_EQ(read->proof.signature, "c2ln");
    EXPECT_EQ(read->proof.timestamp, "1554208460");
    for (const auto* bad : {"", "Bearer x", "DENGYUN-SHA256-RSA2048 ", "DENGYUN-SHA256-RSA2048 mchid=\"1",
                            "DENGYUN-SHA256-RSA2048 xmchid=\"1\",nonce_str=\"\",signature=\"\",timestamp=\"\""})
        EXPECT_FALSE(parse_authorization(bad)) << bad;
}

TEST(Signing, OldAndEarlyProofsAreStale) {
    const auto now = instant_of(1'772'352'000'000);
    const auto proof = [&](std::int64_t seconds) { return Proof{std::to_string(1'772'352'000 + seconds), "n", "s"}; };
    EXPECT_TRUE(is_fresh(proof(0), now));
    EXPECT_TRUE(is_fresh(proof(-300), now));
    EXPECT_FALSE(is_fresh(proof(-301), now));
    EXPECT_TRUE(is_fresh(proof(300), now));
    EXPECT_FALSE(is_fresh(proof(301), now));
    for (const auto* bad : {"", "x", "-5", "99999999999999999", "1.5"})
        EXPECT_FALSE(is_fresh({bad, "", ""}, now)) << bad;
}

// Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation".
TEST(Sealing, IsAes256Gcm) {
    const auto key = from_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    const auto nonce = from_hex("cafebabefacedbaddecaf888");
    const auto associated = from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    const auto text = from_hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de6"
        "57"
        "ba637b39");
    const auto sealed = seal(key, nonce, associated, text);
    EXPECT_EQ(
        hex(sealed),
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7"
        "a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b");
    EXPECT_EQ(open_sealed(key, nonce, associated, sealed), text);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        EXPECT_FALSE(open_sealed(key, nonce, associated, altered)) << i;
    }
    EXPECT_FALSE(open_sealed(key, nonce, "other", sealed));
    EXPECT_FALSE(open_sealed(key, "short", associated, sealed));
    EXPECT_FALSE(open_sealed(key, nonce, associated, "short"));
    EXPECT_EQ(open_sealed(key, nonce, "", seal(key, nonce, "", "")), "");
}

}  // namespace
}  // namespace dengyun::payments
