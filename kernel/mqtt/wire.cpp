#include "kernel/mqtt/wire.h"

#include "kernel/base/assert.h"
#include "kernel/base/utf8.h"

namespace dengyun::mqtt {

bool is_mqtt_text(std::string_view bytes) { return bytes.find('\0') == std::string_view::npos && is_utf8(bytes); }

std::string_view WireReader::take(std::size_t size) {
    if (size > rest_.size()) {
        fail();
        return {};
    }
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
}

std::uint8_t WireReader::u8() {
    const auto bytes = take(1);
    return bytes.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(bytes[0]);
}

std::uint16_t WireReader::u16() {
    const unsigned high = u8();
    return static_cast<std::uint16_t>(high << 8 | u8());
}

std::uint32_t WireReader::u32() {
    const std::uint32_t high = u16();
    return high << 16 | u16();
}

std::uint32_t WireReader::variable_integer() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 28; shift += 7) {
        const auto byte = u8();
        if (!ok_) return 0;
        value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
        if ((byte & 0x80) != 0) continue;
        if (byte == 0 && shift > 0) break;  // a shorter form would do (MQTT-1.5.5-1)
        return value;
    }
    fail();
    return 0;
}

std::string_view WireReader::binary() { return take(u16()); }

std::string_view WireReader::text() {
    const auto bytes = binary();
    if (is_mqtt_text(bytes)) return bytes;
    fail();
    return {};
}

void put_u8(std::string& out, std::uint8_t value) { out.push_back(static_cast<char>(value)); }

void put_u16(std::string& out, std::uint16_t value) {
    put_u8(out, static_cast<std::uint8_t>(value >> 8));
    put_u8(out, static_cast<std::uint8_t>(value & 0xFF));
}

void put_u32(std::string& out, std::uint32_t value) {
    put_u16(out, static_cast<std::uint16_t>(value >> 16));
    put_u16(out, static_cast<std::uint16_t>(value & 0xFFFF));
}

void put_variable_integer(std::string& out, std::uint32_t value) {
    DENGYUN_ASSERT(value <= variable_integer_max);
    for (; value >= 128; value >>= 7) put_u8(out, static_cast<std::uint8_t>(value & 0x7F) | 0x80);
    put_u8(out, static_cast<std::uint8_t>(value));
}

void put_binary(std::string& out, std::string_view bytes) {
    DENGYUN_ASSERT(bytes.size() <= text_bytes_max);
    put_u16(out, static_cast<std::uint16_t>(bytes.size()));
    out.append(bytes);
}

}  // namespace dengyun::mqtt
