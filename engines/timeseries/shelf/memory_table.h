#pragma once
// The memory table: rows that are in the write-ahead log and not yet in a segment. Each group's newest rows lie in
// columns in the order of their arrival; a full block_rows_max of them is sealed into a block. Not thread-safe while it
// grows; frozen, it can be read by all.
#include <functional>
#include <memory>

#include "engines/timeseries/block.h"
#include "engines/timeseries/roll_up.h"
#include "engines/timeseries/shelf/batch.h"

namespace dengyun::timeseries {

// The width of a partition: raw rows by day, roll-ups by 30, 360 and 3,600 days.
[[nodiscard]] constexpr Time partition_width(Level level) {
    constexpr std::array<Time, 4> days{1, 30, 360, 3600};
    return days[static_cast<std::size_t>(level)] * width_of(Level::day);
}
// The number of the partition that holds `time`, and its start.
[[nodiscard]] constexpr std::int64_t partition_of(Level level, Time time) {
    return (time + day_offset) / partition_width(level);
}
[[nodiscard]] constexpr Time partition_start(Level level, std::int64_t partition) {
    return partition * partition_width(level) - day_offset;
}

// Rows that rise as blocks that stay within one partition each; `out` gets partition and bytes.
void encode_blocks(GroupNumber group, const Rows& rows, Level level, std::span<const Column> columns,
                   const std::function<void(std::int64_t partition, Bytes bytes)>& out);

// The cell of the row with that place, behind those before it; what is skipped is absent.
void push_cell(ColumnRows& column, std::size_t row, Cell cell);
// Rows that were put together by push_cell, in the order of their arrival: as merge.h's in_order, without columns that
// have no cell.
[[nodiscard]] Rows in_arrival_order(Rows rows);

class MemoryTable {
  public:
    using ColumnsOf = std::function<std::vector<Column>(GroupNumber)>;
    explicit MemoryTable(ColumnsOf columns_of) : columns_of_(std::move(columns_of)) {}

    // The next row of the reader. Its columns exist.
    void add(const BatchReader& row);

    struct Sealed {
        std::int64_t partition;
        Time first;
        Time last;
        std::shared_ptr<const Bytes> bytes;
    };
    struct Group {
        std::vector<Sealed> sealed{};  // in the order of their making
        Rows open{};  // in the order of arrival; newer than what is sealed; columns indexed by their number
        std::vector<Time> minutes{};  // the minutes that rows fell into, unsorted, some twice
        std::vector<Column> columns{};
    };
    // Nothing where the group has no row here.
    [[nodiscard]] const Group* find(GroupNumber group) const;
    // The newest rows as a source for merging; `columns` as BlockView::Wanted.
    [[nodiscard]] static Rows open_rows(const Group& group);
    [[nodiscard]] std::size_t groups() const { return groups_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::size_t rows() const { return rows_; }

  private:
    void seal(GroupNumber number, Group& group);

    ColumnsOf columns_of_;
    std::vector<std::unique_ptr<Group>> groups_;
    std::size_t bytes_ = 0;
    std::size_t rows_ = 0;
};

}  // namespace dengyun::timeseries
