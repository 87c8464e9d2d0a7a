#include "engines/timeseries/roll_up.h"

#include <algorithm>

namespace dengyun::timeseries {
namespace {

constexpr std::array parts{Part::count, Part::sum, Part::min, Part::max, Part::first, Part::last, Part::increase};

const ColumnRows* find(const Rows& rows, ColumnNumber column) {
    const auto at = std::ranges::lower_bound(rows.columns, column, {}, &ColumnRows::column);
    return at != rows.columns.end() && at->column == column ? &*at : nullptr;
}

Cell cell_of(const Aggregate& aggregate, Part part) {
    switch (part) {
        case Part::count:
            return aggregate.count;
        case Part::sum:
            return real_cell(aggregate.total());
        case Part::min:
            return real_cell(aggregate.min);
        case Part::max:
            return real_cell(aggregate.max);
        case Part::first:
            return real_cell(aggregate.first);
        case Part::last:
            return real_cell(aggregate.last);
        case Part::increase:
            return real_cell(aggregate.increase);
    }
    return 0;
}

// Symbols have no sum, and only counters an increase.
bool is_kept(Part part, const Column& column) {
    if (part == Part::increase) return column.is_counter;
    return column.type != ColumnType::text || part == Part::count || part == Part::first || part == Part::last;
}

}  // namespace

std::vector<ColumnNumber> part_numbers(std::span<const ColumnNumber> columns) {
    std::vector<ColumnNumber> numbers;
    for (const auto column : columns)
        for (const auto part : parts) numbers.push_back(part_number(column, part));
    return numbers;
}

std::vector<TimeRange> buckets_of(std::span<const Time> times, Time width) {
    std::vector<TimeRange> ranges;
    const auto gap = std::max(width, width_of(Level::hour));
    for (const auto time : times) {
        const auto from = floor_to(time, width);
        if (!ranges.empty() && from <= ranges.back().to + gap)
            ranges.back().to = std::max(ranges.back().to, from + width);
        else
            ranges.push_back({from, from + width});
    }
    return ranges;
}

void add_roll_ups(Aggregate& aggregate, const Rows& rows, std::size_t from, std::size_t to, ColumnNumber number,
                  const Column& column) {
    std::array<const ColumnRows*, parts.size()> found{};
    for (std::size_t i = 0; i < parts.size(); i++) found[i] = find(rows, part_number(number, parts[i]));
    if (found[0] == nullptr) return;
    const auto real = [&](Part part, std::size_t row) {
        const auto* cells = found[static_cast<std::size_t>(part)];
        return cells && cells->has(row) ? std::bit_cast<double>(cells->cells[row]) : 0.0;
    };
    for (std::size_t row = from; row < to; row++) {
        if (!found[0]->has(row)) continue;
        add_aggregate(aggregate,
                      {.count = found[0]->cells[row],
                       .sum = real(Part::sum, row),
                       .min = real(Part::min, row),
                       .max = real(Part::max, row),
                       .first = real(Part::first, row),
                       .last = real(Part::last, row),
                       .increase = real(Part::increase, row)},
                      column);
    }
}

Rows roll_up(const Rows& rows, Level level, std::span<const Column> columns) {
    const Time width = width_of(coarser(level));
    Rows result;
    std::vector<std::size_t> starts;  // of buckets, and the end
    for (std::size_t row = 0; row < rows.size(); row++) {
        const auto bucket = floor_to(rows.times[row], width);
        if (!result.times.empty() && result.times.back() == bucket) continue;
        result.times.push_back(bucket);
        starts.push_back(row);
    }
    starts.push_back(rows.size());
    const auto buckets = result.times.size();
    result.sequences.resize(buckets);
    result.qualities.resize(buckets);
    static const Column plain{};
    ColumnNumber before = 0xFFFF;
    for (const auto& given : rows.columns) {
        const auto number =
            level == Level::raw ? given.column : static_cast<ColumnNumber>(given.column / parts_of_column);
        if (number == before) continue;
        before = number;
        const auto& column = number < columns.size() ? columns[number] : plain;
        std::vector<Aggregate> aggregates(buckets);
        for (std::size_t i = 0; i < buckets; i++) {
            if (level == Level::raw)
                add_rows(aggregates[i], given, starts[i], starts[i + 1], column);
            else
                add_roll_ups(aggregates[i], rows, starts[i], starts[i + 1], number, column);
        }
        // A bucket of NaN alone is written with the count 0: it may replace one that had values before.
        const auto* counted = level == Level::raw ? &given : find(rows, part_number(number, Part::count));
        if (counted == nullptr) continue;
        std::vector<std::uint8_t> present(buckets);
        for (std::size_t i = 0; i < buckets; i++)
            for (std::size_t row = starts[i]; row < starts[i + 1] && !present[i]; row++) present[i] = counted->has(row);
        if (std::ranges::find(present, 1) == present.end()) continue;
        if (std::ranges::find(present, 0) == present.end()) present.clear();
        for (const auto part : parts) {
            if (!is_kept(part, column)) continue;
            auto& out = result.columns.emplace_back(part_number(number, part),
                                                    part == Part::count ? ColumnType::integer : ColumnType::real);
            for (const auto& aggregate : aggregates) out.cells.push_back(cell_of(aggregate, part));
            out.present = present;
        }
    }
    return result;
}

}  // namespace dengyun::timeseries
