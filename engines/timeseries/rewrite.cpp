#include "engines/timeseries/rewrite.h"

#include <algorithm>

#include "engines/timeseries/merge.h"

namespace dengyun::timeseries {
namespace {

// Calls `each` with the rows of every partition that they fall into.
Result<> by_partition(const Rows& rows, Level level, const std::function<Result<>(std::int64_t, const Rows&)>& each) {
    for (std::size_t from = 0; from < rows.size();) {
        const auto partition = partition_of(level, rows.times[from]);
        const auto end = std::ranges::lower_bound(rows.times, partition_start(level, partition + 1));
        const auto to = static_cast<std::size_t>(end - rows.times.begin());
        DENGYUN_CHECK(each(partition, from == 0 && to == rows.size() ? rows : slice(rows, from, to)));
        from = to;
    }
    return {};
}

}  // namespace

Result<> GroupRewrite::add(const Rows& given) {
    const auto horizon = horizons_[static_cast<std::size_t>(Level::raw)];
    Rows rows = between(given, horizon, INT64_MAX);
    // Each level is put and then rolled up partition by partition: a partition holds whole buckets of the next level.
    for (const auto level : levels) {
        Rows rolled;
        DENGYUN_CHECK(by_partition(rows, level, [&](std::int64_t partition, const Rows& part) -> Result<> {
            DENGYUN_CHECK(put(level, partition, part));
            if (level == Level::day) return {};
            for (const auto& range : buckets_of(part.times, width_of(coarser(level)))) {
                DENGYUN_TRY(stored, read(level, range.from, range.to));
                append_rows(rolled, roll_up(stored, level, columns_));
            }
            return {};
        }));
        rows = std::move(rolled);
    }
    return {};
}

Result<> GroupRewrite::put(Level level, std::int64_t partition, const Rows& rows) {
    // Of a level that was given up nothing comes back.
    if (partition_start(level, partition) < horizons_[static_cast<std::size_t>(level)]) return {};
    // All that the next level is made from.
    const auto width = level == Level::day ? width_of(level) : width_of(coarser(level));
    DENGYUN_TRY(stored, load_(level, partition, floor_to(rows.times.front(), width),
                              floor_to(rows.times.back(), width) + width));
    auto& part = parts_[{level, partition}];
    for (auto& bytes : stored) {
        DENGYUN_TRY(view, BlockView::open(bytes));
        part.blocks.push_back({view.first_time(), view.last_time(), view.rows(), {}, true});
        part.blocks.back().bytes = std::move(bytes);
    }
    // From the newest rows backwards, so that places of blocks do not move.
    for (std::size_t to = rows.size(); to > 0;) {
        const auto next = std::ranges::upper_bound(part.blocks, rows.times[to - 1], {}, &Held::first);
        const auto at = next == part.blocks.begin() ? 0 : static_cast<std::size_t>(next - part.blocks.begin()) - 1;
        auto from = std::size_t{0};
        if (at > 0)
            from = static_cast<std::size_t>(std::ranges::lower_bound(rows.times, part.blocks[at].first) -
                                            rows.times.begin());
        DENGYUN_CHECK(put_behind(part, level, at, slice(rows, from, to)));
        to = from;
    }
    return {};
}

// The rows belong to the block at `at`: into it or right behind it; the very first may also get what lies before it.
Result<> GroupRewrite::put_behind(Part& part, Level level, std::size_t at, const Rows& rows) {
    const auto most = rewritten_rows_max(level);
    if (part.blocks.empty()) {
        part.blocks = encoded(level, rows, most);
        for (const auto& block : part.blocks) part.bytes += static_cast<std::int64_t>(block.bytes.size());
        return {};
    }
    const auto place = part.blocks.begin() + static_cast<std::ptrdiff_t>(at);
    const bool is_behind = rows.times.front() > place->last;
    std::vector<Held> made;
    if (is_behind && place->rows >= most) {
        made = encoded(level, rows, most);
        for (const auto& block : made) part.bytes += static_cast<std::int64_t>(block.bytes.size());
        part.blocks.insert(place + 1, std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
        return {};
    }
    DENGYUN_TRY(view, BlockView::open(place->bytes));
    std::vector<Rows> both(2);
    DENGYUN_TRY(decoded, view.decode({}));
    both[0] = std::move(decoded);
    both[1] = rows;
    const auto merged = merge(std::move(both));
    // In the middle of what is stored halves leave room for more.
    const auto count = (merged.size() + most - 1) / most;
    made = encoded(level, merged, is_behind ? most : (merged.size() + count - 1) / count);
    part.bytes -= static_cast<std::int64_t>(place->bytes.size());
    for (const auto& block : made) part.bytes += static_cast<std::int64_t>(block.bytes.size());
    if (place->is_stored) part.removed.push_back(place->first);
    *place = std::move(made.front());
    part.blocks.insert(part.blocks.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                       std::make_move_iterator(made.begin() + 1), std::make_move_iterator(made.end()));
    return {};
}

std::vector<GroupRewrite::Held> GroupRewrite::encoded(Level level, const Rows& rows, std::size_t rows_each) const {
    std::vector<Held> made;
    for (std::size_t from = 0; from < rows.size(); from += rows_each) {
        const auto to = std::min(rows.size(), from + rows_each);
        auto& block = made.emplace_back(Held{rows.times[from], rows.times[to - 1], to - from, {}, false});
        encode_block(group_, slice(rows, from, to), columns_, level == Level::raw, block.bytes);
    }
    return made;
}

Result<Rows> GroupRewrite::read(Level level, Time from, Time to) const {
    Rows all;
    const auto part = parts_.find({level, partition_of(level, from)});
    if (part == parts_.end()) return all;
    for (const auto& block : part->second.blocks) {
        if (block.last < from || block.first >= to) continue;
        DENGYUN_TRY(view, BlockView::open(block.bytes));
        DENGYUN_TRY(rows, view.decode({.origins = false}));
        append_rows(all, between(std::move(rows), from, to));
    }
    return all;
}

std::vector<Rewritten> GroupRewrite::changes() {
    std::vector<Rewritten> changes;
    for (auto& [key, part] : parts_) {
        auto& change = changes.emplace_back(Rewritten{.level = key.first, .partition = key.second});
        change.removed = std::move(part.removed);
        change.bytes = part.bytes;
        for (auto& block : part.blocks)
            if (!block.is_stored) change.added.push_back({block.first, block.last, block.rows, std::move(block.bytes)});
    }
    parts_.clear();
    return changes;
}

}  // namespace dengyun::timeseries
