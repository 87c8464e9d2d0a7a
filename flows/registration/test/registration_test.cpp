// Goal: a registration makes organisation, user and profile together or nothing at all, signs in, and cannot be abused
// to mass-produce accounts; on both databases.
#include "flows/registration/registration.h"

#include <boost/json/parse.hpp>
#include <future>
#include <gtest/gtest.h>

#include "kernel/api/application.h"
#include "kernel/store/events.h"
#include "kernel/store/test/harness.h"
#include "modules/circles/api.h"
#include "modules/enterprise/api.h"

namespace dengyun::registration {
namespace {

struct Answer {
    http::Response response;
    boost::json::value json;
    [[nodiscard]] std::string at(std::string_view pointer) const {
        boost::system::error_code error;
        const auto* found = json.find_pointer(pointer, error);
        return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
    }
    [[nodiscard]] std::string header(std::string_view name) const {
        const auto found = std::ranges::find(response.headers, name, &http::Header::name);
        return found == response.headers.end() ? "" : found->value;
    }
};

class KeptMail final : public identity::MailAdapter {
  public:
    Result<> send(const identity::MailMessage& message) override {
        sent.push_back(message);
        return {};
    }
    std::vector<identity::MailMessage> sent;
};

std::vector<store::Migration> schema() {
    std::vector<store::Migration> all(identity::migrations().begin(), identity::migrations().end());
    all.insert(all.end(), enterprise::migrations().begin(), enterprise::migrations().end());
    all.insert(all.end(), circles::migrations().begin(), circles::migrations().end());
    return all;
}

class RegistrationTest : public store::test::BothDatabases {
  protected:
    RegistrationTest()
        : BothDatabases({}, schema()), identity_({store(), clock, random, mail_, std::string(32, 'k')}, options()) {
        identity_.add_routes(routes_);
        enterprise::add_routes(routes_);
        circles::add_routes(routes_, clock);
        add_routes(routes_, identity_, store());
        messages_.add(identity::messages());
        messages_.add(circles::messages());
        application_ =
            std::make_unique<api::Application>(api::Application::Needs{routes_, store(), identity_, messages_, clock},
                                               api::ApplicationOptions{.workers = 2});
    }
    ~RegistrationTest() override {
        application_->stop();
        identity_.stop();
    }
    static identity::IdentityOptions options() {
        identity::IdentityOptions options;
        options.password_hash = {.memory_bytes = 8192, .passes = 1, .at_once_max = 2, .waiting_max = 8};
        options.registrations_free = 3;
        return options;
    }
    Answer send(http::Method method, const std::string& path, std::string body, const std::string& cookie = {}) {
        http::Request request{.method = method,
                              .path = path.substr(0, path.find('?')),
                              .body = std::move(body),
                              .remote_address = "192.0.2.1"};
        if (const auto question = path.find('?'); question != std::string::npos)
            request.query = path.substr(question + 1);
        if (!cookie.empty()) request.headers.push_back({"Cookie", cookie});
        std::promise<http::Response> promise;
        application_->handle(std::make_shared<const http::Request>(std::move(request)),
                             [&promise](http::Response response) { promise.set_value(std::move(response)); });
        Answer answer{promise.get_future().get(), {}};
        boost::system::error_code error;
        if (!answer.response.body.empty()) answer.json = boost::json::parse(answer.response.body, error);
        return answer;
    }
    Answer enrol(std::string_view login, std::string_view more = {}) {
        return send(http::Method::post, "/api/v1/registrations",
                    fmt::format(R"({{"enterprise_name":"宁波精工模具","login":"{}","display_name":"张三",)"
                                R"("password":"correct horse battery"{}}})",
                                login, more));
    }
    std::size_t organisations() {
        const auto page = store().read<store::Page<Organisation>>(
            system, [](store::Reader& reader) { return reader.list<Organisation>({}); });
        EXPECT_TRUE(page);
        return page ? page->items.size() : 0;
    }

    KeptMail mail_;
    MessageCatalogue messages_;
    identity::Identity identity_;
    api::Routes routes_;
    std::unique_ptr<api::Application> application_;
};
DENGYUN_BOTH_DATABASES(RegistrationTest);

TEST_P(RegistrationTest, MakesEverythingAndSignsIn) {
    const auto enrolled = enrol("Zhang", R"(,"industry_code":"3525","region_code":"330200","language":"en")");
    ASSERT_EQ(enrolled.response.status, 201U) << enrolled.response.body;
    EXPECT_EQ(enrolled.at("/user/login"), "zhang");
    EXPECT_EQ(enrolled.at("/user/language"), "en");
    EXPECT_EQ(enrolled.at("/roles/0"), "owner");
    EXPECT_EQ(enrolled.at("/organisation/name"), "宁波精工模具");
    const auto cookie = enrolled.header("Set-Cookie");
    const auto session = send(http::Method::get, "/api/v1/session", {}, cookie.substr(0, cookie.find(';')));
    EXPECT_EQ(session.response.status, 200U) << session.response.body;
    const auto profile = send(http::Method::get, "/api/v1/enterprises?q=精工", {}, cookie.substr(0, cookie.find(';')));
    EXPECT_EQ(profile.at("/items/0/industry_code"), "3525") << profile.response.body;
    EXPECT_EQ(profile.at("/items/0/organisation_id"), enrolled.at("/organisation/id"));
}

// White paper 4.14: who is invited registers and works on the same day. Between the mail and the first look at the
// leading firm's circle lie two steps, with three fields to fill that nobody else could.
TEST_P(RegistrationTest, ByAnInvitationIsLiveInTwoSteps) {
    store::JobRunner jobs(store(), clock, random, 1);
    circles::add_jobs(jobs, {mail_, random, "https://dengyun.test"});
    const auto invited = store().run_write(system, [](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(leader, enterprise::create_profile(unit, {77}, enterprise::NewProfile{.name = "龙头企业"}));
        circles::Circle circle{.name = "核心供应商"};
        circle.organisation_id = leader.organisation_id;
        DENGYUN_TRY(made, unit.insert(std::move(circle)));
        DENGYUN_CHECK(circles::invite(
            unit, made, {.company_name = "丙厂", .company_code = "91330281MA2CCCCC0C", .email = "c@example.com"}));
        return {};
    });
    ASSERT_TRUE(invited) << invited.error().code;
    jobs.run_due();
    ASSERT_EQ(mail_.sent.size(), 1U);
    const auto& text = mail_.sent[0].text;
    constexpr std::string_view mark = "#token=";
    const auto at = text.find(mark) + mark.size();
    const auto token = text.substr(at, text.find('\n', at) - at);

    int steps = 0;
    ++steps;  // opens the link: what the leading firm knows is filled in
    const auto shown =
        send(http::Method::post, "/api/v1/circle-invitation-links/views", fmt::format(R"({{"token":"{}"}})", token));
    ASSERT_EQ(shown.response.status, 200U) << shown.response.body;
    ++steps;  // chooses name, sign-in name and password
    const std::string_view typed = R"("login":"bing","display_name":"丙","password":"correct horse battery")";
    const auto enrolled =
        send(http::Method::post, "/api/v1/registrations",
             fmt::format(R"({{"enterprise_name":"{}","company_code":"{}","invitation_token":"{}",{}}})",
                         shown.at("/company_name"), shown.at("/company_code"), token, typed));
    ASSERT_EQ(enrolled.response.status, 201U) << enrolled.response.body;
    const auto cookie = enrolled.header("Set-Cookie");
    const auto member = send(http::Method::get, "/api/v1/circle-memberships", {}, cookie.substr(0, cookie.find(';')));
    EXPECT_EQ(member.at("/items/0/circle_name"), "核心供应商") << member.response.body;
    EXPECT_EQ(member.at("/items/0/status"), "joined");
    EXPECT_EQ(steps, 2);
    EXPECT_EQ(std::ranges::count(typed, ':'), 3);

    // The link was for one firm.
    const auto again = send(http::Method::post, "/api/v1/registrations",
                            fmt::format(R"({{"enterprise_name":"别家","login":"other","display_name":"别","password":)"
                                        R"("correct horse battery","invitation_token":"{}"}})",
                                        token));
    EXPECT_EQ(again.at("/code"), "circle_member.link_invalid");
    EXPECT_EQ(organisations(), 1U) << "nothing is left of it";
}

TEST_P(RegistrationTest, LeavesNothingBehindWhenAnythingIsWrong) {
    ASSERT_EQ(enrol("zhang").response.status, 201U);
    const auto taken = enrol("ZHANG");
    EXPECT_EQ(taken.response.status, 409U) << taken.response.body;
    EXPECT_EQ(taken.at("/issues/0/field"), "login");
    const auto reference = enrol("liwu", R"(,"industry_code":"0000")");
    EXPECT_EQ(reference.response.status, 422U) << reference.response.body;
    EXPECT_EQ(organisations(), 1U);
}

TEST_P(RegistrationTest, RefusesBadInput) {
    const auto post = [&](std::string body) {
        return send(http::Method::post, "/api/v1/registrations", std::move(body));
    };
    EXPECT_EQ(post("{}").response.status, 422U);
    EXPECT_EQ(post("not json").at("/code"), "request.malformed_json");
    EXPECT_EQ(enrol("zhang", R"(,"kind":"platform")").at("/issues/0/code"), "unknown_member");
    const auto weak = post(R"({"enterprise_name":"厂","login":"zhang","display_name":"张","password":"1234567890"})");
    EXPECT_EQ(weak.at("/issues/0/code"), "common_password") << weak.response.body;
    EXPECT_EQ(organisations(), 0U);
}

TEST_P(RegistrationTest, MakesAnAddressWait) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(enrol(fmt::format("user{}", i)).response.status, 201U);
    const auto refused = enrol("user3");
    EXPECT_EQ(refused.response.status, 429U);
    EXPECT_EQ(refused.header("Retry-After"), "60");
    clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(enrol("user3").response.status, 201U);
}

}  // namespace
}  // namespace dengyun::registration
