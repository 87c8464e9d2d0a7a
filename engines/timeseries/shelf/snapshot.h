#pragma once
// A snapshot: everything that a reader needs, unchanged while it reads. And what lies in it of one group, as runs of
// rows in the order of time.
#include "engines/timeseries/shelf/memory_table.h"

namespace dengyun::timeseries {

// A block, or rows that are not a block yet.
struct Source {
    Time first{};
    Time last{};
    ByteView block{};                     // empty: `rows`
    std::shared_ptr<const void> owner{};  // of the block's bytes
    std::shared_ptr<const Rows> rows{};
};

// The blocks that a shelf has, as they are while one reader reads.
class StoredBlocks {
  public:
    virtual ~StoredBlocks() = default;
    // Those of the group that have rows in [from, to), from < to; of blocks that overlap the oldest written first.
    // Errors: of the shelf.
    [[nodiscard]] virtual Result<std::vector<Source>> of(GroupNumber group, Level level, Time from, Time to) const = 0;
};

struct GroupMemory {  // of one group, from the oldest to the newest table
    std::vector<Source> sources{};
    std::vector<Time> minutes{};  // that rows fell into; sorted, each once
};
[[nodiscard]] GroupMemory memory_of(std::span<const MemoryTable* const> tables, GroupNumber group);

struct GroupSnapshot {
    GroupNumber group{};
    std::shared_ptr<const StoredBlocks> stored{};
    GroupMemory memory{};
    std::vector<Column> columns{};
    std::array<Time, levels.size()> horizons{};
};

// Sources whose rows lie between those of all others, or several that overlap; the oldest written first.
using Cluster = std::vector<Source>;
// What has rows in [from, to), in the order of time. Memory holds rows of the level raw only.
// Errors: of the shelf.
[[nodiscard]] Result<std::vector<Cluster>> clusters_of(const GroupSnapshot& snapshot, Level level, Time from, Time to);
[[nodiscard]] std::vector<Cluster> clusters_of(std::vector<Source> sources);
// The rows of a cluster, merged. Error: invalid "timeseries.bad_block".
[[nodiscard]] Result<Rows> rows_of(const Cluster& cluster, const BlockView::Wanted& wanted);
// The rows of a level in [from, to). Errors: as both.
[[nodiscard]] Result<Rows> read_rows(const GroupSnapshot& snapshot, Level level, const BlockView::Wanted& wanted,
                                     Time from, Time to);

}  // namespace dengyun::timeseries
