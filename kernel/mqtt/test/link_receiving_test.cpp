// Goal: what a device sends over a link is taken in order, once, and within its bounds.
#include "kernel/mqtt/test/link_device.h"

namespace dengyun::mqtt {
namespace {

using namespace std::chrono_literals;

TEST(Link, AcknowledgementsWaitForTheHandlerAndKeepTheirOrder) {
    LinkDevice device;
    device.open();
    static_cast<void>(device.received());
    device.send(publish(1, 10));
    device.send(publish(1, 11));
    device.send(publish(0, 0));
    device.send(publish(2, 12));
    EXPECT_TRUE(device.received().empty());  // nothing is durable yet
    EXPECT_EQ(device.sequences[2], 0u);
    device.link->acknowledge(device.sequences[3], Reason::success, device.now);
    device.link->acknowledge(device.sequences[1], Reason::payload_format_invalid, device.now);
    EXPECT_TRUE(device.received().empty());
    device.link->acknowledge(device.sequences[0], Reason::success, device.now);
    const auto packets = device.received();
    ASSERT_EQ(packets.size(), 3u);
    EXPECT_TRUE(packets[0] == Packet(acknowledgement(PacketType::puback, 10)));
    EXPECT_TRUE(packets[1] == Packet(acknowledgement(PacketType::puback, 11, Reason::payload_format_invalid)));
    EXPECT_TRUE(packets[2] == Packet(acknowledgement(PacketType::pubrec, 12)));
    device.link->acknowledge(device.sequences[0], Reason::success, device.now);  // a second answer changes nothing
    EXPECT_TRUE(device.received().empty());
}

TEST(Link, Version3IsCutOffOnlyWhereSendingAgainMayHelp) {
    LinkDevice device(Version::v3_1_1);
    device.open();
    static_cast<void>(device.received());
    device.send(publish(1, 1));
    device.link->acknowledge(device.sequences[0], Reason::payload_format_invalid, device.now);
    EXPECT_EQ(device.only<Acknowledgement>().packet_id, 1);
    device.send(publish(1, 2));
    device.link->acknowledge(device.sequences[1], Reason::server_busy, device.now);
    device.expect_ended(Reason::server_busy);
    EXPECT_EQ(device.link->out, "");
}

TEST(Link, QosTwoIsTakenOnceHoweverOftenItIsSent) {
    LinkDevice device;
    device.open();
    static_cast<void>(device.received());
    auto again = publish(2, 7);
    device.send(again);
    again.duplicate = true;
    device.send(again);  // while the handler has it
    device.lose();
    device.open();
    static_cast<void>(device.received());
    device.send(again);  // and on another connection
    EXPECT_EQ(device.taken.size(), 1u);
    EXPECT_TRUE(device.received().empty());
    device.link->acknowledge(device.sequences[0], Reason::success, device.now);
    EXPECT_TRUE(device.only<Acknowledgement>() == acknowledgement(PacketType::pubrec, 7));
    device.send(again);  // PUBREC was lost
    EXPECT_TRUE(device.only<Acknowledgement>() == acknowledgement(PacketType::pubrec, 7));
    device.send(acknowledgement(PacketType::pubrel, 7));
    EXPECT_TRUE(device.only<Acknowledgement>() == acknowledgement(PacketType::pubcomp, 7));
    device.send(acknowledgement(PacketType::pubrel, 7));
    EXPECT_EQ(device.only<Acknowledgement>().reason, Reason::packet_identifier_not_found);
    device.send(publish(2, 7));  // released: a new message
    EXPECT_EQ(device.taken.size(), 2u);
}

TEST(Link, WhatTheHandlerStoredWithoutAConnectionIsNotTakenAgain) {
    LinkDevice device;
    device.open();
    device.send(publish(2, 7));
    device.send(publish(2, 8));
    device.lose();
    device.session->stored(device.sequences[0], Reason::success);
    device.session->stored(device.sequences[1], Reason::server_busy);
    device.open();
    static_cast<void>(device.received());
    device.send(publish(2, 7));
    EXPECT_TRUE(device.only<Acknowledgement>() == acknowledgement(PacketType::pubrec, 7));
    EXPECT_EQ(device.taken.size(), 2u);
    device.send(publish(2, 8));  // was refused, so it counts anew
    EXPECT_EQ(device.taken.size(), 3u);
}

TEST(Link, ReceiveMaximumBinds) {
    LinkDevice device;
    device.limits.receive_maximum = 2;
    device.open();
    static_cast<void>(device.received());
    device.send(publish(2, 1));
    device.link->acknowledge(device.sequences[0], Reason::success, device.now);
    device.send(publish(1, 2));
    static_cast<void>(device.received());
    device.send(publish(1, 3));  // the first is not released, the second not acknowledged
    device.expect_ended(Reason::receive_maximum_exceeded);
    // 3.1.1 has no such number: what is too much waits.
    LinkDevice old(Version::v3_1_1);
    old.limits.receive_maximum = 2;
    old.open();
    static_cast<void>(old.received());
    for (std::uint16_t id = 1; id <= 4; ++id) old.send(publish(1, id));
    EXPECT_EQ(old.taken.size(), 2u);
    EXPECT_FALSE(old.link->wants_input());
    old.now += 1h;
    old.link->tick(old.now);  // a client that we do not listen to is not dead
    old.link->acknowledge(old.sequences[0], Reason::success, old.now);
    old.pump();
    EXPECT_EQ(old.taken.size(), 3u);
}

TEST(Link, TopicAliasesStandForTheirTopic) {
    LinkDevice device;
    device.open();
    static_cast<void>(device.received());
    device.send(Publish{.topic = "long/topic", .payload = "1", .properties = {.topic_alias = 2}});
    device.send(Publish{.topic = "", .payload = "2", .properties = {.topic_alias = 2}});
    EXPECT_EQ(device.taken, (std::vector<std::string>{"long/topic=1", "long/topic=2"}));
    device.send(Publish{.topic = "", .payload = "3", .properties = {.topic_alias = 1}});
    device.expect_ended(Reason::protocol_error);
    device.open();  // aliases end with their connection
    static_cast<void>(device.received());
    device.send(Publish{.topic = "", .payload = "2", .properties = {.topic_alias = 2}});
    device.expect_ended(Reason::protocol_error);
    device.open();
    static_cast<void>(device.received());
    device.send(Publish{.topic = "t", .payload = "2", .properties = {.topic_alias = 17}});
    device.expect_ended(Reason::topic_alias_invalid);
}

}  // namespace
}  // namespace dengyun::mqtt
