// Goal: a device made for ThingsBoard fetches its firmware in chunks, goes on where its connection was lost, finds a
// damaged chunk by the checksum and fetches it again. With Paho's client.
#include <fstream>

#include "modules/telemetry/test/client.h"
#include "modules/telemetry/test/firmware_world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;

// As ThingsBoard's example client does it. `lose`: the connection is cut hard after so many chunks and made anew;
// `damage`: the chunk that arrives damaged the first time. Ends when it has said how it went.
constexpr auto client = R"(
import hashlib, json, sys
import paho.mqtt.client as mqtt
port, token, size, lose, damage = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
asked, chunks, target, log = 0, {}, None, []
def say(**told):
    log.append(told.get("fw_state", "") + (" " + told["fw_error"] if "fw_error" in told else ""))
    return client.publish("v1/devices/me/telemetry", json.dumps(told), qos=1)
def ask(n):
    client.publish("v2/fw/request/%d/chunk/%d" % (asked, n), str(size), qos=1)
def connected(client, *rest):
    client.subscribe([("v1/devices/me/attributes", 1), ("v2/fw/response/+/chunk/+", 1)])
def subscribed(client, *rest):
    if target: ask(len(chunks))
    elif asked == 0: say(current_fw_title="spindle", current_fw_version="1.0")
def begin(told):
    global target, asked, chunks
    target, chunks = told, {}
    asked += 1
    say(fw_state="DOWNLOADING")
    ask(0)
def message(client, userdata, m):
    global lose, damage
    if m.topic == "v1/devices/me/attributes":
        told = json.loads(m.payload)
        if target is None and "fw_title" in told: begin(told)
        elif target is not None and not chunks: begin(told)
        return
    n = int(m.topic.rsplit("/", 1)[1])
    if n in chunks: return  # asked for again with the connection that was lost
    data = bytearray(m.payload)
    if n == damage:
        data[3] ^= 1
        damage = -1
    chunks[n] = bytes(data)
    if len(chunks) == lose:
        lose = -1
        log.append("lost")
        client._sock_close()
        client.reconnect()
        return
    if sum(map(len, chunks.values())) < target["fw_size"]: return ask(n + 1)
    whole = b"".join(chunks[i] for i in sorted(chunks))
    say(fw_state="DOWNLOADED")
    if hashlib.sha256(whole).hexdigest() != target["fw_checksum"]:
        chunks.clear()
        say(fw_state="FAILED", fw_error="Checksum verification failed!")
        return
    say(fw_state="VERIFIED")
    say(fw_state="UPDATING")
    global done
    done = say(fw_state="UPDATED", current_fw_title=target["fw_title"], current_fw_version=target["fw_version"]).mid
done = None
def published(client, userdata, mid):
    if mid == done: client.disconnect()
client = mqtt.Client()
client.username_pw_set(token)
client.on_connect, client.on_subscribe, client.on_message, client.on_publish = connected, subscribed, message, published
client.connect("127.0.0.1", port)
client.loop_forever()
print(" ".join(log), len(chunks))
)";

class FirmwareMqttTest : public test::FirmwareScenario {
  protected:
    FirmwareMqttTest()
        : test::FirmwareScenario({.mqtt = mqtt::EndpointOptions{.port = 0}}),
          device_(connect("铣床", R"(,"profile":"cnc_mill")")),
          bytes_(300'000, '\0') {
        EXPECT_TRUE(hub->start());
        std::ofstream(folder / "client.py") << client;
        for (std::size_t i = 0; i < bytes_.size(); ++i) bytes_[i] = static_cast<char>((i * 31 + i / 253) & 0xFF);
    }
    ~FirmwareMqttTest() override { hub->stop(); }
    std::string run(int lose, int damage, int size = 20'000) {
        return test::run(fmt::format("timeout 30 /usr/bin/python3 {} {} {} {} {} {}", (folder / "client.py").string(),
                                     hub->mqtt_port(), device_.token, size, lose, damage));
    }
    const test::Connected device_;
    std::string bytes_;
};
DENGYUN_BOTH_DATABASES(FirmwareMqttTest);

TEST_P(FirmwareMqttTest, IsFetchedInChunks) {
    const auto campaign = started(firmware("2.0", bytes_).id(), {device_.id});
    EXPECT_EQ(run(-1, -1), " DOWNLOADING DOWNLOADED VERIFIED UPDATING UPDATED 15\n");
    EXPECT_EQ(updates(campaign), "updated");
    EXPECT_EQ(status_of(campaign), "completed");
    EXPECT_EQ(update_of(campaign).json.at("received_bytes").as_int64(), 300'000);
}

TEST_P(FirmwareMqttTest, GoesOnWhereTheConnectionWasLost) {
    const auto campaign = started(firmware("2.0", bytes_).id(), {device_.id});
    EXPECT_EQ(run(7, -1), " DOWNLOADING lost DOWNLOADED VERIFIED UPDATING UPDATED 15\n");
    EXPECT_EQ(status_of(campaign), "completed");
    EXPECT_EQ(update_of(campaign).json.at("attempts").as_int64(), 1);
}

TEST_P(FirmwareMqttTest, ThatArrivesDamagedIsFetchedAgain) {
    const auto campaign = started(firmware("2.0", bytes_).id(), {device_.id});
    EXPECT_EQ(run(-1, 4),
              " DOWNLOADING DOWNLOADED FAILED Checksum verification failed! DOWNLOADING DOWNLOADED VERIFIED UPDATING "
              "UPDATED 15\n");
    EXPECT_EQ(status_of(campaign), "completed");
    EXPECT_EQ(update_of(campaign).json.at("attempts").as_int64(), 2);
}

TEST_P(FirmwareMqttTest, IsNotGivenInChunksThatNobodyCanHold) {
    started(firmware("2.0", bytes_).id(), {device_.id});
    const auto asked = [&](std::string_view topic, std::string_view size) {
        test::run(fmt::format("mosquitto_pub -h 127.0.0.1 -p {} -u '{}' -q 1 -t {} -m {}", hub->mqtt_port(),
                              device_.token, topic, size));
        return std::string(diagnosis(device_.id).json.at("refusals").at(0).at("code").as_string());
    };
    EXPECT_EQ(asked("v2/fw/request/1/chunk/0", "65537"), "firmware.bad_chunk");
    EXPECT_EQ(asked("v2/fw/request/1/chunk/x", "10"), "telemetry.bad_topic");
    EXPECT_EQ(asked("v2/fw/request/1/chunk/0", "ten"), "firmware.bad_chunk");
}

}  // namespace
}  // namespace dengyun::telemetry
