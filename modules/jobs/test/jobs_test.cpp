// Goal: a platform administrator sees every organisation's jobs without their data, runs a failed one again, cancels
// one that waits, and leaves a trace of it; nobody else comes near.
#include "kernel/store/jobs.h"

#include <gtest/gtest.h>

#include "kernel/api/test/in_process.h"
#include "kernel/store/events.h"
#include "modules/jobs/api.h"

namespace dengyun::jobs {
namespace {

using api::member;
using api::Role;
using api::text_member;

class JobsTest : public testing::Test {
  protected:
    void SetUp() override {
        runner_.add("test.fails", {.handle = [this](store::Store&, const store::Job&) -> Result<> {
                                       ++runs_;
                                       return fail(ErrorKind::unavailable, "store.unreachable");
                                   },
                                   .attempts_max = 1});
        const auto scheduled = api_.store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            DENGYUN_CHECK(unit.schedule(
                {.kind = "test.fails", .key = "a", .run_at = unit.now(), .data = R"({"private":"data"})"}));
            return unit.schedule(
                {.kind = "test.later", .key = "b", .run_at = unit.now() + std::chrono::hours(1), .data = "{}"});
        });
        ASSERT_TRUE(scheduled);
        runner_.run_due();
    }
    http::Response get(std::string address) { return api_.call(operator_, {.address = std::move(address)}); }
    std::string id_of(std::string_view kind) {
        const auto page = get("/api/v1/jobs?kind=" + std::string(kind)).body;
        const auto at = page.find("\"id\":\"") + 6;
        return page.substr(at, page.find('"', at) - at);
    }
    http::Response act(std::string_view kind, std::string_view action) {
        return api_.call(operator_, {.method = http::Method::post,
                                     .address = "/api/v1/jobs/" + id_of(kind) + "/actions",
                                     .body = fmt::format(R"({{"action":"{}"}})", action)});
    }
    std::string last_event() {
        const auto events = api_.store().read<std::vector<store::Event>>(
            Scope::system("test"),
            [](store::Reader& reader) { return store::read_events(reader, {.descending = true, .limit = 1}); });
        return events && !events->empty() ? events->front().name + " by " + events->front().actor_name : "";
    }

    api::InProcess api_{[](api::Routes& routes) { add_routes(routes); }, {}, {}};
    int runs_ = 0;
    store::JobRunner runner_{api_.store(), api_.clock(), api_.random(), 1};
    const api::Caller operator_ = member(Role::platform_operator, 1);
};

TEST_F(JobsTest, ShowsWhatFailedAndWhatMayBeDone) {
    const auto failed = get("/api/v1/jobs?status=failed");
    ASSERT_EQ(failed.status, 200U);
    EXPECT_NE(failed.body.find(R"("kind":"test.fails","key":"a","status":"failed","attempts":1)"), std::string::npos)
        << failed.body;
    EXPECT_NE(failed.body.find(R"("last_error":"store.unreachable")"), std::string::npos);
    EXPECT_NE(failed.body.find(R"("actions":["retry","cancel"])"), std::string::npos);
    EXPECT_NE(get("/api/v1/jobs?status=waiting").body.find(R"("actions":["cancel"])"), std::string::npos);
}

TEST_F(JobsTest, NeverShowsTheDataOfAJob) {
    EXPECT_EQ(get("/api/v1/jobs").body.find("private"), std::string::npos);
    EXPECT_EQ(get("/api/v1/jobs/" + id_of("test.fails")).body.find("private"), std::string::npos);
}

TEST_F(JobsTest, RunsAFailedOneAgain) {
    const auto response = act("test.fails", "retry");
    ASSERT_EQ(response.status, 200U) << response.body;
    EXPECT_EQ(text_member(response.body, "status"), "waiting");
    EXPECT_TRUE(last_event().starts_with("job.retried by member 1 platform_operator")) << last_event();
    runner_.run_due();
    EXPECT_EQ(runs_, 2);
}

TEST_F(JobsTest, CancelsOneThatWaits) {
    EXPECT_EQ(text_member(act("test.later", "cancel").body, "status"), "cancelled");
    api_.clock().advance(std::chrono::hours(2));
    runner_.run_due();
    EXPECT_EQ(text_member(get("/api/v1/jobs/" + id_of("test.later")).body, "status"), "cancelled");
}

TEST_F(JobsTest, RefusesWhatTheStateDoesNotAllow) {
    const auto wrong = act("test.later", "retry");
    EXPECT_EQ(wrong.status, 409U);
    EXPECT_EQ(text_member(wrong.body, "code"), "job.bad_state");
    EXPECT_EQ(act("test.later", "explode").status, 422U);
}

TEST_F(JobsTest, AreForPlatformOperatorsOnly) {
    EXPECT_EQ(api_.call(member(Role::owner, 11), {.address = "/api/v1/jobs"}).status, 403U);
    EXPECT_EQ(api_.call(api::stranger, {.address = "/api/v1/jobs"}).status, 401U);
}

}  // namespace
}  // namespace dengyun::jobs
