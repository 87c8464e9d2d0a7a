#include "engines/timeseries/shelf/partitions.h"

namespace dengyun::timeseries {

Result<std::vector<Source>> PartitionBlocks::of(GroupNumber group, Level level, Time from, Time to) const {
    const auto& partitions = (*partitions_)[static_cast<std::size_t>(level)];
    std::vector<Source> sources;
    const auto end = partitions.upper_bound(partition_of(level, to - 1));
    for (auto at = partitions.lower_bound(partition_of(level, from)); at != end; at++)
        for (const auto& segment : at->second) {
            if (segment->last() < from || segment->first() >= to) continue;
            for (const auto& entry : segment->entries_of(group))
                if (entry.last >= from && entry.first < to)
                    sources.push_back({entry.first, entry.last, segment->block(entry), segment, {}});
        }
    return sources;
}

}  // namespace dengyun::timeseries
