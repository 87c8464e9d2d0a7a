// Goal: a link connects, ends and remembers its session as MQTT 3.1.1 and 5 promise; a client that breaks the rules is
// cut off with the reason.
#include "kernel/mqtt/test/link_device.h"

namespace dengyun::mqtt {
namespace {

using namespace std::chrono_literals;

TEST(Link, ConnectIsAnsweredWithWhatHolds) {
    LinkDevice device;
    device.open({.clean_start = true,
                 .keep_alive_s = 0,
                 .client_id = "m",
                 .properties = {.session_expiry_interval_s = UINT32_MAX}});
    const auto connack = device.only<Connack>();
    EXPECT_EQ(connack.reason, Reason::success);
    EXPECT_FALSE(connack.session_present);
    EXPECT_EQ(connack.properties.session_expiry_interval_s, device.limits.session_expiry_s_max);
    EXPECT_EQ(connack.properties.server_keep_alive_s, device.limits.keep_alive_s_max);
    EXPECT_EQ(connack.properties.receive_maximum, device.limits.receive_maximum);
    EXPECT_EQ(connack.properties.shared_subscription_available, 0);
    device.lose();
    device.open();
    EXPECT_TRUE(device.only<Connack>().session_present);
}

TEST(Link, WhatCannotBeAdmittedIsRefused) {
    LinkDevice old(Version::v3_1_1);
    old.open({.clean_start = false, .client_id = ""});
    EXPECT_EQ(old.only<Connack>().reason, Reason::client_identifier_not_valid);
    EXPECT_TRUE(old.link->ended());
    LinkDevice device;
    device.open({.client_id = std::string(300, 'x')});
    EXPECT_EQ(device.only<Connack>().reason, Reason::client_identifier_not_valid);
    device.open({.client_id = "m", .properties = {.authentication_method = "SCRAM"}});
    EXPECT_EQ(device.only<Connack>().reason, Reason::bad_authentication_method);
    // A version that nobody knows is answered in the words of 3.1.1.
    LinkDevice odd(Version::v3_1_1);
    odd.link.emplace(odd.limits, odd, odd.now);
    odd.waiting = std::string("\x10\x0C\x00\x04MQTT\x09\x02\x00\x0A\x00\x00", 14);
    odd.pump();
    EXPECT_EQ(odd.only<Connack>().reason, Reason::unsupported_protocol_version);
}

TEST(Link, NothingGoesBeforeConnectAndNothingTwice) {
    LinkDevice device;
    device.link.emplace(device.limits, device, device.now);
    device.send(Ping{});
    EXPECT_TRUE(device.link->ended());
    EXPECT_EQ(device.link->out, "");
    device.open();
    static_cast<void>(device.received());
    device.send(Connect{.client_id = "m"});
    device.expect_ended(Reason::protocol_error);
    for (const Packet& packet :
         {Packet(Connack{}), Packet(SubscribeAnswer{PacketType::suback, 1, {Reason::success}, {}}),
          Packet(Ping{PacketType::pingresp}), Packet(Notice{PacketType::auth, Reason::reauthenticate})}) {
        device.open();
        static_cast<void>(device.received());
        device.send(packet);
        device.expect_ended(Reason::protocol_error);
    }
}

TEST(Link, PacketsBehindConnectWaitForItsAnswer) {
    LinkDevice device;
    device.link.emplace(device.limits, device, device.now);
    device.send(Connect{.client_id = "m"});
    device.send(publish(0, 0));
    EXPECT_TRUE(device.taken.empty());
    device.session.emplace(device.session_limits);
    device.link->accept(*device.session, false, {}, device.now);
    device.pump();
    EXPECT_EQ(device.taken.size(), 1u);
}

TEST(Link, LargePacketsAndBrokenBytesEndIt) {
    LinkDevice device;
    device.limits.packet_bytes_max = 1000;
    device.open();
    static_cast<void>(device.received());
    device.send(publish(0, 0, std::string(1000, 'x')));
    device.expect_ended(Reason::packet_too_large);
    device.open();
    static_cast<void>(device.received());
    device.waiting = std::string("\xFF\x00", 2);
    device.pump();
    device.expect_ended(Reason::malformed_packet);
}

TEST(Link, KeepAliveHasHalfOfItOnTop) {
    LinkDevice device;
    device.open({.keep_alive_s = 10, .client_id = "m"});
    static_cast<void>(device.received());
    device.now += 15s;
    device.link->tick(device.now);
    EXPECT_FALSE(device.link->ended());
    device.send(Ping{});
    EXPECT_EQ(device.only<Ping>().type, PacketType::pingresp);
    device.now += 15s;
    device.link->tick(device.now);
    EXPECT_FALSE(device.link->ended());
    device.now += 1s;
    device.link->tick(device.now);
    device.expect_ended(Reason::keep_alive_timeout);
}

TEST(Link, WillsAreOwedUnlessTheClientLeavesInOrder) {
    const Connect with_will{.clean_start = false,
                            .client_id = "m",
                            .will = Will{"w", "gone", 1, true, {.will_delay_interval_s = 30}},
                            .properties = {.session_expiry_interval_s = 20}};
    LinkDevice device;
    device.open(with_will);
    device.lose();
    EXPECT_EQ(device.session->will_at, device.now + 20s);  // the session ends before the delay
    EXPECT_EQ(device.session->expires_at, device.now + 20s);
    const auto will = decode(device.session->will, Version::v5, 1000);
    EXPECT_EQ(std::get<Publish>(will.packet).payload, "gone");
    EXPECT_TRUE(std::get<Publish>(will.packet).retain);
    device.open(with_will);  // back in time: nothing is owed
    EXPECT_FALSE(device.session->will_at);
    device.send(Notice{});
    EXPECT_TRUE(device.link->ended());
    device.lose();
    EXPECT_FALSE(device.session->will_at);
    device.open(with_will);
    device.send(Notice{PacketType::disconnect, Reason::disconnect_with_will});
    device.lose();
    EXPECT_TRUE(device.session->will_at);
}

TEST(Link, DisconnectMayShortenTheSessionButNotBeginOne) {
    LinkDevice device;
    device.open({.client_id = "m", .properties = {.session_expiry_interval_s = 100}});
    device.send(Notice{.properties = {.session_expiry_interval_s = 5}});
    device.lose();
    EXPECT_EQ(device.session->expires_at, device.now + 5s);
    device.open({.client_id = "m"});
    static_cast<void>(device.received());
    device.send(Notice{.properties = {.session_expiry_interval_s = 5}});
    device.expect_ended(Reason::protocol_error);
    // 3.1.1: a session is for as long as it may be, or not at all.
    LinkDevice old(Version::v3_1_1);
    old.open({.clean_start = false, .client_id = "m"});
    EXPECT_EQ(old.session->expiry_s, old.limits.session_expiry_s_max);
    old.open({.clean_start = true, .client_id = "m"});
    EXPECT_EQ(old.session->expiry_s, 0u);
}

}  // namespace
}  // namespace dengyun::mqtt
