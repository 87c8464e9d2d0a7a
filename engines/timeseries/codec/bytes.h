#pragma once
// Little-endian bytes in and out of a buffer. The reader never leaves its bounds: what is missing reads as 0 and makes
// it not ok.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dengyun::timeseries {

static_assert(std::endian::native == std::endian::little, "blocks are little-endian");

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

template <class T>
    requires std::is_trivially_copyable_v<T>
void put(Bytes& out, T value) {
    const auto at = out.size();
    out.resize(at + sizeof value);
    std::memcpy(out.data() + at, &value, sizeof value);
}
template <class T>
    requires std::is_trivially_copyable_v<T>
void put_at(Bytes& out, std::size_t at, T value) {
    std::memcpy(out.data() + at, &value, sizeof value);
}
inline void put_varint(Bytes& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
    out.push_back(static_cast<std::uint8_t>(value));
}
inline void put_text(Bytes& out, std::string_view text) {
    put_varint(out, text.size());
    out.insert(out.end(), text.begin(), text.end());
}

[[nodiscard]] constexpr std::uint64_t zigzag(std::uint64_t difference) {
    return (difference << 1U) ^ (std::uint64_t{0} - (difference >> 63U));
}
[[nodiscard]] constexpr std::uint64_t from_zigzag(std::uint64_t value) {
    return (value >> 1U) ^ (std::uint64_t{0} - (value & 1U));
}

class ByteReader {
  public:
    explicit ByteReader(ByteView bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}
    template <class T>
        requires std::is_trivially_copyable_v<T>
    [[nodiscard]] T get() {
        T value{};
        if (const auto bytes = take(sizeof value); !bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    [[nodiscard]] std::uint64_t get_varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = get<std::uint8_t>();
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        ok_ = false;
        return 0;
    }
    [[nodiscard]] std::string_view get_text() {
        const auto bytes = take(get_varint());
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    // Empty where fewer are left.
    [[nodiscard]] ByteView take(std::uint64_t count) {
        if (count > left()) {
            ok_ = false;
            at_ = end_;
            return {};
        }
        const ByteView bytes(at_, static_cast<std::size_t>(count));
        at_ += count;
        return bytes;
    }
    [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    [[nodiscard]] bool ok() const { return ok_; }
    void refuse() { ok_ = false; }

  private:
    const std::uint8_t* at_;
    const std::uint8_t* end_;
    bool ok_ = true;
};

// CRC-32 of zlib.
[[nodiscard]] std::uint32_t checksum(ByteView bytes);

}  // namespace dengyun::timeseries
