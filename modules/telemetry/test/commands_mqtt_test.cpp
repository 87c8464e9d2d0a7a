// Goal: a device made for ThingsBoard gets its commands and answers them, connected or later, in order and each once;
// never an expired one; nobody answers for another; a gateway speaks for those behind it. With the clients of Mosquitto
// and Paho.
#include <boost/json.hpp>
#include <fstream>

#include "modules/telemetry/test/client.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;
using test::worker;

// Subscribes at the given QoS, prints what comes and answers it as told; ends when so many have come and every answer
// is acknowledged. Its answer is {"n": how many have come}; "twice": sends it again with another content; "none": says
// nothing; "drop": cuts the connection before it acknowledges.
constexpr auto client = R"(
import json, os, sys
import paho.mqtt.client as mqtt
port, token, topic, qos, left, answers = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6]
count, owed = 0, set()
def subscribed(client, *rest):
    print("subscribed", flush=True)
def say(told):
    owed.add(client.publish(told[0], json.dumps(told[1]), qos=1).mid)
def message(client, userdata, m):
    global left, count
    count += 1
    left -= 1
    told = json.loads(m.payload)
    print(m.topic, json.dumps(told, sort_keys=True), flush=True)
    if answers == "drop": os._exit(0)
    for n in {"once": [count], "twice": [count, -count], "none": []}[answers]:
        if "device" in told: say(("v1/gateway/rpc", {"device": told["device"], "id": told["data"]["id"], "data": {"n": n}}))
        else: say((m.topic.replace("request", "response"), {"n": n}))
    # Behind its acknowledgement, so that it has gone out before the connection ends.
    if answers == "none": say(("v1/devices/me/telemetry", {"heard": count}))
def published(client, userdata, mid):
    owed.discard(mid)
    if left == 0 and not owed: client.disconnect()
client = mqtt.Client()
client.username_pw_set(token)
client.on_message, client.on_subscribe, client.on_publish = message, subscribed, published
client.connect("127.0.0.1", port)
client.subscribe(topic, qos)
client.loop_forever()
)";

class CommandsMqttTest : public test::Scenario {
  protected:
    CommandsMqttTest()
        : test::Scenario({.mqtt = mqtt::EndpointOptions{.port = 0}}),
          device_(connect("铣床", R"(,"profile":"cnc_mill")")) {
        EXPECT_TRUE(hub->start());
        std::ofstream(folder / "client.py") << client;
    }
    ~CommandsMqttTest() override { hub->stop(); }

    std::string command(const std::string& device, std::string_view body) {
        const auto made = post("/api/v1/devices/" + device + "/commands", std::string(body), owner);
        EXPECT_EQ(made.status, 201U) << made.body;
        return made.id();
    }
    boost::json::value read(const std::string& id) { return get("/api/v1/device-commands/" + id, worker).json; }
    std::string status_of(const std::string& id) { return std::string(read(id).at("status").as_string()); }
    std::string listen(std::string_view token, int count, std::string_view answers = "once", int qos = 1,
                       std::string_view topic = "v1/devices/me/rpc/request/+") {
        return fmt::format("timeout 20 /usr/bin/python3 {} {} {} {} {} {} {}", (folder / "client.py").string(),
                           hub->mqtt_port(), token, topic, qos, count, answers);
    }
    // Runs the client; `deed` is done when it has subscribed.
    static std::string while_listening(const std::string& program, const std::function<void()>& deed) {
        auto* pipe = ::popen((program + " 2>&1").c_str(), "r");
        std::string output;
        char line[1024];
        while (std::fgets(line, sizeof line, pipe) != nullptr) {
            if (line == std::string_view("subscribed\n"))
                deed();
            else
                output += line;
        }
        EXPECT_EQ(::pclose(pipe), 0) << output;
        return output;
    }
    std::string publish(std::string_view token, std::string_view topic, std::string_view payload) {
        return test::run(fmt::format("mosquitto_pub -h 127.0.0.1 -p {} -u '{}' -V mqttv5 -q 1 -t {} -m '{}'",
                                     hub->mqtt_port(), token, topic, payload));
    }
    const test::Connected device_;
};
DENGYUN_BOTH_DATABASES(CommandsMqttTest);

TEST_P(CommandsMqttTest, AreGivenToAConnectedDeviceAndAnswered) {
    std::string id;
    const auto output = while_listening(listen(device_.token, 1), [&] {
        id = command(device_.id, R"({"method":"set_feed_override","parameters":{"percent":80}})");
    });
    EXPECT_EQ(output,
              "v1/devices/me/rpc/request/1 {\"method\": \"set_feed_override\", \"params\": {\"percent\": 80}}\n");
    EXPECT_EQ(status_of(id), "successful");
    EXPECT_EQ(boost::json::serialize(read(id).at("response")), R"({"n":1})");
    EXPECT_TRUE(read(id).at("sent_at").is_string());
}

TEST_P(CommandsMqttTest, WaitForADeviceThatIsOffAndComeInOrderButNotExpired) {
    const auto brief = command(device_.id, R"({"method":"reset_count","expires_in_s":30})");
    const auto first = command(device_.id, R"({"method":"reset_count","expires_in_s":3600})");
    const auto cancelled = command(device_.id, R"({"method":"reset_count","expires_in_s":3600})");
    const auto second = command(device_.id, R"({"method":"stop_at_cycle_end","expires_in_s":3600})");
    EXPECT_EQ(act("/api/v1/device-commands/" + cancelled, "cancel", worker).status, 200U);
    clock.advance(std::chrono::minutes(5));
    // Its timer has not run yet, and still it is not sent.
    EXPECT_EQ(status_of(brief), "queued");
    EXPECT_EQ(test::run(listen(device_.token, 2)),
              "subscribed\nv1/devices/me/rpc/request/2 {\"method\": \"reset_count\", \"params\": {}}\n"
              "v1/devices/me/rpc/request/4 {\"method\": \"stop_at_cycle_end\", \"params\": {}}\n");
    run_due_jobs();
    EXPECT_EQ(status_of(brief), "expired");
    EXPECT_EQ(status_of(first), "successful");
    EXPECT_EQ(status_of(cancelled), "cancelled");
    EXPECT_EQ(status_of(second), "successful");
}

TEST_P(CommandsMqttTest, ComeAgainWhereTheConnectionWasLostBeforeTheyWereAcknowledged) {
    const auto id = command(device_.id, R"({"method":"reset_count","expires_in_s":600})");
    const std::string expected =
        "subscribed\nv1/devices/me/rpc/request/1 {\"method\": \"reset_count\", \"params\": {}}\n";
    EXPECT_EQ(test::run(listen(device_.token, 1, "drop")), expected);
    EXPECT_EQ(test::run(listen(device_.token, 1)), expected);
    EXPECT_EQ(status_of(id), "successful");
}

TEST_P(CommandsMqttTest, SurviveARestartOfTheServer) {
    const auto id = command(device_.id, R"({"method":"reset_count","expires_in_s":600})");
    hub->stop();
    hub.reset();
    hub = std::make_unique<Hub>(store(), clock, random, options);
    ASSERT_TRUE(hub->start());
    EXPECT_TRUE(test::run(listen(device_.token, 1)).contains("rpc/request/1 "));
    EXPECT_EQ(status_of(id), "successful");
}

TEST_P(CommandsMqttTest, OneWayEndDeliveredAndAtQosZeroToo) {
    std::string id;
    while_listening(listen(device_.token, 1, "none"),
                    [&] { id = command(device_.id, R"({"method":"wake","is_two_way":false})"); });
    // It was acknowledged before the client has left; the word of it may be on its way.
    hub->stop();
    EXPECT_EQ(status_of(id), "delivered");
    EXPECT_TRUE(read(id).at("answer_by").is_null());
}

TEST_P(CommandsMqttTest, AtQosZeroAreDeliveredWhenTheyAreWritten) {
    std::string id;
    while_listening(listen(device_.token, 1, "none", 0),
                    [&] { id = command(device_.id, R"({"method":"wake","is_two_way":false})"); });
    hub->stop();
    EXPECT_EQ(status_of(id), "delivered");
}

TEST_P(CommandsMqttTest, AreAnsweredOnceAndByNobodyElse) {
    const auto other = connect("别的铣床", R"(,"profile":"cnc_mill")");
    const auto id = command(device_.id, R"({"method":"reset_count","expires_in_s":600})");
    // The number is the other's own: it has none such.
    publish(other.token, "v1/devices/me/rpc/response/1", R"({"forged":1})");
    EXPECT_EQ(status_of(id), "queued");
    EXPECT_TRUE(diagnosis(other.id).body.contains("device_command.unknown"));
    test::run(listen(device_.token, 1, "twice"));
    EXPECT_EQ(status_of(id), "successful");
    EXPECT_EQ(boost::json::serialize(read(id).at("response")), R"({"n":1})");
}

TEST_P(CommandsMqttTest, ReachDevicesBehindAGateway) {
    const auto gateway = connect("网关", R"(,"is_gateway":true)");
    const auto stranger = connect("别的网关", R"(,"is_gateway":true)");
    publish(gateway.token, "v1/gateway/connect", R"({"device":"A"})");
    const auto meter = get("/api/v1/devices?q=A", owner).all("id").front();
    const auto waiting = command(meter, R"({"method":"identify","parameters":{"seconds":5},"expires_in_s":600})");
    publish(stranger.token, "v1/gateway/rpc", R"({"device":"A","id":1,"data":{"forged":1}})");
    EXPECT_EQ(status_of(waiting), "queued");
    std::string id;
    const auto output = while_listening(listen(gateway.token, 2, "once", 1, "v1/gateway/rpc"), [&] {
        id = command(meter, R"({"method":"identify","parameters":{"seconds":6},"expires_in_s":600})");
    });
    EXPECT_EQ(output,
              "v1/gateway/rpc {\"data\": {\"id\": 1, \"method\": \"identify\", \"params\": {\"seconds\": 5}}, "
              "\"device\": \"A\"}\n"
              "v1/gateway/rpc {\"data\": {\"id\": 2, \"method\": \"identify\", \"params\": {\"seconds\": 6}}, "
              "\"device\": \"A\"}\n");
    EXPECT_EQ(status_of(waiting), "successful");
    EXPECT_EQ(status_of(id), "successful");
}

TEST_P(CommandsMqttTest, ADeviceMayAskForTheTimeAndAGatewayForAttributes) {
    const auto ask = [&](std::string_view token, std::string_view topic, std::string_view payload,
                         std::string_view heard) {
        return test::run(fmt::format("timeout 20 mosquitto_rr -h 127.0.0.1 -p {} -u '{}' -q 1 -t {} -e {} -m '{}'",
                                     hub->mqtt_port(), token, topic, heard, payload));
    };
    EXPECT_EQ(ask(device_.token, "v1/devices/me/rpc/request/7", R"({"method":"getCurrentTime","params":{}})",
                  "v1/devices/me/rpc/response/7"),
              "{\"ts\":1772323200000,\"time\":\"2026-03-01T00:00:00.000Z\"}\n");
    EXPECT_EQ(ask(device_.token, "v1/devices/me/rpc/request/8", R"({"method":"open"})", "v1/devices/me/rpc/response/8"),
              "{\"error\":\"unknown method\"}\n");
    const auto gateway = connect("网关", R"(,"is_gateway":true)");
    publish(gateway.token, "v1/gateway/attributes", R"({"A":{"serial":"S-1"}})");
    EXPECT_EQ(ask(gateway.token, "v1/gateway/attributes/request",
                  R"({"id":3,"device":"A","client":true,"key":"serial"})", "v1/gateway/attributes/response"),
              "{\"id\":3,\"device\":\"A\",\"value\":\"S-1\"}\n");
}

}  // namespace
}  // namespace dengyun::telemetry
