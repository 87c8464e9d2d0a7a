// Goal: a person's own account over the routes, on both databases: contact, password, one-time codes, resets.
#include <gtest/gtest.h>

#include "modules/identity/test/platform.h"
#include "modules/identity/totp.h"

namespace dengyun::identity {
namespace {

using namespace std::chrono_literals;
using test::Client;
using test::Platform;

constexpr std::string_view new_password = "a fresh new password";

std::string from_base32(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string bytes;
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (const char c : text) {
        buffer = buffer << 5U | static_cast<std::uint32_t>(alphabet.find(c));
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(buffer >> bits & 0xffU);
    }
    return bytes;
}

class AccountTest : public ::testing::TestWithParam<store::test::Kind> {
  protected:
    void SetUp() override {
        founded_ = platform_.found("zhang");
        ASSERT_EQ(browser_.sign_in("zhang").status, 201U);
    }
    // Turns one-time codes on; answers the secret and the recovery codes.
    std::pair<std::string, std::vector<std::string>> turn_codes_on() {
        const auto setup = browser_.post("/api/v1/session/totp");
        EXPECT_EQ(setup.status, 200U) << setup.text;
        auto secret = from_base32(setup.at("/secret"));
        const auto on = browser_.post("/api/v1/session/totp/confirmation", code_json(secret));
        EXPECT_EQ(on.status, 200U) << on.text;
        std::vector<std::string> codes;
        for (const auto& code : on.json.at("recovery_codes").as_array()) codes.emplace_back(code.get_string());
        return {std::move(secret), std::move(codes)};
    }
    std::string code_now(const std::string& secret) { return totp_code(secret, totp_step(platform_.clock.now())); }
    std::string code_json(const std::string& secret) { return R"({"code":")" + code_now(secret) + R"("})"; }

    Platform platform_{GetParam()};
    Platform::Founded founded_;
    Client browser_{platform_};
};

DENGYUN_BOTH_DATABASES(AccountTest);

TEST_P(AccountTest, ChangesNameContactAndLanguageEverywhere) {
    const auto changed = browser_.patch(
        "/api/v1/session/user", R"({"display_name":"张三","phone":"13800138000","email":null,"language":"en"})");
    ASSERT_EQ(changed.status, 200U) << changed.text;
    EXPECT_EQ(changed.at("/display_name"), "张三");
    const auto session = browser_.get("/api/v1/session");
    EXPECT_EQ(session.at("/user/phone"), "13800138000");
    EXPECT_EQ(session.at("/user/language"), "en");
    const auto members = browser_.get("/api/v1/members?q=张三");
    EXPECT_EQ(members.at("/items/0/phone"), "13800138000") << members.text;
    EXPECT_EQ(browser_.patch("/api/v1/session/user", R"({"login":"root"})").issue("login"), "read_only");
    EXPECT_EQ(browser_.patch("/api/v1/session/user", R"({"totp_enabled":true})").issue("totp_enabled"), "read_only");
    EXPECT_EQ(browser_.patch("/api/v1/session/user", R"({"display_name":" "})").issue("display_name"), "required");
    EXPECT_EQ(browser_.patch("/api/v1/session/user", R"({"time_zone":"../x"})").issue("time_zone"), "bad_time_zone");
    EXPECT_EQ(browser_.patch("/api/v1/session/user", R"({"email":"no address"})").issue("email"), "malformed");
    EXPECT_EQ(browser_.patch("/api/v1/session/user", R"({"password_hash":"x"})").status, 422U);
    EXPECT_EQ(Client(platform_).patch("/api/v1/session/user", R"({"display_name":"x"})").status, 401U);
}

TEST_P(AccountTest, SeesTimesInTheZoneOfTheOrganisationOrHisOwn) {
    const auto zones = [&] {
        const auto session = browser_.get("/api/v1/session");
        return session.at("/organisation/time_zone") + " " + session.at("/user/time_zone");
    };
    const auto exported = [&] { return browser_.get("/api/v1/members.csv?fields=created_at").text; };
    EXPECT_EQ(zones(), "Asia/Shanghai null");
    EXPECT_NE(exported().find("北京时间"), std::string::npos) << exported();
    const std::string path = "/api/v1/session/organisation";
    const auto changed = browser_.patch(path, R"({"time_zone":"Asia/Urumqi"})");
    ASSERT_EQ(changed.status, 200U) << changed.text;
    EXPECT_EQ(zones(), "Asia/Urumqi null");
    EXPECT_NE(exported().find("（Asia/Urumqi）"), std::string::npos) << exported();
    EXPECT_EQ(browser_.patch("/api/v1/session/user", R"({"time_zone":"UTC"})").status, 200U);
    EXPECT_EQ(zones(), "Asia/Urumqi UTC");
    EXPECT_NE(exported().find("（UTC）"), std::string::npos) << exported();
    EXPECT_EQ(browser_.patch("/api/v1/session/user", R"({"time_zone":null})").status, 200U);
    EXPECT_EQ(zones(), "Asia/Urumqi null");
    EXPECT_EQ(browser_.patch(path, R"({"time_zone":"Asia/Atlantis"})").issue("time_zone"), "bad_time_zone");
    EXPECT_EQ(browser_.patch(path, R"({"name":"x"})").issue("name"), "read_only");
    EXPECT_EQ(Client(platform_).patch(path, R"({"time_zone":"UTC"})").status, 401U);
}

TEST_P(AccountTest, ChangesThePasswordAndSignsOutEverywhereElse) {
    Client phone(platform_);
    ASSERT_EQ(phone.sign_in("zhang").status, 201U);
    const auto wrong = browser_.post(
        "/api/v1/session/password", R"({"current_password":"not the password","new_password":"a fresh new password"})");
    EXPECT_EQ(wrong.issue("current_password"), "wrong_password") << wrong.text;
    EXPECT_EQ(
        browser_
            .post("/api/v1/session/password", R"({"current_password":"correct horse battery","new_password":"short"})")
            .issue("new_password"),
        "too_short");
    EXPECT_EQ(browser_
                  .post("/api/v1/session/password",
                        R"({"current_password":"correct horse battery","new_password":"1234567890"})")
                  .issue("new_password"),
              "common_password");
    EXPECT_EQ(phone.get("/api/v1/session").status, 200U);
    const auto changed =
        browser_.post("/api/v1/session/password",
                      R"({"current_password":"correct horse battery","new_password":"a fresh new password"})");
    ASSERT_EQ(changed.status, 204U) << changed.text;
    EXPECT_EQ(phone.get("/api/v1/session").code(), "session.expired");
    EXPECT_EQ(browser_.get("/api/v1/session").status, 200U);
    EXPECT_EQ(phone.sign_in("zhang").status, 401U);
    EXPECT_EQ(phone.sign_in("zhang", new_password).status, 201U);
    const auto events = platform_.event_names(founded_.organisation);
    EXPECT_TRUE(std::ranges::find(events, "user.password_changed") != events.end());
    EXPECT_EQ(platform_.all_event_data(founded_.organisation).find("password_hash"), std::string::npos);
}

TEST_P(AccountTest, GuessingTheCurrentPasswordIsThrottled) {
    const std::string guess = R"({"current_password":"not the password","new_password":"a fresh new password"})";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(browser_.post("/api/v1/session/password", guess).status, 422U);
    const auto throttled = browser_.post("/api/v1/session/password", guess);
    EXPECT_EQ(throttled.status, 429U);
    EXPECT_EQ(throttled.header("Retry-After"), "30");
}

TEST_P(AccountTest, SignsInWithOneTimeCodesEachOfThemOnce) {
    EXPECT_EQ(browser_.post("/api/v1/session/totp/confirmation", R"({"code":"123456"})").code(), "totp.not_begun");
    const auto [secret, codes] = turn_codes_on();
    EXPECT_EQ(codes.size(), recovery_codes);
    EXPECT_EQ(browser_.post("/api/v1/session/totp").code(), "totp.already_on");
    EXPECT_EQ(browser_.get("/api/v1/session").at("/user/totp_enabled"), "true");

    Client phone(platform_);
    EXPECT_EQ(phone.sign_in("zhang").code(), "session.totp_required");
    EXPECT_EQ(phone.sign_in("zhang", "wrong password here").code(), "session.bad_credentials")
        << "says nothing about codes";
    EXPECT_EQ(phone.sign_in("zhang", Platform::password, "000000").code(), "session.bad_credentials");
    EXPECT_EQ(phone.sign_in("zhang", Platform::password, code_now(secret)).status, 401U)
        << "used when it was confirmed";
    platform_.clock.advance(30s);
    const auto code = code_now(secret);
    ASSERT_EQ(phone.sign_in("zhang", Platform::password, code).status, 201U);
    Client thief(platform_);
    EXPECT_EQ(thief.sign_in("zhang", Platform::password, code).status, 401U) << "seen over the shoulder";
    ASSERT_EQ(thief.sign_in("zhang", Platform::password, codes[3]).status, 201U);
    EXPECT_EQ(thief.sign_in("zhang", Platform::password, codes[3]).status, 401U) << "a recovery code is good once";
    const auto data = platform_.all_event_data(founded_.organisation);
    EXPECT_EQ(data.find(codes[3]), std::string::npos);
    EXPECT_EQ(data.find("recovery_code_hashes"), std::string::npos);
    EXPECT_EQ(data.find("totp_secret"), std::string::npos);
}

TEST_P(AccountTest, GuessingCodesIsThrottledLikePasswords) {
    const auto [secret, codes] = turn_codes_on();
    Client thief(platform_);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(thief.sign_in("zhang", Platform::password, "000000").status, 401U);
    platform_.clock.advance(29s);
    EXPECT_EQ(thief.sign_in("zhang", Platform::password, code_now(secret)).status, 429U);
}

TEST_P(AccountTest, RemovesOneTimeCodesWithThePasswordOnly) {
    const auto [secret, codes] = turn_codes_on();
    EXPECT_EQ(browser_.post("/api/v1/session/totp/removal", R"({"password":"not the password"})").issue("password"),
              "wrong_password");
    EXPECT_EQ(browser_.post("/api/v1/session/totp/removal", R"({"password":"correct horse battery"})").status, 204U);
    EXPECT_EQ(Client(platform_).sign_in("zhang").status, 201U);
}

TEST_P(AccountTest, ConfirmsOnlyTheCodeOfTheShownSecret) {
    const auto setup = browser_.post("/api/v1/session/totp");
    EXPECT_NE(setup.at("/uri").find("otpauth://totp/Dengyun:zhang?secret=" + setup.at("/secret")), std::string::npos);
    EXPECT_EQ(browser_.post("/api/v1/session/totp/confirmation", R"({"code":"000000"})").issue("code"), "wrong_code");
    EXPECT_EQ(Client(platform_).sign_in("zhang").status, 201U) << "not on yet";
}

std::string token_of(const MailMessage& mail) {
    const auto at = mail.text.find("#token=");
    return at == std::string::npos ? "" : mail.text.substr(at + 7, 43);
}

std::string confirmation(const std::string& token, std::string_view password = new_password) {
    return fmt::format(R"({{"token":"{}","new_password":"{}"}})", token, password);
}

TEST_P(AccountTest, ResetsThePasswordByMailOnce) {
    Client forgetful(platform_);
    EXPECT_EQ(forgetful.post("/api/v1/password-resets", R"({"login":"Zhang"})").status, 202U);
    EXPECT_EQ(forgetful.post("/api/v1/password-resets", R"({"login":"nobody"})").status, 202U);
    platform_.identity->stop();  // sends what is queued
    ASSERT_EQ(platform_.mail.sent.size(), 1U);
    EXPECT_EQ(platform_.mail.sent[0].to, "zhang@example.cn");
    EXPECT_NE(platform_.mail.sent[0].text.find("https://dengyun.example/password-reset#token="), std::string::npos);
    const auto token = token_of(platform_.mail.sent[0]);
    EXPECT_EQ(
        forgetful.post("/api/v1/password-resets/confirmation", confirmation(token, "short")).issue("new_password"),
        "too_short");
    EXPECT_EQ(forgetful.post("/api/v1/password-resets/confirmation", confirmation("guess")).code(),
              "password_reset.invalid");
    ASSERT_EQ(forgetful.post("/api/v1/password-resets/confirmation", confirmation(token)).status, 204U);
    EXPECT_EQ(forgetful.post("/api/v1/password-resets/confirmation", confirmation(token)).code(),
              "password_reset.invalid");
    EXPECT_EQ(browser_.get("/api/v1/session").code(), "session.expired") << "signed out everywhere";
    EXPECT_EQ(forgetful.sign_in("zhang", new_password).status, 201U);
    EXPECT_EQ(platform_.all_event_data(founded_.organisation).find(token), std::string::npos);
}

TEST_P(AccountTest, ResetTokensExpireAndAFailedMailIsTold) {
    platform_.mail.fails = true;
    Client forgetful(platform_);
    EXPECT_EQ(forgetful.post("/api/v1/password-resets", R"({"login":"zhang"})").status, 202U);
    platform_.identity->stop();
    const auto events = platform_.event_names(founded_.organisation);
    EXPECT_TRUE(std::ranges::find(events, "user.reset_mail_failed") != events.end());
    EXPECT_EQ(forgetful.post("/api/v1/password-resets", R"({"login":"zhang"})").status, 503U) << "stopping";
}

TEST_P(AccountTest, AFailedMailIsSentAgainWithATokenOfItsOwn) {
    platform_.mail.fails = true;
    Client forgetful(platform_);
    ASSERT_EQ(forgetful.post("/api/v1/password-resets", R"({"login":"zhang"})").status, 202U);
    platform_.identity->stop();
    store::JobRunner runner(*platform_.store, platform_.clock, platform_.random, 1);
    platform_.identity->add_jobs(runner);
    EXPECT_EQ(runner.run_due(), 0U);
    platform_.clock.advance(1min);
    EXPECT_EQ(runner.run_due(), 1U) << "and fails again";
    EXPECT_TRUE(platform_.mail.sent.empty());
    platform_.mail.fails = false;
    platform_.clock.advance(2min);
    EXPECT_EQ(runner.run_due(), 1U);
    ASSERT_EQ(platform_.mail.sent.size(), 1U);
    platform_.clock.advance(30min);
    EXPECT_EQ(runner.run_due(), 0U);
    ASSERT_EQ(
        forgetful.post("/api/v1/password-resets/confirmation", confirmation(token_of(platform_.mail.sent[0]))).status,
        204U);
}

TEST_P(AccountTest, GuessingResetTokensIsThrottled) {
    Client guesser(platform_);
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(guesser.post("/api/v1/password-resets/confirmation", confirmation("guess")).status, 409U);
    EXPECT_EQ(guesser.post("/api/v1/password-resets/confirmation", confirmation("guess")).status, 429U);
}

TEST_P(AccountTest, FloodingOneNameWithResetsSendsFewMails) {
    Client flooder(platform_);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(flooder.post("/api/v1/password-resets", R"({"login":"zhang"})").status, 202U);
    platform_.identity->stop();
    EXPECT_EQ(platform_.mail.sent.size(), 3U);
}

TEST_P(AccountTest, SignInBringsTheHashUpToDate) {
    const auto hash_now = [&] {
        const auto user = platform_.store->read<User>(
            Scope::system("test"), [&](store::Reader& reader) { return reader.find(founded_.owner); });
        return user->password_hash;
    };
    EXPECT_TRUE(hash_now().starts_with("$argon2id$v=19$m=8,t=1"));
    auto options = Platform::cheap_options();
    options.password_hash.passes = 2;
    platform_.restart(options);
    EXPECT_EQ(browser_.sign_in("zhang").status, 201U);
    EXPECT_TRUE(hash_now().starts_with("$argon2id$v=19$m=8,t=2")) << hash_now();
    EXPECT_EQ(browser_.sign_in("zhang").status, 201U);
}

}  // namespace
}  // namespace dengyun::identity
