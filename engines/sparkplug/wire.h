#pragma once
// Protocol buffers on the wire: varints, fixed numbers, length-delimited bytes. Inside engines/sparkplug only.
// Source: Google, "Protocol Buffers Encoding".
#include <cstdint>
#include <string>
#include <string_view>

namespace dengyun::sparkplug {

enum class WireType : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

// Reads fields from the front. Once something is malformed `ok` is false and next() answers false.
class WireReader {
  public:
    explicit WireReader(std::string_view bytes) : rest_(bytes) {}
    // The next field; false at the end. Groups (wire types 3 and 4), which proto2 has given up, are malformed.
    [[nodiscard]] bool next();
    [[nodiscard]] std::uint32_t number() const { return number_; }
    [[nodiscard]] WireType type() const { return type_; }
    [[nodiscard]] std::uint64_t bits() const { return bits_; }       // of varint, fixed64, fixed32
    [[nodiscard]] std::string_view bytes() const { return bytes_; }  // of bytes
    [[nodiscard]] bool is(std::uint32_t number, WireType type) const { return number_ == number && type_ == type; }
    [[nodiscard]] bool ok() const { return ok_; }

  private:
    [[nodiscard]] bool read_varint(std::uint64_t& value);
    [[nodiscard]] bool read_fixed(std::size_t size);
    [[nodiscard]] bool fail();

    std::string_view rest_;
    std::uint32_t number_ = 0;
    WireType type_{};
    std::uint64_t bits_ = 0;
    std::string_view bytes_{};
    bool ok_ = true;
};

void put_varint(std::string& out, std::uint32_t number, std::uint64_t value);
void put_fixed32(std::string& out, std::uint32_t number, std::uint32_t value);
void put_fixed64(std::string& out, std::uint32_t number, std::uint64_t value);
void put_bytes(std::string& out, std::uint32_t number, std::string_view bytes);

}  // namespace dengyun::sparkplug
