#include "engines/timeseries/shelf/summary.h"

#include <algorithm>

namespace dengyun::timeseries {
namespace {

Time ceil_to(Time time, Time width) { return floor_to(time + width - 1, width); }

class Summary {
  public:
    Summary(const GroupSnapshot& snapshot, ColumnNumber number, std::vector<Stretch>& out)
        : snapshot_(snapshot), number_(number), out_(out) {
        static const Column plain{};
        column_ = number < snapshot.columns.size() ? &snapshot.columns[number] : &plain;
        const ColumnNumber numbers[] = {number};
        parts_ = part_numbers(numbers);
    }

    // Adds [from, to) from `level` and what is finer.
    [[nodiscard]] Result<> add(Level level, Time from, Time to) {
        if (from >= to) return {};
        if (level == Level::raw) return add_raw(from, to);
        const auto width = width_of(level);
        // Where finer rows are gone, a roll-up counts where it starts.
        const auto gone = snapshot_.horizons[static_cast<std::size_t>(finer(level))];
        const auto first = ceil_to(from, width);
        auto last = floor_to(to, width);
        if (last < to && to <= gone) last = ceil_to(to, width);
        if (first >= last) return add(finer(level), from, to);
        DENGYUN_CHECK(add(finer(level), from, first));
        // What was written lately stands in no roll-up yet.
        const auto& minutes = snapshot_.memory.minutes;
        Time clean = first;
        for (auto at = std::ranges::lower_bound(minutes, std::max(first, snapshot_.horizons[0]));
             at != minutes.end() && *at < last;) {
            const auto dirty = floor_to(*at, width);
            DENGYUN_CHECK(add_buckets(level, clean, dirty));
            clean = dirty + width;
            while (at != minutes.end() && *at < std::min(clean + width, last)) {
                if (*at >= clean) clean += width;
                at++;
            }
            DENGYUN_CHECK(add(finer(level), dirty, clean));
        }
        DENGYUN_CHECK(add_buckets(level, clean, last));
        return add(finer(level), last, to);
    }

    // The same where rows of `level` may be gone: what lies before its horizon comes from the coarser ones.
    [[nodiscard]] Result<> add_kept(Level level, Time from, Time to) {
        const auto horizon = std::min(to, snapshot_.horizons[static_cast<std::size_t>(level)]);
        if (level != Level::day && from < horizon) {
            DENGYUN_CHECK(add_kept(coarser(level), from, horizon));
            from = horizon;
        }
        return add(level, from, to);
    }

  private:
    // The stretch that holds `time`; times come in order.
    [[nodiscard]] Stretch& stretch_at(Time time) {
        while (at_ + 1 < out_.size() && out_[at_ + 1].from <= time) at_++;
        return out_[at_];
    }

    [[nodiscard]] Result<> add_buckets(Level level, Time from, Time to) {
        if (from >= to) return {};
        const BlockView::Wanted wanted{.columns = parts_, .origins = false};
        DENGYUN_TRY(clusters, clusters_of(snapshot_, level, from, to));
        for (const auto& cluster : clusters) {
            DENGYUN_TRY(rows, rows_of(cluster, wanted));
            const auto begin = std::ranges::lower_bound(rows.times, from) - rows.times.begin();
            const auto end = std::ranges::lower_bound(rows.times, to) - rows.times.begin();
            for (auto row = begin; row < end; row++) {
                const auto at = static_cast<std::size_t>(row);
                add_roll_ups(stretch_at(rows.times[at]).aggregate, rows, at, at + 1, number_, *column_);
            }
        }
        return {};
    }

    [[nodiscard]] Result<> add_raw(Time from, Time to) {
        const ColumnNumber numbers[] = {number_};
        const BlockView::Wanted wanted{.columns = numbers, .origins = false};
        from = std::max(from, snapshot_.horizons[0]);
        DENGYUN_TRY(clusters, clusters_of(snapshot_, Level::raw, from, to));
        for (const auto& cluster : clusters) {
            if (cluster.size() == 1 && !cluster.front().rows && cluster.front().first >= from &&
                cluster.front().last < to) {
                // A whole block within one stretch is answered by its header.
                auto& stretch = stretch_at(cluster.front().first);
                if (cluster.front().last < stretch.to) {
                    DENGYUN_TRY(view, BlockView::open(cluster.front().block));
                    if (const auto* head = view.find(number_))
                        add_aggregate(stretch.aggregate, head->aggregate, *column_);
                    continue;
                }
            }
            DENGYUN_TRY(rows, rows_of(cluster, wanted));
            if (rows.columns.empty()) continue;
            const auto& cells = rows.columns.front();
            for (std::size_t row = 0; row < rows.size(); row++)
                if (rows.times[row] >= from && rows.times[row] < to && cells.has(row))
                    add_value(stretch_at(rows.times[row]).aggregate, number_of(cells.cells[row], cells.type), *column_);
        }
        return {};
    }

    const GroupSnapshot& snapshot_;
    ColumnNumber number_;
    const Column* column_;
    std::vector<ColumnNumber> parts_;
    std::vector<Stretch>& out_;
    std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Stretch>> summarise(const GroupSnapshot& snapshot, ColumnNumber column, Time from, Time to,
                                       std::size_t count) {
    if (count == 0 || count > stretches_max || from >= to || from < time_min || to > time_max)
        return fail(ErrorKind::invalid, "timeseries.bad_range");
    const auto width = static_cast<double>(to - from) / static_cast<double>(count);
    Level level = Level::day;
    while (level != Level::raw && static_cast<double>(width_of(level)) * 4 > width) level = finer(level);
    std::vector<Stretch> stretches;
    Time start = from;
    for (std::size_t i = 1; i <= count; i++) {
        const auto edge = from + static_cast<Time>(width * static_cast<double>(i));
        const auto end = i == count ? to : level == Level::raw ? edge : floor_to(edge, width_of(level));
        if (end <= start) continue;
        stretches.push_back({start, end, {}});
        start = end;
    }
    DENGYUN_CHECK(Summary(snapshot, column, stretches).add_kept(level, from, to));
    return stretches;
}

}  // namespace dengyun::timeseries
