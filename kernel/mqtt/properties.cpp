#include "kernel/mqtt/properties.h"

#include <array>

#include "kernel/base/assert.h"

namespace dengyun::mqtt {
namespace {

using enum PacketType;

template <class... Types>
constexpr PropertyHolder in(Types... types) {
    return (holder_of(types) | ...);
}
constexpr auto every_holder = ((1u << 16) - 2) & ~in(pingreq, pingresp);

enum class Rule : std::uint8_t { any, flag, not_zero };
enum class Form : std::uint8_t { text, bytes };

using Byte = std::optional<std::uint8_t> Properties::*;
using Short = std::optional<std::uint16_t> Properties::*;
using Word = std::optional<std::uint32_t> Properties::*;
using Text = std::optional<std::string_view> Properties::*;

struct Property {
    std::uint8_t id;
    PropertyHolder holders;
    std::variant<Byte, Short, Word, Text> member;
    Rule rule = Rule::any;
    Form form = Form::text;
};

constexpr std::uint8_t subscription_identifier_id = 11;
constexpr std::uint8_t user_property_id = 38;
constexpr std::uint8_t topic_alias_id = 35;

// Table 2-4 of the standard, but for the two that may be repeated.
constexpr auto table = std::to_array<Property>({
    {1, in(publish) | will_holder, &Properties::payload_format_indicator, Rule::flag},
    {2, in(publish) | will_holder, &Properties::message_expiry_interval_s},
    {3, in(publish) | will_holder, &Properties::content_type},
    {8, in(publish) | will_holder, &Properties::response_topic},
    {9, in(publish) | will_holder, &Properties::correlation_data, Rule::any, Form::bytes},
    {17, in(connect, connack, disconnect), &Properties::session_expiry_interval_s},
    {18, in(connack), &Properties::assigned_client_identifier},
    {19, in(connack), &Properties::server_keep_alive_s},
    {21, in(connect, connack, auth), &Properties::authentication_method},
    {22, in(connect, connack, auth), &Properties::authentication_data, Rule::any, Form::bytes},
    {23, in(connect), &Properties::request_problem_information, Rule::flag},
    {24, will_holder, &Properties::will_delay_interval_s},
    {25, in(connect), &Properties::request_response_information, Rule::flag},
    {26, in(connack), &Properties::response_information},
    {28, in(connack, disconnect), &Properties::server_reference},
    {31, every_holder & ~in(connect, publish, subscribe, unsubscribe), &Properties::reason_string},
    {33, in(connect, connack), &Properties::receive_maximum, Rule::not_zero},
    {34, in(connect, connack), &Properties::topic_alias_maximum},
    {topic_alias_id, in(publish), &Properties::topic_alias, Rule::not_zero},
    {36, in(connack), &Properties::maximum_qos, Rule::flag},
    {37, in(connack), &Properties::retain_available, Rule::flag},
    {39, in(connect, connack), &Properties::maximum_packet_size, Rule::not_zero},
    {40, in(connack), &Properties::wildcard_subscription_available, Rule::flag},
    {41, in(connack), &Properties::subscription_identifier_available, Rule::flag},
    {42, in(connack), &Properties::shared_subscription_available, Rule::flag},
});

const Property* property_of(std::uint32_t id) {
    for (const auto& property : table)
        if (property.id == id) return &property;
    return nullptr;
}

std::uint8_t value_from(WireReader& reader, Form, std::uint8_t*) { return reader.u8(); }
std::uint16_t value_from(WireReader& reader, Form, std::uint16_t*) { return reader.u16(); }
std::uint32_t value_from(WireReader& reader, Form, std::uint32_t*) { return reader.u32(); }
std::string_view value_from(WireReader& reader, Form form, std::string_view*) {
    return form == Form::text ? reader.text() : reader.binary();
}

Reason read_one(WireReader& reader, const Property& property, Properties& into) {
    return std::visit(
        [&](auto member) {
            auto& place = into.*member;
            using Value = std::remove_reference_t<decltype(*place)>;
            const auto value = value_from(reader, property.form, static_cast<Value*>(nullptr));
            if (!reader.ok()) return Reason::malformed_packet;
            if (place) return Reason::protocol_error;
            if constexpr (std::is_integral_v<Value>) {
                if (property.rule == Rule::flag && value > 1) return Reason::protocol_error;
                if (property.rule == Rule::not_zero && value == 0)
                    return property.id == topic_alias_id ? Reason::topic_alias_invalid : Reason::protocol_error;
            }
            place = value;
            return Reason::success;
        },
        property.member);
}

Reason read_subscription_identifier(WireReader& reader, PropertyHolder holder, Properties& into) {
    const auto value = reader.variable_integer();
    if (!reader.ok() || (holder & in(publish, subscribe)) == 0) return Reason::malformed_packet;
    if (value == 0 || (holder == in(subscribe) && !into.subscription_identifiers.empty()))
        return Reason::protocol_error;
    into.subscription_identifiers.push_back(value);
    return Reason::success;
}

Reason read_user_property(WireReader& reader, PropertyHolder holder, Properties& into) {
    const auto name = reader.text();
    const auto value = reader.text();
    if (!reader.ok() || (holder & (every_holder | will_holder)) == 0) return Reason::malformed_packet;
    into.user_properties.emplace_back(name, value);
    return Reason::success;
}

void put_value(std::string& out, std::uint8_t value) { put_u8(out, value); }
void put_value(std::string& out, std::uint16_t value) { put_u16(out, value); }
void put_value(std::string& out, std::uint32_t value) { put_u32(out, value); }
void put_value(std::string& out, std::string_view value) { put_binary(out, value); }

}  // namespace

Reason read_properties(WireReader& reader, PropertyHolder holder, Properties& into) {
    WireReader own(reader.take(reader.variable_integer()));
    if (!reader.ok()) return Reason::malformed_packet;
    while (!own.at_end()) {
        const auto id = own.variable_integer();
        auto reason = Reason::malformed_packet;
        if (id == subscription_identifier_id)
            reason = read_subscription_identifier(own, holder, into);
        else if (id == user_property_id)
            reason = read_user_property(own, holder, into);
        else if (const auto* property = property_of(id); property != nullptr && (property->holders & holder) != 0)
            reason = read_one(own, *property, into);
        if (reason != Reason::success) return reason;
    }
    return own.ok() ? Reason::success : Reason::malformed_packet;
}

void put_properties(std::string& out, PropertyHolder holder, const Properties& properties) {
    std::string body;
    for (const auto& property : table) {
        std::visit(
            [&](auto member) {
                const auto& place = properties.*member;
                if (!place) return;
                DENGYUN_ASSERT((property.holders & holder) != 0);
                put_u8(body, property.id);
                put_value(body, *place);
            },
            property.member);
    }
    for (const auto identifier : properties.subscription_identifiers) {
        put_u8(body, subscription_identifier_id);
        put_variable_integer(body, identifier);
    }
    for (const auto& [name, value] : properties.user_properties) {
        put_u8(body, user_property_id);
        put_binary(body, name);
        put_binary(body, value);
    }
    put_variable_integer(out, static_cast<std::uint32_t>(body.size()));
    out += body;
}

}  // namespace dengyun::mqtt
