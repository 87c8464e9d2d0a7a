// Goal: devices made for ThingsBoard connect unchanged: the token as user name, its topics, gateways; what is
// acknowledged is stored, what is refused is told on the device's page. With mosquitto's and Paho's clients.
#include <boost/json.hpp>
#include <fstream>
#include <thread>

#include "modules/telemetry/test/client.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using test::run;

class MqttTest : public test::Scenario {
  protected:
    MqttTest() : test::Scenario({.mqtt = mqtt::EndpointOptions{.port = 0}}) { EXPECT_TRUE(hub->start()); }
    ~MqttTest() override { hub->stop(); }
    bool publish(std::string_view token, std::string_view topic, std::string_view payload,
                 std::string_view more = "-q 1") {
        int status = -1;
        const auto output = run(fmt::format("mosquitto_pub -h 127.0.0.1 -p {} -u '{}' -t {} -m '{}' {}",
                                            hub->mqtt_port(), token, topic, payload, more),
                                &status);
        // mosquitto_pub of MQTT 5 tells a refusal by a warning only.
        return status == 0 && output.find("failed") == std::string::npos;
    }
};
DENGYUN_BOTH_DATABASES(MqttTest);

TEST_P(MqttTest, TelemetryIsStoredBeforeItIsAcknowledged) {
    const auto device = connect("织机", R"(,"profile":"loom")");
    for (const auto* version : {"mqttv311", "mqttv5"})
        for (int qos = 1; qos <= 2; qos++) {
            const auto speed = 100 * qos + (version == std::string_view("mqttv5") ? 1 : 0);
            EXPECT_TRUE(publish(device.token, "v1/devices/me/telemetry", fmt::format(R"({{"speed":{}}})", speed),
                                fmt::format("-q {} -V {}", qos, version)));
            const auto told = get("/api/v1/devices/" + device.id + "/values", test::owner);
            EXPECT_EQ(told.json.at("values").at(0).at("value").to_number<int>(), speed);
        }
    const auto told = diagnosis(device.id);
    EXPECT_EQ(told.json.at("messages").to_number<int>(), 4);
    EXPECT_EQ(told.text("message_way"), "mqtt");
    EXPECT_EQ(told.text("address"), "127.0.0.1");
}

TEST_P(MqttTest, WhoIsUnknownIsNotLetIn) {
    const auto device = connect("织机");
    EXPECT_FALSE(publish("nobody", "v1/devices/me/telemetry", "{}"));
    act("/api/v1/devices/" + device.id, "revoke", test::owner);
    EXPECT_FALSE(publish(device.token, "v1/devices/me/telemetry", "{}"));
    EXPECT_EQ(diagnosis(device.id).json.at("refusals").at(0).at("code").as_string(), "device.unknown_token");
}

TEST_P(MqttTest, WhatIsRefusedIsToldToTheDeviceAndToItsPage) {
    const auto device = connect("织机", R"(,"profile":"loom")");
    EXPECT_FALSE(publish(device.token, "v1/devices/me/telemetry", "speed=7", "-q 1 -V mqttv5"));
    EXPECT_FALSE(publish(device.token, "v1/devices/me/telemetry", R"({"speed":"fast"})", "-q 1 -V mqttv5"));
    EXPECT_FALSE(publish(device.token, "elsewhere", R"({"speed":7})", "-q 1 -V mqttv5"));
    EXPECT_FALSE(publish(device.token, "v1/gateway/telemetry", R"({"A":[{"speed":7}]})", "-q 1 -V mqttv5"));
    std::string codes;
    const auto told = diagnosis(device.id);
    for (const auto& one : told.json.at("refusals").as_array()) codes += std::string(one.at("code").as_string()) + ' ';
    EXPECT_EQ(codes,
              "device.not_a_gateway telemetry.bad_topic telemetry.nothing_taken issue.line_type_conflict "
              "telemetry.bad_json ");
    EXPECT_EQ(values(device.id), "");
}

TEST_P(MqttTest, AGatewaySpeaksForOthers) {
    const auto gateway = connect("网关", R"(,"is_gateway":true)");
    EXPECT_TRUE(publish(gateway.token, "v1/gateway/connect", R"({"device":"A"})"));
    EXPECT_TRUE(publish(gateway.token, "v1/gateway/telemetry",
                        R"({"A":[{"ts":1772323100000,"values":{"value":1}}],"B":[{"value":2},{"value":3}]})"));
    EXPECT_TRUE(publish(gateway.token, "v1/gateway/attributes", R"({"A":{"serial":"77"}})"));
    const auto list = get("/api/v1/devices?sort=name", test::owner);
    ASSERT_EQ(list.all("name"), (std::vector<std::string>{"A", "B", "网关"}));
    const auto ids = list.all("id");
    EXPECT_EQ(values(ids[0]), "value=1");
    EXPECT_EQ(values(ids[1]), "value=3");
    EXPECT_EQ(get("/api/v1/devices/" + ids[0], test::owner).json.at("client_attributes").at("serial").as_string(),
              "77");
    // Not for one that stands alone.
    const auto alone = connect("C");
    EXPECT_FALSE(publish(gateway.token, "v1/gateway/telemetry", R"({"C":[{"value":1}]})", "-q 1 -V mqttv5"));
    EXPECT_EQ(values(alone.id), "");
    EXPECT_EQ(remove("/api/v1/devices/" + gateway.id, test::owner).code(), "device.has_children");
}

TEST_P(MqttTest, AttributesGoBothWays) {
    const auto device = connect("织机");
    EXPECT_TRUE(publish(device.token, "v1/devices/me/attributes", R"({"firmware":"1.2","serial":"9"})"));
    EXPECT_TRUE(publish(device.token, "v1/devices/me/attributes", R"({"firmware":"1.3"})"));
    EXPECT_EQ(boost::json::serialize(get("/api/v1/devices/" + device.id, test::owner).json.at("client_attributes")),
              R"({"firmware":"1.3","serial":"9"})");
    patch("/api/v1/devices/" + device.id, R"({"shared_attributes":{"interval":5}})", test::owner);
    const auto subscribed = [&](std::string_view topic) {
        return run(fmt::format("mosquitto_sub -h 127.0.0.1 -p {} -u '{}' -C 1 -W 10 -q 1 -t {}", hub->mqtt_port(),
                               device.token, topic));
    };
    EXPECT_EQ(subscribed("v1/devices/me/attributes"), "{\"interval\":5}\n");
    EXPECT_NE(subscribed("v1/devices/other/attributes").find("denied"), std::string::npos);
}

TEST_P(MqttTest, PahoAsksForAttributesAndHearsOfChanges) {
    const auto device = connect("织机", R"(,"shared_attributes":{"interval":5,"unit":"s"})");
    publish(device.token, "v1/devices/me/attributes", R"({"firmware":"1.2"})");
    const auto script = folder / "client.py";
    std::ofstream(script) << R"(
import paho.mqtt.client as mqtt, sys
got = []
def message(client, userdata, m):
    got.append((m.topic, m.payload.decode()))
    client.disconnect()
def subscribed(client, *rest):
    client.publish("v1/devices/me/telemetry", '{"value":4}', qos=1)
    client.publish("v1/devices/me/attributes/request/7", '{"clientKeys":"firmware,none","sharedKeys":"unit"}', qos=1)
client = mqtt.Client()
client.username_pw_set(sys.argv[2])
client.on_message, client.on_subscribe = message, subscribed
client.connect("127.0.0.1", int(sys.argv[1]))
client.subscribe("v1/devices/me/attributes/response/+", 1)
client.loop_forever()
print(got)
)";
    const auto output = run(fmt::format("/usr/bin/python3 {} {} {}", script.string(), hub->mqtt_port(), device.token));
    EXPECT_EQ(output,
              "[('v1/devices/me/attributes/response/7', "
              "'{\"client\":{\"firmware\":\"1.2\"},\"shared\":{\"unit\":\"s\"}}')]\n");
    EXPECT_EQ(values(device.id), "value=4");
}

TEST_P(MqttTest, ManyMessagesOfManyDevicesAreAllThere) {
    std::vector<test::Connected> devices;
    for (int i = 0; i < 4; i++) devices.push_back(connect(fmt::format("表 {}", i)));
    std::vector<std::thread> threads;
    for (const auto& device : devices)
        threads.emplace_back([&] {
            run(
                fmt::format("for i in $(seq 1 500); do echo '{{\"total\":'$i'}}'; done | mosquitto_pub -h 127.0.0.1 -p "
                            "{} -u '{}' -q 1 "
                            "-t v1/devices/me/telemetry -l",
                            hub->mqtt_port(), device.token));
        });
    for (auto& thread : threads) thread.join();
    for (const auto& device : devices) {
        const auto series =
            get(fmt::format(
                    "/api/v1/devices/{}/series?from=2026-02-28T00:00:00Z&to=2026-03-02T00:00:00Z&points=total&pixels=1",
                    device.id),
                test::owner);
        EXPECT_EQ(series.json.at("series").at(0).at("increase").at(0).to_number<double>(), 499) << series.body;
        EXPECT_EQ(diagnosis(device.id).json.at("messages").to_number<int>(), 500);
    }
    EXPECT_EQ(hub->statistics().values, 2000U);
}

}  // namespace
}  // namespace dengyun::telemetry
