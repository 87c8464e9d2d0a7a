#pragma once
// The partitions of the cluster shelf's blocks: one table for each day of raw rows, wider ones of roll-ups, of all
// organisations; made when they are first needed and dropped whole when nobody wants them any more. Several processes
// may do either at once.
#include "modules/telemetry/shelves/database_store.h"

namespace dengyun::telemetry {

struct SeriesPartition {
    timeseries::Level level{};
    std::int64_t number = 0;
    bool is_attached = true;                 // to series_block; else half dropped
    [[nodiscard]] std::string name() const;  // of its table
    [[nodiscard]] timeseries::Time end() const { return timeseries::partition_start(level, number + 1); }
};
// Those that the reader sees. Errors, here and below: of the store.
[[nodiscard]] Result<std::vector<SeriesPartition>> all_partitions(store::Reader& reader);
// Makes the partition where it is missing, within the unit.
[[nodiscard]] Result<> make_partition(store::Unit& unit, timeseries::Level level, std::int64_t partition);
// Drops what lies before the horizons of all shelves, and what quotas have emptied; answers how many. What cannot be
// locked at once waits for the next time.
[[nodiscard]] Result<std::size_t> drop_partitions(store::Store& store);
// Moves the horizons of all shelves that are behind, also of those that nobody has opened lately, and drops partitions.
[[nodiscard]] Result<> retire_series(store::Store& store, const timeseries::Retention& keep_from,
                                     const DatabaseStoreOptions& options);

}  // namespace dengyun::telemetry
