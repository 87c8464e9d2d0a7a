// Goal: each work report is compared with what its machine told in just its interval, figures worked out by hand; late
// data change the verdict within their time and not after it; each side sees its own evidence and nobody else's.
#include "flows/witnessing/witnessing.h"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <future>

#include "flows/ordering/test/world.h"

namespace dengyun::witnessing {
namespace {

using ordering::test::buyer;
using ordering::test::first_workshop;
using ordering::test::operator_;
using ordering::test::second_workshop;
using ordering::test::stranger_firm;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Parts {
    Parts() {
        auto pattern = (std::filesystem::temp_directory_path() / "dengyun-witnessing-XXXXXX").string();
        EXPECT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    ~Parts() {
        hub.reset();
        std::filesystem::remove_all(folder);
    }
    std::filesystem::path folder;
    SystemRandom random;
    std::unique_ptr<telemetry::Hub> hub;
};

class Witnessing : protected Parts, public ordering::test::Scenario {
  protected:
    Witnessing()
        : Scenario({.add_routes_on =
                        [this](api::Routes& routes, store::Store& store) {
                            telemetry::Options options;
                            options.shelves.folder = folder / "telemetry";
                            hub = std::make_unique<telemetry::Hub>(store, clock, random, options);
                            telemetry::add_routes(routes, *hub, random);
                            evidence::add_routes(routes);
                        },
                    .migrations = {telemetry::migrations(), evidence::migrations()},
                    .messages = {telemetry::messages(), evidence::messages()}}) {}
    void SetUp() override {
        Scenario::SetUp();
        witness_ = std::make_unique<Witness>(store(), clock);
        jobs_ = std::make_unique<store::JobRunner>(store(), clock, seeded_, 1);
        add_jobs(*jobs_, store(), *hub);
    }
    void TearDown() override {
        witness_->stop();
        jobs_->stop();
        hub->listen_for_late({});
        Scenario::TearDown();
    }
    void connect(std::string_view more = "") {
        const auto made = post("/api/v1/devices",
                               fmt::format(R"({{"name":"1 号冲床","profile":"press","machine_id":"{}"{}}})",
                                           to_text(machines.at(0)), more),
                               first_workshop);
        ASSERT_EQ(made.status, 201U) << made.body;
        token_ = made.text("token");
    }
    // Each minute in [from, to): running at 7.5 kW, two items a minute, with the counter at `count` in the first.
    void tell(Instant from, Instant to, std::int64_t count, std::string_view state = "running") {
        std::string body = "[";
        for (auto at = from; at < to; at += minutes(1)) {
            body += fmt::format(R"({}{{"ts":{},"values":{{"state":"{}","count":{},"power":7.5}}}})",
                                body.size() > 1 ? "," : "", milliseconds_of(at), state, count);
            count += 2;
        }
        const auto sent = send(http::Method::post, "/api/v1/telemetry", body + "]", api::stranger,
                               {{"Authorization", "Bearer " + token_}});
        ASSERT_LT(sent.status, 300U) << sent.body;
    }
    // The first task of an order, running.
    orders::OperationTask running() {
        const auto order = released();
        const auto task = tasks(order).at(0).id;
        EXPECT_EQ(code(act(task_path(task), "accept", first_workshop)), "accepted");
        EXPECT_EQ(code(act(task_path(task), "start", first_workshop)), "running");
        return find(task);
    }
    void look() {
        witness_->run_due();
        clock.advance(settling);
        jobs_->run_due();
    }
    boost::json::array evidence_of(const orders::OperationTask& task, const api::Caller& who) {
        const auto answer = get(task_path(task.id) + "/evidence", who);
        EXPECT_EQ(answer.status, 200U) << answer.body;
        return answer.status == 200 ? answer.json.at("items").as_array() : boost::json::array{};
    }
    static std::string text(const boost::json::value& value) { return boost::json::serialize(value); }

    std::string token_;
    std::unique_ptr<Witness> witness_;
    std::unique_ptr<store::JobRunner> jobs_;

  private:
    store::test::SeededRandom seeded_{7};
};
DENGYUN_BOTH_DATABASES(Witnessing);

// 60 readings, a minute apart. The counter rises from 1,000 to 1,058 in the first 30, is reset, and rises from 0 to 58
// in the others: 58 + 58. Running from the first reading to the end of the hour: 3,600 s, 7.5 kW.
TEST_P(Witnessing, a_report_that_the_machine_bears_out_is_plausible) {
    ASSERT_NO_FATAL_FAILURE(connect());
    const auto task = running();
    const auto begin = *task.started_at;
    clock.advance(hours(1));
    tell(begin, begin + minutes(30), 1'000);
    tell(begin + minutes(30), begin + minutes(60), 0);
    ASSERT_EQ(report(task.id, first_workshop, 98, 2, 0).status, 201U);
    look();
    const auto found = evidence_of(task, operator_);
    ASSERT_EQ(found.size(), 1U);
    const auto& one = found[0];
    EXPECT_EQ(one.at("verdict").as_string(), "plausible") << text(one);
    EXPECT_EQ(text(one.at("reasons")), "[]");
    EXPECT_EQ(text(one.at("pieces")), "100000");
    EXPECT_DOUBLE_EQ(one.at("cycles").to_number<double>(), 116);
    EXPECT_DOUBLE_EQ(one.at("running_s").to_number<double>(), 3'600);
    EXPECT_DOUBLE_EQ(one.at("power_kw").to_number<double>(), 7.5);
    EXPECT_FALSE(one.at("is_flagged").as_bool());
}

// What was made before the interval and after it does not count: of 2 a minute all day, an hour's are 120.
TEST_P(Witnessing, only_the_interval_counts) {
    ASSERT_NO_FATAL_FAILURE(connect());
    const auto task = running();
    const auto begin = *task.started_at;
    clock.advance(hours(3));
    tell(begin - hours(3), begin + hours(3), 0);
    const auto interval =
        fmt::format(R"(,"started_at":"{}","ended_at":"{}")", to_text(begin + hours(1)), to_text(begin + hours(2)));
    ASSERT_EQ(report(task.id, first_workshop, 100, 0, 0, interval).status, 201U);
    look();
    const auto one = evidence_of(task, first_workshop).at(0);
    EXPECT_DOUBLE_EQ(one.at("cycles").to_number<double>(), 120) << text(one);
    EXPECT_DOUBLE_EQ(one.at("running_s").to_number<double>(), 3'600);
}

TEST_P(Witnessing, a_report_that_it_contradicts_is_flagged_until_somebody_has_looked) {
    ASSERT_NO_FATAL_FAILURE(connect());
    const auto task = running();
    const auto begin = *task.started_at;
    clock.advance(hours(1));
    tell(begin, begin + minutes(5), 0);
    tell(begin + minutes(5), begin + minutes(6), 10, "idle");
    for (auto at = begin + minutes(6); at < begin + hours(1); at += minutes(1)) tell(at, at + minutes(1), 10, "idle");
    ASSERT_EQ(report(task.id, first_workshop, 100, 0, 0).status, 201U);
    look();
    const auto one = evidence_of(task, operator_).at(0);
    EXPECT_EQ(one.at("verdict").as_string(), "doubtful") << text(one);
    // Five minutes of sixty are less than a fifth.
    EXPECT_EQ(text(one.at("reasons")), R"(["cycles_missing","interval_longer"])");
    EXPECT_DOUBLE_EQ(one.at("cycles").to_number<double>(), 10);
    EXPECT_TRUE(one.at("is_flagged").as_bool());
    EXPECT_NE(get("/api/v1/tasks", operator_).body.find("evidence_to_review"), std::string::npos);
    EXPECT_EQ(get("/api/v1/work-evidence?is_flagged=true", operator_).all("id").size(), 1U);
    // Somebody of the customer says what he has found; nobody else may.
    const auto path = "/api/v1/work-evidence/" + std::string(one.at("id").as_string()) + "/reviews/actions";
    EXPECT_EQ(post(path, R"({"note":"看过"})", first_workshop).status, 403U);
    EXPECT_EQ(post(path, R"({"note":"看过"})", second_workshop).status, 404U);
    EXPECT_EQ(post(path, R"({"note":""})", operator_).status, 422U);
    const auto reviewed = post(path, R"({"note":"计数传感器松动，已到现场点数"})", operator_);
    ASSERT_EQ(reviewed.status, 200U) << reviewed.body;
    EXPECT_NE(reviewed.body.find(R"("is_flagged":false)"), std::string::npos);
    EXPECT_EQ(post(path, R"({"note":"再看"})", operator_).code(), "work_evidence.not_flagged");
    // Looked at again with nothing new it stays so.
    clock.advance(hours(1));
    jobs_->run_due();
    EXPECT_FALSE(evidence_of(task, operator_).at(0).at("is_flagged").as_bool());
}

TEST_P(Witnessing, late_data_change_the_verdict) {
    ASSERT_NO_FATAL_FAILURE(connect());
    const auto task = running();
    const auto begin = *task.started_at;
    clock.advance(hours(1));
    ASSERT_EQ(report(task.id, first_workshop, 100, 0, 0).status, 201U);
    look();
    EXPECT_EQ(evidence_of(task, operator_).at(0).at("verdict").as_string(), "silent");
    // The gateway comes back: what it kept is taken, and a job scheduled by that.
    std::promise<void> scheduled;
    auto listening = store().listen_to_jobs([&, once = false]() mutable {
        if (!std::exchange(once, true)) scheduled.set_value();
    });
    clock.advance(minutes(5));
    tell(begin, begin + hours(1), 0);
    scheduled.get_future().wait();
    listening.reset();
    clock.advance(gathering);
    jobs_->run_due();
    const auto one = evidence_of(task, operator_).at(0);
    EXPECT_EQ(one.at("verdict").as_string(), "plausible") << text(one);
    EXPECT_FALSE(one.at("is_flagged").as_bool());
    EXPECT_DOUBLE_EQ(one.at("cycles").to_number<double>(), 118);
}

TEST_P(Witnessing, what_comes_after_its_time_changes_nothing) {
    ASSERT_NO_FATAL_FAILURE(connect());
    ASSERT_EQ(post("/api/v1/evidence-rules", R"({"late_hours":2})", operator_).status, 201U);
    const auto task = running();
    const auto begin = *task.started_at;
    clock.advance(hours(1));
    ASSERT_EQ(report(task.id, first_workshop, 100, 0, 0).status, 201U);
    look();
    clock.advance(hours(3));
    jobs_->run_due();
    hub->listen_for_late({});
    tell(begin, begin + hours(1), 0);
    ASSERT_TRUE(look_at_late(store(), *hub, ordering::test::workshop_organisations.at(0)));
    clock.advance(hours(48));
    jobs_->run_due();
    EXPECT_EQ(evidence_of(task, operator_).at(0).at("verdict").as_string(), "silent");
    EXPECT_EQ(text(evidence_of(task, operator_).at(0).at("rule_number")), "1");
}

TEST_P(Witnessing, a_machine_without_a_device_says_so_and_is_not_flagged) {
    const auto task = running();
    clock.advance(hours(1));
    ASSERT_EQ(report(task.id, first_workshop, 50, 0, 0).status, 201U);
    look();
    const auto one = evidence_of(task, operator_).at(0);
    EXPECT_EQ(one.at("verdict").as_string(), "no_device");
    EXPECT_FALSE(one.at("is_flagged").as_bool());
    // Connected afterwards it was not silent then.
    ASSERT_NO_FATAL_FAILURE(connect());
    clock.advance(minutes(10));
    jobs_->run_due();
    EXPECT_EQ(evidence_of(task, operator_).at(0).at("verdict").as_string(), "no_device");
}

// The second interval begins where the first has ended.
TEST_P(Witnessing, a_reversed_report_counts_no_more) {
    ASSERT_NO_FATAL_FAILURE(connect());
    const auto task = running();
    clock.advance(hours(1));
    const auto first = report(task.id, first_workshop, 50, 0, 0);
    ASSERT_EQ(first.status, 201U);
    clock.advance(hours(1));
    ASSERT_EQ(report(task.id, first_workshop, 10, 0, 0).status, 201U);
    look();
    EXPECT_EQ(get("/api/v1/work-evidence?is_flagged=true", operator_).all("id").size(), 2U);
    ASSERT_EQ(post("/api/v1/work-reports/" + first.id() + "/reversals", "", first_workshop).status, 201U);
    look();
    const auto flagged = get("/api/v1/work-evidence?is_flagged=true", operator_);
    ASSERT_EQ(flagged.all("id").size(), 1U);
    EXPECT_EQ(flagged.json.at("items").at(0).at("started_at").as_string(), to_text(*task.started_at + hours(1)));
}

TEST_P(Witnessing, each_side_sees_its_own) {
    ASSERT_NO_FATAL_FAILURE(connect());
    const auto task = running();
    clock.advance(hours(1));
    ASSERT_EQ(report(task.id, first_workshop, 50, 0, 0).status, 201U);
    look();
    const auto id = std::string(evidence_of(task, operator_).at(0).at("id").as_string());
    const auto of_order = "/api/v1/sales-orders/" + to_text(task.order_id) + "/evidence";
    EXPECT_EQ(get(of_order, buyer).all("id").size(), 1U);
    EXPECT_EQ(get(of_order, first_workshop).status, 404U);
    EXPECT_EQ(get(task_path(task.id) + "/evidence", buyer).status, 404U);
    for (const auto& who : {buyer, operator_, first_workshop})
        EXPECT_EQ(get("/api/v1/work-evidence/" + id, who).status, 200U);
    for (const auto& who : {second_workshop, stranger_firm})
        EXPECT_EQ(get("/api/v1/work-evidence/" + id, who).status, 404U);
    EXPECT_TRUE(get("/api/v1/work-evidence", second_workshop).all("id").empty());
}

TEST_P(Witnessing, a_rule_has_bounds_and_versions) {
    EXPECT_EQ(post("/api/v1/evidence-rules", R"({"cycles_missing_ppm_max":500001})", operator_).status, 422U);
    EXPECT_EQ(post("/api/v1/evidence-rules", R"({"busy_ppm_min":1000})", operator_).status, 422U);
    EXPECT_NE(get("/api/v1/evidence-rule", operator_).body.find(R"("number":0)"), std::string::npos);
    ASSERT_EQ(post("/api/v1/evidence-rules", R"({"cycles_missing_ppm_max":100000})", operator_).status, 201U);
    ASSERT_EQ(post("/api/v1/evidence-rules", R"({"cycles_missing_ppm_max":0})", operator_).status, 201U);
    EXPECT_NE(get("/api/v1/evidence-rule", operator_).body.find(R"("number":2)"), std::string::npos);
}

TEST(Interval, IsTheReportsOwnOrFollowsTheOneBefore) {
    const Instant begin = instant_of(1'000'000'000);
    orders::WorkReport report;
    report.created_at = begin + hours(5);
    orders::OperationTask task;
    task.started_at = begin;
    EXPECT_EQ(interval_of(report, task, {})->from, begin);
    EXPECT_EQ(interval_of(report, task, {})->to, begin + hours(5));
    EXPECT_EQ(interval_of(report, task, begin + hours(2))->from, begin + hours(2));
    report.started_at = begin + hours(1);
    report.ended_at = begin + hours(4);
    EXPECT_EQ(interval_of(report, task, begin + hours(2))->from, begin + hours(1));
    EXPECT_EQ(interval_of(report, task, {})->to, begin + hours(4));
    report.started_at = report.ended_at;
    EXPECT_FALSE(interval_of(report, task, {}));
    report.started_at = begin - hours(24 * 40);
    EXPECT_TRUE(interval_of(report, task, {})->is_cut);
    EXPECT_EQ(interval_of(report, task, {})->from, begin + hours(4) - interval_max);
}

}  // namespace
}  // namespace dengyun::witnessing
