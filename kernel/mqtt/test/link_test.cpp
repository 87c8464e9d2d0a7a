// Goal: a link and its session keep the promises of MQTT 3.1.1 and 5: order and exactly-once of acknowledgements,
// redelivery, flow control, aliases, expiry and wills; and a client that breaks the rules is cut off with the reason.
#include "kernel/mqtt/link.h"

#include <gtest/gtest.h>

#include "kernel/mqtt/decode.h"
#include "kernel/mqtt/encode.h"

namespace dengyun::mqtt {
namespace {

using namespace std::chrono_literals;

// A device's side of a link: sends packets, reads what comes back, and plays the handler.
class Device : public LinkEvents {
  public:
    explicit Device(Version chosen = Version::v5) : version(chosen) {}

    void connect(const Connect& connect) override { client_id = connect.client_id; }
    void publish(const Publish& publish, std::uint32_t sequence) override {
        taken.emplace_back(std::string(publish.topic) + '=' + std::string(publish.payload));
        sequences.push_back(sequence);
    }
    Reason may_subscribe(std::string_view filter) override {
        return filter.starts_with("secret") ? Reason::not_authorized : Reason::success;
    }
    std::vector<MessagePtr> retained(std::string_view filter) override {
        if (filter != "attributes") return {};
        return {std::make_shared<Message>(Message{.topic = "attributes", .payload = "kept", .retain = true})};
    }

    void send(const Packet& packet) {
        encode(waiting, packet, version);
        pump();
    }
    void pump() { waiting.erase(0, link->receive(waiting, now)); }
    // Connects and accepts, with the session that there is.
    void open(Connect connect = {.clean_start = false, .client_id = "m"}) {
        connect.version = version;
        link.emplace(limits, *this, now);
        waiting.clear();
        send(connect);
        if (link->ended()) return;
        const bool present = session.has_value() && !connect.clean_start;
        if (!present) session.emplace(session_limits);
        link->accept(*session, present, {}, now);
        pump();
    }
    void lose() { link->detach(now); }
    // The packets sent to the device since the last call.
    std::vector<Packet> received() {
        bytes = std::exchange(link->out, {});
        std::vector<Packet> packets;
        for (std::string_view rest = bytes; !rest.empty();) {
            auto decoded = decode(rest, version, 1 << 20);
            EXPECT_TRUE(decoded.bytes > 0 && decoded.reason == Reason::success);
            if (decoded.bytes == 0) break;
            rest.remove_prefix(decoded.bytes);
            packets.push_back(std::move(decoded.packet));
        }
        return packets;
    }
    template <class Wanted>
    Wanted only() {
        const auto packets = received();
        EXPECT_EQ(packets.size(), 1u);
        if (packets.size() != 1 || !std::holds_alternative<Wanted>(packets[0])) {
            ADD_FAILURE() << "another packet than was expected";
            return {};
        }
        return std::get<Wanted>(packets[0]);
    }
    void expect_ended(Reason reason) {
        EXPECT_TRUE(link->ended());
        EXPECT_EQ(link->end_reason(), reason);
        if (version == Version::v5) EXPECT_EQ(only<Notice>().reason, reason);
    }
    Sending tell(Message message) {
        const auto sending = session->send(std::make_shared<Message>(std::move(message)), link && link->connected());
        if (link && link->connected()) link->transmit(now);
        return sending;
    }

    Version version;
    LinkLimits limits;
    SessionLimits session_limits;
    Time now{1h};
    std::string client_id, waiting, bytes;
    std::vector<std::string> taken;
    std::vector<std::uint32_t> sequences;
    std::optional<Session> session;
    std::optional<Link> link;
};

Publish publish(std::uint8_t qos, std::uint16_t id, std::string_view payload = "x") {
    return {.qos = qos, .topic = "t", .packet_id = id, .payload = payload};
}
Acknowledgement acknowledgement(PacketType type, std::uint16_t id, Reason reason = Reason::success) {
    return {type, id, reason};
}
Subscribe subscribe(std::string_view filter, SubscriptionOptions options = {.qos = 2}) {
    return {1, {{filter, options}}};
}

TEST(Link, ConnectIsAnsweredWithWhatHolds) {
    Device device;
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
    Device old(Version::v3_1_1);
    old.open({.clean_start = false, .client_id = ""});
    EXPECT_EQ(old.only<Connack>().reason, Reason::client_identifier_not_valid);
    EXPECT_TRUE(old.link->ended());
    Device device;
    device.open({.client_id = std::string(300, 'x')});
    EXPECT_EQ(device.only<Connack>().reason, Reason::client_identifier_not_valid);
    device.open({.client_id = "m", .properties = {.authentication_method = "SCRAM"}});
    EXPECT_EQ(device.only<Connack>().reason, Reason::bad_authentication_method);
    // A version that nobody knows is answered in the words of 3.1.1.
    Device odd(Version::v3_1_1);
    odd.link.emplace(odd.limits, odd, odd.now);
    odd.waiting = std::string("\x10\x0C\x00\x04MQTT\x09\x02\x00\x0A\x00\x00", 14);
    odd.pump();
    EXPECT_EQ(odd.only<Connack>().reason, Reason::unsupported_protocol_version);
}

TEST(Link, NothingGoesBeforeConnectAndNothingTwice) {
    Device device;
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
    Device device;
    device.link.emplace(device.limits, device, device.now);
    device.send(Connect{.client_id = "m"});
    device.send(publish(0, 0));
    EXPECT_TRUE(device.taken.empty());
    device.session.emplace(device.session_limits);
    device.link->accept(*device.session, false, {}, device.now);
    device.pump();
    EXPECT_EQ(device.taken.size(), 1u);
}

TEST(Link, AcknowledgementsWaitForTheHandlerAndKeepTheirOrder) {
    Device device;
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
    Device device(Version::v3_1_1);
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
    Device device;
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
    Device device;
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
    Device device;
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
    Device old(Version::v3_1_1);
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
    Device device;
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

TEST(Link, AliasesAreUsedTowardsAClientThatTakesThem) {
    Device device;
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
    Device device;
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
    Device device;
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
    Device device;
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
    Device device;
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
    Device device;
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
    Device device;
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
    Device device;
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
    Device device;
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
    Device device;
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

TEST(Link, ASenderIsToldHowFarItsMessageHasCome) {
    Device device;
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
    Device device;
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

TEST(Link, WhatTheClientCannotTakeIsNotSent) {
    Device device;
    device.open({.client_id = "m", .properties = {.maximum_packet_size = 100}});
    device.send(subscribe("#"));
    static_cast<void>(device.received());
    device.tell({.topic = "t", .payload = std::string(100, 'x'), .qos = 1});
    device.tell({.topic = "t", .payload = "small", .qos = 1});
    EXPECT_EQ(device.only<Publish>().payload, "small");
    EXPECT_EQ(device.session->messages(), 1u);
}

TEST(Link, LargePacketsAndBrokenBytesEndIt) {
    Device device;
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
    Device device;
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
    Device device;
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
    Device device;
    device.open({.client_id = "m", .properties = {.session_expiry_interval_s = 100}});
    device.send(Notice{.properties = {.session_expiry_interval_s = 5}});
    device.lose();
    EXPECT_EQ(device.session->expires_at, device.now + 5s);
    device.open({.client_id = "m"});
    static_cast<void>(device.received());
    device.send(Notice{.properties = {.session_expiry_interval_s = 5}});
    device.expect_ended(Reason::protocol_error);
    // 3.1.1: a session is for as long as it may be, or not at all.
    Device old(Version::v3_1_1);
    old.open({.clean_start = false, .client_id = "m"});
    EXPECT_EQ(old.session->expiry_s, old.limits.session_expiry_s_max);
    old.open({.clean_start = true, .client_id = "m"});
    EXPECT_EQ(old.session->expiry_s, 0u);
}

}  // namespace
}  // namespace dengyun::mqtt
