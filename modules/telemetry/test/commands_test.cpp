// Goal: who may command a machine, and with what; bounds, expiry and cancelling; rules that command, and cannot flood;
// the state machine is the one that people reviewed.
#include <boost/json.hpp>

#include "kernel/flow/test/drawn.h"
#include "modules/telemetry/commands/rule_commands.h"
#include "modules/telemetry/commands/service.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;
using test::owner;
using test::rival;
using test::worker;
const api::Caller viewer = api::member(api::Role::viewer, 11, {2003});

TEST(States, OfADeviceCommandAreDrawnInTheDocumentation) {
    flow::expect_drawn(DeviceCommand::states, "Device command (设备指令)",
                       "modules/telemetry/commands/device_command.cpp");
}

TEST(States, OfADeviceCommandAreThoseThatPeopleReviewed) {
    EXPECT_EQ(flow::matrix(DeviceCommand::states),
              "            send        deliver     succeed     fail        time_out    expire      cancel\n"
              "queued      sent        delivered   successful  failed      -           expired     cancelled\n"
              "sent        -           delivered   successful  failed      timed_out   -           cancelled\n"
              "delivered   -           -           successful  failed      timed_out   -           -\n"
              "successful  -           -           -           -           -           -           -\n"
              "failed      -           -           -           -           -           -           -\n"
              "timed_out   -           -           -           -           -           -           -\n"
              "expired     -           -           -           -           -           -           -\n"
              "cancelled   -           -           -           -           -           -           -\n");
}

TEST(Pace, OfARuleLetsTwoThroughInAPauseHoweverItFlaps) {
    CommandPace pace{.pause = std::chrono::seconds(60)};
    const auto sent_in = [&](int from_s, int to_s) {
        int sent = 0;
        for (int i = from_s; i < to_s; i++) {
            const auto at = instant_of(1'000'000 + i * 1'000LL);
            const bool is_active = i % 2 == 0;
            if (!pace.allows(is_active, at)) continue;
            pace.note(is_active, at);
            sent++;
        }
        return sent;
    };
    EXPECT_EQ(sent_in(0, 60), 2);
    EXPECT_EQ(sent_in(60, 120), 2);
    // What was raised is always taken back.
    pace.note(true, instant_of(2'000'000));
    EXPECT_TRUE(pace.allows(false, instant_of(2'000'001)));
    EXPECT_FALSE(pace.allows(true, instant_of(2'000'001)));
}

class Commands : public test::Scenario {
  protected:
    Commands() : device_(connect("铣床", R"(,"profile":"cnc_mill")")) {}
    api::Answer command(std::string_view body, const api::Caller& who = owner) {
        return post("/api/v1/devices/" + device_.id + "/commands", std::string(body), who);
    }
    std::string statuses(const api::Caller& who = worker) {
        const auto list = get("/api/v1/device-commands?sort=number&device_id=" + device_.id, who);
        EXPECT_EQ(list.status, 200U) << list.body;
        std::string all;
        for (const auto& status : list.all("status")) all += (all.empty() ? "" : " ") + status;
        return all;
    }
    // As the network and the device do.
    void note(const std::string& id, mqtt::Progress progress) {
        EXPECT_TRUE(store().run_write(Scope::of({11}, Actor{}), [&](store::Unit& unit) {
            return note_progress(unit, *parse_id<DeviceCommand>(id), progress);
        }));
    }
    Result<> answer(std::int64_t number, std::string_view told) {
        return store().run_write(Scope::of({11}, Actor{}), [&](store::Unit& unit) {
            return take_answer(unit, *parse_id<Device>(device_.id), number, json::parse(told));
        });
    }
    json::value read(const std::string& id) { return get("/api/v1/device-commands/" + id, worker).json; }
    void wait(int seconds) {
        clock.advance(std::chrono::seconds(seconds));
        run_due_jobs();
    }
    const test::Connected device_;
};
DENGYUN_BOTH_DATABASES(Commands);

TEST_P(Commands, AreSentByWhoWorksAtTheMachineAndByNobodyElse) {
    const auto made = command(R"({"method":"identify","parameters":{"seconds":10}})", worker);
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.text("status"), "queued");
    EXPECT_EQ(made.json.at("number").to_number<int>(), 1);
    EXPECT_TRUE(made.json.at("is_two_way").as_bool());
    EXPECT_EQ(made.json.at("actions").at(0).as_string(), "cancel");
    EXPECT_EQ(command(R"({"method":"identify","parameters":{"seconds":10}})", viewer).status, 403U);
    EXPECT_EQ(command(R"({"method":"identify","parameters":{"seconds":10}})", rival).status, 404U);
    EXPECT_EQ(act("/api/v1/device-commands/" + made.id(), "cancel", viewer).status, 403U);
    EXPECT_EQ(act("/api/v1/device-commands/" + made.id(), "cancel", rival).status, 404U);
    EXPECT_EQ(statuses(), "queued");
    EXPECT_EQ(get("/api/v1/device-commands", rival).all("id").size(), 0U);
    // What no profile knows, who connects machines may send.
    EXPECT_EQ(command(R"({"method":"reboot"})", worker).text("code"), "device_command.not_known");
    EXPECT_EQ(command(R"({"method":"reboot","is_two_way":false})", owner).status, 201U);
    EXPECT_EQ(act("/api/v1/device-commands/" + made.id(), "cancel", worker).text("status"), "cancelled");
    EXPECT_EQ(statuses(), "cancelled queued");
    EXPECT_EQ(get("/api/v1/device-commands?status=queued", worker).all("method").size(), 1U);
}

TEST_P(Commands, ThatMakeNoSenseAreRefusedAndChangeNothing) {
    const auto refused = [&](std::string_view body) { return command(body).issues(); };
    EXPECT_EQ(refused(R"({"method":"set_feed_override"})"), "parameters.percent:required");
    EXPECT_EQ(refused(R"({"method":"set_feed_override","parameters":{"percent":151}})"),
              "parameters.percent:too_large");
    EXPECT_EQ(refused(R"({"method":"set_feed_override","parameters":{"percent":"a"}})"),
              "parameters.percent:wrong_type");
    EXPECT_EQ(refused(R"({"method":"identify","parameters":{"seconds":1,"x":1}})"), "parameters.x:unknown_parameter");
    EXPECT_EQ(refused(R"({"method":"a b"})"), "method:command_bad_method");
    EXPECT_EQ(refused(R"({"method":""})"), "method:required");
    EXPECT_EQ(refused(R"({"method":"m","parameters":[1]})"), "parameters:type");
    EXPECT_EQ(refused(R"({"method":"m","expires_in_s":1})"), "expires_in_s:too_small");
    EXPECT_EQ(refused(R"({"method":"m","expires_in_s":604801})"), "expires_in_s:too_large");
    EXPECT_EQ(refused(R"({"method":"m","parameters":{"t":")" + std::string(4'000, 'x') + R"("}})"),
              "parameters:too_long");
    EXPECT_EQ(statuses(), "");
}

TEST_P(Commands, AreBoundedForADevice) {
    for (int i = 0; i < commands_open_max; i++) ASSERT_EQ(command(R"({"method":"m","expires_in_s":600})").status, 201U);
    EXPECT_EQ(command(R"({"method":"m"})").text("code"), "device_command.too_many");
    wait(700);
    for (int i = 0; i < commands_per_minute_max; i++) {
        const auto made = command(R"({"method":"m"})");
        ASSERT_EQ(made.status, 201U) << made.body;
        ASSERT_EQ(act("/api/v1/device-commands/" + made.id(), "cancel", owner).status, 200U);
    }
    EXPECT_EQ(command(R"({"method":"m"})").text("code"), "device_command.too_fast");
    wait(61);
    EXPECT_EQ(command(R"({"method":"m"})").status, 201U);
}

TEST_P(Commands, OneIdempotencyKeyIsOneCommand) {
    const auto again = [&] {
        return send(http::Method::post, "/api/v1/devices/" + device_.id + "/commands", R"({"method":"reset_count"})",
                    owner, {{"Idempotency-Key", "once"}})
            .text("id");
    };
    const auto first = again();
    EXPECT_EQ(again(), first);
    EXPECT_EQ(statuses(), "queued");
}

TEST_P(Commands, ExpireUnsentAndTimeOutUnanswered) {
    const auto unsent = command(R"({"method":"reset_count"})").id();
    const auto silent = command(R"({"method":"reset_count"})").id();
    const auto unacknowledged = command(R"({"method":"reset_count"})").id();
    const auto one_way = command(R"({"method":"wake","is_two_way":false})").id();
    note(silent, mqtt::Progress::sent);
    note(silent, mqtt::Progress::delivered);
    note(unacknowledged, mqtt::Progress::sent);
    note(one_way, mqtt::Progress::delivered);
    EXPECT_EQ(statuses(), "queued delivered sent delivered");
    wait(59);
    EXPECT_EQ(statuses(), "queued delivered sent delivered");
    wait(2);
    EXPECT_EQ(statuses(), "expired timed_out timed_out delivered");
    // Nothing that has ended begins again.
    note(unsent, mqtt::Progress::delivered);
    note(unacknowledged, mqtt::Progress::delivered);
    EXPECT_EQ(statuses(), "expired timed_out timed_out delivered");
}

TEST_P(Commands, SentAtTheLastMomentTheyStillHaveTimeToBeAnswered) {
    const auto late = command(R"({"method":"reset_count"})").id();
    wait(58);
    note(late, mqtt::Progress::delivered);
    wait(9);
    EXPECT_EQ(statuses(), "delivered");
    EXPECT_TRUE(answer(1, R"({"count":0})"));
    EXPECT_EQ(statuses(), "successful");
}

TEST_P(Commands, AnAnswerEndsThemOnceAndALateOneIsKept) {
    const auto good = command(R"({"method":"reset_count"})").id();
    const auto bad = command(R"({"method":"reset_count"})").id();
    const auto late = command(R"({"method":"reset_count"})").id();
    for (const auto& id : {good, bad, late}) note(id, mqtt::Progress::delivered);
    EXPECT_TRUE(answer(1, R"({"count":0})"));
    EXPECT_TRUE(answer(1, R"({"error":"forged later"})"));
    EXPECT_TRUE(answer(2, R"({"error":"door open"})"));
    EXPECT_EQ(answer(9, "{}").error().code, "device_command.unknown");
    wait(61);
    EXPECT_TRUE(answer(3, "true"));
    EXPECT_EQ(statuses(), "successful failed timed_out");
    EXPECT_EQ(json::serialize(read(good).at("response")), R"({"count":0})");
    EXPECT_EQ(json::serialize(read(bad).at("response")), R"({"error":"door open"})");
    EXPECT_EQ(read(bad).at("failure").as_string(), "device_command.refused");
    EXPECT_EQ(json::serialize(read(late).at("response")), R"({"value":true})");
    EXPECT_TRUE(read(late).at("answered_at").is_string());
    EXPECT_EQ(answer(3, R"({"value":2})").has_value(), true);
    EXPECT_EQ(json::serialize(read(late).at("response")), R"({"value":true})");
}

TEST_P(Commands, OfADeviceThatIsOffAreRefusedAndGoWithIt) {
    ASSERT_EQ(command(R"({"method":"reset_count"})").status, 201U);
    const auto path = "/api/v1/devices/" + device_.id;
    ASSERT_EQ(patch(path, R"({"is_active":false})", owner).status, 200U);
    EXPECT_EQ(command(R"({"method":"reset_count"})").text("code"), "device.inactive");
    ASSERT_EQ(remove(path, owner).status, 204U);
    EXPECT_EQ(get("/api/v1/device-commands", owner).all("id").size(), 0U);
}

class RuleCommands : public Commands {
  protected:
    api::Answer rule(std::string_view more) {
        return post("/api/v1/alarm-rules",
                    fmt::format(R"({{"name":"过热","device_id":"{}","point":"spindle_temperature","kind":"above",)"
                                R"("threshold":80,"is_enabled":true{}}})",
                                device_.id, more),
                    owner);
    }
    void temperature(double value, int seconds = 1) {
        clock.advance(std::chrono::seconds(seconds));
        EXPECT_EQ(json(device_.token, fmt::format(R"({{"spindle_temperature":{}}})", value)).status, 200U);
        EXPECT_TRUE(hub->run_due());
    }
    std::string methods() {
        std::string all;
        for (const auto& one : get("/api/v1/device-commands?sort=number", worker).all("method"))
            all += (all.empty() ? "" : " ") + one;
        return all;
    }
};
DENGYUN_BOTH_DATABASES(RuleCommands);

constexpr std::string_view slow_and_restore =
    R"(,"raise_command":"set_feed_override","raise_parameters":{"percent":30},)"
    R"("clear_command":"stop_at_cycle_end","command_expires_in_s":120,"command_pause_s":600)";

TEST_P(RuleCommands, AreSentWhenItsAlarmIsRaisedAndClearedAndNeverFlood) {
    ASSERT_EQ(rule(slow_and_restore).status, 201U);
    temperature(50);
    EXPECT_EQ(methods(), "");
    temperature(85);
    EXPECT_EQ(methods(), "set_feed_override");
    const auto sent = get("/api/v1/device-commands", worker).json.at("items").at(0);
    EXPECT_EQ(sent.at("origin").as_string(), "alarm_raised");
    EXPECT_EQ(sent.at("requested_by").as_string(), "过热");
    EXPECT_EQ(json::serialize(sent.at("parameters")), R"({"percent":30})");
    EXPECT_EQ(get("/api/v1/alarms", worker).all("id").front(), sent.at("alarm_id").as_string());
    for (int i = 0; i < 20; i++) {
        temperature(50);
        temperature(85);
    }
    EXPECT_EQ(methods(), "set_feed_override stop_at_cycle_end");
    temperature(50);
    temperature(85, 600);
    EXPECT_EQ(methods(), "set_feed_override stop_at_cycle_end set_feed_override");
}

TEST_P(RuleCommands, AFullQueueOfTheDeviceDoesNotKeepTheAlarmBack) {
    ASSERT_EQ(rule(slow_and_restore).status, 201U);
    for (int i = 0; i < commands_open_max; i++) ASSERT_EQ(command(R"({"method":"m"})").status, 201U);
    temperature(50);
    temperature(85);
    EXPECT_EQ(get("/api/v1/alarms", worker).all("status").size(), 1U);
    EXPECT_FALSE(methods().contains("set_feed_override"));
}

TEST_P(RuleCommands, ThatCannotBeSentAreRefusedWithTheRule) {
    EXPECT_EQ(rule(R"(,"raise_command":"set_feed_override","raise_parameters":{"percent":300})").issues(),
              "raise_parameters.percent:too_large");
    EXPECT_EQ(rule(R"(,"clear_command":"a b")").issues(), "clear_command:command_bad_method");
    EXPECT_EQ(rule(R"(,"raise_command":"m","command_pause_s":1)").issues(), "command_pause_s:too_small");
}

TEST_P(RuleCommands, AreSavedOnlyByWhoMaySendThemByHand) {
    const auto editor = api::key({"telemetry.read", "telemetry.edit"});
    const std::string path = "/api/v1/alarm-rules";
    const auto with = [&](std::string_view more) {
        return fmt::format(R"({{"name":"n","device_id":"{}","point":"load","kind":"above","threshold":1{}}})",
                           device_.id, more);
    };
    const auto expect_refused = [](const api::Answer& answer) {
        EXPECT_EQ(answer.status, 403U) << answer.body;
        EXPECT_EQ(answer.text("code"), "alarm_rule.needs_operate");
    };
    expect_refused(post(path, with(R"(,"raise_command":"stop_at_cycle_end")"), editor));
    expect_refused(post(path, with(R"(,"clear_command":"stop_at_cycle_end")"), editor));
    expect_refused(
        send(http::Method::post, path + "/imports",
             fmt::format("name,device_id,point,kind,threshold,raise_command\nn,{},load,above,1,m\n", device_.id),
             editor, {{"Content-Type", "text/csv"}}));
    EXPECT_EQ(get(path, owner).all("id").size(), 0U);
    const auto plain = post(path, with(""), editor);
    ASSERT_EQ(plain.status, 201U) << plain.body;
    expect_refused(patch(path + "/" + plain.id(), R"({"raise_command":"stop_at_cycle_end"})", editor));
    EXPECT_EQ(patch(path + "/" + plain.id(), R"({"threshold":2})", editor).status, 200U);
    // What another has saved: its limit says when the machine moves, so that is not changed either.
    const auto moving = rule(slow_and_restore);
    ASSERT_EQ(moving.status, 201U);
    expect_refused(patch(path + "/" + moving.id(), R"({"threshold":1})", editor));
    EXPECT_EQ(get(path + "/" + moving.id(), owner).json.at("threshold").to_number<int>(), 80);
    EXPECT_EQ(patch(path + "/" + moving.id(), R"({"raise_command":null,"clear_command":null})", editor).status, 200U);
    const auto both = api::key({"telemetry.read", "telemetry.edit", "telemetry.operate"});
    EXPECT_EQ(post(path, with(R"(,"raise_command":"stop_at_cycle_end")"), both).status, 201U);
}

TEST_P(RuleCommands, ABackTestSaysHowManyThereWouldHaveBeen) {
    std::string body;
    for (int i = 0; i < 1200; i++)
        body += fmt::format("telemetry spindle_temperature={} {}\n", i % 10 < 5 ? 50 : 85, 1772323200000 + i * 1000);
    clock.set(instant_of(1772323200000 + 3'600'000));
    ASSERT_EQ(lines(device_.token, body, "?precision=ms").status, 204U);
    const auto tried = post(
        "/api/v1/devices/" + device_.id + "/backtests?from=2026-03-01T00:00:00Z&to=2026-03-01T00:20:00Z",
        fmt::format(R"({{"name":"t","device_id":"{}","point":"spindle_temperature","kind":"above","threshold":80{}}})",
                    device_.id, slow_and_restore),
        owner);
    ASSERT_EQ(tried.status, 200U) << tried.body;
    EXPECT_EQ(tried.json.at("alarms").to_number<int>(), 120);
    EXPECT_EQ(tried.json.at("commands").to_number<int>(), 4);
    EXPECT_EQ(methods(), "");
}

}  // namespace
}  // namespace dengyun::telemetry
