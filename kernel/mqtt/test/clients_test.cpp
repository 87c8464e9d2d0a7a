// Goal: clients that others wrote (mosquitto's and Paho's, both versions, all QoS, TLS) work with the endpoint
// unchanged.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "kernel/mqtt/test/endpoint_fixture.h"

namespace dengyun::mqtt::test {
namespace {

// Runs a command; its output, and its status in `status`.
std::string run(const std::string& command, int* status = nullptr) {
    auto* pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::string output;
    char space[1024];
    for (std::size_t size; (size = std::fread(space, 1, sizeof space, pipe)) > 0;) output.append(space, size);
    const int ended = ::pclose(pipe);
    if (status != nullptr) *status = ended;
    return output;
}

class ClientsTest : public EndpointTest {
  protected:
    [[nodiscard]] std::string mosquitto(std::string_view program, std::string_view version,
                                        std::string_view rest) const {
        return fmt::format("mosquitto_{} -h 127.0.0.1 -p {} -V {} -u machine {}", program, endpoint->port(), version,
                           rest);
    }
};

TEST_F(ClientsTest, MosquittoPublishesAtEveryQosInBothVersions) {
    start();
    for (const auto* version : {"mqttv311", "mqttv5"}) {
        for (int qos = 0; qos <= 2; ++qos) {
            int status = -1;
            const auto payload = fmt::format("{} {}", version, qos);
            const auto output =
                run(mosquitto("pub", version, fmt::format("-q {} -t v1/devices/me/telemetry -m '{}'", qos, payload)),
                    &status);
            EXPECT_EQ(status, 0) << output;
            EXPECT_TRUE(handler.wait_for("machine v1/devices/me/telemetry=" + payload)) << payload;
        }
    }
    int status = 0;
    run(fmt::format("mosquitto_pub -h 127.0.0.1 -p {} -u nobody -t t -m 1", endpoint->port()), &status);
    EXPECT_NE(status, 0);
}

TEST_F(ClientsTest, MosquittoPublishesManyLines) {
    start();
    int status = -1;
    const auto output = run("seq 1 2000 | " + mosquitto("pub", "mqttv5", "-q 2 -t n -l"), &status);
    EXPECT_EQ(status, 0) << output;
    for (int i = 1; i <= 2000; ++i) ASSERT_TRUE(handler.wait_for(fmt::format("machine n={}", i))) << i;
    EXPECT_EQ(handler.stored("machine n=1000"), 1);
}

TEST_F(ClientsTest, MosquittoSubscribesAndKeepsItsSession) {
    start();
    for (const auto* version : {"mqttv311", "mqttv5"}) {
        const auto id = fmt::format("-i {} -c {} -q 1", version, version == std::string_view("mqttv5") ? "-x 60" : "");
        // The retained value first.
        EXPECT_EQ(run(mosquitto("sub", version, id + " -C 1 -F '%r %p' -t v1/devices/me/attributes")),
                  "1 kept of machine\n");
        // While it is away a message is kept for its session.
        ASSERT_EQ(endpoint->send(Device("machine"), {.topic = "v1/devices/me/attributes", .payload = "later"}),
                  Sending::taken);
        const auto output = run(mosquitto("sub", version, id + " -C 2 -W 10 -F '%p' -t v1/devices/me/attributes"));
        EXPECT_NE(output.find("later\n"), std::string::npos) << output;
    }
}

TEST_F(ClientsTest, PahoDoesEverything) {
    start();
    // Debian's own Python, which its packages belong to.
    const auto script = std::filesystem::temp_directory_path() / fmt::format("dengyun-paho-{}.py", ::getpid());
    std::ofstream(script) << R"(
import sys, threading
import paho.mqtt.client as mqtt
from paho.mqtt.properties import Properties
from paho.mqtt.packettypes import PacketTypes
port = int(sys.argv[1])
for protocol in (mqtt.MQTTv311, mqtt.MQTTv5):
    got, ready = threading.Event(), threading.Event()
    client = mqtt.Client(client_id="paho%d" % protocol, protocol=protocol)
    client.username_pw_set("paho", "secret")
    client.will_set("will", "gone", qos=1)
    client.on_message = lambda c, u, m: got.set()
    client.on_subscribe = lambda *a: ready.set()
    client.connect("127.0.0.1", port, keepalive=30)
    client.loop_start()
    client.subscribe("v1/devices/me/attributes", qos=2)
    assert ready.wait(20) and got.wait(20)
    for qos in (0, 1, 2):
        properties = None
        if protocol == mqtt.MQTTv5:
            properties = Properties(PacketTypes.PUBLISH)
            properties.UserProperty = ("shift", "night")
            properties.MessageExpiryInterval = 60
        sent = [client.publish("p%d" % protocol, "%d" % qos, qos=qos, properties=properties) for _ in range(100)]
        for one in sent:
            one.wait_for_publish(20)
            assert one.is_published()
    client.disconnect()
    client.loop_stop()
)";
    int status = -1;
    const auto output = run(fmt::format("/usr/bin/python3 {} {}", script.string(), endpoint->port()), &status);
    std::filesystem::remove(script);
    EXPECT_EQ(status, 0) << output;
    for (const auto* text : {"paho p4=0", "paho p4=1", "paho p4=2", "paho p5=0", "paho p5=1", "paho p5=2"})
        EXPECT_TRUE(handler.wait_for(text, 100)) << text;
    EXPECT_EQ(handler.stored("paho p5=2"), 100);
    EXPECT_EQ(handler.stored("paho will=gone"), 0);
}

TEST_F(ClientsTest, TlsWorks) {
    auto made = (std::filesystem::temp_directory_path() / "dengyun-mqtt-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(made.data());
    int status = -1;
    run(fmt::format("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost "
                    "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout {0}/key.pem -out {0}/cert.pem",
                    folder.string()),
        &status);
    ASSERT_EQ(status, 0);
    start({.tls_certificate_file = folder / "cert.pem", .tls_key_file = folder / "key.pem"});
    const auto output =
        run("seq 1 200 | " +
                mosquitto("pub", "mqttv5", fmt::format("-q 1 -t tls -l --cafile {}/cert.pem", folder.string())),
            &status);
    std::filesystem::remove_all(folder);
    EXPECT_EQ(status, 0) << output;
    EXPECT_TRUE(handler.wait_for("machine tls=200"));
    EXPECT_EQ(endpoint->statistics().protocol_errors, 0u);
}

}  // namespace
}  // namespace dengyun::mqtt::test
