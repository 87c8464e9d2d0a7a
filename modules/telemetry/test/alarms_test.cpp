// Goal: an alarm is raised once while it is open, acknowledged, cleared, raised again, shelved, escalated by the clock;
// a rule is tried on stored history; the state machine is the one that people reviewed.
#include <boost/json.hpp>

#include "kernel/flow/test/drawn.h"
#include "modules/telemetry/alarms/alarm.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;
using test::rival;
using test::worker;

TEST(States, OfAnAlarmAreDrawnInTheDocumentation) {
    flow::expect_drawn(Alarm::states, "Alarm (报警)", "modules/telemetry/alarms/alarm.cpp");
}

class Alarms : public test::Scenario {
  protected:
    Alarms() : device_(connect("空压机", R"(,"profile":"compressor")")) {}
    void rule(std::string_view more, bool is_enabled = true) {
        const auto made = post(
            "/api/v1/alarm-rules",
            fmt::format(
                R"({{"name":"压力","device_id":"{}","point":"pressure","kind":"above","threshold":0.8,"is_enabled":{}{}}})",
                device_.id, is_enabled, more),
            owner);
        ASSERT_EQ(made.status, 201U) << made.body;
        json(device_.token, R"({"pressure":0.7})");
        run();
    }
    void run() {
        const auto done = hub->run_due();
        EXPECT_TRUE(done) << done.error().code << ' ' << done.error().detail;
    }
    void pressure(double value) {
        clock.advance(std::chrono::seconds(1));
        EXPECT_EQ(json(device_.token, fmt::format(R"({{"pressure":{}}})", value)).status, 200U);
        run();
    }
    std::string states(const api::Caller& who = worker) {
        const auto list = get("/api/v1/alarms?sort=raised_at", who);
        EXPECT_EQ(list.status, 200U) << list.body;
        std::string all;
        for (const auto& state : list.all("status")) all += (all.empty() ? "" : " ") + state;
        return all;
    }
    void act_on_last(std::string_view action) {
        const auto ids = get("/api/v1/alarms?sort=-raised_at", worker).all("id");
        ASSERT_FALSE(ids.empty());
        const auto done = act("/api/v1/alarms/" + ids.front(), action, worker);
        EXPECT_EQ(done.status, 200U) << done.body;
    }
    const test::Connected device_;
};
DENGYUN_BOTH_DATABASES(Alarms);

TEST_P(Alarms, AreRaisedOnceAcknowledgedAndClosedWhenTheyEnd) {
    rule("");
    pressure(0.79);
    EXPECT_EQ(states(), "");
    pressure(0.81);
    pressure(0.9);
    EXPECT_EQ(states(), "active_unacknowledged");
    act_on_last("acknowledge");
    EXPECT_EQ(states(), "active_acknowledged");
    pressure(0.7);
    EXPECT_EQ(states(), "closed");
    pressure(0.85);
    EXPECT_EQ(states(), "closed active_unacknowledged");
    EXPECT_EQ(states(rival), "");
}

TEST_P(Alarms, WhoClearsUnseenIsRaisedAgainAndNotDoubled) {
    rule("");
    pressure(0.9);
    pressure(0.7);
    EXPECT_EQ(states(), "cleared_unacknowledged");
    pressure(0.9);
    EXPECT_EQ(states(), "active_unacknowledged");
    pressure(0.7);
    act_on_last("acknowledge");
    EXPECT_EQ(states(), "closed");
}

TEST_P(Alarms, AreEscalatedByTheClockAndNotByMessages) {
    rule(R"(,"escalate_after_s":600)");
    pressure(0.9);
    clock.advance(std::chrono::seconds(599));
    run_due_jobs();
    EXPECT_EQ(states(), "active_unacknowledged");
    clock.advance(std::chrono::seconds(2));
    run_due_jobs();
    EXPECT_EQ(states(), "escalated");
    act_on_last("acknowledge");
    EXPECT_EQ(states(), "active_acknowledged");
}

TEST_P(Alarms, ShelvedOnesComeBack) {
    rule("");
    pressure(0.9);
    act_on_last("shelve");
    EXPECT_EQ(states(), "shelved");
    pressure(0.95);
    clock.advance(shelving_time + std::chrono::seconds(1));
    run_due_jobs();
    EXPECT_EQ(states(), "active_unacknowledged");
}

TEST_P(Alarms, SilenceIsSeenByTheClock) {
    const auto made = post(
        "/api/v1/alarm-rules",
        R"({"name":"掉线","profile":"compressor","point":"pressure","kind":"silent","silence_s":60,"is_enabled":true})",
        owner);
    ASSERT_EQ(made.status, 201U) << made.body;
    json(device_.token, R"({"pressure":0.7})");
    run();
    clock.advance(std::chrono::seconds(59));
    run();
    EXPECT_EQ(states(), "");
    clock.advance(std::chrono::seconds(2));
    run();
    EXPECT_EQ(states(), "active_unacknowledged");
    pressure(0.7);
    EXPECT_EQ(states(), "cleared_unacknowledged");
}

TEST_P(Alarms, RulesThatMakeNoSenseAreRefused) {
    const auto refused = [&](std::string_view body) {
        return post("/api/v1/alarm-rules", std::string(body), owner).issues();
    };
    EXPECT_EQ(refused(R"({"name":"a","point":"p","kind":"above","threshold":1})"), "device_id:one_of_two");
    EXPECT_EQ(refused(R"({"name":"a","point":"p","profile":"x","kind":"silent"})"),
              "profile:unknown_profile silence_s:required");
    EXPECT_EQ(refused(R"({"name":"a","point":"p","profile":"loom","kind":"above"})"), "threshold:required");
    EXPECT_EQ(refused(R"({"name":"a","point":"p","device_id":"5","kind":"state","state":"down"})"),
              "device_id:unknown_reference");
}

TEST_P(Alarms, ARuleIsTriedOnHistoryBeforeItIsEnabled) {
    std::string body;
    for (int i = 0; i < 600; i++) {
        const bool is_high = (i >= 100 && i < 160) || i >= 580;
        body += fmt::format("telemetry pressure={},state=\"{}\" {}\n", is_high ? 0.9 : 0.7,
                            i % 300 < 10 ? "down" : "running", 1772323200000 + i * 1000);
    }
    clock.set(instant_of(1772323200000 + 3'600'000));
    ASSERT_EQ(lines(device_.token, body, "?precision=ms").status, 204U);
    const auto tried = [&](std::string_view rule) {
        return post("/api/v1/devices/" + device_.id + "/backtests?from=2026-03-01T00:00:00Z&to=2026-03-01T00:10:00Z",
                    std::string(rule), owner);
    };
    const auto high = tried(
        R"({"name":"t","profile":"compressor","point":"pressure","kind":"above","threshold":0.8,"on_delay_s":10})");
    ASSERT_EQ(high.status, 200U) << high.body;
    EXPECT_EQ(high.json.at("alarms").to_number<int>(), 2);
    EXPECT_EQ(high.json.at("rows").to_number<int>(), 600);
    // 110 to 160, and 590 to the end.
    EXPECT_EQ(high.json.at("active_s").to_number<double>(), 60);
    EXPECT_EQ(high.json.at("examples").at(0).at("from").as_string(), "2026-03-01T00:01:50.000Z");
    EXPECT_TRUE(high.json.at("examples").at(1).at("to").is_null());
    const auto down = tried(R"({"name":"t","profile":"compressor","point":"state","kind":"state","state":"down"})");
    EXPECT_EQ(down.json.at("alarms").to_number<int>(), 2);
    EXPECT_EQ(down.json.at("active_s").to_number<double>(), 20);
    EXPECT_EQ(tried(R"({"name":"t","profile":"compressor","point":"none","kind":"above","threshold":1})").issues(),
              "point:unknown_point");
    EXPECT_EQ(states(), "");
}

TEST_P(Alarms, AnExpressionIsWatchedAndTriedOnHistory) {
    const auto path = "/api/v1/devices/" + device_.id;
    std::string body;
    for (int i = 0; i < 600; i++)
        body += fmt::format("telemetry pressure={},state=\"{}\" {}\n", i >= 300 && i < 400 ? 0.9 : 0.7,
                            i < 350 ? "running" : "idle", 1772323200000 + i * 1000);
    clock.set(instant_of(1772323200000 + 600'000));
    ASSERT_EQ(lines(device_.token, body, "?precision=ms").status, 204U);
    const std::string rule = fmt::format(
        R"({{"name":"高压运行","device_id":"{}","kind":"expression","expression":"avg(pressure, 10s) > 0.8 and state = \"running\""{}}})",
        device_.id, R"(,"is_enabled":true)");
    const auto tried = post(path + "/backtests?from=2026-03-01T00:00:00Z&to=2026-03-01T00:10:00Z", rule, owner);
    ASSERT_EQ(tried.status, 200U) << tried.body;
    EXPECT_EQ(tried.json.at("alarms").to_number<int>(), 1);
    EXPECT_EQ(tried.json.at("rows").to_number<int>(), 600);
    const auto made = post("/api/v1/alarm-rules", rule, owner);
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.text("point"), "pressure");
    run();
    const auto say = [&](double value, std::string_view state) {
        clock.advance(std::chrono::seconds(1));
        EXPECT_EQ(json(device_.token, fmt::format(R"({{"pressure":{},"state":"{}"}})", value, state)).status, 200U);
        run();
    };
    for (int i = 0; i < 12; i++) say(0.9, "idle");
    EXPECT_EQ(states(), "");
    say(0.9, "running");
    EXPECT_EQ(states(), "active_unacknowledged");
    EXPECT_EQ(get("/api/v1/alarms", worker).json.at("items").at(0).at("value").to_number<double>(), 0.9);
    say(0.9, "idle");
    EXPECT_EQ(states(), "cleared_unacknowledged");
}

TEST_P(Alarms, WhatIsUnlikeTheUsualIsToldWithItsReason) {
    constexpr std::int64_t from_ms = 1772323200000;
    std::string body;
    for (int i = 0; i < 2880; i++)
        body += fmt::format("telemetry pressure={} {}\n", i == 2000 ? 1.2 : 0.7 + 0.0001 * (i * 7919 % 101),
                            from_ms + i * 60'000);
    clock.set(instant_of(from_ms + 2880 * 60'000));
    ASSERT_EQ(lines(device_.token, body, "?precision=ms").status, 204U);
    const auto rule = [&](std::string_view more) {
        return fmt::format(
            R"({{"name":"压力异常","device_id":"{}","point":"pressure","kind":"unusual","off_delay_s":3{}}})",
            device_.id, more);
    };
    const auto tried =
        post("/api/v1/devices/" + device_.id + "/backtests?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z",
             rule(R"(,"learning_s":43200)"), owner);
    ASSERT_EQ(tried.status, 200U) << tried.body;
    EXPECT_EQ(tried.json.at("alarms").to_number<int>(), 1) << tried.body;
    EXPECT_EQ(tried.json.at("rows").to_number<int>(), 1440);
    EXPECT_EQ(tried.json.at("examples").at(0).at("oddity").as_string(), "off_level");
    EXPECT_NEAR(tried.json.at("examples").at(0).at("usual").to_number<double>(), 0.705, 0.01);

    const auto made = post("/api/v1/alarm-rules", rule(R"(,"is_enabled":true)"), owner);
    ASSERT_EQ(made.status, 201U) << made.body;
    run();
    pressure(0.705);
    EXPECT_EQ(states(), "");
    pressure(1.5);
    EXPECT_EQ(states(), "active_unacknowledged");
    const auto alarm = get("/api/v1/alarms", worker).json.at("items").at(0);
    EXPECT_EQ(alarm.at("oddity").as_string(), "off_level");
    EXPECT_NEAR(alarm.at("usual").to_number<double>(), 0.705, 0.01);
    // As after a restart: it learns from what is stored and goes on from the open alarm.
    const auto again = patch("/api/v1/alarm-rules/" + made.id(), R"({"severity":"critical"})", owner);
    ASSERT_EQ(again.status, 200U) << again.body;
    run();
    pressure(0.705);
    pressure(0.705);
    EXPECT_EQ(states(), "active_unacknowledged");
    for (int i = 0; i < 3; i++) pressure(0.705);
    EXPECT_EQ(states(), "cleared_unacknowledged");
    pressure(3);
    EXPECT_EQ(states(), "active_unacknowledged");

    EXPECT_EQ(post("/api/v1/alarm-rules", rule(R"(,"learning_s":10)"), owner).issues(), "learning_s:too_small");
    EXPECT_EQ(
        post("/api/v1/alarm-rules",
             fmt::format(R"({{"name":"a","device_id":"{}","point":"run_hours","kind":"unusual"}})", device_.id), owner)
            .issues(),
        "point:not_a_gauge");
}

TEST_P(Alarms, AnExpressionThatCannotBeReadIsRefusedWithItsPlace) {
    const auto refused = [&](std::string_view expression) {
        return post("/api/v1/alarm-rules",
                    fmt::format(R"({{"name":"a","device_id":"{}","kind":"expression","expression":"{}"}})", device_.id,
                                expression),
                    owner)
            .issues();
    };
    EXPECT_EQ(refused("pressure > "), "expression:expression_unexpected_end");
    EXPECT_EQ(refused("nothing > 1"), "expression:expression_unknown_point");
    EXPECT_EQ(refused("pressure + 1"), "expression:expression_not_a_truth");
    EXPECT_EQ(refused("hour() > 1"), "expression:expression_without_point");
    EXPECT_EQ(refused(""), "expression:required");
    const auto check = post("/api/v1/devices/" + device_.id + "/expression-checks",
                            R"({"expression":"pressure > temperature","is_condition":true})", worker);
    ASSERT_EQ(check.status, 200U) << check.body;
    EXPECT_EQ(check.json.at("position").to_number<int>(), 12);
    EXPECT_FALSE(check.json.at("is_valid").as_bool());
    json(device_.token, R"({"pressure":0.5})");
    const auto valid =
        post("/api/v1/devices/" + device_.id + "/expression-checks", R"({"expression":"pressure * 10"})", worker);
    EXPECT_EQ(valid.json.at("value").to_number<double>(), 5) << valid.body;
}

TEST_P(Alarms, ARuleHoldsWithinItsHoursOnly) {
    // 2026-03-01 is a Sunday; the clock shows 08:00 and more in China.
    rule(R"(,"schedule_days":"7","schedule_from_minute":1320,"schedule_to_minute":1380)");
    pressure(0.9);
    EXPECT_EQ(states(), "");
    clock.set(instant_of(1772323200000 + 14LL * 3'600'000));
    run();
    EXPECT_EQ(states(), "active_unacknowledged");
    clock.advance(std::chrono::hours(1));
    run();
    EXPECT_EQ(states(), "cleared_unacknowledged");
    EXPECT_EQ(
        post("/api/v1/alarm-rules",
             R"({"name":"a","point":"p","profile":"loom","kind":"above","threshold":1,"schedule_days":"18"})", owner)
            .issues(),
        "schedule_days:no_weekdays");
}

}  // namespace
}  // namespace dengyun::telemetry
