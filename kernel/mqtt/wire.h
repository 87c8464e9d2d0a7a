#pragma once
// The data types of MQTT on the wire (1.5): big-endian integers, variable byte integers, length-prefixed texts and
// bytes.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dengyun::mqtt {

inline constexpr std::uint32_t variable_integer_max = 268'435'455;
inline constexpr std::size_t text_bytes_max = 65'535;

// Well-formed UTF-8 without U+0000 (1.5.4).
[[nodiscard]] bool is_mqtt_text(std::string_view bytes);

// Reads from the front of `rest`. Once something is missing or wrong `ok` is false and every answer is empty.
class WireReader {
  public:
    explicit WireReader(std::string_view bytes) : rest_(bytes) {}
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] std::uint8_t u8();
    [[nodiscard]] std::uint16_t u16();
    [[nodiscard]] std::uint32_t u32();
    [[nodiscard]] std::uint32_t variable_integer();  // at most four bytes, in the shortest form
    [[nodiscard]] std::string_view binary();
    [[nodiscard]] std::string_view text();
    [[nodiscard]] std::string_view take(std::size_t size);
    [[nodiscard]] std::string_view take_all() { return take(rest_.size()); }
    void fail() { ok_ = false, rest_ = {}; }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

[[nodiscard]] constexpr std::size_t variable_integer_size(std::uint32_t value) {
    return value < 128 ? 1 : value < 16'384 ? 2 : value < 2'097'152 ? 3 : 4;
}
void put_u8(std::string& out, std::uint8_t value);
void put_u16(std::string& out, std::uint16_t value);
void put_u32(std::string& out, std::uint32_t value);
void put_variable_integer(std::string& out, std::uint32_t value);  // <= variable_integer_max
void put_binary(std::string& out, std::string_view bytes);         // <= text_bytes_max; also for texts

}  // namespace dengyun::mqtt
