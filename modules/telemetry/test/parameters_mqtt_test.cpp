// Goal: a device made for ThingsBoard gets its parameters as shared attributes while it is connected, or when it
// connects, and what it answers as client attributes is the read-back. With Paho's client.
#include <boost/json.hpp>
#include <fstream>
#include <thread>

#include "modules/telemetry/test/client.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;
const api::Caller second = api::member(api::Role::administrator, 11, {2002});

// Subscribes, takes the attributes that come until `count` of them have, and says each back as its own.
constexpr auto client = R"(
import json, sys
import paho.mqtt.client as mqtt
left = int(sys.argv[3])
def subscribed(client, *rest):
    print("subscribed", flush=True)
def message(client, userdata, m):
    global left
    told = json.loads(m.payload)
    if "device" in told:
        client.publish("v1/gateway/attributes", json.dumps({told["device"]: told["data"]}), qos=1)
    else:
        client.publish("v1/devices/me/attributes", json.dumps(told), qos=1)
    print(m.topic, json.dumps(told, sort_keys=True), flush=True)
    left -= 1
def published(client, *rest):
    if left == 0: client.disconnect()
client = mqtt.Client()
client.username_pw_set(sys.argv[2])
client.on_message, client.on_subscribe, client.on_publish = message, subscribed, published
client.connect("127.0.0.1", int(sys.argv[1]))
client.subscribe(sys.argv[4], 1)
client.loop_forever()
)";

class ParametersMqttTest : public test::Scenario {
  protected:
    ParametersMqttTest() : test::Scenario({.mqtt = mqtt::EndpointOptions{.port = 0}}) {
        EXPECT_TRUE(hub->start());
        std::ofstream(folder / "client.py") << client;
    }
    ~ParametersMqttTest() override { hub->stop(); }

    std::string approved(std::string_view device, std::string_view content) {
        const auto made = post(fmt::format("/api/v1/devices/{}/parameter-sets", device),
                               fmt::format(R"({{"content":{}}})", content), owner);
        EXPECT_EQ(made.status, 201U) << made.body;
        act("/api/v1/parameter-sets/" + made.id(), "propose", owner);
        EXPECT_EQ(act("/api/v1/parameter-sets/" + made.id(), "approve", second).status, 200U);
        return made.id();
    }
    void send_set(const std::string& id) {
        const auto done = act("/api/v1/parameter-sets/" + id, "send", owner);
        EXPECT_EQ(done.status, 200U) << done.body;
    }
    std::string status_of(const std::string& id) { return get("/api/v1/parameter-sets/" + id, owner).text("status"); }
    std::string command(std::string_view token, int count, std::string_view topic) {
        return fmt::format("timeout 20 /usr/bin/python3 {} {} {} {} {}", (folder / "client.py").string(),
                           hub->mqtt_port(), token, count, topic);
    }
    // Runs the client; `deed` is done when it has subscribed.
    std::string while_listening(const std::string& program, const std::function<void()>& deed) {
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
};
DENGYUN_BOTH_DATABASES(ParametersMqttTest);

TEST_P(ParametersMqttTest, AreToldToAConnectedDeviceAndReadBack) {
    const auto device = connect("铣床", R"(,"profile":"cnc_mill")");
    const auto set = approved(device.id, R"({"spindle_speed_max":8000,"coolant":true})");
    const auto output = while_listening(command(device.token, 1, "v1/devices/me/attributes"), [&] { send_set(set); });
    EXPECT_EQ(output, "v1/devices/me/attributes {\"coolant\": true, \"spindle_speed_max\": 8000}\n");
    EXPECT_EQ(status_of(set), "applied");
}

TEST_P(ParametersMqttTest, WaitForADeviceThatIsOff) {
    const auto device = connect("铣床", R"(,"profile":"cnc_mill")");
    const auto set = approved(device.id, R"({"feed_rate_max":4000})");
    send_set(set);
    clock.advance(std::chrono::minutes(30));
    run_due_jobs();
    EXPECT_EQ(status_of(set), "failed");
    EXPECT_EQ(test::run(command(device.token, 1, "v1/devices/me/attributes")),
              "subscribed\nv1/devices/me/attributes {\"feed_rate_max\": 4000}\n");
    EXPECT_EQ(status_of(set), "applied");
}

TEST_P(ParametersMqttTest, ReachADeviceBehindAGateway) {
    const auto gateway = connect("网关", R"(,"is_gateway":true)");
    test::run(
        fmt::format("mosquitto_pub -h 127.0.0.1 -p {} -u '{}' -q 1 -t v1/gateway/connect -m '{{\"device\":\"A\"}}'",
                    hub->mqtt_port(), gateway.token));
    const auto meter = get("/api/v1/devices?q=A", owner).all("id").front();
    const auto set = approved(meter, R"({"report_interval":5})");
    const auto output = while_listening(command(gateway.token, 1, "v1/gateway/attributes"), [&] { send_set(set); });
    EXPECT_EQ(output, "v1/gateway/attributes {\"data\": {\"report_interval\": 5}, \"device\": \"A\"}\n");
    EXPECT_EQ(status_of(set), "applied");
}

}  // namespace
}  // namespace dengyun::telemetry
