#include "engines/sparkplug/wire.h"

namespace dengyun::sparkplug {
namespace {

constexpr std::uint32_t field_number_max = (1U << 29) - 1;

void put_raw_varint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
    out += static_cast<char>(value);
}

void put_tag(std::string& out, std::uint32_t number, WireType type) {
    put_raw_varint(out, std::uint64_t{number} << 3 | static_cast<std::uint64_t>(type));
}

void put_little_endian(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++) out += static_cast<char>(value >> (8 * i));
}

}  // namespace

bool WireReader::fail() {
    ok_ = false;
    rest_ = {};
    return false;
}

bool WireReader::read_varint(std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (rest_.empty()) return fail();
        const auto byte = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        if (shift == 63 && byte > 1) return fail();  // more than 64 bits
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) return true;
    }
    return fail();
}

bool WireReader::read_fixed(std::size_t size) {
    if (rest_.size() < size) return fail();
    bits_ = 0;
    for (std::size_t i = 0; i < size; i++) bits_ |= std::uint64_t{static_cast<std::uint8_t>(rest_[i])} << (8 * i);
    rest_.remove_prefix(size);
    return true;
}

bool WireReader::next() {
    if (rest_.empty()) return false;
    std::uint64_t tag = 0;
    if (!read_varint(tag)) return false;
    if (tag >> 3 == 0 || tag >> 3 > field_number_max) return fail();
    number_ = static_cast<std::uint32_t>(tag >> 3);
    type_ = static_cast<WireType>(tag & 7);
    switch (type_) {
        case WireType::varint:
            return read_varint(bits_);
        case WireType::fixed64:
            return read_fixed(8);
        case WireType::fixed32:
            return read_fixed(4);
        case WireType::bytes: {
            std::uint64_t size = 0;
            if (!read_varint(size)) return false;
            if (size > rest_.size()) return fail();
            bytes_ = rest_.substr(0, size);
            rest_.remove_prefix(size);
            return true;
        }
    }
    return fail();
}

void put_varint(std::string& out, std::uint32_t number, std::uint64_t value) {
    put_tag(out, number, WireType::varint);
    put_raw_varint(out, value);
}
void put_fixed32(std::string& out, std::uint32_t number, std::uint32_t value) {
    put_tag(out, number, WireType::fixed32);
    put_little_endian(out, value, 4);
}
void put_fixed64(std::string& out, std::uint32_t number, std::uint64_t value) {
    put_tag(out, number, WireType::fixed64);
    put_little_endian(out, value, 8);
}
void put_bytes(std::string& out, std::uint32_t number, std::string_view bytes) {
    put_tag(out, number, WireType::bytes);
    put_raw_varint(out, bytes.size());
    out += bytes;
}

}  // namespace dengyun::sparkplug
