#include "engines/timeseries/shelf/arrivals.h"

#include <algorithm>

#include "engines/timeseries/merge.h"

namespace dengyun::timeseries {

Arrivals::Arrivals(std::span<const Column> columns) {
    for (std::size_t i = 0; i < columns.size(); i++)
        rows_.columns.push_back({static_cast<ColumnNumber>(i), columns[i].type});
}

Result<> Arrivals::add(ByteView batch) {
    BatchReader row(batch);
    while (row.next()) {
        const auto count = rows_.size();
        for (std::size_t i = 0; i < row.values(); i++) {
            const auto value = row.value(i);
            if (value.column >= rows_.columns.size())
                return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "column");
            push_cell(rows_.columns[value.column], count, value.cell);
        }
        rows_.times.push_back(row.head().time);
        rows_.sequences.push_back(row.head().sequence);
        rows_.qualities.push_back(row.head().quality);
    }
    if (!row.ok()) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "batch");
    return {};
}

Rows Arrivals::take() { return in_arrival_order(std::exchange(rows_, {})); }

GroupMemory Arrivals::take_memory() {
    GroupMemory memory;
    auto rows = std::make_shared<const Rows>(take());
    if (rows->size() == 0) return memory;
    for (const auto time : rows->times) {
        const auto minute = floor_to(time, width_of(Level::minute));
        if (memory.minutes.empty() || memory.minutes.back() != minute) memory.minutes.push_back(minute);
    }
    const auto first = rows->times.front();
    const auto last = rows->times.back();
    memory.sources.push_back({first, last, {}, {}, std::move(rows)});
    return memory;
}

}  // namespace dengyun::timeseries
