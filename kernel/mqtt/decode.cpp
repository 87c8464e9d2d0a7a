#include "kernel/mqtt/decode.h"

#include "kernel/mqtt/properties.h"
#include "kernel/mqtt/topic.h"

namespace dengyun::mqtt {
namespace {

// The body of one packet. Its functions answer success and leave the packet in `packet`, or say what is wrong.
class BodyReader {
  public:
    BodyReader(std::string_view body, PacketType type, std::uint8_t flags, Version version)
        : reader_(body), type_(type), flags_(flags), version_(version) {}

    Reason read();
    Packet packet{};

  private:
    [[nodiscard]] bool is_v5() const { return version_ == Version::v5; }
    Reason malformed_unless_whole() const {
        return reader_.ok() && reader_.at_end() ? Reason::success : Reason::malformed_packet;
    }
    Reason properties(PropertyHolder holder, Properties& into) {
        return is_v5() ? read_properties(reader_, holder, into) : Reason::success;
    }
    Reason packet_id(std::uint16_t& into) {
        into = reader_.u16();
        if (!reader_.ok()) return Reason::malformed_packet;
        return into == 0 ? Reason::protocol_error : Reason::success;
    }
    Reason read_connect();
    Reason read_will(std::uint8_t connect_flags, std::optional<Will>& into);
    Reason read_connack();
    Reason read_publish();
    Reason read_acknowledgement();
    Reason read_subscribe();
    Reason read_subscribe_answer();
    Reason read_unsubscribe();
    Reason read_ping();
    Reason read_notice();

    WireReader reader_;
    PacketType type_;
    std::uint8_t flags_;
    Version version_;
};

#define DENGYUN_MQTT_CHECK(expression) \
    if (const auto checked = (expression); checked != Reason::success) return checked

Reason BodyReader::read() {
    using enum PacketType;
    const std::uint8_t flags_wanted = type_ == pubrel || type_ == subscribe || type_ == unsubscribe ? 2 : 0;
    if (type_ != publish && flags_ != flags_wanted) return Reason::malformed_packet;
    switch (type_) {
        case connect:
            return read_connect();
        case connack:
            return read_connack();
        case publish:
            return read_publish();
        case puback:
        case pubrec:
        case pubrel:
        case pubcomp:
            return read_acknowledgement();
        case subscribe:
            return read_subscribe();
        case suback:
        case unsuback:
            return read_subscribe_answer();
        case unsubscribe:
            return read_unsubscribe();
        case pingreq:
        case pingresp:
            return read_ping();
        case disconnect:
            return read_notice();
        case auth:
            return is_v5() ? read_notice() : Reason::malformed_packet;
    }
    return Reason::malformed_packet;
}

// A failure may stand with all acknowledgements; what else they say depends on the type.
bool is_reason_of(PacketType type, std::uint8_t value) {
    using enum PacketType;
    const auto reason = static_cast<Reason>(value);
    if (value > static_cast<std::uint8_t>(Reason::wildcard_subscriptions_not_supported)) return false;
    switch (type) {
        case puback:
        case pubrec:
            return reason == Reason::success || reason == Reason::no_matching_subscribers || is_failure(reason);
        case pubrel:
        case pubcomp:
            return reason == Reason::success || reason == Reason::packet_identifier_not_found;
        case suback:
            return value <= 2 || is_failure(reason);
        case unsuback:
            return reason == Reason::success || reason == Reason::no_subscription_existed || is_failure(reason);
        case disconnect:
            return reason == Reason::success || reason == Reason::disconnect_with_will || is_failure(reason);
        case auth:
            return reason == Reason::success || reason == Reason::continue_authentication ||
                   reason == Reason::reauthenticate;
        default:
            return reason == Reason::success || is_failure(reason);
    }
}

Reason BodyReader::read_connect() {
    Connect read;
    const auto name = reader_.text();
    const auto level = reader_.u8();
    if (!reader_.ok()) return Reason::malformed_packet;
    if (name != "MQTT" || (level != 4 && level != 5)) return Reason::unsupported_protocol_version;
    version_ = read.version = static_cast<Version>(level);
    const auto flags = reader_.u8();
    read.keep_alive_s = reader_.u16();
    if (!reader_.ok() || (flags & 1) != 0) return Reason::malformed_packet;
    read.clean_start = (flags & 2) != 0;
    const bool has_user_name = (flags & 0x80) != 0, has_password = (flags & 0x40) != 0;
    if (!is_v5() && has_password && !has_user_name) return Reason::malformed_packet;  // MQTT-3.1.2-22
    DENGYUN_MQTT_CHECK(properties(holder_of(type_), read.properties));
    if (read.properties.authentication_data && !read.properties.authentication_method) return Reason::protocol_error;
    read.client_id = reader_.text();
    DENGYUN_MQTT_CHECK(read_will(flags, read.will));
    if (has_user_name) read.user_name = reader_.text();
    if (has_password) read.password = reader_.binary();
    packet = std::move(read);
    return malformed_unless_whole();
}

Reason BodyReader::read_will(std::uint8_t connect_flags, std::optional<Will>& into) {
    const bool retain = (connect_flags & 0x20) != 0;
    const std::uint8_t qos = connect_flags >> 3 & 3;
    if ((connect_flags & 4) == 0) return qos == 0 && !retain ? Reason::success : Reason::malformed_packet;
    if (qos > 2) return Reason::malformed_packet;
    Will read{.qos = qos, .retain = retain};
    DENGYUN_MQTT_CHECK(properties(will_holder, read.properties));
    read.topic = reader_.text();
    read.payload = reader_.binary();
    if (!reader_.ok()) return Reason::malformed_packet;
    if (!is_topic_name(read.topic)) return Reason::topic_name_invalid;
    into = std::move(read);
    return Reason::success;
}

Reason BodyReader::read_connack() {
    // MQTT 3.1.1's return codes (table 3.1), from 0.
    constexpr Reason by_return_code[] = {Reason::success,
                                         Reason::unsupported_protocol_version,
                                         Reason::client_identifier_not_valid,
                                         Reason::server_unavailable,
                                         Reason::bad_user_name_or_password,
                                         Reason::not_authorized};
    Connack read;
    const auto flags = reader_.u8();
    const auto code = reader_.u8();
    if (!reader_.ok() || flags > 1) return Reason::malformed_packet;
    if (is_v5() ? !is_reason_of(type_, code) : code >= std::size(by_return_code)) return Reason::malformed_packet;
    read.session_present = flags == 1;
    read.reason = is_v5() ? static_cast<Reason>(code) : by_return_code[code];
    DENGYUN_MQTT_CHECK(properties(holder_of(type_), read.properties));
    packet = std::move(read);
    return malformed_unless_whole();
}

Reason BodyReader::read_publish() {
    Publish read;
    read.duplicate = (flags_ & 8) != 0;
    read.qos = flags_ >> 1 & 3;
    read.retain = (flags_ & 1) != 0;
    if (read.qos > 2 || (read.qos == 0 && read.duplicate)) return Reason::malformed_packet;
    read.topic = reader_.text();
    if (!reader_.ok()) return Reason::malformed_packet;
    if (read.qos > 0) DENGYUN_MQTT_CHECK(packet_id(read.packet_id));
    DENGYUN_MQTT_CHECK(properties(holder_of(type_), read.properties));
    // An empty name stands for the one of the alias.
    if (read.topic.empty() ? !read.properties.topic_alias : !is_topic_name(read.topic))
        return read.topic.empty() ? Reason::protocol_error : Reason::topic_name_invalid;
    if (read.properties.response_topic && !is_topic_name(*read.properties.response_topic))
        return Reason::protocol_error;
    read.payload = reader_.take_all();
    packet = std::move(read);
    return malformed_unless_whole();
}

Reason BodyReader::read_acknowledgement() {
    Acknowledgement read{.type = type_};
    DENGYUN_MQTT_CHECK(packet_id(read.packet_id));
    if (is_v5() && !reader_.at_end()) {
        const auto reason = reader_.u8();
        if (!is_reason_of(type_, reason)) return Reason::malformed_packet;
        read.reason = static_cast<Reason>(reason);
        if (!reader_.at_end()) DENGYUN_MQTT_CHECK(properties(holder_of(type_), read.properties));
    }
    packet = std::move(read);
    return malformed_unless_whole();
}

Reason BodyReader::read_subscribe() {
    Subscribe read;
    DENGYUN_MQTT_CHECK(packet_id(read.packet_id));
    DENGYUN_MQTT_CHECK(properties(holder_of(type_), read.properties));
    if (reader_.at_end()) return Reason::protocol_error;
    while (reader_.ok() && !reader_.at_end()) {
        const auto filter = reader_.text();
        const auto options = reader_.u8();
        if (!reader_.ok()) return Reason::malformed_packet;
        const std::uint8_t qos = options & 3, retain_handling = options >> 4 & 3;
        if (qos > 2 || (options & (is_v5() ? 0xC0 : 0xFC)) != 0) return Reason::malformed_packet;
        if (retain_handling > 2) return Reason::protocol_error;
        read.entries.push_back({filter, {qos, (options & 4) != 0, (options & 8) != 0, retain_handling}});
    }
    packet = std::move(read);
    return malformed_unless_whole();
}

Reason BodyReader::read_subscribe_answer() {
    SubscribeAnswer read{.type = type_};
    DENGYUN_MQTT_CHECK(packet_id(read.packet_id));
    DENGYUN_MQTT_CHECK(properties(holder_of(type_), read.properties));
    const bool has_reasons = is_v5() || type_ == PacketType::suback;
    while (has_reasons && reader_.ok() && !reader_.at_end()) {
        const auto reason = reader_.u8();
        if (!is_reason_of(type_, reason) || (!is_v5() && reason > 2 && reason != 0x80)) return Reason::malformed_packet;
        read.reasons.push_back(static_cast<Reason>(reason));
    }
    packet = std::move(read);
    return malformed_unless_whole();
}

Reason BodyReader::read_unsubscribe() {
    Unsubscribe read;
    DENGYUN_MQTT_CHECK(packet_id(read.packet_id));
    DENGYUN_MQTT_CHECK(properties(holder_of(type_), read.properties));
    if (reader_.at_end()) return Reason::protocol_error;
    while (reader_.ok() && !reader_.at_end()) read.filters.push_back(reader_.text());
    packet = std::move(read);
    return malformed_unless_whole();
}

Reason BodyReader::read_ping() {
    packet = Ping{type_};
    return malformed_unless_whole();
}

Reason BodyReader::read_notice() {
    Notice read{.type = type_};
    if (is_v5() && !reader_.at_end()) {
        const auto reason = reader_.u8();
        if (!is_reason_of(type_, reason)) return Reason::malformed_packet;
        read.reason = static_cast<Reason>(reason);
        if (!reader_.at_end()) DENGYUN_MQTT_CHECK(properties(holder_of(type_), read.properties));
    }
    packet = std::move(read);
    return malformed_unless_whole();
}

#undef DENGYUN_MQTT_CHECK

}  // namespace

Decoded decode(std::string_view bytes, Version version, std::size_t packet_bytes_max) {
    if (bytes.empty()) return {};
    const auto first = static_cast<std::uint8_t>(bytes[0]);
    if (first >> 4 == 0) return {.reason = Reason::malformed_packet};
    std::size_t length_bytes = 1;
    while (length_bytes < bytes.size() && (bytes[length_bytes] & 0x80) != 0) ++length_bytes;
    if (length_bytes > 4) return {.reason = Reason::malformed_packet};
    if (length_bytes >= bytes.size()) return {};
    WireReader reader(bytes.substr(1, length_bytes));
    const std::size_t body = reader.variable_integer();
    if (!reader.ok()) return {.reason = Reason::malformed_packet};
    const auto whole = 1 + length_bytes + body;
    if (whole > packet_bytes_max) return {.reason = Reason::packet_too_large};
    if (whole > bytes.size()) return {};
    BodyReader one(bytes.substr(1 + length_bytes, body), static_cast<PacketType>(first >> 4), first & 0xF, version);
    const auto reason = one.read();
    return {whole, reason, std::move(one.packet)};
}

}  // namespace dengyun::mqtt
