#pragma once
// Roll-ups: the aggregates of every minute, hour and day as rows of their own, so that blocks, merging and files are
// the same for them. Such a row's time is the start of its bucket; the parts of column c have the numbers 8 c to 8 c
// + 6. Days are China's.
#include <array>
#include <span>

#include "engines/timeseries/aggregate.h"

namespace dengyun::timeseries {

// raw is the level of the rows themselves.
enum class Level : std::uint8_t { raw, minute, hour, day };
inline constexpr std::array levels{Level::raw, Level::minute, Level::hour, Level::day};
inline constexpr Time second = 1'000'000'000;
inline constexpr std::array<Time, 4> level_widths{1, 60 * second, 3600 * second, 86'400 * second};
[[nodiscard]] constexpr Time width_of(Level level) { return level_widths[static_cast<std::size_t>(level)]; }
[[nodiscard]] constexpr Level coarser(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }
[[nodiscard]] constexpr Level finer(Level level) { return static_cast<Level>(static_cast<int>(level) - 1); }

inline constexpr Time day_offset = 8 * 3600 * second;
// The start of the stretch of `width` that holds `time`.
[[nodiscard]] constexpr Time floor_to(Time time, Time width) {
    const Time shifted = time + day_offset;
    const Time rest = shifted % width;
    return shifted - (rest < 0 ? rest + width : rest) - day_offset;
}
// Times that can be stored: 1970 to 2200, so that no sum of them overflows.
inline constexpr Time time_min = 0;
inline constexpr Time time_max = 7'258'118'400 * second;

enum class Part : std::uint8_t { count, sum, min, max, first, last, increase };
inline constexpr ColumnNumber parts_of_column = 8;
[[nodiscard]] constexpr ColumnNumber part_number(ColumnNumber column, Part part) {
    return static_cast<ColumnNumber>(column * parts_of_column + static_cast<unsigned>(part));
}
// All parts of these columns.
[[nodiscard]] std::vector<ColumnNumber> part_numbers(std::span<const ColumnNumber> columns);

struct TimeRange {
    Time from{};
    Time to{};
};
// The buckets of `width` that the times, which ascend, fall into, neighbours within an hour joined.
[[nodiscard]] std::vector<TimeRange> buckets_of(std::span<const Time> times, Time width);

// Rows of the next coarser level from complete buckets of rows of `level`, which rise.
[[nodiscard]] Rows roll_up(const Rows& rows, Level level, std::span<const Column> columns);
// Adds the roll-up rows [from, to) of one column.
void add_roll_ups(Aggregate& aggregate, const Rows& rows, std::size_t from, std::size_t to, ColumnNumber number,
                  const Column& column);

}  // namespace dengyun::timeseries
