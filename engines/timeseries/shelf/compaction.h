#pragma once
// Compaction: several segments of one partition become one, with full blocks that do not overlap. Neighbours in age of
// similar size are merged, so a row is written again about log4 of its partition's size times.
#include <functional>
#include <optional>

#include "engines/timeseries/shelf/partitions.h"

namespace dengyun::timeseries {

inline constexpr std::size_t segments_to_merge = 4;

struct MergeChoice {
    Level level{};
    std::int64_t partition{};
    std::size_t from{};  // of the partition's segments
    std::size_t to{};
};
// The partition that needs it most; nothing where none does.
[[nodiscard]] std::optional<MergeChoice> choose_merge(const Partitions& partitions);

// The new segment, durable but for its name (Files::sync_names). Its rows are those of the inputs, whose names it
// covers. Errors: as Files; invalid "timeseries.bad_block".
[[nodiscard]] Result<SegmentName> merge_segments(Files& files, std::span<const std::shared_ptr<const Segment>> segments,
                                                 const std::function<std::vector<Column>(GroupNumber)>& columns_of);

}  // namespace dengyun::timeseries
