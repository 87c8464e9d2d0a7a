// Goal: who should know of an event is told once, others are not; what was told can be read, muted, and never grows
// without a bound; on both databases.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include "kernel/api/test/in_process.h"
#include "kernel/http/http_messages.h"
#include "kernel/store/messages.h"
#include "kernel/store/test/harness.h"
#include "modules/notifications/api.h"
#include "modules/notifications/notify.h"
#include "modules/notifications/rules.h"

namespace dengyun::notifications {
namespace {

using api::Audience;
using api::InProcessCall;
using api::Role;
using http::Method;

std::optional<std::string> site_subject(store::Reader&, const store::Event& event) {
    return "厂区 " + std::to_string(event.entity_id);
}

constexpr api::Notice test_notices[] = {
    {"site.flooded", {"厂区进水", "A site is flooded"}, Audience::organisation, "members.edit", site_subject},
    {"site.submitted", {"有厂区待核验", "A site waits"}, Audience::platform, "platform.see_private"},
};

std::vector<store::Migration> scripts() {
    std::vector<store::Migration> all(identity::migrations().begin(), identity::migrations().end());
    all.insert(all.end(), migrations().begin(), migrations().end());
    return all;
}

class NoMail final : public identity::MailAdapter {
    Result<> send(const identity::MailMessage&) override { return {}; }
};

class NotificationsTest : public testing::TestWithParam<store::test::Kind> {
  protected:
    void SetUp() override {
        auto opened = store::Store::open({.url = database_.url()}, clock_, random_);
        ASSERT_TRUE(opened) << opened.error().detail;
        store_ = std::move(*opened);
        identity_ = std::make_unique<identity::Identity>(
            identity::Identity::Needs{*store_, clock_, random_, mail_, std::string(32, 'k')},
            identity::IdentityOptions{});
        identity_->add_routes(routes_);
        routes_.declare(test_notices);
        add_routes(routes_);
        for (const auto texts : {http::messages(), store::messages(), identity::messages()}) messages_.add(texts);
        authenticator_ = std::make_unique<api::StatedAuthenticator>(routes_);
        application_ = std::make_unique<api::Application>(
            api::Application::Needs{routes_, *store_, *authenticator_, messages_, clock_},
            api::ApplicationOptions{.workers = 2, .requests_per_second_key = 0, .requests_per_second_address = 0});
        add_person("owner", 11, {"owner"});
        add_person("administrator", 11, {"administrator"});
        add_person("worker", 11, {"worker"});
        add_person("rival", 12, {"owner"});
        add_person("operator", 1, {"platform_operator"});
        notify_ = std::make_unique<Notify>(routes_, *identity_);
    }
    void TearDown() override {
        application_->stop();
        application_.reset();
        identity_->stop();
        store_->stop();
    }
    void add_person(const std::string& login, std::int64_t organisation, std::vector<std::string> roles) {
        const auto done = store_->run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
            if (!organisations_.contains(organisation)) {
                const auto kind =
                    organisation == 1 ? identity::OrganisationKind::platform : identity::OrganisationKind::enterprise;
                DENGYUN_TRY(made, identity::create_organisation(unit, {.name = fmt::format("单位 {}", organisation),
                                                                       .kind = kind,
                                                                       .id = {organisation}}));
                organisations_.insert(made.id.value);
            }
            DENGYUN_TRY(
                user,
                identity::create_user_with_membership(
                    unit, {.organisation = {organisation}, .login = login, .display_name = login, .roles = roles}));
            people_.emplace(login, api::member(*meta::value_of<Role>(roles.front()), organisation, user.id));
            return {};
        });
        ASSERT_TRUE(done) << done.error().code << done.error().detail;
    }
    // Something happens in an organisation, and the notifier sees it.
    void happen(std::int64_t organisation, std::string_view entity, std::int64_t document, std::string_view what,
                const Actor& actor = {}) {
        const auto done = store_->run_write(
            actor.kind == ActorKind::system ? Scope::system("test") : Scope::of({organisation}, actor),
            [&](store::Unit& unit) { return unit.emit({organisation}, entity, document, what, "{}"); });
        ASSERT_TRUE(done) << done.error().code << done.error().detail;
        const auto told =
            store_->run_write(Scope::system("test").entering({organisation}), [&](store::Unit& unit) -> Result<> {
                DENGYUN_TRY(events, store::read_events(unit, {.descending = true, .limit = 1}));
                return notify_->tell(unit, events.at(0));
            });
        ASSERT_TRUE(told) << told.error().code << told.error().detail;
    }
    http::Response call(const std::string& who, const InProcessCall& asked) {
        return api::InProcess::call(*application_, people_.at(who), asked);
    }
    boost::json::value get(const std::string& who, const std::string& address) {
        const auto response = call(who, {.address = address});
        EXPECT_EQ(response.status, 200U) << response.body;
        return meta::parse_json(response.body).value();
    }
    boost::json::array told(const std::string& who) { return get(who, "/api/v1/notifications").at("items").as_array(); }
    std::int64_t unread(const std::string& who) {
        return get(who, "/api/v1/notifications/summary").at("unread").to_number<std::int64_t>();
    }
    http::Response post(const std::string& who, const std::string& address, std::string body) {
        return call(who, {.method = Method::post, .address = address, .body = std::move(body)});
    }
    std::vector<std::string> event_names(std::int64_t organisation) {
        std::vector<std::string> names;
        const auto read = store_->run_read(Scope::of({organisation}, {}), [&](store::Reader& reader) -> Result<> {
            DENGYUN_TRY(events, store::read_events(reader, {.limit = 200}));
            for (const auto& event : events) names.push_back(event.name);
            return {};
        });
        EXPECT_TRUE(read);
        return names;
    }

    ManualClock clock_{instant_of(1'772'352'000'000)};
    store::test::SeededRandom random_{20260301};
    NoMail mail_;
    store::test::Database database_{GetParam(), scripts(), {}};
    std::unique_ptr<store::Store> store_;
    api::Routes routes_;
    MessageCatalogue messages_;
    std::unique_ptr<identity::Identity> identity_;
    std::unique_ptr<api::StatedAuthenticator> authenticator_;
    std::unique_ptr<api::Application> application_;
    std::unique_ptr<Notify> notify_;
    std::map<std::string, api::Caller> people_;
    std::set<std::int64_t> organisations_;
};
DENGYUN_BOTH_DATABASES(NotificationsTest);

TEST_P(NotificationsTest, TellThoseWhoHoldThePermissionAndNotTheOneWhoDidIt) {
    happen(11, "site", 7, "flooded", {ActorKind::user, people_.at("administrator").user.value, "管理员"});
    EXPECT_EQ(unread("owner"), 1);
    EXPECT_EQ(unread("administrator"), 0);
    EXPECT_EQ(unread("worker"), 0);
    EXPECT_EQ(unread("rival"), 0);
    const auto items = told("owner");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].at("title").as_string(), "厂区进水");
    EXPECT_EQ(items[0].at("subject").as_string(), "厂区 7");
    EXPECT_EQ(items[0].at("actor_name").as_string(), "管理员");
    EXPECT_EQ(items[0].at("entity_id").as_string(), "7");
    EXPECT_EQ(items[0].at("about_id").as_string(), "11");
    // One event for the open pages, however many are told; and none about itself.
    EXPECT_EQ(event_names(11).back(), "notification.sent");
}

TEST_P(NotificationsTest, TellThePlatformAboutAnotherOrganisation) {
    happen(12, "site", 9, "submitted");
    ASSERT_EQ(told("operator").size(), 1U);
    EXPECT_EQ(told("operator")[0].at("about_id").as_string(), "12");
    EXPECT_EQ(event_names(1).back(), "notification.sent");
    EXPECT_EQ(unread("rival"), 0);
}

TEST_P(NotificationsTest, TellAPersonAboutHisAccount) {
    happen(11, "user", people_.at("worker").user.value, "password_changed");
    EXPECT_EQ(unread("worker"), 1);
    EXPECT_EQ(unread("owner"), 0);
}

TEST_P(NotificationsTest, AreReadOneByOneAndAllAtOnce) {
    for (int i = 1; i <= 3; ++i) happen(11, "site", i, "flooded");
    const auto id = std::string(told("owner")[0].at("id").as_string());
    EXPECT_EQ(post("worker", "/api/v1/notifications/" + id + "/actions", R"({"action":"read"})").status, 404U);
    EXPECT_EQ(post("owner", "/api/v1/notifications/" + id + "/actions", R"({"action":"burn"})").status, 422U);
    EXPECT_EQ(post("owner", "/api/v1/notifications/" + id + "/actions", R"({"action":"read"})").body,
              R"({"unread":2})");
    EXPECT_EQ(get("owner", "/api/v1/notifications?unread=true").at("items").as_array().size(), 2U);
    EXPECT_EQ(post("owner", "/api/v1/notifications/actions", R"({"action":"read_all"})").body, R"({"unread":0})");
    EXPECT_EQ(unread("owner"), 0);
    EXPECT_EQ(unread("administrator"), 3);
}

TEST_P(NotificationsTest, AreMutedByKind) {
    const auto kinds = get("worker", "/api/v1/notification-preferences").at("kinds").as_array();
    EXPECT_TRUE(
        std::ranges::all_of(kinds, [](const auto& kind) { return kind.at("event").as_string() != "site.flooded"; }));
    const std::string mute = R"({"muted":["site.flooded"]})";
    EXPECT_EQ(post("worker", "/api/v1/notification-preferences", mute).status, 422U);
    EXPECT_EQ(post("owner", "/api/v1/notification-preferences", mute).status, 200U);
    happen(11, "site", 1, "flooded");
    EXPECT_EQ(unread("owner"), 0);
    EXPECT_EQ(unread("administrator"), 1);
    EXPECT_EQ(post("owner", "/api/v1/notification-preferences", R"({"muted":[]})").status, 200U);
    happen(11, "site", 2, "flooded");
    EXPECT_EQ(unread("owner"), 1);
}

TEST_P(NotificationsTest, KeepTheLatestAndNoMore) {
    const auto done = store_->run_write(Scope::system("test").entering({11}), [&](store::Unit& unit) -> Result<> {
        store::Event event{.organisation_id = {11}, .at = clock_.now(), .entity = "site", .name = "site.flooded"};
        for (event.entity_id = 1; event.entity_id <= kept_per_person_max + 5; ++event.entity_id)
            DENGYUN_CHECK(notify_->tell(unit, event));
        return {};
    });
    ASSERT_TRUE(done) << done.error().code << done.error().detail;
    EXPECT_EQ(unread("owner"), kept_per_person_max);
    EXPECT_EQ(told("owner")[0].at("entity_id").as_string(), std::to_string(kept_per_person_max + 5));
}

TEST_P(NotificationsTest, TellNoOldNews) {
    const store::Event event{
        .organisation_id = {11}, .at = clock_.now(), .entity = "site", .entity_id = 1, .name = "site.flooded"};
    const auto tell = [&](store::Unit& unit) { return notify_->tell(unit, event); };
    const auto scope = Scope::system("test").entering({11});
    clock_.advance(news_age_max + Duration(1));
    ASSERT_TRUE(store_->run_write(scope, tell));
    EXPECT_EQ(unread("owner"), 0);
    clock_.advance(Duration(-1));
    ASSERT_TRUE(store_->run_write(scope, tell));
    EXPECT_EQ(unread("owner"), 1);
}

TEST_P(NotificationsTest, BelongToPeopleOnly) {
    const auto response = api::InProcess::call(*application_, api::key({"members.edit"}, 11),
                                               {.address = "/api/v1/notifications/summary"});
    EXPECT_EQ(response.status, 403U);
    EXPECT_EQ(api::text_member(response.body, "code"), "session.person_required");
}

TEST_P(NotificationsTest, ComeFromTheEventLogByThemselves) {
    Notifier notifier(*store_, clock_, routes_, *identity_);
    const auto done = store_->run_write(Scope::system("test"),
                                        [](store::Unit& unit) { return unit.emit({11}, "site", 5, "flooded", "{}"); });
    ASSERT_TRUE(done);
    notifier.run_due();
    notifier.stop();
    // The people who were added in the set-up were members that joined, too.
    EXPECT_EQ(told("owner")[0].at("event").as_string(), "site.flooded");
}

TEST_P(NotificationsTest, HaveTheTablesThatTheDescriptionsAskFor) {
    const auto difference = store::schema_difference(*store_, entities());
    ASSERT_TRUE(difference) << difference.error().detail;
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::notifications
