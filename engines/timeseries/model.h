#pragma once
// What the engine stores: rows of a series group. A group is what one device reports together: one column of times
// shared by many columns of values. Every value is a cell of 64 bits; its column says what the bits mean.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dengyun::timeseries {

using Time = std::int64_t;  // nanoseconds since 1970, UTC
using Cell = std::uint64_t;
using GroupNumber = std::uint32_t;
using ColumnNumber = std::uint16_t;

// real: the bits of a double, NaN payloads and -0 kept. integer: two's complement. boolean: 0 or 1. text: the number of
// a symbol in the catalogue.
enum class ColumnType : std::uint8_t { real, integer, boolean, text };

inline constexpr std::size_t block_rows_max = 1024;
inline constexpr std::size_t columns_max = 1024;    // of one group
inline constexpr std::size_t name_bytes_max = 256;  // of a column, and of a text
inline constexpr std::size_t key_bytes_max = 1024;  // of a group

// What a counter does: it only rises, starts anew from 0 after a reset, and wraps at `rollover` where that is not 0
// (65,536 for 16 bits).
struct Column {
    std::string name;
    ColumnType type{};
    bool is_counter = false;
    double rollover = 0;
};

[[nodiscard]] constexpr Cell real_cell(double value) { return std::bit_cast<Cell>(value); }
[[nodiscard]] constexpr Cell integer_cell(std::int64_t value) { return static_cast<Cell>(value); }
// What aggregates calculate with: integers beyond 2^53 are rounded.
[[nodiscard]] constexpr double number_of(Cell cell, ColumnType type) {
    return type == ColumnType::real ? std::bit_cast<double>(cell)
                                    : static_cast<double>(static_cast<std::int64_t>(cell));
}

// A number in the place of another kind of number, where it is the same one: an integer as a real, a whole real as an
// integer.
[[nodiscard]] constexpr std::optional<Cell> converted_cell(Cell cell, ColumnType from, ColumnType to) {
    if (from == to) return cell;
    const double number = number_of(cell, from);
    if (from == ColumnType::integer && to == ColumnType::real) return real_cell(number);
    // 2^63 is the first that is too large; NaN is no whole number.
    constexpr double bound = 9'223'372'036'854'775'808.0;
    if (from != ColumnType::real || to != ColumnType::integer || !(number >= -bound && number < bound)) return {};
    const auto whole = static_cast<std::int64_t>(number);
    return static_cast<double>(whole) == number ? std::optional(integer_cell(whole)) : std::nullopt;
}

struct ColumnRows {
    ColumnNumber column{};
    ColumnType type{};
    std::vector<Cell> cells{};            // one for each row; what stands in the place of an absent one is 0
    std::vector<std::uint8_t> present{};  // one for each row, 0 or 1; empty: all are present
    [[nodiscard]] bool has(std::size_t row) const { return present.empty() || present[row] != 0; }
};

// Rows of one group, by columns. Where nothing else is said the times rise strictly and the columns are in the order of
// their numbers.
struct Rows {
    std::vector<Time> times{};
    std::vector<std::uint64_t> sequences{};  // the source's own numbering of its messages; 0 where it has none
    std::vector<std::uint8_t> qualities{};   // 0: good; other codes are the caller's
    std::vector<ColumnRows> columns{};
    [[nodiscard]] std::size_t size() const { return times.size(); }
};

}  // namespace dengyun::timeseries
