#include "kernel/mqtt/encode.h"

#include "kernel/base/assert.h"
#include "kernel/mqtt/properties.h"

namespace dengyun::mqtt {
namespace {

std::uint8_t byte_of(Reason reason) { return static_cast<std::uint8_t>(reason); }

class BodyWriter {
  public:
    BodyWriter(std::string& body, Version version) : body_(body), is_v5_(version == Version::v5) {}

    // Each writes the body and answers the first byte's type and flags.
    std::uint8_t operator()(const Connect& packet) {
        is_v5_ = packet.version == Version::v5;
        put_binary(body_, "MQTT");
        put_u8(body_, static_cast<std::uint8_t>(packet.version));
        unsigned flags = packet.clean_start ? 2 : 0;
        if (packet.will)
            flags |= 4u | static_cast<unsigned>(packet.will->qos) << 3 | (packet.will->retain ? 0x20u : 0u);
        if (packet.password) flags |= 0x40;
        if (packet.user_name) flags |= 0x80;
        put_u8(body_, static_cast<std::uint8_t>(flags));
        put_u16(body_, packet.keep_alive_s);
        properties(PacketType::connect, packet.properties);
        put_binary(body_, packet.client_id);
        if (packet.will) {
            if (is_v5_) put_properties(body_, will_holder, packet.will->properties);
            put_binary(body_, packet.will->topic);
            put_binary(body_, packet.will->payload);
        }
        if (packet.user_name) put_binary(body_, *packet.user_name);
        if (packet.password) put_binary(body_, *packet.password);
        return head(PacketType::connect);
    }
    std::uint8_t operator()(const Connack& packet) {
        put_u8(body_, packet.session_present ? 1 : 0);
        put_u8(body_, is_v5_ ? byte_of(packet.reason) : return_code_of(packet.reason));
        properties(PacketType::connack, packet.properties);
        return head(PacketType::connack);
    }
    std::uint8_t operator()(const Publish& packet) {
        put_binary(body_, packet.topic);
        if (packet.qos > 0) put_u16(body_, packet.packet_id);
        properties(PacketType::publish, packet.properties);
        body_ += packet.payload;
        return head(PacketType::publish,
                    (packet.duplicate ? 8u : 0u) | static_cast<unsigned>(packet.qos) << 1 | (packet.retain ? 1u : 0u));
    }
    std::uint8_t operator()(const Acknowledgement& packet) {
        put_u16(body_, packet.packet_id);
        reason_and_properties(packet.type, packet.reason, packet.properties);
        return head(packet.type, packet.type == PacketType::pubrel ? 2 : 0);
    }
    std::uint8_t operator()(const Subscribe& packet) {
        put_u16(body_, packet.packet_id);
        properties(PacketType::subscribe, packet.properties);
        for (const auto& [filter, options] : packet.entries) {
            put_binary(body_, filter);
            unsigned bits = options.qos;
            if (is_v5_)
                bits |= (options.no_local ? 4u : 0u) | (options.retain_as_published ? 8u : 0u) |
                        static_cast<unsigned>(options.retain_handling) << 4;
            put_u8(body_, static_cast<std::uint8_t>(bits));
        }
        return head(PacketType::subscribe, 2);
    }
    std::uint8_t operator()(const SubscribeAnswer& packet) {
        put_u16(body_, packet.packet_id);
        properties(packet.type, packet.properties);
        if (is_v5_ || packet.type == PacketType::suback)
            for (const auto reason : packet.reasons)
                put_u8(body_, is_v5_ || !is_failure(reason) ? byte_of(reason) : byte_of(Reason::unspecified_error));
        return head(packet.type);
    }
    std::uint8_t operator()(const Unsubscribe& packet) {
        put_u16(body_, packet.packet_id);
        properties(PacketType::unsubscribe, packet.properties);
        for (const auto filter : packet.filters) put_binary(body_, filter);
        return head(PacketType::unsubscribe, 2);
    }
    std::uint8_t operator()(const Ping& packet) { return head(packet.type); }
    std::uint8_t operator()(const Notice& packet) {
        reason_and_properties(packet.type, packet.reason, packet.properties);
        return head(packet.type);
    }

  private:
    static std::uint8_t head(PacketType type, unsigned flags = 0) {
        return static_cast<std::uint8_t>(static_cast<unsigned>(type) << 4 | flags);
    }
    void properties(PacketType type, const Properties& properties) {
        if (is_v5_) put_properties(body_, holder_of(type), properties);
    }
    // Success without properties goes without saying (3.4.2.1, 3.14.2.1).
    void reason_and_properties(PacketType type, Reason reason, const Properties& given) {
        static const Properties none;
        if (!is_v5_ || (reason == Reason::success && given == none)) return;
        put_u8(body_, byte_of(reason));
        if (!(given == none)) properties(type, given);
    }

    std::string& body_;
    bool is_v5_;
};

}  // namespace

void encode(std::string& out, const Packet& packet, Version version) {
    thread_local std::string body;  // its length comes before it
    body.clear();
    const auto head = std::visit(BodyWriter(body, version), packet);
    put_u8(out, head);
    put_variable_integer(out, static_cast<std::uint32_t>(body.size()));
    out += body;
    constexpr std::size_t kept_capacity_max = 64 * 1024;
    if (body.capacity() > kept_capacity_max) std::string().swap(body);
}

std::uint8_t return_code_of(Reason reason) {
    switch (reason) {
        case Reason::success:
            return 0;
        case Reason::unsupported_protocol_version:
            return 1;
        case Reason::client_identifier_not_valid:
            return 2;
        case Reason::bad_user_name_or_password:
            return 4;
        case Reason::not_authorized:
        case Reason::banned:
            return 5;
        default:
            return 3;  // the server is unavailable
    }
}

}  // namespace dengyun::mqtt
