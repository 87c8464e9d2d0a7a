#include "engines/timeseries/merge.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace dengyun::timeseries {
namespace {

bool rises(const std::vector<Time>& times) {
    return std::ranges::adjacent_find(times, std::greater_equal{}) == times.end();
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

void make_presence(ColumnRows& column) {
    if (column.present.empty()) column.present.assign(column.cells.size(), 1);
}

// The column of that number, made with absent cells where it is missing.
ColumnRows& column_for(Rows& rows, const ColumnRows& like, std::size_t count) {
    auto at = std::ranges::lower_bound(rows.columns, like.column, {}, &ColumnRows::column);
    if (at == rows.columns.end() || at->column != like.column) {
        at = rows.columns.insert(at, {like.column, like.type});
        at->cells.resize(count);
        if (count > 0) at->present.assign(count, 0);
    }
    return *at;
}

}  // namespace

void append_rows(Rows& rows, const Rows& more) {
    const auto count = rows.size();
    for (const auto& other : more.columns) {
        auto& column = column_for(rows, other, count);
        if (!other.present.empty() || !column.present.empty()) {
            make_presence(column);
            if (other.present.empty())
                column.present.resize(count + other.cells.size(), 1);
            else
                append(column.present, other.present);
        }
        append(column.cells, other.cells);
    }
    append(rows.times, more.times);
    append(rows.sequences, more.sequences);
    append(rows.qualities, more.qualities);
    for (auto& column : rows.columns) {
        if (column.cells.size() == rows.size()) continue;
        make_presence(column);
        column.cells.resize(rows.size());
        column.present.resize(rows.size(), 0);
    }
}

Rows in_order(Rows rows) {
    if (rises(rows.times)) return rows;
    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t row) { return std::pair(rows.times[row], row); });
    Rows result;
    std::vector<std::uint32_t> targets(rows.size());  // where the row order[i] goes
    for (std::size_t i = 0; i < order.size(); i++) {
        const auto time = rows.times[order[i]];
        if (result.times.empty() || result.times.back() != time) result.times.push_back(time);
        targets[i] = static_cast<std::uint32_t>(result.times.size() - 1);
    }
    const auto take = [&](auto& from, auto& to) {
        if (from.empty()) return;
        to.resize(result.size());
        for (std::size_t i = 0; i < order.size(); i++) to[targets[i]] = from[order[i]];
    };
    take(rows.sequences, result.sequences);
    take(rows.qualities, result.qualities);
    for (auto& column : rows.columns) {
        auto& out = result.columns.emplace_back(column.column, column.type);
        out.cells.resize(result.size());
        if (!column.present.empty()) out.present.resize(result.size());
        for (std::size_t i = 0; i < order.size(); i++) {
            if (!column.has(order[i])) continue;
            out.cells[targets[i]] = column.cells[order[i]];
            if (!out.present.empty()) out.present[targets[i]] = 1;
        }
    }
    return result;
}

Rows merge(std::vector<Rows> sources) {
    std::erase_if(sources, [](const Rows& source) { return source.size() == 0; });
    if (sources.empty()) return {};
    if (sources.size() == 1) return std::move(sources.front());
    // Where they do not overlap the order of writing does not matter.
    std::vector<std::size_t> by_time(sources.size());
    std::iota(by_time.begin(), by_time.end(), std::size_t{0});
    std::ranges::sort(by_time, {}, [&](std::size_t i) { return sources[i].times.front(); });
    bool disjoint = true;
    for (std::size_t i = 1; i < by_time.size(); i++)
        disjoint = disjoint && sources[by_time[i - 1]].times.back() < sources[by_time[i]].times.front();
    Rows all;
    for (std::size_t i = 0; i < sources.size(); i++) append_rows(all, sources[disjoint ? by_time[i] : i]);
    return in_order(std::move(all));
}

Rows slice(const Rows& rows, std::size_t from, std::size_t to) {
    const auto part = [&]<class T>(const std::vector<T>& values) {
        if (values.empty()) return std::vector<T>{};
        return std::vector<T>(values.begin() + static_cast<std::ptrdiff_t>(from),
                              values.begin() + static_cast<std::ptrdiff_t>(to));
    };
    Rows result{.times = part(rows.times), .sequences = part(rows.sequences), .qualities = part(rows.qualities)};
    for (const auto& column : rows.columns)
        result.columns.push_back({column.column, column.type, part(column.cells), part(column.present)});
    return result;
}

Rows between(Rows rows, Time from, Time to) {
    const auto first = std::ranges::lower_bound(rows.times, from) - rows.times.begin();
    const auto last = std::ranges::lower_bound(rows.times, to) - rows.times.begin();
    if (first == 0 && static_cast<std::size_t>(last) == rows.size()) return rows;
    return slice(rows, static_cast<std::size_t>(first), static_cast<std::size_t>(std::max(first, last)));
}

}  // namespace dengyun::timeseries
