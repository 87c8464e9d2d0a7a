#pragma once
// The control packets of MQTT 3.1.1 and 5 as values. Texts and payloads are views of the bytes they were decoded from.
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kernel/mqtt/reason.h"

namespace dengyun::mqtt {

enum class Version : std::uint8_t { v3_1_1 = 4, v5 = 5 };

enum class PacketType : std::uint8_t {
    connect = 1,
    connack,
    publish,
    puback,
    pubrec,
    pubrel,
    pubcomp,
    subscribe,
    suback,
    unsubscribe,
    unsuback,
    pingreq,
    pingresp,
    disconnect,
    auth,  // MQTT 5 only
};

// All properties of MQTT 5 (2.2.2.2); which of them a packet may hold stands in properties.cpp. Empty in MQTT 3.1.1.
struct Properties {
    std::optional<std::uint8_t> payload_format_indicator;
    std::optional<std::uint32_t> message_expiry_interval_s;
    std::optional<std::string_view> content_type;
    std::optional<std::string_view> response_topic;
    std::optional<std::string_view> correlation_data;  // bytes
    std::optional<std::uint32_t> session_expiry_interval_s;
    std::optional<std::string_view> assigned_client_identifier;
    std::optional<std::uint16_t> server_keep_alive_s;
    std::optional<std::string_view> authentication_method;
    std::optional<std::string_view> authentication_data;  // bytes
    std::optional<std::uint8_t> request_problem_information;
    std::optional<std::uint32_t> will_delay_interval_s;
    std::optional<std::uint8_t> request_response_information;
    std::optional<std::string_view> response_information;
    std::optional<std::string_view> server_reference;
    std::optional<std::string_view> reason_string;
    std::optional<std::uint16_t> receive_maximum;
    std::optional<std::uint16_t> topic_alias_maximum;
    std::optional<std::uint16_t> topic_alias;
    std::optional<std::uint8_t> maximum_qos;
    std::optional<std::uint8_t> retain_available;
    std::optional<std::uint32_t> maximum_packet_size;
    std::optional<std::uint8_t> wildcard_subscription_available;
    std::optional<std::uint8_t> subscription_identifier_available;
    std::optional<std::uint8_t> shared_subscription_available;
    std::vector<std::uint32_t> subscription_identifiers;  // several in a PUBLISH, at most one in a SUBSCRIBE
    std::vector<std::pair<std::string_view, std::string_view>> user_properties;

    bool operator==(const Properties&) const = default;
};

struct Will {
    std::string_view topic;
    std::string_view payload;
    std::uint8_t qos = 0;
    bool retain = false;
    Properties properties{};
    bool operator==(const Will&) const = default;
};

struct Connect {
    Version version = Version::v5;
    bool clean_start = true;  // MQTT 3.1.1: clean session
    std::uint16_t keep_alive_s = 0;
    std::string_view client_id;
    std::optional<Will> will{};
    std::optional<std::string_view> user_name{};
    std::optional<std::string_view> password{};  // bytes
    Properties properties{};
    bool operator==(const Connect&) const = default;
};

struct Connack {
    bool session_present = false;
    Reason reason = Reason::success;
    Properties properties{};
    bool operator==(const Connack&) const = default;
};

struct Publish {
    bool duplicate = false;
    std::uint8_t qos = 0;
    bool retain = false;
    std::string_view topic;
    std::uint16_t packet_id = 0;  // 0 at QoS 0
    std::string_view payload;
    Properties properties{};
    bool operator==(const Publish&) const = default;
};

// PUBACK, PUBREC, PUBREL, PUBCOMP.
struct Acknowledgement {
    PacketType type = PacketType::puback;
    std::uint16_t packet_id = 0;
    Reason reason = Reason::success;
    Properties properties{};
    bool operator==(const Acknowledgement&) const = default;
};

struct SubscriptionOptions {
    std::uint8_t qos = 0;
    bool no_local = false;
    bool retain_as_published = false;
    std::uint8_t retain_handling = 0;  // 0: retained messages at every subscribing, 1: at a new one, 2: never
    bool operator==(const SubscriptionOptions&) const = default;
};

struct Subscribe {
    struct Entry {
        std::string_view filter;
        SubscriptionOptions options{};
        bool operator==(const Entry&) const = default;
    };
    std::uint16_t packet_id = 0;
    std::vector<Entry> entries;
    Properties properties{};
    bool operator==(const Subscribe&) const = default;
};

// SUBACK and UNSUBACK: one reason for every filter, in its order (MQTT 3.1.1 has none in UNSUBACK).
struct SubscribeAnswer {
    PacketType type = PacketType::suback;
    std::uint16_t packet_id = 0;
    std::vector<Reason> reasons;
    Properties properties{};
    bool operator==(const SubscribeAnswer&) const = default;
};

struct Unsubscribe {
    std::uint16_t packet_id = 0;
    std::vector<std::string_view> filters;
    Properties properties{};
    bool operator==(const Unsubscribe&) const = default;
};

// PINGREQ, PINGRESP.
struct Ping {
    PacketType type = PacketType::pingreq;
    bool operator==(const Ping&) const = default;
};

// DISCONNECT, AUTH.
struct Notice {
    PacketType type = PacketType::disconnect;
    Reason reason = Reason::success;
    Properties properties{};
    bool operator==(const Notice&) const = default;
};

using Packet =
    std::variant<Connect, Connack, Publish, Acknowledgement, Subscribe, SubscribeAnswer, Unsubscribe, Ping, Notice>;

}  // namespace dengyun::mqtt
