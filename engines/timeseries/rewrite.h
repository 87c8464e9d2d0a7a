#pragma once
// Rewriting: how a shelf that can replace single blocks takes in rows, late ones too. Its blocks of one group and level
// never overlap, so that what is stored needs no merging when it is read: rows go into the block that they fall into or
// follow, and blocks that become too large are divided. The roll-ups of all buckets that are touched are made anew from
// what is then stored. Pure: what is there is asked for, what changes is answered. One thread.
#include <functional>
#include <map>

#include "engines/timeseries/block.h"
#include "engines/timeseries/shelf/memory_table.h"

namespace dengyun::timeseries {

// The newest block of a roll-up is written again with every bucket, so it stays small.
[[nodiscard]] constexpr std::size_t rewritten_rows_max(Level level) {
    constexpr std::array<std::size_t, levels.size()> rows{block_rows_max, 128, 64, 64};
    return rows[static_cast<std::size_t>(level)];
}

// Of one group, level and partition.
struct Rewritten {
    struct Block {
        Time first{};
        Time last{};
        std::size_t rows{};
        Bytes bytes{};
    };
    Level level{};
    std::int64_t partition{};
    std::vector<Time> removed{};  // the first times of blocks that are no more; go before `added` come
    std::vector<Block> added{};
    std::int64_t bytes{};  // how much more there is
};

class GroupRewrite {
  public:
    // Answers the group's blocks of that partition that have rows in [from, to), and the last one before `from`, in the
    // order of time.
    using Load = std::function<Result<std::vector<Bytes>>(Level level, std::int64_t partition, Time from, Time to)>;

    GroupRewrite(GroupNumber group, std::vector<Column> columns, std::array<Time, levels.size()> horizons, Load load)
        : group_(group), columns_(std::move(columns)), horizons_(horizons), load_(std::move(load)) {}

    // Rows that rise, newer than all that is stored; called once. What lies before the horizon of its level is left
    // out. Errors: as `load`; invalid "timeseries.bad_block".
    [[nodiscard]] Result<> add(const Rows& rows);
    [[nodiscard]] std::vector<Rewritten> changes();

  private:
    struct Held {
        Time first{};
        Time last{};
        std::size_t rows{};
        Bytes bytes{};
        bool is_stored = false;
    };
    struct Part {
        std::vector<Held> blocks{};
        std::vector<Time> removed{};
        std::int64_t bytes = 0;
    };
    using Key = std::pair<Level, std::int64_t>;

    // Rows of one partition.
    [[nodiscard]] Result<> put(Level level, std::int64_t partition, const Rows& rows);
    [[nodiscard]] Result<> put_behind(Part& part, Level level, std::size_t at, const Rows& rows);
    [[nodiscard]] Result<Rows> read(Level level, Time from, Time to) const;
    [[nodiscard]] std::vector<Held> encoded(Level level, const Rows& rows, std::size_t rows_each) const;

    GroupNumber group_;
    std::vector<Column> columns_;
    std::array<Time, levels.size()> horizons_;
    Load load_;
    std::map<Key, Part> parts_;
};

}  // namespace dengyun::timeseries
