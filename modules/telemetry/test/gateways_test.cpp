// Goal: a gateway is configured in versions, tells how it is without filling the event log, gets each command once, and
// writes for the devices behind it; nobody else's gateway is seen or moved.
#include <boost/json.hpp>

#include "kernel/flow/test/drawn.h"
#include "kernel/store/migrations.h"
#include "modules/telemetry/gateways/gateway.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;
using test::rival;
using test::worker;

TEST(States, OfAGatewayCommandAreDrawnInTheDocumentation) {
    flow::expect_drawn(GatewayCommand::states, "Gateway command (写入指令)", "modules/telemetry/gateways/gateway.cpp");
}

constexpr auto content =
    R"({"connections":[{"name":"plc","kind":"modbus_tcp","host":"10.0.0.5","device":"CNC","groups":[{"bindings":[)"
    R"({"point":"speed","address":1,"type":"uint16","writable":true,"write_max":500},{"point":"load","address":2,"type":"uint16"}]}]}]})";

class Gateways : public test::Scenario {
  protected:
    Gateways() : gateway_(connect("网关", R"(,"is_gateway":true)")), path_("/api/v1/devices/" + gateway_.id) {}

    api::Answer report(std::string_view body, std::string_view token) {
        return send(http::Method::post, "/api/v1/gateway-reports", std::string(body), api::stranger,
                    {{"Authorization", "Token " + std::string(token)}});
    }
    api::Answer report(std::string_view body) { return report(body, gateway_.token); }
    api::Answer configure(std::string_view given = content, const api::Caller& who = owner) {
        return post(path_ + "/gateway-configurations", fmt::format(R"({{"note":"第一版","content":{}}})", given), who);
    }
    api::Answer command(std::string_view more, const api::Caller& who = owner) {
        return post(path_ + "/gateway-commands", fmt::format(R"({{"device":"CNC","point":"speed"{}}})", more), who);
    }
    std::string status_of(const std::string& command) {
        return get("/api/v1/gateway-commands/" + command, worker).text("status");
    }
    const test::Connected gateway_;
    const std::string path_;
};
DENGYUN_BOTH_DATABASES(Gateways);

TEST_P(Gateways, AreConfiguredInVersions) {
    const auto first = configure();
    ASSERT_EQ(first.status, 201U) << first.body;
    EXPECT_EQ(first.json.at("number").as_int64(), 1);
    EXPECT_EQ(configure(R"({"connections":[]})").json.at("number").as_int64(), 2);
    const auto wrong = configure(R"({"connections":[{"name":"a","kind":"folder","folder":"/x"}],"y":1})");
    EXPECT_EQ(wrong.status, 422U) << wrong.body;
    EXPECT_EQ(wrong.code(), "gateway_configuration.invalid");
    EXPECT_EQ(wrong.issues(), "content.y:unknown_member content.connections.0.columns:required");
    EXPECT_EQ(configure(content, worker).status, 403U);
    EXPECT_EQ(configure(content, rival).status, 404U);
    const auto listed = get("/api/v1/gateway-configurations?device_id=" + gateway_.id, worker);
    EXPECT_EQ(listed.json.at("items").as_array().size(), 2U);
    EXPECT_EQ(get("/api/v1/gateway-configurations", rival).json.at("items").as_array().size(), 0U);
    const auto meter = connect("表");
    EXPECT_EQ(
        post("/api/v1/devices/" + meter.id + "/gateway-configurations", R"({"content":{"connections":[]}})", owner)
            .code(),
        "gateway.no_gateway");
}

TEST_P(Gateways, AreToldWhatTheyNeitherRunNorRefuse) {
    EXPECT_EQ(report("{}").json.at("number").as_int64(), 0);
    configure();
    const auto news = report(R"({"running":0})");
    ASSERT_EQ(news.status, 200U) << news.body;
    EXPECT_EQ(news.json.at("number").as_int64(), 1);
    EXPECT_EQ(news.json.at("configuration").at("connections").at(0).at("host").as_string(), "10.0.0.5");
    const auto has_none = [](const api::Answer& answer) {
        const auto* given = answer.json.as_object().if_contains("configuration");
        return given == nullptr || given->is_null();
    };
    EXPECT_TRUE(has_none(report(R"({"running":1})")));
    EXPECT_TRUE(has_none(report(R"({"running":0,"refused":1,"refusal":"gateway.ended_on_trial"})")));
    EXPECT_EQ(get(path_ + "/gateway", worker).json.at("state").at("refused").as_int64(), 1);
}

TEST_P(Gateways, TellHowTheyAreWithoutAnEvent) {
    report("{}");
    const auto before = events({11}).size();
    for (int i = 0; i < 30; ++i) {
        clock.advance(std::chrono::seconds(5));
        std::string journal;
        for (int j = 0; j < 10; ++j)
            journal += fmt::format(
                R"({}{{"at":"2026-03-01T00:00:00Z","severity":"warning","code":"gateway.connection_lost","detail":"plc {}"}})",
                j == 0 ? "" : ",", i * 10 + j);
        const auto answer = report(fmt::format(
            R"({{"running":0,"queue_bytes":{},"connections":[{{"name":"plc","is_connected":false,"failures":3,"failure":"time-out"}}],"journal":[{}]}})",
            i, journal));
        ASSERT_EQ(answer.status, 200U) << answer.body;
    }
    EXPECT_EQ(events({11}).size(), before);
    const auto shown = get(path_ + "/gateway", worker);
    ASSERT_EQ(shown.status, 200U) << shown.body;
    EXPECT_EQ(shown.json.at("state").at("queue_bytes").as_int64(), 29);
    EXPECT_EQ(shown.json.at("state").at("connections").at(0).at("failure").as_string(), "time-out");
    const auto& journal = shown.json.at("journal").as_array();
    ASSERT_EQ(journal.size(), journal_kept);
    EXPECT_EQ(journal[0].at("detail").as_string(), "plc 299");
    EXPECT_EQ(journal[0].at("text").as_string(), "连接中断：");
    EXPECT_EQ(get(path_ + "/gateway", rival).status, 404U);
    // Who has no token of a gateway tells nothing.
    EXPECT_EQ(report("{}", connect("表").token).code(), "gateway.no_gateway");
    EXPECT_EQ(report("{}", "dyd_none").status, 401U);
    EXPECT_EQ(report(R"({"running":-1})").status, 422U);
}

TEST_P(Gateways, GetEachCommandOnce) {
    configure();
    EXPECT_EQ(command(R"(,"value":501)").issues(), "value:too_large");
    EXPECT_EQ(post(path_ + "/gateway-commands", R"({"device":"CNC","point":"load","value":1})", owner).issues(),
              "point:unknown_point");
    EXPECT_EQ(command(R"(,"value":1)", worker).status, 403U);
    EXPECT_EQ(command(R"(,"value":1)", rival).status, 404U);
    const auto asked = command(R"(,"value":120.5)");
    ASSERT_EQ(asked.status, 201U) << asked.body;
    const auto news = report("{}");
    ASSERT_EQ(news.json.at("commands").as_array().size(), 1U) << news.body;
    EXPECT_EQ(news.json.at("commands").at(0).at("value").to_number<double>(), 120.5);
    EXPECT_EQ(status_of(asked.id()), "sent");
    EXPECT_EQ(report("{}").json.at("commands").as_array().size(), 0U);
    // Another organisation's gateway moves nothing by naming it.
    const auto other = connect("网关", R"(,"is_gateway":true)", rival);
    const auto result = fmt::format(R"({{"results":[{{"id":"{}","value":120.5}}]}})", asked.id());
    EXPECT_EQ(report(result, other.token).status, 200U);
    EXPECT_EQ(status_of(asked.id()), "sent");
    EXPECT_EQ(report(result).status, 200U);
    EXPECT_EQ(report(result).status, 200U);  // twice is once
    const auto done = get("/api/v1/gateway-commands/" + asked.id(), worker);
    EXPECT_EQ(done.text("status"), "done");
    EXPECT_EQ(done.json.at("read_back").to_number<double>(), 120.5);

    const auto failing = command(R"(,"value":1)");
    report("{}");
    report(fmt::format(R"({{"results":[{{"id":"{}","code":"gateway.device_silent"}}]}})", failing.id()));
    EXPECT_EQ(status_of(failing.id()), "failed");
    const auto cancelled = command(R"(,"value":2)");
    EXPECT_EQ(act("/api/v1/gateway-commands/" + cancelled.id(), "cancel", worker).status, 403U);
    EXPECT_EQ(act("/api/v1/gateway-commands/" + cancelled.id(), "cancel", owner).status, 200U);
    EXPECT_EQ(report("{}").json.at("commands").as_array().size(), 0U);
}

TEST_P(Gateways, CommandsAgeAndGetLost) {
    configure();
    const auto old = command(R"(,"value":1,"expires_in_s":10)");
    clock.advance(std::chrono::seconds(11));
    EXPECT_EQ(report("{}").json.at("commands").as_array().size(), 0U);
    run_due_jobs();
    EXPECT_EQ(status_of(old.id()), "expired");
    const auto lost = command(R"(,"value":1)");
    report("{}");
    clock.advance(std::chrono::minutes(6));
    run_due_jobs();
    EXPECT_EQ(status_of(lost.id()), "unknown");
    report(fmt::format(R"({{"results":[{{"id":"{}","value":1}}]}})", lost.id()));
    EXPECT_EQ(status_of(lost.id()), "done");
}

TEST_P(Gateways, WriteForTheDevicesBehindThem) {
    EXPECT_EQ(lines(gateway_.token, "telemetry value=1 1000\n", "?precision=ms&device=CNC%201").status, 204U);
    EXPECT_EQ(lines(gateway_.token, "telemetry value=2 2000\n", "?precision=ms&device=CNC%201").status, 204U);
    const auto listed = get("/api/v1/devices?q=CNC", worker);
    ASSERT_EQ(listed.json.at("items").as_array().size(), 1U) << listed.body;
    EXPECT_EQ(listed.json.at("items").at(0).at("gateway_id").as_string(), gateway_.id);
    EXPECT_EQ(values(std::string(listed.json.at("items").at(0).at("id").as_string())), "value=2");
    // What sending again does not mend is a conflict.
    const auto meter = connect("表");
    EXPECT_EQ(lines(meter.token, "telemetry value=1", "?device=x").code(), "device.not_a_gateway");
    const auto taken = lines(gateway_.token, "telemetry value=1", "?device=%E8%A1%A8");
    EXPECT_EQ(taken.status, 409U);
    EXPECT_EQ(taken.code(), "device.not_behind_gateway");
    EXPECT_EQ(lines(gateway_.token, "telemetry value=1", "?device=").status, 409U);
}

TEST_P(Gateways, StandInTheTablesThatTheMigrationMakes) {
    const std::vector<const meta::Entity*> own{&GatewayConfiguration::description, &GatewayState::description,
                                               &GatewayCommand::description};
    const auto difference = store::schema_difference(store(), own);
    ASSERT_TRUE(difference);
    for (const auto* entity : own) EXPECT_EQ(difference->find(entity->name), std::string::npos) << *difference;
}

TEST_P(Gateways, AreForgottenWithTheirDevice) {
    configure();
    report("{}");
    EXPECT_EQ(remove(path_, owner).status, 204U);
    EXPECT_EQ(get("/api/v1/gateway-configurations", worker).json.at("items").as_array().size(), 0U);
}

}  // namespace
}  // namespace dengyun::telemetry
