#pragma once
// A snapshot: everything that a reader needs, unchanged while it reads. And what lies in it of one group, as runs of
// rows in the order of time.
#include <map>

#include "engines/timeseries/shelf/memory_table.h"
#include "engines/timeseries/shelf/segment.h"

namespace dengyun::timeseries {

using Segments = std::vector<std::shared_ptr<const Segment>>;  // of one partition, from the oldest to the newest
using Partitions = std::array<std::map<std::int64_t, Segments>, levels.size()>;

// A block, or rows that are not a block yet.
struct Source {
    Time first{};
    Time last{};
    ByteView block{};                     // empty: `rows`
    std::shared_ptr<const void> owner{};  // of the block's bytes
    std::shared_ptr<const Rows> rows{};
};

struct GroupMemory {  // of one group, from the oldest to the newest table
    std::vector<Source> sources{};
    std::vector<Time> minutes{};  // that rows fell into; sorted, each once
};
[[nodiscard]] GroupMemory memory_of(std::span<const MemoryTable* const> tables, GroupNumber group);

struct GroupSnapshot {
    GroupNumber group{};
    std::shared_ptr<const Partitions> partitions{};
    GroupMemory memory{};
    std::vector<Column> columns{};
    std::array<Time, levels.size()> horizons{};
};

// Sources whose rows lie between those of all others, or several that overlap; the oldest written first.
using Cluster = std::vector<Source>;
// What has rows in [from, to), in the order of time. Memory holds rows of the level raw only.
[[nodiscard]] std::vector<Cluster> clusters_of(const GroupSnapshot& snapshot, Level level, Time from, Time to);
[[nodiscard]] std::vector<Cluster> clusters_of(std::vector<Source> sources);
// The rows of a cluster, merged. Error: invalid "timeseries.bad_block".
[[nodiscard]] Result<Rows> rows_of(const Cluster& cluster, const BlockView::Wanted& wanted);
// The rows of a level in [from, to). Error: as above.
[[nodiscard]] Result<Rows> read_rows(const GroupSnapshot& snapshot, Level level, const BlockView::Wanted& wanted,
                                     Time from, Time to);

}  // namespace dengyun::timeseries
