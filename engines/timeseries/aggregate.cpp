#include "engines/timeseries/aggregate.h"

#include <algorithm>
#include <cmath>

namespace dengyun::timeseries {
namespace {

void add_to_sum(Aggregate& aggregate, double value) {
    const double sum = aggregate.sum + value;
    if (std::isfinite(sum))
        aggregate.sum_error += std::fabs(aggregate.sum) >= std::fabs(value) ? (aggregate.sum - sum) + value
                                                                            : (value - sum) + aggregate.sum;
    aggregate.sum = sum;
}

}  // namespace

double counter_step(double before, double after, double rollover) {
    if (after >= before) return after - before;
    const double wrapped = rollover - before + after;
    return rollover > before && wrapped < rollover / 2 ? wrapped : after;
}

void add_value(Aggregate& aggregate, double value, const Column& column) {
    if (std::isnan(value)) return;
    if (aggregate.count == 0) {
        aggregate.min = aggregate.max = aggregate.first = value;
    } else {
        aggregate.min = std::min(aggregate.min, value);
        aggregate.max = std::max(aggregate.max, value);
        if (column.is_counter) aggregate.increase += counter_step(aggregate.last, value, column.rollover);
    }
    aggregate.last = value;
    aggregate.count++;
    add_to_sum(aggregate, value);
}

void add_aggregate(Aggregate& aggregate, const Aggregate& later, const Column& column) {
    if (later.count == 0) return;
    if (aggregate.count == 0) {
        aggregate = later;
        return;
    }
    if (column.is_counter)
        aggregate.increase += counter_step(aggregate.last, later.first, column.rollover) + later.increase;
    aggregate.min = std::min(aggregate.min, later.min);
    aggregate.max = std::max(aggregate.max, later.max);
    aggregate.last = later.last;
    aggregate.count += later.count;
    add_to_sum(aggregate, later.sum);
    aggregate.sum_error += later.sum_error;
}

void add_rows(Aggregate& aggregate, const ColumnRows& rows, std::size_t from, std::size_t to, const Column& column) {
    for (std::size_t row = from; row < to; row++)
        if (rows.has(row)) add_value(aggregate, number_of(rows.cells[row], rows.type), column);
}

}  // namespace dengyun::timeseries
