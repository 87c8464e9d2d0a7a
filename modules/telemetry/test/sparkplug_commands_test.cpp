// Goal: an edge node of Sparkplug B, and a device behind it, are told what to write by NCMD and DCMD once they are
// born, by the types and aliases of their births; what they then report ends the command; what they have not declared
// is not sent. With Paho, and with npm's sparkplug-client where npm can be asked.
#include <boost/json.hpp>
#include <fstream>

#include "engines/sparkplug/payload.h"
#include "modules/telemetry/sparkplug/writes.h"
#include "modules/telemetry/test/client.h"
#include "modules/telemetry/test/metrics.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;
using sparkplug::Metric;
using sparkplug::Payload;
using test::owner;
using test::real;
using test::to_hex;

Metric whole(std::string_view name, std::uint64_t value) {
    return {.name = name, .data_type = 3, .carrier = sparkplug::Carrier::int_, .bits = value};
}

std::string text(const SparkplugWrites& writes) {
    std::string all;
    for (const auto& [metric, value] : writes) all += metric + "=" + json::serialize(value) + " ";
    return all;
}

TEST(SparkplugWrites, AMethodAndItsParametersAreMetrics) {
    const auto writes = [](std::string_view method, std::string_view parameters) {
        return text(sparkplug_writes(method, json::parse(parameters).as_object()));
    };
    EXPECT_EQ(writes("NCMD", R"({"metricName":"Node Control/Rebirth","value":true})"), "Node Control/Rebirth=true ");
    EXPECT_EQ(writes("DCMD", R"({"a":1,"b":"x"})"), "a=1 b=\"x\" ");
    EXPECT_EQ(writes("DCMD", R"({"metricName":"a","value":1,"more":2})"), "metricName=\"a\" value=1 more=2 ");
    EXPECT_EQ(writes("reset_count", "{}"), "reset_count=true ");
    EXPECT_EQ(writes("feed", R"({"percent":60})"), "feed=60 ");
    EXPECT_EQ(writes("move", R"({"x":1,"y":2})"), "move/x=1 move/y=2 ");
    EXPECT_EQ(writes("NCMD", "{}"), "");
}

// A node of Paho: tells its births, answers each NCMD and DCMD that it hears with the next of its replies, and ends
// when so many have come and all it said is acknowledged.
constexpr std::string_view node_script = R"(
import paho.mqtt.client as mqtt, sys
port, token, births, replies, left = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])
births, replies = ([line.split() for line in open(name)] for name in (births, replies))
owed = set()
def say(told):
    owed.add(client.publish(told[0], bytes.fromhex(told[1]), qos=1).mid)
def subscribed(client, *rest):
    for told in births: say(told)
def message(client, userdata, m):
    global left
    left -= 1
    print(m.topic, m.payload.hex(), m.qos, int(m.retain), flush=True)
    if replies: say(replies.pop(0))
def published(client, userdata, mid):
    owed.discard(mid)
    if left == 0 and not owed: client.disconnect()
client = mqtt.Client(client_id="node")
client.username_pw_set(token)
client.on_message, client.on_subscribe, client.on_publish = message, subscribed, published
client.connect("127.0.0.1", int(port))
client.subscribe([("spBv1.0/G/NCMD/N", 1), ("spBv1.0/G/DCMD/N/+", 1)])
client.loop_forever()
)";

class SparkplugCommandsTest : public test::Scenario {
  protected:
    SparkplugCommandsTest()
        : test::Scenario({.mqtt = mqtt::EndpointOptions{.port = 0}}), node_(connect("节点", R"(,"is_gateway":true)")) {
        EXPECT_TRUE(hub->start());
        std::ofstream(folder / "node.py") << node_script;
    }
    ~SparkplugCommandsTest() override { hub->stop(); }

    struct Message {
        std::string topic;
        Payload payload;
    };
    void write(const std::filesystem::path& file, std::vector<Message> messages) {
        std::ofstream lines(file);
        for (auto& [topic, payload] : messages) {
            payload.timestamp_ms = static_cast<std::uint64_t>(milliseconds_of(clock.now()));
            lines << "spBv1.0/G/" << topic << ' ' << to_hex(sparkplug::write_payload(payload)) << '\n';
        }
    }
    // What the node heard: topic, payload, QoS and whether it was retained.
    std::string run_node(std::vector<Message> births, std::vector<Message> replies, int expected) {
        write(folder / "births", std::move(births));
        write(folder / "replies", std::move(replies));
        return test::run(fmt::format("timeout 30 /usr/bin/python3 {0}/node.py {1} {2} {0}/births {0}/replies {3}",
                                     folder.string(), hub->mqtt_port(), node_.token, expected));
    }
    static std::vector<Message> births() {
        return {{"NBIRTH/N", {.metrics = {real("speed", 1, 4), whole("count", 3)}, .sequence = 0}},
                {"DBIRTH/N/D", {.metrics = {real("force", 2)}, .sequence = 1}}};
    }
    // As it is heard.
    std::string heard(std::string_view topic, std::vector<Metric> metrics) const {
        const Payload payload{.timestamp_ms = static_cast<std::uint64_t>(milliseconds_of(clock.now())),
                              .metrics = std::move(metrics)};
        return fmt::format("spBv1.0/G/{} {} 0 0\n", topic, to_hex(sparkplug::write_payload(payload)));
    }
    std::string command(const std::string& device, std::string_view body) {
        const auto made = post("/api/v1/devices/" + device + "/commands", std::string(body), owner);
        EXPECT_EQ(made.status, 201U) << made.body;
        return made.id();
    }
    json::value read(const std::string& id) { return get("/api/v1/device-commands/" + id, owner).json; }
    std::string status_of(const std::string& id) { return std::string(read(id).at("status").as_string()); }
    const test::Connected node_;
};
DENGYUN_BOTH_DATABASES(SparkplugCommandsTest);

TEST_P(SparkplugCommandsTest, WaitForTheBirthAndEndWithTheReport) {
    EXPECT_EQ(run_node(births(), {}, 0), "");
    const auto press = get("/api/v1/devices?q=N/D", owner).all("id").front();
    const auto unknown = command(node_.id, R"({"method":"NCMD","parameters":{"metricName":"torque","value":1}})");
    const auto unfit = command(node_.id, R"({"method":"count","parameters":{"to":1.5}})");
    const auto speed = command(node_.id, R"({"method":"NCMD","parameters":{"metricName":"speed","value":7}})");
    const auto count = command(node_.id, R"({"method":"count","parameters":{"to":0}})");
    const auto force = command(press, R"({"method":"DCMD","parameters":{"metricName":"force","value":12.5}})");
    const auto silent = command(press, R"({"method":"force","parameters":{"to":5},"is_two_way":false})");
    // A report of another value is none of what was asked for.
    auto other = real({}, 6, 4);
    other.data_type.reset();
    auto reported = real({}, 7, 4);
    reported.data_type.reset();
    const auto told = run_node(births(),
                               {{"NDATA/N", {.metrics = {other, reported}, .sequence = 2}},
                                {"NDATA/N", {.metrics = {whole("count", 0)}, .sequence = 3}},
                                {"DDATA/N/D", {.metrics = {real("force", 12.5)}, .sequence = 4}},
                                {"DDATA/N/D", {.metrics = {real("force", 5)}, .sequence = 5}}},
                               4);
    EXPECT_EQ(told, heard("NCMD/N", {real({}, 7, 4)}) + heard("NCMD/N", {whole("count", 0)}) +
                        heard("DCMD/N/D", {real("force", 12.5)}) + heard("DCMD/N/D", {real("force", 5)}));
    hub->stop();  // the word of what was delivered may be on its way
    EXPECT_EQ(status_of(unknown), "failed");
    EXPECT_EQ(read(unknown).at("failure").as_string(), "device_command.unknown_metric");
    EXPECT_TRUE(read(unknown).at("sent_at").is_null());
    EXPECT_EQ(read(unfit).at("failure").as_string(), "device_command.bad_value");
    EXPECT_EQ(status_of(speed), "successful");
    EXPECT_EQ(json::serialize(read(speed).at("response")), R"({"speed":7})");
    EXPECT_EQ(status_of(count), "successful");
    EXPECT_EQ(status_of(force), "successful");
    EXPECT_EQ(status_of(silent), "delivered");
}

TEST_P(SparkplugCommandsTest, ARebirthIsAnsweredByABirth) {
    EXPECT_EQ(run_node(births(), {}, 0), "");
    const auto id =
        command(node_.id, R"({"method":"NCMD","parameters":{"metricName":"Node Control/Rebirth","value":true}})");
    const auto told = run_node(births(), {{"NBIRTH/N", {.metrics = {real("speed", 1, 4)}, .sequence = 0}}}, 1);
    EXPECT_EQ(told, heard("NCMD/N", {sparkplug::boolean_metric("Node Control/Rebirth", true)}));
    EXPECT_EQ(status_of(id), "successful");
}

TEST_P(SparkplugCommandsTest, ThatHaveExpiredAreNotSentAndWhatIsNotReportedTimesOut) {
    EXPECT_EQ(run_node(births(), {}, 0), "");
    const auto brief = command(node_.id, R"({"method":"count","parameters":{"to":1},"expires_in_s":30})");
    const auto lasting = command(node_.id, R"({"method":"count","parameters":{"to":2},"expires_in_s":3600})");
    clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(run_node(births(), {{"NDATA/N", {.metrics = {whole("count", 1)}, .sequence = 2}}}, 1),
              heard("NCMD/N", {whole("count", 2)}));
    hub->stop();
    clock.advance(std::chrono::hours(2));
    run_due_jobs();
    EXPECT_EQ(status_of(brief), "expired");
    EXPECT_EQ(status_of(lasting), "timed_out");
}

TEST_P(SparkplugCommandsTest, SparkplugClientOfNpmCarriesThemOut) {
    int status = 0;
    const auto installed = test::run(DENGYUN_SPARKPLUG_SOURCE "/install_clients " DENGYUN_SPARKPLUG_CLIENTS, &status);
    if (status != 0) GTEST_SKIP() << "npm's clients cannot be had here: " << installed;
    const auto run_client = [&](int expected) {
        return test::run(fmt::format("timeout 60 node " DENGYUN_SPARKPLUG_SOURCE
                                     "/commanded_node.js " DENGYUN_SPARKPLUG_CLIENTS " {} {} {}",
                                     hub->mqtt_port(), node_.token, expected));
    };
    EXPECT_EQ(run_client(0), "");
    const auto press = get("/api/v1/devices?q=line1/press", owner).all("id").front();
    const auto rate =
        command(node_.id, R"({"method":"NCMD","parameters":{"metricName":"rate","value":0.5},"expires_in_s":600})");
    const auto rebirth = command(
        node_.id,
        R"({"method":"NCMD","parameters":{"metricName":"Node Control/Rebirth","value":true},"expires_in_s":600})");
    const auto offset =
        command(press, R"({"method":"DCMD","parameters":{"offset":-300,"text":"运行"},"expires_in_s":600})");
    EXPECT_EQ(run_client(3),
              "NCMD rate=0.5\nNCMD Node Control/Rebirth=true\nDCMD press offset=-300\nDCMD press text=运行\n");
    EXPECT_EQ(status_of(rate), "successful");
    EXPECT_EQ(status_of(rebirth), "successful");
    EXPECT_EQ(status_of(offset), "successful");
}

}  // namespace
}  // namespace dengyun::telemetry
