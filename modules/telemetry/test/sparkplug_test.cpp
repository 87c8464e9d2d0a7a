// Goal: edge nodes of Sparkplug B report by the same endpoint and token; what they tell is stored, what is lost is
// asked for again, who has died is shown so. With Paho, and with npm's sparkplug-client and mqtt where npm can be
// asked.
#include <boost/json.hpp>
#include <fstream>

#include "engines/sparkplug/payload.h"
#include "modules/telemetry/test/metrics.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using sparkplug::Metric;
using sparkplug::Payload;
using test::real;
using test::to_hex;

std::string run(const std::string& command, int* status = nullptr) {
    auto* pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::string output;
    char space[1024];
    for (std::size_t size; (size = std::fread(space, 1, sizeof space, pipe)) > 0;) output.append(space, size);
    const int ended = ::pclose(pipe);
    if (status != nullptr) *status = ended;
    return output;
}

Metric aliased(std::uint64_t alias, double value) {
    auto metric = real({}, value, alias);
    metric.data_type.reset();
    return metric;
}
Metric death_sequence(std::uint64_t number) {
    return {.name = "bdSeq", .data_type = 8, .carrier = sparkplug::Carrier::long_, .bits = number};
}

constexpr std::uint64_t noon_ms = 1'772'323'200'000;

// A node written with Paho: tells what stands in a file, a topic and a payload a line, ends when what it told is stored
// and it has heard as many messages as it expects; without a farewell, so that its will is sent, or with one.
constexpr std::string_view node_script = R"(
import paho.mqtt.client as mqtt, os, sys
port, token, told, expected, will = sys.argv[1:6]
lines = [line.split() for line in open(told)]
heard, is_stored = [], False
def end_where_done():
    if is_stored and len(heard) >= int(expected):
        print("\n".join(sorted(heard)), flush=True)
        if will == "-": client.disconnect()
        else: os._exit(0)
def message(client, userdata, m):
    heard.append(m.topic + " " + m.payload.hex() + " retained=" + str(int(m.retain)))
    end_where_done()
def subscribed(client, *rest):
    for topic, payload in lines: client.publish(topic, bytes.fromhex(payload), qos=0)
    client.publish("v1/devices/me/telemetry", '{"done":1}', qos=1)
def published(client, userdata, number):
    global is_stored
    if number > len(lines) + 1:
        is_stored = True
        end_where_done()
client = mqtt.Client(client_id="node")
client.username_pw_set(token)
client.on_message, client.on_subscribe, client.on_publish = message, subscribed, published
if will != "-": client.will_set("spBv1.0/G/NDEATH/N", bytes.fromhex(will), qos=1)
client.connect("127.0.0.1", int(port))
client.subscribe([("spBv1.0/G/NCMD/N", 0), ("spBv1.0/STATE/dengyun", 1)])
client.loop_forever()
)";

class SparkplugTest : public test::Scenario {
  protected:
    SparkplugTest() : test::Scenario({.mqtt = mqtt::EndpointOptions{.port = 0}}) { EXPECT_TRUE(hub->start()); }
    ~SparkplugTest() override { hub->stop(); }

    struct Message {
        std::string topic;
        Payload payload;
    };
    // Answers what the node heard, a line each.
    std::string tell(std::string_view token, std::vector<Message> messages, int expected,
                     std::optional<std::uint64_t> will = {}) {
        const auto script = folder / "node.py";
        const auto told = folder / "told";
        std::ofstream(script) << node_script;
        {
            std::ofstream lines(told);
            for (auto& [topic, payload] : messages) {
                payload.timestamp_ms = payload.timestamp_ms.value_or(noon_ms);
                lines << "spBv1.0/G/" << topic << ' ' << to_hex(sparkplug::write_payload(payload)) << '\n';
            }
        }
        const auto last = will ? to_hex(sparkplug::write_payload({.metrics = {death_sequence(*will)}})) : "-";
        return run(fmt::format("timeout 60 /usr/bin/python3 {} {} {} {} {} {}", script.string(), hub->mqtt_port(),
                               token, told.string(), expected, last));
    }
    boost::json::value node(std::string_view device) { return diagnosis(device).json.at("sparkplug").at(0); }
    std::string codes(std::string_view device) {
        std::string text;
        for (const auto& one : diagnosis(device).json.at("refusals").as_array())
            text += std::string(one.at("code").as_string()) + ' ';
        return text;
    }
    std::string child(std::string_view name) {
        const auto list = get("/api/v1/devices?sort=name", test::owner);
        const auto names = list.all("name");
        const auto at = std::ranges::find(names, name);
        return at == names.end() ? "" : list.all("id")[static_cast<std::size_t>(at - names.begin())];
    }
};
DENGYUN_BOTH_DATABASES(SparkplugTest);

TEST_P(SparkplugTest, ANodeAndItsDevicesReport) {
    const auto device = connect("节点", R"(,"is_gateway":true)");
    auto historical = real("speed", 7);
    historical.timestamp_ms = noon_ms - 60'000;
    historical.is_historical = true;
    const auto heard = tell(device.token,
                            {{"NBIRTH/N", {.metrics = {death_sequence(4), real("speed", 1, 0)}, .sequence = 0}},
                             {"DBIRTH/N/D", {.metrics = {real("force", 2, 1)}, .sequence = 1}},
                             {"NDATA/N", {.timestamp_ms = noon_ms + 1, .metrics = {aliased(0, 3)}, .sequence = 2}},
                             {"NDATA/N", {.metrics = {historical}, .sequence = 3}},
                             {"DDATA/N/D", {.timestamp_ms = noon_ms + 1, .metrics = {aliased(1, 4)}, .sequence = 4}}},
                            1);
    EXPECT_EQ(heard, fmt::format("spBv1.0/STATE/dengyun {} retained=1\n",
                                 to_hex(fmt::format(R"({{"online":true,"timestamp":{}}})", noon_ms))));
    EXPECT_EQ(values(device.id), "speed=3 done=1");
    const auto own = child("N/D");
    EXPECT_EQ(values(own), "force=4");
    EXPECT_EQ(diagnosis(own).text("message_way"), "sparkplug");
    const auto told = node(device.id);
    EXPECT_EQ(told.at("group").as_string(), "G");
    EXPECT_EQ(told.at("node").as_string(), "N");
    EXPECT_EQ(told.at("death_sequence").to_number<int>(), 4);
    EXPECT_EQ(told.at("sequence").to_number<int>(), 4);
    EXPECT_EQ(told.at("gaps").to_number<int>(), 0);
    EXPECT_EQ(told.at("devices").at(0).at("name").as_string(), "D");
    EXPECT_EQ(told.at("devices").at(0).at("device_id").as_string(), own);
    EXPECT_EQ(codes(device.id), "");
    const auto series = get(fmt::format("/api/v1/devices/{}/series?from=2026-02-28T00:00:00Z&to=2026-03-02T00:00:00Z"
                                        "&points=speed&pixels=1",
                                        device.id),
                            test::owner);
    EXPECT_EQ(series.json.at("series").at(0).at("max").at(0).to_number<double>(), 7) << series.body;
}

TEST_P(SparkplugTest, WhatIsLostIsAskedForOnceAndADeathIsShown) {
    const auto device = connect("节点", R"(,"is_gateway":true)");
    const auto heard = tell(device.token,
                            {{"NBIRTH/N", {.metrics = {death_sequence(1), real("speed", 1, 0)}, .sequence = 0}},
                             {"DBIRTH/N/D", {.metrics = {real("force", 2, 1)}, .sequence = 1}},
                             {"NDATA/N", {.timestamp_ms = noon_ms + 1, .metrics = {aliased(0, 3)}, .sequence = 5}},
                             {"NDATA/N", {.timestamp_ms = noon_ms + 2, .metrics = {aliased(0, 4)}, .sequence = 9}},
                             {"NDATA/N", {.timestamp_ms = noon_ms + 3, .metrics = {aliased(9, 5)}, .sequence = 10}}},
                            2, 1);
    // "Node Control/Rebirth" of type Boolean, true.
    EXPECT_TRUE(heard.starts_with("spBv1.0/G/NCMD/N ")) << heard;
    EXPECT_NE(heard.find(to_hex("Node Control/Rebirth") + "200b7001"), std::string::npos) << heard;
    EXPECT_EQ(values(device.id), "speed=4 done=1");
    EXPECT_EQ(codes(device.id), "issue.sparkplug_unknown_metric ");
    // Its will comes behind what it told; the next connection comes behind its will.
    tell(device.token, {}, 1);
    const auto told = node(device.id);
    EXPECT_EQ(told.at("gaps").to_number<int>(), 2);
    EXPECT_EQ(told.at("rebirths_asked").to_number<int>(), 1);
    EXPECT_FALSE(told.at("is_online").as_bool());
    EXPECT_FALSE(told.at("devices").at(0).at("is_online").as_bool());
    EXPECT_TRUE(told.as_object().contains("died_at"));
}

TEST_P(SparkplugTest, WhoIsNoGatewayHasNoDevicesAndATokenIsForOneNode) {
    const auto device = connect("节点");
    tell(device.token,
         {{"NBIRTH/N", {.metrics = {real("speed", 1)}, .sequence = 0}},
          {"DBIRTH/N/D", {.metrics = {real("force", 2)}, .sequence = 1}},
          {"NBIRTH/M", {.metrics = {real("speed", 9)}, .sequence = 0}},
          {"NCMD/N", {}}},
         1);
    EXPECT_EQ(values(device.id), "speed=1 done=1");
    EXPECT_EQ(codes(device.id), "telemetry.bad_topic sparkplug.another_node device.not_a_gateway ");
    // The node that has gone makes room for another.
    tell(device.token, {{"NBIRTH/M", {.metrics = {real("speed", 9)}, .sequence = 0}}}, 1);
    EXPECT_EQ(node(device.id).at("node").as_string(), "M");
    EXPECT_TRUE(diagnosis(connect("表").id).json.at("sparkplug").as_array().empty());
}

TEST_P(SparkplugTest, WhatIsNoPayloadIsToldAndChangesNothing) {
    const auto device = connect("节点");
    for (const auto& [topic, payload] : {std::pair{"spBv1.0/G/NBIRTH/N", "not a payload"},
                                         std::pair{"spBv1.0/G/OTHER/N", ""}, std::pair{"spBv1.0/STATE/dengyun", ""}}) {
        int status = 0;
        const auto output = run(fmt::format("mosquitto_pub -V mqttv5 -q 1 -h 127.0.0.1 -p {} -u {} -t {} -m '{}'",
                                            hub->mqtt_port(), device.token, topic, payload),
                                &status);
        EXPECT_TRUE(status != 0 || output.find("failed") != std::string::npos) << topic << output;
    }
    EXPECT_EQ(codes(device.id), "telemetry.bad_topic telemetry.bad_topic sparkplug.malformed ");
    EXPECT_EQ(values(device.id), "");
}

TEST_P(SparkplugTest, SparkplugClientOfNpmIsBornAndBornAgain) {
    int status = 0;
    const auto installed = run(DENGYUN_SPARKPLUG_SOURCE "/install_clients " DENGYUN_SPARKPLUG_CLIENTS, &status);
    if (status != 0) GTEST_SKIP() << "npm's clients cannot be had here: " << installed;
    const auto device = connect("节点", R"(,"is_gateway":true)");
    const auto heard =
        run(fmt::format("timeout 60 node " DENGYUN_SPARKPLUG_SOURCE "/edge_node.js " DENGYUN_SPARKPLUG_CLIENTS " {} {}",
                        hub->mqtt_port(), device.token));
    EXPECT_EQ(heard,
              "spBv1.0/STATE/dengyun online=true dated=true retained=true\n"
              "NCMD Node Control/Rebirth=true\n"
              "done\n");
    EXPECT_EQ(values(device.id), "supply=2.5 text=运行 done=1");
    EXPECT_EQ(values(child("line1/press")), "total=9007199254740992 force=12.5 offset=-300 open=1");
    EXPECT_EQ(codes(device.id), "");
    tell(device.token, {}, 1);  // behind its death
    const auto told = node(device.id);
    EXPECT_FALSE(told.at("is_online").as_bool());
    EXPECT_EQ(told.at("births").to_number<int>(), 2);
    EXPECT_EQ(told.at("gaps").to_number<int>(), 1);
}

}  // namespace
}  // namespace dengyun::telemetry
