// Goal: what goes to a device over a link keeps the promises of its QoS, waits where the device takes fewer, expires,
// and never exceeds what the device can take.
#include "kernel/mqtt/test/link_device.h"

namespace dengyun::mqtt {
namespace {

using namespace std::chrono_literals;

TEST(Link, AliasesAreUsedTowardsAClientThatTakesThem) {
    LinkDevice device;
    device.open({.client_id = "m", .properties = {.topic_alias_maximum = 1}});
    device.send(subscribe("#", {.qos = 0}));
    static_cast<void>(device.received());
    device.tell({.topic = "a"});
    device.tell({.topic = "a"});
    device.tell({.topic = "b"});
    const auto packets = device.received();
    ASSERT_EQ(packets.size(), 3u);
    EXPECT_EQ(std::get<Publish>(packets[0]).topic, "a");
    EXPECT_EQ(std::get<Publish>(packets[0]).properties.topic_alias, 1);
    EXPECT_EQ(std::get<Publish>(packets[1]).topic, "");
    EXPECT_EQ(std::get<Publish>(packets[1]).properties.topic_alias, 1);
    EXPECT_EQ(std::get<Publish>(packets[2]).topic, "b");
    EXPECT_FALSE(std::get<Publish>(packets[2]).properties.topic_alias);
}

TEST(Link, MessagesGoAtTheLowerQosAndOnce) {
    LinkDevice device;
    device.open();
    EXPECT_EQ(device.tell({.topic = "a/b"}), Sending::not_subscribed);
    device.send(Subscribe{1, {{"a/#", {.qos = 1}}}, {.subscription_identifiers = {5}}});
    device.send(Subscribe{2, {{"a/b", {.qos = 0}}}, {.subscription_identifiers = {6}}});
    static_cast<void>(device.received());
    EXPECT_EQ(device.tell({.topic = "a/b", .payload = "p", .qos = 2, .response_topic = "r", .correlation_data = "c"}),
              Sending::taken);
    const auto sent = device.only<Publish>();
    EXPECT_EQ(sent.qos, 1);
    EXPECT_EQ(sent.properties.subscription_identifiers, (std::vector<std::uint32_t>{5, 6}));
    EXPECT_EQ(sent.properties.response_topic, "r");
    EXPECT_EQ(sent.properties.correlation_data, "c");
    device.send(Unsubscribe{3, {"a/#", "a/b", "c"}, {}});
    EXPECT_EQ(device.only<SubscribeAnswer>().reasons,
              (std::vector{Reason::success, Reason::success, Reason::no_subscription_existed}));
    EXPECT_EQ(device.tell({.topic = "a/b"}), Sending::not_subscribed);
}

TEST(Link, SubscriptionsAreAnsweredOneByOne) {
    LinkDevice device;
    device.session_limits.subscriptions_max = 2;
    device.open();
    static_cast<void>(device.received());
    device.send(Subscribe{1,
                          {{"a", {.qos = 1}},
                           {"a/#/b", {}},
                           {"$share/g/a", {}},
                           {"secret/x", {}},
                           {"b", {}},
                           {"c", {}},
                           {"a", {.qos = 2}}},
                          {}});
    EXPECT_EQ(
        device.only<SubscribeAnswer>().reasons,
        (std::vector{Reason::granted_qos_1, Reason::topic_filter_invalid, Reason::shared_subscriptions_not_supported,
                     Reason::not_authorized, Reason::success, Reason::quota_exceeded, Reason::granted_qos_2}));
}

TEST(Link, RetainedValuesComeAsTheSubscriptionAsks) {
    LinkDevice device;
    device.open();
    static_cast<void>(device.received());
    const auto told = [&device](std::uint8_t handling) {
        device.send(subscribe("attributes", {.qos = 0, .retain_handling = handling}));
        const auto packets = device.received();
        return packets.size() == 2 && std::get<Publish>(packets[1]).retain;
    };
    EXPECT_FALSE(told(2));
    EXPECT_FALSE(told(1));  // not new
    EXPECT_TRUE(told(0));
    device.send(Unsubscribe{3, {"attributes"}, {}});
    static_cast<void>(device.received());
    EXPECT_TRUE(told(1));
    // A change is told without the flag unless the subscription wants it as published.
    device.tell({.topic = "attributes", .retain = true});
    EXPECT_FALSE(device.only<Publish>().retain);
    device.send(subscribe("attributes", {.qos = 0, .retain_as_published = true, .retain_handling = 2}));
    static_cast<void>(device.received());
    device.tell({.topic = "attributes", .retain = true});
    EXPECT_TRUE(device.only<Publish>().retain);
}

TEST(Link, FlowControlAndOrderTowardsTheDevice) {
    LinkDevice device;
    device.open({.client_id = "m", .properties = {.receive_maximum = 2}});
    device.send(subscribe("#"));
    static_cast<void>(device.received());
    for (const auto* payload : {"1", "2", "3"}) device.tell({.topic = "t", .payload = payload, .qos = 1});
    EXPECT_EQ(device.received().size(), 2u);
    device.send(acknowledgement(PacketType::puback, 1));
    EXPECT_EQ(device.only<Publish>().payload, "3");
    device.send(acknowledgement(PacketType::puback, 99));  // of nothing: passed over
    EXPECT_TRUE(device.received().empty());
}

TEST(Link, QosTwoTowardsTheDeviceSurvivesReconnecting) {
    LinkDevice device;
    device.open({.clean_start = true, .client_id = "m", .properties = {.session_expiry_interval_s = 60}});
    device.send(subscribe("#"));
    static_cast<void>(device.received());
    for (const auto* payload : {"1", "2", "3"}) device.tell({.topic = "t", .payload = payload, .qos = 2});
    static_cast<void>(device.received());
    device.send(acknowledgement(PacketType::pubrec, 1));
    EXPECT_TRUE(device.only<Acknowledgement>() == acknowledgement(PacketType::pubrel, 1));
    device.send(acknowledgement(PacketType::pubrec, 2, Reason::quota_exceeded));  // refused: done with it
    device.lose();
    EXPECT_EQ(device.tell({.topic = "t", .payload = "4", .qos = 1}), Sending::taken);
    EXPECT_EQ(device.tell({.topic = "t", .qos = 0}), Sending::not_connected);
    device.open({.clean_start = false, .client_id = "m", .properties = {.receive_maximum = 2}});
    const auto packets = device.received();
    ASSERT_EQ(packets.size(), 3u);
    EXPECT_TRUE(packets[1] == Packet(acknowledgement(PacketType::pubrel, 1)));
    EXPECT_TRUE(std::get<Publish>(packets[2]).duplicate);
    EXPECT_EQ(std::get<Publish>(packets[2]).packet_id, 3);
    device.send(acknowledgement(PacketType::pubcomp, 1));
    EXPECT_EQ(device.only<Publish>().payload, "4");  // only now there is room
    device.send(acknowledgement(PacketType::pubrec, 1));
    EXPECT_EQ(device.only<Acknowledgement>().reason, Reason::packet_identifier_not_found);
}

TEST(Link, AllInFlightComeAgainOneByOneWhereTheClientTakesFewer) {
    LinkDevice device;
    device.open();
    device.send(subscribe("#"));
    for (int i = 0; i < 3; ++i) device.tell({.topic = "t", .qos = 1});
    device.lose();
    device.open({.clean_start = false, .client_id = "m", .properties = {.receive_maximum = 1}});
    EXPECT_EQ(device.received().size(), 2u);  // CONNACK and the first
    for (std::uint16_t id = 1; id < 3; ++id) {
        device.send(acknowledgement(PacketType::puback, id));
        EXPECT_EQ(device.only<Publish>().packet_id, id + 1);
    }
    device.send(acknowledgement(PacketType::puback, 3));
    EXPECT_EQ(device.session->messages(), 0u);
}

TEST(Link, QueuesAreBounded) {
    LinkDevice device;
    device.session_limits.messages_max = 3;
    device.session_limits.message_bytes_max = 2000;
    device.open();
    device.send(subscribe("#"));
    device.lose();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(device.tell({.topic = "t"}), Sending::taken);
    EXPECT_EQ(device.tell({.topic = "t"}), Sending::queue_full);
    device.open();
    for (std::uint16_t id = 1; id <= 3; ++id) device.send(acknowledgement(PacketType::puback, id));
    EXPECT_EQ(device.tell({.topic = "t", .payload = std::string(2000, 'x')}), Sending::queue_full);
    EXPECT_EQ(device.tell({.topic = "t", .payload = std::string(1800, 'x')}), Sending::taken);
}

TEST(Link, AClientThatReadsNothingIsNotFed) {
    LinkDevice device;
    device.limits.out_bytes_max = 100;
    device.open();
    for (int i = 0; i < 200; ++i) device.send(Ping{});
    EXPECT_LT(device.link->out.size(), 110u);
    EXPECT_FALSE(device.link->wants_input());
    static_cast<void>(device.received());
    device.pump();
    EXPECT_GT(device.link->out.size(), 0u);
}

TEST(Link, ExpiredMessagesAreDropped) {
    LinkDevice device;
    device.open();
    device.send(subscribe("#"));
    device.lose();
    device.tell({.topic = "t", .payload = "old", .expires_at = device.now + 10s});
    device.tell({.topic = "t", .payload = "new", .expires_at = device.now + 100s});
    device.now += 30s;
    device.open();
    const auto packets = device.received();
    ASSERT_EQ(packets.size(), 2u);
    EXPECT_EQ(std::get<Publish>(packets[1]).payload, "new");
    EXPECT_EQ(std::get<Publish>(packets[1]).properties.message_expiry_interval_s, 70u);
}

TEST(Link, WhatTheClientCannotTakeIsNotSent) {
    LinkDevice device;
    device.open({.client_id = "m", .properties = {.maximum_packet_size = 100}});
    device.send(subscribe("#"));
    static_cast<void>(device.received());
    device.tell({.topic = "t", .payload = std::string(100, 'x'), .qos = 1});
    device.tell({.topic = "t", .payload = "small", .qos = 1});
    EXPECT_EQ(device.only<Publish>().payload, "small");
    EXPECT_EQ(device.session->messages(), 1u);
}

TEST(Link, ASenderIsToldHowFarItsMessageHasCome) {
    LinkDevice device;
    device.open();
    device.send(subscribe("one", {.qos = 1}));
    device.send(subscribe("none", {.qos = 0}));
    std::string told;
    const auto note = [&](Progress progress) { told += progress == Progress::sent ? " sent" : " delivered"; };
    device.tell({.topic = "none", .on_progress = note});
    EXPECT_EQ(std::exchange(told, {}), " delivered");
    device.tell({.topic = "one", .on_progress = note});
    EXPECT_EQ(std::exchange(told, {}), " sent");
    device.send(acknowledgement(PacketType::puback, 1));
    EXPECT_EQ(std::exchange(told, {}), " delivered");
    device.tell({.topic = "one", .on_progress = note});
    device.send(acknowledgement(PacketType::puback, 2, Reason::quota_exceeded));
    EXPECT_EQ(told, " sent");
}

TEST(Link, WhatItsSenderKeepsGoesWithTheConnection) {
    LinkDevice device;
    device.open({.clean_start = true, .client_id = "m", .properties = {.receive_maximum = 1}});
    device.send(subscribe("t", {.qos = 1}));
    const auto content = std::make_shared<int>(1);
    for (const auto* payload : {"1", "2"})
        device.tell(
            {.topic = "t", .payload = payload, .is_kept_elsewhere = true, .on_progress = [content](Progress) {}});
    EXPECT_EQ(content.use_count(), 3);
    static_cast<void>(device.received());
    device.lose();
    EXPECT_EQ(content.use_count(), 1);
    EXPECT_EQ(device.session->messages(), 0u);
    EXPECT_EQ(device.tell({.topic = "t", .is_kept_elsewhere = true}), Sending::not_connected);
    device.open();
    EXPECT_EQ(device.received().size(), 1u);  // CONNACK
}

}  // namespace
}  // namespace dengyun::mqtt
