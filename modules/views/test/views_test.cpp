// Goal: a view is its owner's: others see it only where it is shared, only who may share does so, and nothing grows
// without a bound. On both databases.
#include <gtest/gtest.h>

#include "kernel/api/test/in_process.h"
#include "kernel/http/http_messages.h"
#include "kernel/store/messages.h"
#include "kernel/store/test/harness.h"
#include "modules/views/api.h"
#include "modules/views/saved_view.h"

namespace dengyun::views {
namespace {

using api::member;
using api::Role;
using api::text_member;
using http::Method;

class ViewsTest : public store::test::BothDatabases {
  protected:
    ViewsTest() : BothDatabases({}, migrations()) {
        for (const auto& part : {store::messages(), http::messages(), views::messages()}) messages_.add(part);
        add_routes(routes_);
        application_ = std::make_unique<api::Application>(
            api::Application::Needs{routes_, store(), authenticator_, messages_, clock},
            api::ApplicationOptions{.workers = 2, .requests_per_second_key = 0, .requests_per_second_address = 0});
    }
    http::Response ask(const api::Caller& who, Method method, std::string address, std::string body = {},
                       std::string if_match = {}) {
        api::InProcessCall call{.method = method, .address = std::move(address), .body = std::move(body)};
        if (!if_match.empty()) call.headers.push_back({"If-Match", std::move(if_match)});
        return api::InProcess::call(*application_, who, call);
    }
    http::Response save(const api::Caller& who, std::string_view name, std::string_view more = "") {
        return ask(who, Method::post, "/api/v1/views",
                   fmt::format(R"({{"list":"/api/v1/sites","name":"{}","query":"sort=-name"{}}})", name, more));
    }
    // The names that someone sees, in their order.
    std::string names(const api::Caller& who, std::string_view list = "/api/v1/sites") {
        const auto body = ask(who, Method::get, fmt::format("/api/v1/views?list={}", list)).body;
        std::string out;
        constexpr std::string_view mark = "\"name\":\"";
        for (auto at = body.find(mark); at != std::string::npos; at = body.find(mark, at + 1)) {
            const auto start = at + mark.size();
            out += (out.empty() ? "" : " ") + body.substr(start, body.find('"', start) - start);
        }
        return out;
    }

    const api::Caller owner_ = member(Role::owner, 11, {1});
    const api::Caller worker_ = member(Role::worker, 11, {2});
    const api::Caller other_ = member(Role::owner, 12, {3});

  private:
    MessageCatalogue messages_;
    api::Routes routes_;
    api::StatedAuthenticator authenticator_{routes_};
    std::unique_ptr<api::Application> application_;
};

TEST_P(ViewsTest, AreOnesOwnUntilTheyAreShared) {
    ASSERT_EQ(save(worker_, "b").status, 201U);
    const auto shared = save(owner_, "a", R"(,"shared":true)");
    ASSERT_EQ(shared.status, 201U) << shared.body;
    ASSERT_EQ(save(owner_, "c").status, 201U);
    EXPECT_EQ(names(worker_), "a b");
    EXPECT_EQ(names(owner_), "a c");
    EXPECT_EQ(names(other_), "");
    EXPECT_EQ(names(owner_, "/api/v1/contacts"), "");
}

TEST_P(ViewsTest, OnlyWhoMayShareShares) {
    const auto refused = save(worker_, "b", R"(,"shared":true)");
    EXPECT_EQ(refused.status, 422U) << refused.body;
    EXPECT_NE(refused.body.find(R"("field":"shared","code":"forbidden")"), std::string::npos) << refused.body;
    EXPECT_EQ(names(worker_), "");
}

TEST_P(ViewsTest, AreChangedByTheirOwnerAndByWhoMayShare) {
    const auto own = "/api/v1/views/" + text_member(save(worker_, "mine").body, "id");
    const auto shared = "/api/v1/views/" + text_member(save(owner_, "ours", R"(,"shared":true)").body, "id");
    EXPECT_EQ(ask(worker_, Method::patch, shared, R"({"name":"x"})", "\"v1\"").status, 403U);
    EXPECT_EQ(ask(worker_, Method::delete_, shared, {}, "\"v1\"").status, 403U);
    EXPECT_EQ(ask(owner_, Method::get, own).status, 404U);
    EXPECT_EQ(ask(owner_, Method::patch, own, R"({"name":"x"})", "\"v1\"").status, 404U);
    EXPECT_EQ(ask(worker_, Method::patch, own, R"({"name":"renamed","query":"q=a"})", "\"v1\"").status, 200U);
    EXPECT_EQ(names(worker_), "ours renamed");
    EXPECT_EQ(ask(worker_, Method::patch, own, R"({"list":"/api/v1/contacts"})", "\"v2\"").status, 422U);
    EXPECT_EQ(ask(worker_, Method::delete_, own, {}, "\"v1\"").status, 412U);
    EXPECT_EQ(ask(worker_, Method::delete_, own, {}, "\"v2\"").status, 204U);
    EXPECT_EQ(names(worker_), "ours");
}

TEST_P(ViewsTest, AreCalledByOneNameAndBounded) {
    ASSERT_EQ(save(worker_, "0").status, 201U);
    const auto again = save(worker_, "0");
    EXPECT_EQ(again.status, 409U);
    EXPECT_EQ(text_member(again.body, "code"), "request.taken");
    for (std::int64_t i = 1; i < own_views_max; ++i) ASSERT_EQ(save(worker_, std::to_string(i)).status, 201U);
    const auto refused = save(worker_, "one more");
    EXPECT_EQ(text_member(refused.body, "code"), "view.too_many") << refused.body;
    EXPECT_EQ(save(owner_, "another's").status, 201U);
}

TEST_P(ViewsTest, BelongToPeople) {
    const auto key = api::key({"views.edit"}, 11);
    EXPECT_EQ(text_member(save(key, "a").body, "code"), "view.person_only");
    ASSERT_EQ(save(owner_, "b", R"(,"shared":true)").status, 201U);
    ASSERT_EQ(save(owner_, "c").status, 201U);
    EXPECT_EQ(names(key), "b");
}

DENGYUN_BOTH_DATABASES(ViewsTest);

// The migration makes what the description says.
TEST_P(ViewsTest, TheTableIsTheOneThatIsDescribed) {
    const auto difference = store::schema_difference(store(), entities());
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::views
