#include "engines/timeseries/shelf/memory_table.h"

#include <algorithm>

#include "engines/timeseries/merge.h"

namespace dengyun::timeseries {
namespace {

// Behind the cells that stand there absent ones up to `count`.
void pad(ColumnRows& column, std::size_t count) {
    if (column.cells.size() == count) return;
    if (column.present.empty()) column.present.assign(column.cells.size(), 1);
    column.cells.resize(count);
    column.present.resize(count, 0);
}

}  // namespace

void push_cell(ColumnRows& column, std::size_t row, Cell cell) {
    if (column.cells.size() < row) pad(column, row);
    if (!column.present.empty()) column.present.push_back(1);
    column.cells.push_back(cell);
}

Rows in_arrival_order(Rows rows) {
    for (auto& column : rows.columns) pad(column, rows.size());
    std::erase_if(rows.columns, [](const ColumnRows& column) {
        return !column.present.empty() && std::ranges::find(column.present, 1) == column.present.end();
    });
    return in_order(std::move(rows));
}

void encode_blocks(GroupNumber group, const Rows& rows, Level level, std::span<const Column> columns,
                   const std::function<void(std::int64_t, Bytes)>& out) {
    for (std::size_t from = 0; from < rows.size();) {
        const auto partition = partition_of(level, rows.times[from]);
        const auto limit =
            std::ranges::lower_bound(rows.times, partition_start(level, partition + 1)) - rows.times.begin();
        const auto to = std::min(static_cast<std::size_t>(limit), from + block_rows_max);
        Bytes bytes;
        if (from == 0 && to == rows.size())
            encode_block(group, rows, columns, level == Level::raw, bytes);
        else
            encode_block(group, slice(rows, from, to), columns, level == Level::raw, bytes);
        out(partition, std::move(bytes));
        from = to;
    }
}

void MemoryTable::add(const BatchReader& row) {
    const auto& head = row.head();
    if (head.group >= groups_.size()) groups_.resize(head.group + std::size_t{1});
    auto& slot = groups_[head.group];
    if (!slot) {
        slot = std::make_unique<Group>();
        bytes_ += sizeof(Group);
    }
    auto& group = *slot;
    auto& open = group.open;
    const auto count = open.size();
    const auto bytes_of_row = [&] { return 17 + group.columns.size() * 8; };
    for (std::size_t i = 0; i < row.values(); i++) {
        const auto value = row.value(i);
        if (value.column >= open.columns.size()) {
            group.columns = columns_of_(head.group);
            for (auto number = open.columns.size(); number < group.columns.size(); number++)
                open.columns.push_back({static_cast<ColumnNumber>(number), group.columns[number].type});
        }
        push_cell(open.columns[value.column], count, value.cell);
    }
    open.times.push_back(head.time);
    open.sequences.push_back(head.sequence);
    open.qualities.push_back(head.quality);
    const auto minute = floor_to(head.time, width_of(Level::minute));
    if (group.minutes.empty() || group.minutes.back() != minute) {
        group.minutes.push_back(minute);
        bytes_ += sizeof minute;
    }
    bytes_ += bytes_of_row();
    rows_++;
    if (open.size() == block_rows_max) {
        bytes_ -= open.size() * bytes_of_row();
        seal(head.group, group);
    }
}

Rows MemoryTable::open_rows(const Group& group) { return in_arrival_order(group.open); }

void MemoryTable::seal(GroupNumber number, Group& group) {
    encode_blocks(number, open_rows(group), Level::raw, group.columns, [&](std::int64_t partition, Bytes bytes) {
        const auto view = BlockView::open(bytes);
        bytes.shrink_to_fit();
        bytes_ += bytes.size() + sizeof(Sealed);
        group.sealed.push_back(
            {partition, view->first_time(), view->last_time(), std::make_shared<const Bytes>(std::move(bytes))});
    });
    auto& open = group.open;
    open.times.clear();
    open.sequences.clear();
    open.qualities.clear();
    for (auto& column : open.columns) {
        column.cells.clear();
        column.present.clear();
    }
}

const MemoryTable::Group* MemoryTable::find(GroupNumber group) const {
    return group < groups_.size() ? groups_[group].get() : nullptr;
}

}  // namespace dengyun::timeseries
