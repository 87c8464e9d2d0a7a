// Goal: one-time codes are those of RFC 4226 and RFC 6238, each of them is good once, and recovery codes are one-way.
#include "modules/identity/totp.h"

#include <gtest/gtest.h>
#include <set>

namespace dengyun::identity {
namespace {

constexpr std::string_view rfc_secret = "12345678901234567890";

TEST(Totp, GivesTheCodesOfRfc4226AppendixD) {
    constexpr std::string_view codes[] = {"755224", "287082", "359152", "969429", "338314",
                                          "254676", "287922", "162583", "399871", "520489"};
    for (std::int64_t i = 0; i < 10; ++i) EXPECT_EQ(totp_code(rfc_secret, i), codes[i]);
}

TEST(Totp, GivesTheCodesOfRfc6238AppendixB) {
    const std::pair<std::int64_t, std::string_view> vectors[] = {{59, "94287082"},
                                                                 {1'111'111'109, "07081804"},
                                                                 {1'111'111'111, "14050471"},
                                                                 {1'234'567'890, "89005924"},
                                                                 {2'000'000'000, "69279037"},
                                                                 {20'000'000'000, "65353130"}};
    for (const auto& [seconds, code] : vectors)
        EXPECT_EQ(totp_code(rfc_secret, totp_step(instant_of(seconds * 1000)), 8), code) << seconds;
}

TEST(Totp, TakesOneStepToEitherSideAndNoCodeTwice) {
    const auto now = instant_of(1'700'000'000'000);
    const auto present = totp_step(now);
    for (const auto step : {present - 1, present, present + 1})
        EXPECT_EQ(matching_step(rfc_secret, totp_code(rfc_secret, step), now, 0), step);
    for (const auto step : {present - 2, present + 2})
        EXPECT_EQ(matching_step(rfc_secret, totp_code(rfc_secret, step), now, 0), std::nullopt);
    EXPECT_EQ(matching_step(rfc_secret, totp_code(rfc_secret, present), now, present), std::nullopt) << "used up";
    EXPECT_EQ(matching_step(rfc_secret, totp_code(rfc_secret, present - 1), now, present), std::nullopt) << "older";
    EXPECT_EQ(matching_step(rfc_secret, totp_code(rfc_secret, present + 1), now, present), present + 1);
    EXPECT_EQ(matching_step(rfc_secret, "", now, 0), std::nullopt);
    EXPECT_EQ(matching_step(rfc_secret, "0000000", now, 0), std::nullopt);
}

TEST(Totp, WritesBase32AsRfc4648Does) {
    EXPECT_EQ(base32(""), "");
    EXPECT_EQ(base32("f"), "MY");
    EXPECT_EQ(base32("fo"), "MZXQ");
    EXPECT_EQ(base32("foo"), "MZXW6");
    EXPECT_EQ(base32("foob"), "MZXW6YQ");
    EXPECT_EQ(base32("fooba"), "MZXW6YTB");
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(totp_uri("foobar", "登云", "a b"),
              "otpauth://totp/"
              "%E7%99%BB%E4%BA%91:a%20b?secret=MZXW6YTBOI&issuer=%E7%99%BB%E4%BA%91&algorithm=SHA1&digits=6&period=30");
}

TEST(RecoveryCodes, AreManyDifferentAndReadWithoutRegardToCaseAndDashes) {
    SystemRandom random;
    const auto codes = make_recovery_codes(random);
    EXPECT_EQ(codes.size(), recovery_codes);
    EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), recovery_codes);
    EXPECT_EQ(codes[0].size(), 19U);
    EXPECT_EQ(recovery_code_hash("ABCD-efgh"), recovery_code_hash("abcdefgh"));
    EXPECT_NE(recovery_code_hash(codes[0]), recovery_code_hash(codes[1]));
}

}  // namespace
}  // namespace dengyun::identity
