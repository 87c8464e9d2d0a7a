// Goal: every packet survives the way to bytes and back in both versions; bytes are those of the standard; whatever it
// calls malformed or an error is refused by its reason, in one piece or cut anywhere.
#include <gtest/gtest.h>

#include "kernel/mqtt/decode.h"
#include "kernel/mqtt/encode.h"

namespace dengyun::mqtt {
namespace {

using namespace std::literals;
constexpr std::size_t large = 1 << 20;

std::vector<Packet> packets(Version version) {
    const bool v5 = version == Version::v5;
    Properties connect{}, will{}, connack{}, publish{}, reason{};
    if (v5) {
        connect = {.session_expiry_interval_s = 10,
                   .authentication_method = "m",
                   .authentication_data = "\x00\xFF"sv,
                   .request_problem_information = 0,
                   .request_response_information = 1,
                   .receive_maximum = 5,
                   .topic_alias_maximum = 7,
                   .maximum_packet_size = 9999,
                   .user_properties = {{"a", "1"}, {"a", "2"}}};
        will = {.payload_format_indicator = 1,
                .message_expiry_interval_s = 3,
                .content_type = "t",
                .response_topic = "r",
                .correlation_data = "c",
                .will_delay_interval_s = 4};
        connack = {.session_expiry_interval_s = 1,
                   .assigned_client_identifier = "x",
                   .server_keep_alive_s = 2,
                   .response_information = "i",
                   .server_reference = "s",
                   .reason_string = "q",
                   .maximum_qos = 1,
                   .retain_available = 0,
                   .wildcard_subscription_available = 1,
                   .subscription_identifier_available = 0,
                   .shared_subscription_available = 0};
        publish = {.topic_alias = 3, .subscription_identifiers = {1, 268'435'455}};
        reason = {.reason_string = "why", .user_properties = {{"k", "v"}}};
    }
    const auto refused = v5 ? Reason::quota_exceeded : Reason::success;
    const auto subscribed = v5 ? SubscriptionOptions{2, true, true, 2} : SubscriptionOptions{2};
    return {
        Connect{.version = version,
                .clean_start = false,
                .keep_alive_s = 60,
                .client_id = "machine-1",
                .will = Will{"t/w", "gone", 2, true, will},
                .user_name = "用户",
                .password = "\x00\x01"sv,
                .properties = connect},
        Connect{.version = version, .client_id = ""},
        Connack{.session_present = true, .properties = connack},
        Connack{.reason = Reason::not_authorized},
        Publish{.topic = "a/b", .payload = "payload"},
        Publish{.duplicate = true,
                .qos = 2,
                .retain = true,
                .topic = "a",
                .packet_id = 65535,
                .payload = "",
                .properties = publish},
        Acknowledgement{PacketType::puback, 1, refused, reason},
        Acknowledgement{PacketType::pubrec, 2},
        Acknowledgement{PacketType::pubrel, 3, v5 ? Reason::packet_identifier_not_found : Reason::success},
        Acknowledgement{PacketType::pubcomp, 4},
        Subscribe{5, {{"a/#", subscribed}, {"+", {}}}, {}},
        SubscribeAnswer{PacketType::suback, 5, {Reason::granted_qos_2, Reason::unspecified_error}, reason},
        Unsubscribe{6, {"a/#", "+"}, {}},
        SubscribeAnswer{PacketType::unsuback,
                        6,
                        v5 ? std::vector{Reason::success, Reason::no_subscription_existed} : std::vector<Reason>{},
                        {}},
        Ping{PacketType::pingreq},
        Ping{PacketType::pingresp},
        Notice{PacketType::disconnect},
        v5 ? Notice{PacketType::disconnect, Reason::server_shutting_down, reason} : Notice{},
        v5 ? Notice{PacketType::auth, Reason::continue_authentication} : Notice{},
    };
}

Reason refusal(std::string_view bytes, Version version = Version::v5) {
    const auto decoded = decode(bytes, version, large);
    // A refusal may not wait for bytes that never come.
    return decoded.bytes == 0 && decoded.reason == Reason::success ? Reason::continue_authentication : decoded.reason;
}

TEST(Packets, ComeBackAsTheyWere) {
    for (const auto version : {Version::v3_1_1, Version::v5}) {
        for (const auto& packet : packets(version)) {
            std::string bytes;
            encode(bytes, packet, version);
            bytes += "next";
            const auto decoded = decode(bytes, version, large);
            EXPECT_EQ(decoded.reason, Reason::success) << packet.index();
            EXPECT_EQ(decoded.bytes, bytes.size() - 4) << packet.index();
            EXPECT_TRUE(decoded.packet == packet) << packet.index() << " of version " << static_cast<int>(version);
        }
    }
}

TEST(Packets, WaitForTheirLastByte) {
    for (const auto& packet : packets(Version::v5)) {
        std::string bytes;
        encode(bytes, packet, Version::v5);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto decoded = decode(std::string_view(bytes).substr(0, size), Version::v5, large);
            EXPECT_TRUE(decoded.bytes == 0 && decoded.reason == Reason::success)
                << packet.index() << " cut at " << size;
        }
    }
}

// Each packet with its length mended, so that the body and not the frame lacks something.
TEST(Packets, WithABodyCutShortAreRefusedOrDifferent) {
    for (const auto version : {Version::v3_1_1, Version::v5}) {
        for (const auto& packet : packets(version)) {
            std::string bytes;
            encode(bytes, packet, version);
            if (bytes.size() > 129) continue;  // one byte of length
            for (std::size_t size = 2; size < bytes.size(); ++size) {
                auto cut = bytes.substr(0, size);
                cut[1] = static_cast<char>(size - 2);
                const auto decoded = decode(cut, version, large);
                EXPECT_TRUE(is_failure(decoded.reason) || !(decoded.packet == packet))
                    << packet.index() << " cut at " << size;
            }
        }
    }
}

TEST(Packets, AreTheStandardsBytes) {
    std::string out;
    encode(out, Connect{.version = Version::v3_1_1, .keep_alive_s = 10, .client_id = "a"}, Version::v3_1_1);
    EXPECT_EQ(out,
              "\x10\x0D\x00\x04MQTT\x04\x02\x00\x0A\x00\x01"s
              "a"s);
    out.clear();
    encode(out, Publish{.qos = 1, .topic = "a/b", .packet_id = 10, .payload = "x"}, Version::v5);
    EXPECT_EQ(out,
              "\x32\x09\x00\x03"s
              "a/b\x00\x0A\x00"s
              "x"s);
    out.clear();
    encode(out, Acknowledgement{PacketType::pubrel, 258}, Version::v5);
    EXPECT_EQ(out, "\x62\x02\x01\x02"s);
    out.clear();
    encode(out, Connack{.reason = Reason::not_authorized}, Version::v3_1_1);
    EXPECT_EQ(out, "\x20\x02\x00\x05"s);
    out.clear();
    encode(out, Publish{.topic = "t", .payload = std::string(200, 'x')}, Version::v3_1_1);
    EXPECT_EQ(out.substr(0, 3), "\x30\xCB\x01"s);
}

TEST(Packets, WrongFramesAreMalformed) {
    EXPECT_EQ(refusal("\x00\x00"s), Reason::malformed_packet);          // type 0
    EXPECT_EQ(refusal("\xC1\x00"s), Reason::malformed_packet);          // PINGREQ with a flag
    EXPECT_EQ(refusal("\x60\x02\x00\x01"s), Reason::malformed_packet);  // PUBREL without its flag
    EXPECT_EQ(refusal("\x80\x07\x00\x01\x00\x00\x01"s
                      "a\x00"s),
              Reason::malformed_packet);                                         // SUBSCRIBE without it
    EXPECT_EQ(refusal("\x30\xFF\xFF\xFF\xFF\x01"s), Reason::malformed_packet);   // five bytes of length
    EXPECT_EQ(refusal("\xC0\x80\x00"s), Reason::malformed_packet);               // a length that could be shorter
    EXPECT_EQ(refusal("\xC0\x01\x00"s), Reason::malformed_packet);               // PINGREQ with a body
    EXPECT_EQ(refusal("\xF0\x00"s, Version::v3_1_1), Reason::malformed_packet);  // AUTH came with version 5
    EXPECT_EQ(decode("\x30\xE9\x07"s, Version::v5, 1000).reason, Reason::packet_too_large);  // refused at its header
}

TEST(Packets, WrongPublishesAreRefused) {
    EXPECT_EQ(refusal("\x36\x06\x00\x01"s
                      "a\x00\x01\x00"s),
              Reason::malformed_packet);  // QoS 3
    EXPECT_EQ(refusal("\x38\x04\x00\x01"s
                      "a\x00"s),
              Reason::malformed_packet);  // DUP at QoS 0
    EXPECT_EQ(refusal("\x32\x06\x00\x01"s
                      "a\x00\x00\x00"s),
              Reason::protocol_error);  // packet id 0
    EXPECT_EQ(refusal("\x30\x04\x00\x01"s
                      "+\x00"s),
              Reason::topic_name_invalid);
    EXPECT_EQ(refusal("\x30\x03\x00\x00\x00"s), Reason::protocol_error);  // neither topic nor alias
    EXPECT_EQ(refusal("\x30\x05\x00\x02"s
                      "\xC0\x80\x00"s),
              Reason::malformed_packet);  // overlong UTF-8
    EXPECT_EQ(refusal("\x30\x06\x00\x03"s
                      "\xED\xA0\x80\x00"s),
              Reason::malformed_packet);                                        // a surrogate
    EXPECT_EQ(refusal("\x30\x04\x00\x01\x00\x00"s), Reason::malformed_packet);  // U+0000
    EXPECT_EQ(refusal("\x30\x07\x00\x01"s
                      "a\x03\x23\x00\x00"s),
              Reason::topic_alias_invalid);
    EXPECT_EQ(refusal("\x30\x04\x00\x0F"s
                      "ab"s),
              Reason::malformed_packet);  // topic beyond the packet
}

TEST(Packets, WrongPropertiesAreRefused) {
    EXPECT_EQ(refusal("\x30\x08\x00\x01"s
                      "a\x04\x01\x00\x01\x00"s),
              Reason::protocol_error);  // twice
    EXPECT_EQ(refusal("\x30\x06\x00\x01"s
                      "a\x02\x01\x02"s),
              Reason::protocol_error);  // format 2
    EXPECT_EQ(refusal("\x30\x06\x00\x01"s
                      "a\x02\x04\x00"s),
              Reason::malformed_packet);  // unknown
    EXPECT_EQ(refusal("\x30\x09\x00\x01"s
                      "a\x05\x11\x00\x00\x00\x01"s),
              Reason::malformed_packet);  // of another packet
    EXPECT_EQ(refusal("\x30\x05\x00\x01"s
                      "a\x09\x01"s),
              Reason::malformed_packet);  // longer than the packet
    EXPECT_EQ(refusal("\x82\x0A\x00\x01\x02\x0B\x00\x00\x01"s
                      "a\x00\x00"s),
              Reason::protocol_error);  // identifier 0
    const auto connect = [](const std::string& properties) {
        return "\x10"s + static_cast<char>(13 + properties.size()) + "\x00\x04MQTT\x05\x02\x00\x0A"s +
               static_cast<char>(properties.size()) + properties + "\x00\x00"s;
    };
    EXPECT_EQ(refusal(connect("")), Reason::success);
    EXPECT_EQ(refusal(connect("\x21\x00\x00"s)), Reason::protocol_error);          // receive maximum 0
    EXPECT_EQ(refusal(connect("\x27\x00\x00\x00\x00"s)), Reason::protocol_error);  // packet size 0
    EXPECT_EQ(refusal(connect("\x19\x02"s)), Reason::protocol_error);              // neither 0 nor 1
    EXPECT_EQ(refusal(connect("\x16\x00\x00"s)), Reason::protocol_error);          // data without a method
}

TEST(Packets, WrongConnectsAreRefused) {
    const auto connect = [](const std::string& name, char level, char flags, const std::string& rest = "\x00\x00"s) {
        const auto body = "\x00"s + static_cast<char>(name.size()) + name + level + flags + "\x00\x0A"s + rest;
        return "\x10"s + static_cast<char>(body.size()) + body;
    };
    EXPECT_EQ(refusal(connect("MQTT", 4, 2)), Reason::success);
    EXPECT_EQ(refusal(connect("MQTT", 3, 2)), Reason::unsupported_protocol_version);
    EXPECT_EQ(refusal(connect("MQIsdp", 3, 2)), Reason::unsupported_protocol_version);
    EXPECT_EQ(refusal(connect("MQTT", 4, 3)), Reason::malformed_packet);                          // reserved flag
    EXPECT_EQ(refusal(connect("MQTT", 4, 0x42, "\x00\x00\x00\x00"s)), Reason::malformed_packet);  // password, no name
    EXPECT_EQ(refusal(connect("MQTT", 4, 0x0A)), Reason::malformed_packet);  // will QoS without a will
    EXPECT_EQ(refusal(connect("MQTT", 4, 0x22)), Reason::malformed_packet);  // will retain without one
    EXPECT_EQ(refusal(connect("MQTT", 4, 0x1E, "\x00\x00\x00\x01w\x00\x00"s)), Reason::malformed_packet);  // will QoS 3
    EXPECT_EQ(refusal(connect("MQTT", 4, 6, "\x00\x00\x00\x01#\x00\x00"s)), Reason::topic_name_invalid);
    EXPECT_EQ(refusal(connect("MQTT", 4, 2, "\x00\x00more"s)), Reason::malformed_packet);  // bytes left over
}

TEST(Packets, WrongSubscribesAreRefused) {
    EXPECT_EQ(refusal("\x82\x03\x00\x01\x00"s), Reason::protocol_error);  // no filter
    EXPECT_EQ(refusal("\x82\x07\x00\x01\x00\x00\x01"s
                      "a\x03"s),
              Reason::malformed_packet);  // QoS 3
    EXPECT_EQ(refusal("\x82\x07\x00\x01\x00\x00\x01"s
                      "a\x30"s),
              Reason::protocol_error);  // retain handling 3
    EXPECT_EQ(refusal("\x82\x07\x00\x01\x00\x00\x01"s
                      "a\x40"s),
              Reason::malformed_packet);  // reserved bits
    EXPECT_EQ(refusal("\x82\x06\x00\x01\x00\x01"s
                      "a\x04"s,
                      Version::v3_1_1),
              Reason::malformed_packet);                                  // options of 5
    EXPECT_EQ(refusal("\xA2\x03\x00\x01\x00"s), Reason::protocol_error);  // UNSUBSCRIBE of nothing
}

}  // namespace
}  // namespace dengyun::mqtt
