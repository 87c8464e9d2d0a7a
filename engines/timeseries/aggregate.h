#pragma once
// Aggregate: what a stretch of one column comes to. Aggregates of neighbouring stretches add up to that of both, so
// block headers, roll-ups and pixels are the same thing. Absent and NaN values do not count.
#include "engines/timeseries/model.h"

namespace dengyun::timeseries {

struct Aggregate {
    std::uint64_t count = 0;
    double sum = 0;  // compensated (Neumaier 1974), so that decimals add up to decimals
    double min = 0;
    double max = 0;
    double first = 0;
    double last = 0;
    double increase = 0;  // of a counter, resets and roll-overs handled; 0 for others
    double sum_error = 0;
    [[nodiscard]] double total() const { return sum + sum_error; }
    [[nodiscard]] double mean() const { return count == 0 ? 0 : total() / static_cast<double>(count); }
};

// How far a counter went from `before` to `after`. Where it fell it has wrapped if that is the shorter way, else it was
// reset and began at 0.
[[nodiscard]] double counter_step(double before, double after, double rollover);
// The next value in time.
void add_value(Aggregate& aggregate, double value, const Column& column);
// `later` follows `aggregate` in time.
void add_aggregate(Aggregate& aggregate, const Aggregate& later, const Column& column);
// Of the rows [from, to).
void add_rows(Aggregate& aggregate, const ColumnRows& rows, std::size_t from, std::size_t to, const Column& column);

}  // namespace dengyun::timeseries
