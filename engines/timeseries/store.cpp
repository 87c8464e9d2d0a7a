#include "engines/timeseries/store.h"

#include <algorithm>

namespace dengyun::timeseries {

std::uint64_t Usage::total_bytes() const {
    auto total = log_bytes + catalogue_bytes;
    for (const auto bytes : level_bytes) total += bytes;
    return total;
}

Result<> Store::check(const Batch& batch) const {
    const auto bytes = batch.bytes();
    if (bytes.size() > batch_bytes_max) return fail(ErrorKind::invalid, "timeseries.bad_batch");
    const auto horizon = catalogue().horizon(Level::raw);
    BatchReader row(bytes);
    GroupNumber group = 0;
    std::size_t columns = 0;
    while (row.next()) {
        const auto time = row.head().time;
        if (time < time_min || time > time_max) return fail(ErrorKind::invalid, "timeseries.bad_time");
        if (time < horizon) return fail(ErrorKind::conflict, "timeseries.too_late");
        if (columns == 0 || row.head().group != group) {
            group = row.head().group;
            columns = catalogue().columns_count(group);
        }
        if (row.values() == 0) return fail(ErrorKind::invalid, "timeseries.bad_batch");
        for (std::size_t i = 0; i < row.values(); i++)
            if (row.value(i).column >= columns) return fail(ErrorKind::invalid, "timeseries.bad_batch");
    }
    return {};
}

Retention horizons_of(const Retention& keep_from) {
    Retention starts{};
    Time bound = INT64_MAX;
    for (const auto level : levels) {
        const auto at = static_cast<std::size_t>(level);
        bound = std::min(bound, std::clamp(keep_from[at], time_min, time_max));
        starts[at] = std::max(time_min, partition_start(level, partition_of(level, bound)));
    }
    return starts;
}

}  // namespace dengyun::timeseries
