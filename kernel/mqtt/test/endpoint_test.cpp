// Goal: over sockets and threads sessions go from connection to connection, what is acknowledged is durable, wills come
// in time, limits hold, and nobody gets at another device's session.
#include "kernel/mqtt/test/endpoint_fixture.h"
#include "kernel/mqtt/test/raw_device.h"

namespace dengyun::mqtt::test {
namespace {

using namespace std::chrono_literals;

Connect as(std::string_view user, std::string_view client_id = "c", std::uint32_t expiry_s = 60) {
    return {.clean_start = false,
            .client_id = client_id,
            .user_name = user,
            .properties = {.session_expiry_interval_s = expiry_s}};
}
Publish reading(std::uint8_t qos, std::uint16_t id, std::string_view payload = "1") {
    return {.qos = qos, .topic = "t", .packet_id = id, .payload = payload};
}

TEST_F(EndpointTest, UnknownDevicesAreRefused) {
    start();
    RawDevice device(endpoint->port());
    EXPECT_EQ(device.open(as("nobody")).reason, Reason::bad_user_name_or_password);
    EXPECT_TRUE(device.is_closed());
    RawDevice old(endpoint->port(), Version::v3_1_1);
    EXPECT_EQ(old.open({.client_id = "c"}).reason, Reason::bad_user_name_or_password);
    EXPECT_EQ(endpoint->statistics().admissions_refused, 2u);
}

TEST_F(EndpointTest, NothingIsAcknowledgedBeforeItIsDurable) {
    start();
    handler.hold(true);
    RawDevice device(endpoint->port());
    EXPECT_EQ(device.open(as("a")).reason, Reason::success);
    for (std::uint16_t id = 1; id <= 50; ++id) device.send(reading(1, id));
    device.send(Ping{});
    EXPECT_EQ(device.expect<Ping>().type, PacketType::pingresp);  // and no PUBACK before it
    handler.hold(false);
    for (std::uint16_t id = 1; id <= 50; ++id) EXPECT_EQ(device.expect<Acknowledgement>().packet_id, id);
    EXPECT_EQ(handler.stored("a t=1"), 50);
}

TEST_F(EndpointTest, ExactlyOnceAlsoWhenTheConnectionIsLostMeanwhile) {
    start();
    handler.hold(true);
    RawDevice first(endpoint->port());
    first.open(as("a"));
    first.send(reading(2, 9));
    first.send(Ping{});
    first.expect<Ping>();
    first.close();
    ASSERT_TRUE(handler.wait_for("disconnected a"));
    handler.hold(false);
    ASSERT_TRUE(handler.wait_for("a t=1"));
    RawDevice second(endpoint->port());
    EXPECT_TRUE(second.open(as("a")).session_present);
    auto again = reading(2, 9);
    again.duplicate = true;
    second.send(again);
    EXPECT_EQ(second.expect<Acknowledgement>().type, PacketType::pubrec);
    second.send(Acknowledgement{PacketType::pubrel, 9});
    EXPECT_EQ(second.expect<Acknowledgement>().reason, Reason::success);
    EXPECT_EQ(handler.stored("a t=1"), 1);
}

TEST_F(EndpointTest, MessagesWaitForADeviceThatIsAway) {
    start();
    const Device a("a");
    EXPECT_EQ(endpoint->send(a, {.topic = "v1/devices/me/x"}), Sending::not_connected);
    RawDevice first(endpoint->port());
    first.open(as("a"));
    first.send(Subscribe{1, {{"v1/devices/me/#", {.qos = 1}}, {"others/#", {}}}, {}});
    EXPECT_EQ(first.expect<SubscribeAnswer>().reasons, (std::vector{Reason::granted_qos_1, Reason::not_authorized}));
    EXPECT_EQ(endpoint->send(a, {.topic = "v1/devices/me/x", .payload = "1"}), Sending::taken);
    EXPECT_EQ(first.expect<Publish>().payload, "1");  // not acknowledged
    first.close();
    // Whether the endpoint knows by now that it has gone makes no difference.
    EXPECT_EQ(endpoint->send(a, {.topic = "v1/devices/me/x", .payload = "2"}), Sending::taken);
    ASSERT_TRUE(wait_for_kept(1));
    EXPECT_EQ(endpoint->send(a, {.topic = "v2", .payload = "3"}), Sending::not_subscribed);
    RawDevice second(endpoint->port());
    EXPECT_TRUE(second.open(as("a")).session_present);
    const auto again = second.expect<Publish>();
    EXPECT_TRUE(again.duplicate);
    EXPECT_EQ(again.payload, "1");
    EXPECT_EQ(second.expect<Publish>().payload, "2");
}

TEST_F(EndpointTest, RetainedAttributesAreToldAtSubscribing) {
    start();
    RawDevice device(endpoint->port());
    device.open(as("a"));
    device.send(Subscribe{1, {{"v1/devices/me/attributes", {.qos = 1}}}, {}});
    device.expect<SubscribeAnswer>();
    const auto kept = device.expect<Publish>();
    EXPECT_TRUE(kept.retain);
    EXPECT_EQ(kept.payload, "kept of a");
}

TEST_F(EndpointTest, TheSameClientTakesItsSessionOver) {
    start();
    RawDevice first(endpoint->port());
    first.open(as("a"));
    for (int round = 0; round < 20; ++round) {
        RawDevice next(endpoint->port());
        EXPECT_TRUE(next.open(as("a")).session_present);
        if (round == 0) EXPECT_EQ(first.expect<Notice>().reason, Reason::session_taken_over);
    }
    EXPECT_TRUE(first.is_closed());
    EXPECT_EQ(endpoint->statistics().sessions, 1u);
}

TEST_F(EndpointTest, AClientIdOfAStrangerOpensNothing) {
    start();
    RawDevice a(endpoint->port());
    a.open(as("a", "same"));
    RawDevice b(endpoint->port());
    EXPECT_FALSE(b.open(as("b", "same")).session_present);
    a.send(Ping{});
    a.expect<Ping>();  // and is not cut off
    EXPECT_EQ(endpoint->statistics().sessions, 2u);
}

TEST_F(EndpointTest, WillsAreSentWhenADeviceIsLost) {
    start();
    RawDevice lost(endpoint->port());
    auto connect = as("a");
    connect.will = Will{.topic = "will", .payload = "lost", .qos = 1};
    lost.open(connect);
    lost.close();
    EXPECT_TRUE(handler.wait_for("a will=lost"));
    RawDevice orderly(endpoint->port());
    connect.will->payload = "orderly";
    connect.user_name = "b";
    orderly.open(connect);
    orderly.send(Notice{});
    EXPECT_TRUE(orderly.is_closed());
    ASSERT_TRUE(handler.wait_for("disconnected b"));
    // A delay that has not passed when the device is back: nothing is sent. One second, for the next.
    RawDevice delayed(endpoint->port());
    connect.will->payload = "delayed";
    connect.will->properties.will_delay_interval_s = 1;
    connect.user_name = "d";
    delayed.open(connect);
    delayed.close();
    EXPECT_TRUE(handler.wait_for("d will=delayed"));
    EXPECT_EQ(handler.stored("b will=orderly"), 0);
}

TEST_F(EndpointTest, SessionsEndInTime) {
    start();
    RawDevice device(endpoint->port());
    device.open(as("a", "c", 0));
    device.close();
    ASSERT_TRUE(handler.wait_for("disconnected a"));
    RawDevice again(endpoint->port());
    EXPECT_FALSE(again.open(as("a", "c", 0)).session_present);
}

TEST_F(EndpointTest, SessionsOfADeviceAreBounded) {
    start({.sessions_per_device_max = 2});
    RawDevice one(endpoint->port()), two(endpoint->port()), three(endpoint->port());
    one.open(as("a", "1"));
    two.open(as("a", "2"));
    EXPECT_EQ(three.open(as("a", "3")).reason, Reason::quota_exceeded);
    two.close();
    ASSERT_TRUE(wait_for_kept(1));
    RawDevice four(endpoint->port());
    EXPECT_EQ(four.open(as("a", "4")).reason, Reason::success);  // in place of the one that is idle
    EXPECT_EQ(endpoint->statistics().sessions, 2u);
}

TEST_F(EndpointTest, ClientsWithoutAnIdGetOne) {
    start();
    RawDevice device(endpoint->port());
    const auto connack = device.open({.client_id = "", .user_name = "a"});
    ASSERT_TRUE(connack.properties.assigned_client_identifier);
    EXPECT_GT(connack.properties.assigned_client_identifier->size(), 15u);
}

TEST_F(EndpointTest, WhoSaysNothingIsCutOff) {
    start({.connect_time_max = 100ms});
    RawDevice silent(endpoint->port());
    EXPECT_TRUE(silent.is_closed());
    RawDevice slow(endpoint->port());
    slow.send_bytes("\x10");
    EXPECT_TRUE(slow.is_closed());
    RawDevice dead(endpoint->port());
    auto connect = as("a");
    connect.keep_alive_s = 1;
    dead.open(connect);
    EXPECT_EQ(dead.expect<Notice>().reason, Reason::keep_alive_timeout);
    EXPECT_TRUE(dead.is_closed());
}

TEST_F(EndpointTest, ConnectionsAreBounded) {
    start({.connections_max = 2, .connections_per_address_max = 10});
    RawDevice one(endpoint->port()), two(endpoint->port());
    one.open(as("a"));
    two.open(as("b"));
    RawDevice three(endpoint->port());
    EXPECT_TRUE(three.is_closed());
    EXPECT_EQ(endpoint->statistics().connections_refused, 1u);
}

TEST_F(EndpointTest, NonsenseIsCutOffAndCounted) {
    EndpointOptions options;
    options.connect_time_max = 2s;  // so long it waits for the rest of what looks like a packet
    start(options);
    RawDevice web(endpoint->port());
    web.send_bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(web.is_closed());
    RawDevice large(endpoint->port());
    large.send_bytes(std::string_view("\x10\xFF\xFF\x7F", 4));  // a CONNECT of two megabytes
    EXPECT_TRUE(large.is_closed());
    RawDevice device(endpoint->port());
    device.open(as("a"));
    device.send_bytes(std::string_view("\x36\x00", 2));
    EXPECT_EQ(device.expect<Notice>().reason, Reason::malformed_packet);
    EXPECT_TRUE(device.is_closed());
    EXPECT_GE(endpoint->statistics().protocol_errors, 1u);
}

TEST_F(EndpointTest, PacketsMayArriveInPieces) {
    start();
    RawDevice device(endpoint->port());
    device.open(as("a"));
    std::string bytes;
    encode(bytes, reading(1, 1, std::string(3000, 'x')), Version::v5);
    encode(bytes, reading(1, 2), Version::v5);
    for (std::size_t at = 0; at < bytes.size(); at += 701) device.send_bytes(std::string_view(bytes).substr(at, 701));
    EXPECT_EQ(device.expect<Acknowledgement>().packet_id, 1);
    EXPECT_EQ(device.expect<Acknowledgement>().packet_id, 2);
}

TEST_F(EndpointTest, AFloodIsAnsweredWhole) {
    // More answers than the output may hold at once: the rest is read when there is room again.
    EndpointOptions options;
    options.link.out_bytes_max = 64;
    start(options);
    RawDevice device(endpoint->port());
    device.open(as("a"));
    std::string pings;
    for (int i = 0; i < 1000; ++i) encode(pings, Ping{}, Version::v5);
    device.send_bytes(pings);
    for (int i = 0; i < 1000; ++i) device.expect<Ping>();
}

TEST_F(EndpointTest, StoppingAnswersWhatIsOwedAndSaysWhy) {
    start();
    handler.hold(true);
    RawDevice device(endpoint->port());
    device.open(as("a"));
    device.send(reading(1, 1));
    device.send(Ping{});
    device.expect<Ping>();
    std::thread stopper([this] { endpoint->stop(); });
    handler.hold(false);
    EXPECT_EQ(device.expect<Acknowledgement>().packet_id, 1);
    EXPECT_EQ(device.expect<Notice>().reason, Reason::server_shutting_down);
    EXPECT_TRUE(device.is_closed());
    stopper.join();
}

}  // namespace
}  // namespace dengyun::mqtt::test
