#include "modules/telemetry/shelves/sql_values.h"

#include <array>

namespace dengyun::telemetry {
namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::uint8_t no_digit = 0xFF;

constexpr auto values = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(no_digit);
    for (std::size_t i = 0; i < digits.size(); i++)
        table[static_cast<std::uint8_t>(digits[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

}  // namespace

void append_hex(std::string& out, timeseries::ByteView bytes) {
    auto at = out.size();
    out.resize(at + 2 * bytes.size());
    for (const auto byte : bytes) {
        out[at++] = digits[byte >> 4U];
        out[at++] = digits[byte & 0xFU];
    }
}

Result<timeseries::Bytes> bytes_of(std::string_view shown) {
    const auto damaged = [] { return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "bytea"); };
    if (!shown.starts_with("\\x") || shown.size() % 2 != 0) return damaged();
    shown.remove_prefix(2);
    timeseries::Bytes bytes(shown.size() / 2);
    std::uint8_t wrong = 0;
    for (std::size_t i = 0; i < bytes.size(); i++) {
        const auto high = values[static_cast<std::uint8_t>(shown[2 * i])];
        const auto low = values[static_cast<std::uint8_t>(shown[2 * i + 1])];
        wrong |= static_cast<std::uint8_t>((high | low) & 0xF0U);
        bytes[i] = static_cast<std::uint8_t>(high << 4U | low);
    }
    if (wrong != 0) return damaged();
    return bytes;
}

void SqlList::begin_item() {
    if (size_++ > 0) text_ += ',';
}
void SqlList::add(std::int64_t number) {
    begin_item();
    text_ += std::to_string(number);
}
void SqlList::add(timeseries::ByteView bytes) {
    begin_item();
    append_hex(text_, bytes);
}
std::string_view SqlList::text() {
    if (!text_.ends_with('}')) text_ += '}';
    return text_;
}

}  // namespace dengyun::telemetry
