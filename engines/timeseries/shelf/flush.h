#pragma once
// Writes a frozen memory table as segments: its rows by day, and the roll-ups of every minute, hour and day that they
// touch, rebuilt from all that is stored. Doing it twice gives the same, so a crash in between only costs time.
#include "engines/timeseries/catalogue.h"
#include "engines/timeseries/shelf/partitions.h"

namespace dengyun::timeseries {

// The names of the segments, durable. Errors: as Files; invalid "timeseries.bad_block".
[[nodiscard]] Result<std::vector<SegmentName>> write_segments(Files& files, const MemoryTable& table,
                                                              const std::shared_ptr<const Partitions>& partitions,
                                                              const Catalogue& catalogue, std::uint64_t flush);

}  // namespace dengyun::timeseries
