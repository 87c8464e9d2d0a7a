// Goal: a machine's parameters change only as two people want it, and count as in force only when the machine has read
// them back; what was in force can be brought back by one deed; nobody else's machine is seen or changed.
#include <boost/json.hpp>
#include <future>

#include "kernel/flow/test/drawn.h"
#include "kernel/store/migrations.h"
#include "modules/telemetry/hub.h"
#include "modules/telemetry/parameters/service.h"
#include "modules/telemetry/profiles/profile.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;
using test::rival;
using test::worker;
namespace json = boost::json;

const api::Caller second = api::member(api::Role::administrator, 11, {2002});
const api::Caller planner = api::member(api::Role::planner, 11, {2003});

TEST(States, OfAParameterSetAreDrawnInTheDocumentation) {
    flow::expect_drawn(ParameterSet::states, "Parameter set (参数版本)",
                       "modules/telemetry/parameters/parameter_set.cpp");
}

TEST(States, OfAParameterSetLetNothingComeIntoForceUnread) {
    EXPECT_EQ(
        flow::matrix(ParameterSet::states),
        "            propose     withdraw    approve     refuse      send        confirm     fail        supersede\n"
        "draft       proposed    -           -           -           -           -           -           -\n"
        "proposed    -           draft       approved    refused     -           -           -           -\n"
        "approved    -           -           -           -           sending     -           -           superseded\n"
        "sending     -           -           -           -           -           applied     failed      superseded\n"
        "applied     -           -           -           -           -           -           -           superseded\n"
        "failed      -           -           -           -           sending     applied     -           superseded\n"
        "refused     -           -           -           -           -           -           -           -\n"
        "superseded  -           -           -           -           -           -           -           -\n");
}

TEST(Parameters, OfEveryProfileAreNamedOnceInBothLanguagesWithARangeThatHoldsSomething) {
    for (const auto& profile : profiles()) {
        EXPECT_FALSE(profile.parameters.empty()) << profile.name;
        std::set<std::string> names;
        for (const auto& parameter : profile.parameters) {
            EXPECT_TRUE(names.insert(parameter.name).second) << profile.name << ' ' << parameter.name;
            EXPECT_FALSE(parameter.label_zh.empty() || parameter.label_en.empty()) << parameter.name;
            // A point of that name would be mistaken for it.
            EXPECT_EQ(profile.find(parameter.name), nullptr) << parameter.name;
            if (parameter.min && parameter.max) EXPECT_LT(*parameter.min, *parameter.max) << parameter.name;
        }
    }
}

TEST(Parameters, AreCheckedOneByOne) {
    const auto& parameters = find_profile("cnc_mill")->parameters;
    const auto issues = [&](std::string_view content) {
        const auto checked = check_parameters(parameters, json::parse(content));
        std::string told;
        if (!checked)
            for (const auto& issue : checked.error().issues) told += issue.field + ':' + issue.code + ' ';
        return told;
    };
    EXPECT_EQ(issues(R"({"spindle_speed_max":8000,"coolant":true,"work_offset":"G54","spindle_temperature_max":65.5})"),
              "");
    EXPECT_EQ(issues(R"({"spindle_speed_max":24001,"feed_rate_max":0,"rapid_override":50.5,"coolant":1,"none":1})"),
              "content.spindle_speed_max:too_large content.feed_rate_max:too_small content.rapid_override:wrong_type "
              "content.coolant:wrong_type content.none:unknown_parameter ");
    EXPECT_EQ(issues("{}"), "content:required ");
    EXPECT_EQ(issues(fmt::format(R"({{"work_offset":"{}"}})", std::string(257, 'x'))),
              "content.work_offset:point_text_too_long ");
}

TEST(Parameters, AreReadBackAsTheMachineKeepsThem) {
    const auto judge = [](std::string_view content, std::string_view told, std::string_view before = "{}") {
        return judge_read_back(json::parse(content).as_object(), json::parse(told).as_object(),
                               json::parse(before).as_object());
    };
    EXPECT_EQ(judge(R"({"a":0.1})", R"({"a":0.10000000149})"), Verdict::equal);  // a 32-bit real
    EXPECT_EQ(judge(R"({"a":0.1})", R"({"a":0.1001})"), Verdict::different);
    EXPECT_EQ(judge(R"({"a":true})", R"({"a":1})"), Verdict::equal);
    EXPECT_EQ(judge(R"({"a":true})", R"({"a":0})"), Verdict::different);
    EXPECT_EQ(judge(R"({"a":8000})", R"({"a":8000.0})"), Verdict::equal);
    EXPECT_EQ(judge(R"({"a":"G54"})", R"({"a":"G55"})"), Verdict::different);
    // What it does not repeat is what it said before; without any word of it nothing is in force.
    EXPECT_EQ(judge(R"({"a":1,"b":2})", R"({"a":1})", R"({"b":2})"), Verdict::equal);
    EXPECT_EQ(judge(R"({"a":1,"b":2})", "{}", R"({"a":1,"b":2})"), Verdict::waiting);
    EXPECT_EQ(judge(R"({"a":1,"b":2})", R"({"a":1})"), Verdict::waiting);
    // The old value once more is no answer yet; a third one is.
    EXPECT_EQ(judge(R"({"a":1})", R"({"a":5})", R"({"a":5})"), Verdict::waiting);
    EXPECT_EQ(judge(R"({"a":1})", R"({"a":3})", R"({"a":5})"), Verdict::different);
}

class ParametersTest : public test::Scenario {
  protected:
    ParametersTest() : device_(connect("铣床", R"(,"profile":"cnc_mill")")), path_("/api/v1/devices/" + device_.id) {}

    api::Answer draft(std::string_view content, const api::Caller& who = owner) {
        return post(path_ + "/parameter-sets", fmt::format(R"({{"note":"换刀","content":{}}})", content), who);
    }
    static std::string item(const std::string& id) { return "/api/v1/parameter-sets/" + id; }
    std::string approved(std::string_view content) {
        const auto made = draft(content);
        EXPECT_EQ(made.status, 201U) << made.body;
        EXPECT_EQ(act(item(made.id()), "propose", owner).status, 200U);
        const auto done = act(item(made.id()), "approve", second);
        EXPECT_EQ(done.status, 200U) << done.body;
        return made.id();
    }
    std::string sent(std::string_view content) {
        auto id = approved(content);
        const auto done = act(item(id), "send", owner);
        EXPECT_EQ(done.status, 200U) << done.body;
        return id;
    }
    // As the device's connection does it.
    void tell(std::string_view attributes) {
        auto& intake = hub->inside().intake;
        const auto live = intake.admit(device_.token, Way::mqtt);
        ASSERT_TRUE(live);
        std::promise<Result<>> stored;
        intake.store_attributes(**live, std::string(attributes),
                                [&](Result<> done) { stored.set_value(std::move(done)); });
        const auto done = stored.get_future().get();
        EXPECT_TRUE(done) << (done ? "" : done.error().code);
    }
    std::string status_of(const std::string& id) { return get(item(id), worker).text("status"); }
    std::string shared() { return json::serialize(get(path_, owner).json.at("shared_attributes")); }

    const test::Connected device_;
    const std::string path_;
};
DENGYUN_BOTH_DATABASES(ParametersTest);

TEST_P(ParametersTest, AreWrittenByOnePersonAndApprovedByAnother) {
    EXPECT_EQ(draft(R"({"spindle_speed_max":99999})").issues(), "content.spindle_speed_max:too_large");
    EXPECT_EQ(draft(R"({"coolant":true})", worker).status, 403U);
    EXPECT_EQ(draft(R"({"coolant":true})", rival).status, 404U);
    const auto made = draft(R"({"spindle_speed_max":8000})");
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.json.at("number").as_int64(), 1);
    EXPECT_EQ(made.text("status"), "draft");
    EXPECT_EQ(act(item(made.id()), "send", owner).code(), "flow.bad_transition");
    EXPECT_EQ(act(item(made.id()), "propose", owner).status, 200U);
    // Not by who proposed it, not by who may not, not by a key, not by somebody else's owner.
    EXPECT_EQ(act(item(made.id()), "approve", owner).code(), "parameter_set.own_proposal");
    EXPECT_EQ(act(item(made.id()), "approve", worker).status, 403U);
    EXPECT_EQ(act(item(made.id()), "approve", rival).status, 404U);
    EXPECT_EQ(act(item(made.id()), "approve", api::key({"telemetry.approve"}, 11)).code(),
              "parameter_set.needs_person");
    EXPECT_EQ(status_of(made.id()), "proposed");
    const auto done = act(item(made.id()), "approve", planner);
    ASSERT_EQ(done.status, 200U) << done.body;
    EXPECT_NE(done.text("proposed_by"), done.text("approved_by"));
    EXPECT_EQ(done.json.as_object().contains("proposed_by_id"), false);
    // What is approved is not changed any more.
    EXPECT_EQ(patch(item(made.id()), R"({"content":{"spindle_speed_max":1}})", owner).code(),
              "parameter_set.not_draft");
    EXPECT_EQ(remove(item(made.id()), owner).code(), "parameter_set.not_draft");
    EXPECT_EQ(act(item(made.id()), "send", planner).status, 403U);
    EXPECT_EQ(shared(), "{}");
    EXPECT_EQ(act(item(made.id()), "send", owner).status, 200U);
    EXPECT_EQ(shared(), R"({"spindle_speed_max":8000})");
}

TEST_P(ParametersTest, AreRefusedWithAReasonOrWithdrawn) {
    const auto made = draft(R"({"coolant":true})");
    EXPECT_EQ(patch(item(made.id()), R"({"content":{"coolant":false}})", owner).status, 200U);
    act(item(made.id()), "propose", owner);
    EXPECT_EQ(act(item(made.id()), "refuse", second).issues(), "reason:required");
    EXPECT_EQ(act(item(made.id()), "withdraw", owner).text("status"), "draft");
    act(item(made.id()), "propose", owner);
    const auto refused = post(item(made.id()) + "/actions", R"({"action":"refuse","reason":"先停机"})", second);
    EXPECT_EQ(refused.text("status"), "refused");
    EXPECT_EQ(refused.text("status_reason"), "先停机");
    const auto other = draft(R"({"coolant":true})");
    EXPECT_EQ(remove(item(other.id()), owner).status, 204U);
}

TEST_P(ParametersTest, AreInForceWhenTheMachineHasReadThemBack) {
    const auto first = sent(R"({"spindle_speed_max":8000,"coolant":true})");
    EXPECT_EQ(status_of(first), "sending");
    EXPECT_TRUE(get(path_ + "/parameters", worker).json.at("in_force").is_null());
    tell(R"({"serial":"7"})");
    tell(R"({"spindle_speed_max":8000})");
    EXPECT_EQ(status_of(first), "sending");
    tell(R"({"coolant":true})");
    EXPECT_EQ(status_of(first), "applied");
    const auto shown = get(path_ + "/parameters", worker);
    EXPECT_EQ(shown.json.at("in_force").at("number").as_int64(), 1) << shown.body;
    EXPECT_EQ(json::serialize(shown.json.at("reported")), R"({"spindle_speed_max":8000,"coolant":true})");
    EXPECT_TRUE(shown.json.at("deviations").as_array().empty());
    // Somebody turns at the panel.
    tell(R"({"spindle_speed_max":9000})");
    const auto turned = get(path_ + "/parameters", worker);
    ASSERT_EQ(turned.json.at("deviations").as_array().size(), 1U) << turned.body;
    EXPECT_EQ(turned.json.at("deviations").at(0).at("before").as_string(), "8000");
    EXPECT_EQ(turned.json.at("deviations").at(0).at("after").as_string(), "9000");
    EXPECT_EQ(turned.json.at("deviations").at(0).at("label").as_string(), "主轴最高转速");
    EXPECT_EQ(get(path_ + "/parameters", rival).status, 404U);
}

TEST_P(ParametersTest, ThatTheMachineDoesNotTakeAreNotInForce) {
    const auto first = sent(R"({"spindle_speed_max":8000})");
    tell(R"({"spindle_speed_max":7500})");
    EXPECT_EQ(status_of(first), "failed");
    EXPECT_EQ(get(item(first), worker).text("failure"), "parameter_set.differs");
    // Sent again, and silence.
    EXPECT_EQ(act(item(first), "send", owner).status, 200U);
    clock.advance(std::chrono::minutes(9));
    run_due_jobs();
    EXPECT_EQ(status_of(first), "sending");
    clock.advance(std::chrono::minutes(2));
    run_due_jobs();
    EXPECT_EQ(status_of(first), "failed");
    EXPECT_EQ(get(item(first), worker).text("failure"), "parameter_set.silent");
    // It was off, and is on again.
    tell(R"({"spindle_speed_max":8000})");
    EXPECT_EQ(status_of(first), "applied");
    EXPECT_EQ(get(item(first), worker).json.at("failure").is_null(), true);
}

TEST_P(ParametersTest, ReturnToAnEarlierVersionByOneDeed) {
    const auto first = sent(R"({"spindle_speed_max":8000,"coolant":true})");
    tell(R"({"spindle_speed_max":8000,"coolant":true})");
    const auto second_set = approved(R"({"spindle_speed_max":12000,"feed_rate_max":5000})");
    const auto difference = get(item(second_set) + "/difference", worker);
    ASSERT_EQ(difference.json.at("items").as_array().size(), 3U) << difference.body;
    EXPECT_EQ(difference.json.at("from").as_int64(), 1);
    EXPECT_EQ(difference.json.at("items").at(0).at("before").as_string(), "8000");
    EXPECT_EQ(difference.json.at("items").at(0).at("after").as_string(), "12000");
    EXPECT_TRUE(difference.json.at("items").at(1).at("before").is_null());
    EXPECT_EQ(difference.json.at("items").at(2).at("before").as_string(), "是");
    EXPECT_EQ(get(item(second_set) + "/difference?from=9", worker).status, 422U);
    EXPECT_EQ(post(item(second_set) + "/returns", "", owner).code(), "parameter_set.never_applied");
    act(item(second_set), "send", owner);
    tell(R"({"spindle_speed_max":12000,"feed_rate_max":5000})");
    EXPECT_EQ(status_of(first), "superseded");
    EXPECT_EQ(status_of(second_set), "applied");
    EXPECT_EQ(post(item(first) + "/returns", "", planner).status, 403U);
    EXPECT_EQ(post(item(first) + "/returns", "", rival).status, 404U);
    const auto back = post(item(first) + "/returns", "", owner);
    ASSERT_EQ(back.status, 201U) << back.body;
    EXPECT_EQ(back.text("status"), "sending");
    EXPECT_EQ(back.json.at("number").as_int64(), 3);
    EXPECT_EQ(back.json.at("returns_to").as_int64(), 1);
    EXPECT_EQ(back.text("approved_by"), get(item(first), worker).text("approved_by"));
    tell(R"({"spindle_speed_max":8000})");
    EXPECT_EQ(status_of(back.id()), "applied");
    EXPECT_EQ(status_of(second_set), "superseded");
}

TEST_P(ParametersTest, ThatAreSentLaterTakeThePlaceOfThoseUnderWay) {
    const auto first = sent(R"({"spindle_speed_max":8000})");
    const auto waiting = approved(R"({"spindle_speed_max":8500})");
    const auto last = sent(R"({"spindle_speed_max":9000})");
    EXPECT_EQ(status_of(first), "superseded");
    EXPECT_EQ(status_of(waiting), "superseded");
    tell(R"({"spindle_speed_max":9000})");
    EXPECT_EQ(status_of(last), "applied");
    clock.advance(std::chrono::minutes(20));
    run_due_jobs();
    EXPECT_EQ(status_of(last), "applied");
    const auto told = events({11});
    EXPECT_EQ(std::ranges::count(told, "parameter_set.applied"), 1);
    EXPECT_EQ(std::ranges::count(told, "parameter_set.sent"), 2);
    EXPECT_EQ(std::ranges::count(told, "parameter_set.superseded"), 2);
    EXPECT_EQ(remove(path_, owner).status, 204U);
    EXPECT_EQ(get("/api/v1/parameter-sets", worker).json.at("items").as_array().size(), 0U);
}

TEST_P(ParametersTest, ReachAMachineThroughItsGatewayWhereThePointIsBound) {
    const auto gateway = connect("网关", R"(,"is_gateway":true)");
    const auto token = "Token " + gateway.token;
    const auto report = [&](std::string_view body) {
        return send(http::Method::post, "/api/v1/gateway-reports", std::string(body), api::stranger,
                    {{"Authorization", token}});
    };
    const auto configured =
        post("/api/v1/devices/" + gateway.id + "/gateway-configurations", R"({"content":{"connections":[
        {"name":"plc","kind":"modbus_tcp","host":"10.0.0.5","device":"表","groups":[{"bindings":[
        {"point":"report_interval","address":1,"type":"uint16","writable":true,"write_max":500}]}]}]}})",
             owner);
    ASSERT_EQ(configured.status, 201U) << configured.body;
    lines(gateway.token, "telemetry value=1 1000\n", "?precision=ms&device=%E8%A1%A8");
    const auto meter = get("/api/v1/devices?q=%E8%A1%A8", worker).all("id").front();
    const auto set_for = [&](std::string_view content) {
        const auto made =
            post("/api/v1/devices/" + meter + "/parameter-sets", fmt::format(R"({{"content":{}}})", content), owner);
        act(item(made.id()), "propose", owner);
        act(item(made.id()), "approve", second);
        EXPECT_EQ(act(item(made.id()), "send", owner).status, 200U);
        return made.id();
    };
    const auto good = set_for(R"({"report_interval":30})");
    const auto news = report("{}");
    ASSERT_EQ(news.json.at("commands").as_array().size(), 1U) << news.body;
    EXPECT_EQ(news.json.at("commands").at(0).at("value").to_number<double>(), 30);
    const auto done = [&](const api::Answer& told, std::string_view result) {
        report(fmt::format(R"({{"results":[{{"id":"{}",{}}}]}})",
                           std::string(told.json.at("commands").at(0).at("id").as_string()), result));
    };
    done(news, R"("value":30)");
    EXPECT_EQ(status_of(good), "applied");
    const auto bad = set_for(R"({"report_interval":60})");
    done(report("{}"), R"("code":"gateway.device_silent")");
    EXPECT_EQ(status_of(bad), "failed");
    EXPECT_EQ(get(item(bad), worker).text("failure"), "gateway.device_silent");
    EXPECT_EQ(status_of(good), "applied");
    // A point that is not bound goes as an attribute.
    set_for(R"({"current_ratio":200})");
    EXPECT_EQ(report("{}").json.at("commands").as_array().size(), 0U);
    EXPECT_EQ(json::serialize(get("/api/v1/devices/" + meter, owner).json.at("shared_attributes")),
              R"({"current_ratio":200})");
}

TEST_P(ParametersTest, StandInTheTableThatTheMigrationMakes) {
    const std::vector<const meta::Entity*> own{&ParameterSet::description};
    const auto difference = store::schema_difference(store(), own);
    ASSERT_TRUE(difference);
    EXPECT_EQ(difference->find("parameter_set"), std::string::npos) << *difference;
}

}  // namespace
}  // namespace dengyun::telemetry
