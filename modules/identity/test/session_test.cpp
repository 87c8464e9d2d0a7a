// Goal: signing in and out over the routes, on both databases: good and bad credentials, forged requests, fixation,
// throttling, expiry, revocation, devices, switching organisations.
#include <gtest/gtest.h>

#include "modules/identity/test/platform.h"

namespace dengyun::identity {
namespace {

using namespace std::chrono_literals;
using test::Client;
using test::Platform;

class SessionTest : public ::testing::TestWithParam<store::test::Kind> {
  protected:
    Platform platform_{GetParam()};
};

DENGYUN_BOTH_DATABASES(SessionTest);

TEST_P(SessionTest, SignsInTellsWhoAndSignsOut) {
    const auto founded = platform_.found("zhang");
    Client browser(platform_);
    EXPECT_EQ(browser.get("/api/v1/session").status, 401U);
    const auto in = browser.sign_in(" ZHANG ");
    ASSERT_EQ(in.status, 201U) << in.text;
    EXPECT_EQ(in.at("/user/login"), "zhang");
    EXPECT_EQ(in.at("/organisation/id"), to_text(founded.organisation));
    EXPECT_EQ(in.at("/organisation/kind"), "enterprise");
    EXPECT_EQ(in.at("/roles/0"), "owner");
    EXPECT_NE(in.text.find("\"members.edit\""), std::string::npos);
    EXPECT_EQ(in.text.find("argon2"), std::string::npos);
    const auto set = in.header("Set-Cookie");
    EXPECT_NE(set.find("HttpOnly"), std::string::npos) << set;
    EXPECT_NE(set.find("SameSite=Lax"), std::string::npos) << set;
    EXPECT_NE(set.find("Path=/"), std::string::npos) << set;
    EXPECT_EQ(set.find("Secure"), std::string::npos) << "plain HTTP";

    const auto seen = browser.get("/api/v1/session");
    EXPECT_EQ(seen.status, 200U) << seen.text;
    EXPECT_EQ(seen.at("/csrf_token"), browser.csrf);
    EXPECT_EQ(seen.at("/memberships/0/organisation_name"), "zhang 厂");

    const auto out = browser.remove("/api/v1/session");
    EXPECT_EQ(out.status, 204U);
    EXPECT_NE(out.header("Set-Cookie").find("Max-Age=0"), std::string::npos);
    Client stolen(platform_);
    stolen.cookie = in.header("Set-Cookie").substr(16, 43);
    EXPECT_EQ(stolen.get("/api/v1/session").code(), "session.expired");

    const auto events = platform_.event_names(founded.organisation);
    EXPECT_TRUE(std::ranges::find(events, "user.signed_in") != events.end());
    EXPECT_TRUE(std::ranges::find(events, "user_session.removed") != events.end());
    EXPECT_EQ(platform_.all_event_data(founded.organisation).find("argon2"), std::string::npos);
    EXPECT_EQ(platform_.all_event_data(founded.organisation).find("token_hash"), std::string::npos);
}

TEST_P(SessionTest, CookieIsSecureWhereTheRequestWas) {
    platform_.found("zhang");
    http::Request request{.method = http::Method::post,
                          .path = "/api/v1/session",
                          .body = R"({"login":"zhang","password":"correct horse battery"})",
                          .remote_address = "192.0.2.1",
                          .secure = true};
    const auto answer = platform_.send(std::move(request));
    ASSERT_EQ(answer.status, 201U) << answer.text;
    EXPECT_NE(answer.header("Set-Cookie").find("; Secure"), std::string::npos);
}

// A form on another site would sign its visitor in as the attacker.
TEST_P(SessionTest, TakesNoSignInFromAFormOfAnotherSite) {
    platform_.found("zhang");
    const auto sign_in = [&](std::vector<http::Header> headers) {
        return platform_.send({.method = http::Method::post,
                               .path = "/api/v1/session",
                               .headers = std::move(headers),
                               .body = R"({"login":"zhang","password":"correct horse battery"})",
                               .remote_address = "192.0.2.1"});
    };
    for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
                             "text/plain; application/json"}) {
        const auto answer = sign_in({{"Content-Type", type}});
        EXPECT_EQ(answer.status, 415U) << type;
        EXPECT_EQ(answer.code(), "request.not_json");
        EXPECT_EQ(answer.header("Set-Cookie"), "");
    }
    EXPECT_EQ(sign_in({{"Content-Type", "Application/JSON; charset=utf-8"}}).status, 201U);
    EXPECT_EQ(sign_in({}).status, 201U) << "programs may leave the type out";
}

TEST_P(SessionTest, RefusesTheSameWayWhateverIsWrong) {
    const auto founded = platform_.found("zhang");
    platform_.found("liwu");
    ASSERT_TRUE(platform_.store->run_write(Scope::system("test"),
                                           [](store::Unit& unit) { return set_user_active(unit, "liwu", false); }));
    Client browser(platform_);
    const auto wrong = browser.sign_in("zhang", "wrong horse battery");
    const auto unknown = browser.sign_in("nobody", "wrong horse battery");
    const auto suspended = browser.sign_in("liwu");
    EXPECT_EQ(wrong.status, 401U);
    EXPECT_EQ(wrong.code(), "session.bad_credentials");
    EXPECT_EQ(wrong.text, unknown.text);
    EXPECT_EQ(wrong.text, suspended.text);
    EXPECT_EQ(wrong.header("Set-Cookie"), "");
    EXPECT_EQ(browser.post("/api/v1/session", R"({"login":"zhang"})").issue("password"), "required");
    EXPECT_EQ(browser.post("/api/v1/session", R"({"login":"zhang","password":"x","role":"owner"})").issue("role"),
              "unknown_member");
    const auto events = platform_.event_names(founded.organisation);
    EXPECT_TRUE(std::ranges::find(events, "user.sign_in_failed") != events.end());
}

TEST_P(SessionTest, RefusesForgedRequests) {
    platform_.found("zhang");
    Client browser(platform_);
    ASSERT_EQ(browser.sign_in("zhang").status, 201U);
    Client forger(platform_);
    forger.cookie = browser.cookie;
    EXPECT_EQ(forger.get("/api/v1/session").status, 200U) << "reading needs no token";
    EXPECT_EQ(forger.patch("/api/v1/session/user", R"({"display_name":"x"})").code(), "request.csrf_token_missing");
    forger.csrf = "guess";
    EXPECT_EQ(forger.remove("/api/v1/session").code(), "request.csrf_token_missing");
    EXPECT_EQ(browser.get("/api/v1/session").status, 200U);
}

TEST_P(SessionTest, NeverAdoptsATokenAndEndsTheOldSession) {
    platform_.found("zhang");
    Client browser(platform_);
    browser.cookie = std::string(43, 'A');
    ASSERT_EQ(browser.sign_in("zhang").status, 201U) << "a stale cookie locks nobody out";
    EXPECT_NE(browser.cookie, std::string(43, 'A'));
    const auto old = browser.cookie;
    ASSERT_EQ(browser.sign_in("zhang").status, 201U);
    EXPECT_NE(browser.cookie, old);
    Client left(platform_);
    left.cookie = old;
    EXPECT_EQ(left.get("/api/v1/session").code(), "session.expired");
}

TEST_P(SessionTest, LocksASignInNameAfterFailuresAndTellsWhenToComeBack) {
    const auto founded = platform_.found("zhang");
    Client guesser(platform_);
    for (const auto* login : {"zhang", "nobody"}) {
        guesser.address = login == std::string_view("zhang") ? "192.0.2.10" : "192.0.2.11";
        for (int i = 0; i < 5; ++i) EXPECT_EQ(guesser.sign_in(login, "guess number one").status, 401U);
        const auto locked = guesser.sign_in(login);
        EXPECT_EQ(locked.status, 429U);
        EXPECT_EQ(locked.code(), "session.throttled");
        EXPECT_EQ(locked.header("Retry-After"), "30");
    }
    Client elsewhere(platform_);
    elsewhere.address = "192.0.2.99";
    EXPECT_EQ(elsewhere.sign_in("zhang").status, 429U) << "the name is locked, not the address";
    platform_.clock.advance(30s);
    EXPECT_EQ(guesser.sign_in("zhang", "guess number two").status, 401U);
    platform_.clock.advance(59s);
    EXPECT_EQ(guesser.sign_in("zhang").status, 429U) << "the wait has doubled";
    platform_.clock.advance(1s);
    EXPECT_EQ(guesser.sign_in("zhang").status, 201U);
    Client again(platform_);
    EXPECT_EQ(again.sign_in("zhang", "a slip of the finger").status, 401U);
    EXPECT_EQ(again.sign_in("zhang").status, 201U) << "success forgives";
    const auto events = platform_.event_names(founded.organisation);
    EXPECT_TRUE(std::ranges::find(events, "user.sign_in_locked") != events.end());
}

TEST_P(SessionTest, LocksAnAddressThatTriesManyNames) {
    platform_.found("zhang");
    Client guesser(platform_);
    guesser.address = "198.51.100.7";
    for (int i = 0; i < 30; ++i) EXPECT_EQ(guesser.sign_in(fmt::format("user{}", i), "guess number one").status, 401U);
    EXPECT_EQ(guesser.sign_in("zhang").status, 429U);
    Client honest(platform_);
    EXPECT_EQ(honest.sign_in("zhang").status, 201U);
}

TEST_P(SessionTest, ManyRightSignInsFromOneAddressAreNoAttack) {
    platform_.found("zhang");
    for (int i = 0; i < 40; ++i) {
        Client browser(platform_);
        ASSERT_EQ(browser.sign_in("zhang").status, 201U) << i;
    }
}

TEST_P(SessionTest, EndsWhenIdleAndWhenOld) {
    platform_.found("zhang");
    Client browser(platform_);
    ASSERT_EQ(browser.sign_in("zhang").status, 201U);
    platform_.clock.advance(11h);
    EXPECT_EQ(browser.get("/api/v1/session").status, 200U);
    // The use is noted behind the answer; a unit behind it waits for it where there is one writer.
    if (platform_.store->is_sqlite()) {
        ASSERT_TRUE(platform_.store->run_write(Scope::system("test"), [](store::Unit&) -> Result<> { return {}; }));
        platform_.clock.advance(11h);
        EXPECT_EQ(browser.get("/api/v1/session").status, 200U) << "used meanwhile";
    }
    platform_.clock.advance(12h);
    EXPECT_EQ(browser.get("/api/v1/session").code(), "session.expired");
    EXPECT_EQ(browser.remove("/api/v1/session").status, 401U);
}

// A page that is left open holds a live connection, which is looked at again and again; nobody sits before it.
TEST_P(SessionTest, AnOpenConnectionDoesNotKeepItAlive) {
    platform_.found("zhang");
    Client browser(platform_);
    ASSERT_EQ(browser.sign_in("zhang").status, 201U);
    http::Request request;
    request.headers.push_back({"Cookie", "dengyun_session=" + browser.cookie});
    for (int hour = 1; hour < 12; ++hour) {
        platform_.clock.advance(1h);
        ASSERT_TRUE(platform_.identity->authenticate_again(request));
        // A use would be noted behind the answer.
        ASSERT_TRUE(platform_.store->run_write(Scope::system("test"), [](store::Unit&) -> Result<> { return {}; }));
    }
    platform_.clock.advance(1h);
    EXPECT_EQ(platform_.identity->authenticate_again(request).error().code, "session.expired");
    EXPECT_EQ(browser.get("/api/v1/session").code(), "session.expired");
}

TEST_P(SessionTest, ListsDevicesAndSignsThemOut) {
    platform_.found("zhang");
    platform_.found("liwu");
    Client desk(platform_);
    Client phone(platform_);
    Client other(platform_);
    ASSERT_EQ(desk.sign_in("zhang").status, 201U);
    platform_.clock.advance(1s);
    ASSERT_EQ(phone.sign_in("zhang").status, 201U);
    ASSERT_EQ(other.sign_in("liwu").status, 201U);
    const auto devices = desk.get("/api/v1/session/devices");
    ASSERT_EQ(devices.status, 200U) << devices.text;
    ASSERT_EQ(devices.json.at("items").as_array().size(), 2U);
    EXPECT_EQ(devices.at("/items/0/current"), "false");
    EXPECT_EQ(devices.at("/items/1/current"), "true");
    EXPECT_EQ(devices.at("/items/0/user_agent"), "Test/1.0");
    const auto id = devices.at("/items/0/id");
    EXPECT_EQ(other.remove("/api/v1/session/devices/" + id).status, 404U) << "somebody else's";
    EXPECT_EQ(phone.get("/api/v1/session").status, 200U);
    EXPECT_EQ(desk.remove("/api/v1/session/devices/" + id).status, 204U);
    EXPECT_EQ(phone.get("/api/v1/session").code(), "session.expired") << "at once, cached or not";
    EXPECT_EQ(desk.remove("/api/v1/session/devices/" + id).status, 404U);
    EXPECT_EQ(desk.remove("/api/v1/session/devices/nonsense").status, 404U);
}

TEST_P(SessionTest, KeepsTheNumberOfSessionsBounded) {
    auto options = Platform::cheap_options();
    options.sessions_per_user_max = 3;
    Platform small(GetParam(), options);
    small.found("zhang");
    std::vector<Client> browsers(5, Client(small));
    for (auto& browser : browsers) {
        ASSERT_EQ(browser.sign_in("zhang").status, 201U);
        small.clock.advance(3s);
    }
    EXPECT_EQ(browsers[0].get("/api/v1/session").status, 401U);
    EXPECT_EQ(browsers[1].get("/api/v1/session").status, 401U);
    for (std::size_t i = 2; i < 5; ++i) EXPECT_EQ(browsers[i].get("/api/v1/session").status, 200U) << i;
}

TEST_P(SessionTest, SwitchesTheOrganisationOfAMemberOnly) {
    const auto firm = platform_.found("wang", OrganisationKind::bookkeeping_firm, {"owner", "bookkeeping_firm"});
    const auto client = platform_.found("zhang");
    const auto stranger = platform_.found("liwu");
    ASSERT_TRUE(platform_.store->run_write(Scope::system("test"), [&](store::Unit& unit) {
        return add_membership(unit, firm.owner, client.organisation, {"bookkeeper"});
    }));
    Client browser(platform_);
    const auto in = browser.sign_in("wang");
    EXPECT_EQ(in.at("/organisation/id"), to_text(firm.organisation)) << "home first";
    EXPECT_EQ(in.json.at("memberships").as_array().size(), 2U);
    const auto old = browser.cookie;
    const auto switched =
        browser.patch("/api/v1/session", fmt::format(R"({{"organisation_id":"{}"}})", to_text(client.organisation)));
    ASSERT_EQ(switched.status, 200U) << switched.text;
    EXPECT_EQ(switched.at("/organisation/id"), to_text(client.organisation));
    EXPECT_EQ(switched.at("/roles/0"), "bookkeeper");
    EXPECT_NE(browser.cookie, old) << "a new session";
    Client left(platform_);
    left.cookie = old;
    EXPECT_EQ(left.get("/api/v1/session").status, 401U);
    EXPECT_EQ(browser.get("/api/v1/roles").status, 200U);
    EXPECT_EQ(
        browser.patch("/api/v1/session", fmt::format(R"({{"organisation_id":"{}"}})", to_text(stranger.organisation)))
            .code(),
        "session.no_organisation");
    EXPECT_EQ(browser.patch("/api/v1/session", "{}").issue("organisation_id"), "required");
    EXPECT_EQ(browser.get("/api/v1/session").status, 200U) << "still signed in";
}

TEST_P(SessionTest, AnotherProcessNoticesARevocationWithinTheCacheTime) {
    platform_.found("zhang");
    Client browser(platform_);
    ASSERT_EQ(browser.sign_in("zhang").status, 201U);
    api::Routes routes;
    const auto other = platform_.another_identity(routes);
    http::Request request;
    request.headers.push_back({"Cookie", "dengyun_session=" + browser.cookie});
    ASSERT_TRUE(other->authenticate(request));
    ASSERT_EQ(browser.remove("/api/v1/session").status, 204U);
    EXPECT_TRUE(other->authenticate(request)) << "cached";
    platform_.clock.advance(2s);
    EXPECT_EQ(other->authenticate(request).error().code, "session.expired");
}

TEST_P(SessionTest, CachedRequestsCostNoQuery) {
    platform_.found("zhang");
    Client browser(platform_);
    ASSERT_EQ(browser.sign_in("zhang").status, 201U);
    http::Request request;
    request.headers.push_back({"Cookie", "dengyun_session=" + browser.cookie});
    ASSERT_TRUE(platform_.identity->authenticate(request));
    const auto before = platform_.store->statistics().units_read;
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(platform_.identity->authenticate(request));
    EXPECT_EQ(platform_.store->statistics().units_read, before);
}

// Whoever deals with a bank has to read its name; enterprises stand in the directory, as far as they want to.
TEST_P(SessionTest, InstitutionsAreNamedAndEnterprisesAreNot) {
    platform_.found("firm");
    const auto bank = platform_.found("bank", OrganisationKind::bank);
    platform_.found("office", OrganisationKind::government);
    Client reader(platform_);
    EXPECT_EQ(reader.get("/api/v1/institutions").status, 401U);
    reader.sign_in("firm");
    const auto all = reader.get("/api/v1/institutions?sort=id");
    ASSERT_EQ(all.status, 200U) << all.text;
    EXPECT_EQ(all.json.at("items").as_array().size(), 2U);
    EXPECT_EQ(all.at("/items/0/id"), to_text(bank.organisation));
    EXPECT_EQ(all.at("/items/0/kind"), "bank");
    EXPECT_FALSE(all.at("/items/0/name").empty());
    EXPECT_EQ(all.at("/items/0/time_zone"), "") << "no more than the name";
    EXPECT_EQ(reader.get("/api/v1/institutions?kind=bank").json.at("items").as_array().size(), 1U);
    EXPECT_EQ(reader.get("/api/v1/institutions?kind=enterprise").json.at("items").as_array().size(), 0U);
    EXPECT_EQ(reader.get("/api/v1/institutions?kind=bank&kind=enterprise").json.at("items").as_array().size(), 1U);
    EXPECT_EQ(reader.get("/api/v1/institutions?colour=red").issue("colour"), "unknown_member");
}

}  // namespace
}  // namespace dengyun::identity
