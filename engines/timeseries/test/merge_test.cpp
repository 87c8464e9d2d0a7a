// Goal: late, doubled and overlapping rows merge into what a plain map says; roll-ups are the aggregates of their
// buckets, whichever way they are reached; counters count through resets and roll-overs.
#include "engines/timeseries/merge.h"

#include <gtest/gtest.h>
#include <map>

#include "engines/timeseries/roll_up.h"
#include "engines/timeseries/test/random_rows.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::timeseries {
namespace {

using test::below;

struct PlainRow {
    std::uint64_t sequence;
    std::uint8_t quality;
    std::map<ColumnNumber, std::pair<ColumnType, Cell>> cells;
};
using Plain = std::map<Time, PlainRow>;

void write(Plain& plain, const Rows& rows) {
    for (std::size_t row = 0; row < rows.size(); row++) {
        auto& one = plain[rows.times[row]];
        one.sequence = rows.sequences[row];
        one.quality = rows.qualities[row];
        for (const auto& column : rows.columns)
            if (column.has(row)) one.cells[column.column] = {column.type, column.cells[row]};
    }
}

Plain plain_of(const Rows& rows) {
    Plain plain;
    write(plain, rows);
    return plain;
}

bool operator==(const PlainRow& a, const PlainRow& b) {
    return a.sequence == b.sequence && a.quality == b.quality && a.cells == b.cells;
}

TEST(Merge, IsWhatAMapSays) {
    test::Random random(21);
    for (int round = 0; round < (dengyun::test::is_sanitized ? 300 : 2000); round++) {
        std::vector<Rows> sources;
        Plain expected;
        for (auto count = below(random, 6); count > 0; count--) {
            auto rows = test::random_rows(random, below(random, 40), 1 + below(random, 5),
                                          static_cast<Time>(below(random, 200)));
            write(expected, rows);
            sources.push_back(std::move(rows));
        }
        const auto merged = merge(std::move(sources));
        ASSERT_TRUE(std::ranges::is_sorted(merged.times));
        ASSERT_EQ(merged.size(), expected.size());
        ASSERT_EQ(plain_of(merged), expected);
        const auto from = static_cast<Time>(below(random, 300));
        const auto to = static_cast<Time>(below(random, 300));
        std::erase_if(expected, [&](const auto& one) { return one.first < from || one.first >= to; });
        ASSERT_EQ(plain_of(between(merged, from, to)), expected);
    }
}

TEST(RollUp, HoursFromMinutesAreHoursFromRows) {
    test::Random random(22);
    const std::vector<Column> columns{{"gauge"}, {"counter", ColumnType::real, true, 65536}};
    Rows rows;
    Time time = 1'700'000'000 * second;
    rows.columns = {{0, ColumnType::real}, {1, ColumnType::real}};
    double counter = 0;
    for (int i = 0; i < 20'000; i++) {
        time += static_cast<Time>(below(random, 40)) * second + 1;
        rows.times.push_back(time);
        rows.columns[0].cells.push_back(real_cell(static_cast<double>(below(random, 10'000)) / 100));
        counter += static_cast<double>(below(random, 300));
        if (counter >= 65536) counter -= 65536;
        if (below(random, 3000) == 0) counter = 0;
        rows.columns[1].cells.push_back(real_cell(counter));
    }
    const auto minutes = roll_up(rows, Level::raw, columns);
    const auto hours = roll_up(minutes, Level::minute, columns);
    const auto days = roll_up(hours, Level::hour, columns);
    for (const auto& [rolled, level] : {std::pair{&minutes, Level::minute}, {&hours, Level::hour}, {&days, Level::day}})
        for (std::size_t i = 0; i < rolled->size(); i++) {
            const auto begin = std::ranges::lower_bound(rows.times, rolled->times[i]) - rows.times.begin();
            const auto end =
                std::ranges::lower_bound(rows.times, rolled->times[i] + width_of(level)) - rows.times.begin();
            for (const auto column : {ColumnNumber{0}, ColumnNumber{1}}) {
                Aggregate expected;
                add_rows(expected, rows.columns[column], static_cast<std::size_t>(begin), static_cast<std::size_t>(end),
                         columns[column]);
                Aggregate actual;
                add_roll_ups(actual, *rolled, i, i + 1, column, columns[column]);
                ASSERT_EQ(actual.count, expected.count);
                ASSERT_DOUBLE_EQ(actual.total(), expected.total());
                ASSERT_EQ(actual.min, expected.min);
                ASSERT_EQ(actual.max, expected.max);
                ASSERT_EQ(actual.first, expected.first);
                ASSERT_EQ(actual.last, expected.last);
                ASSERT_EQ(actual.increase, expected.increase);
            }
        }
}

TEST(RollUp, CountersGoOnThroughResetsAndRollOvers) {
    const Column wrapping{"parts", ColumnType::integer, true, 65536};
    Aggregate aggregate;
    for (const double value : {65'500.0, 65'530.0, 20.0, 120.0, 0.0, 5.0}) add_value(aggregate, value, wrapping);
    EXPECT_EQ(aggregate.increase, 30 + 26 + 100 + 0 + 5);
    const Column plain{"energy", ColumnType::real, true, 0};
    Aggregate first;
    Aggregate second_half;
    for (const double value : {10.0, 12.5, 3.0}) add_value(first, value, plain);
    for (const double value : {4.0, 1.0}) add_value(second_half, value, plain);
    add_aggregate(first, second_half, plain);
    EXPECT_EQ(first.increase, 2.5 + 3 + 1 + 1);
}

TEST(RollUp, SumsOfDecimalsAreDecimals) {
    Aggregate aggregate;
    for (int i = 0; i < 1000; i++) add_value(aggregate, 0.1, {});
    EXPECT_EQ(aggregate.total(), 100.0);
}

TEST(RollUp, DaysAreChinas) {
    // 2026-03-01T16:00:00Z is midnight of the 2nd in China.
    const Time midnight = 1'772'380'800 * second;
    EXPECT_EQ(floor_to(midnight, width_of(Level::day)), midnight);
    EXPECT_EQ(floor_to(midnight - 1, width_of(Level::day)), midnight - width_of(Level::day));
    EXPECT_EQ(floor_to(-1, width_of(Level::hour)), -3600 * second);
}

}  // namespace
}  // namespace dengyun::timeseries
