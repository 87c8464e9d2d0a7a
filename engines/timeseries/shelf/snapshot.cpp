#include "engines/timeseries/shelf/snapshot.h"

#include <algorithm>

#include "engines/timeseries/merge.h"

namespace dengyun::timeseries {

GroupMemory memory_of(std::span<const MemoryTable* const> tables, GroupNumber group) {
    GroupMemory memory;
    for (const auto* table : tables) {
        const auto* one = table->find(group);
        if (one == nullptr) continue;
        for (const auto& sealed : one->sealed)
            memory.sources.push_back({sealed.first, sealed.last, *sealed.bytes, sealed.bytes, {}});
        if (one->open.size() > 0) {
            auto rows = std::make_shared<const Rows>(MemoryTable::open_rows(*one));
            const auto first = rows->times.front();
            const auto last = rows->times.back();
            memory.sources.push_back({first, last, {}, {}, std::move(rows)});
        }
        memory.minutes.insert(memory.minutes.end(), one->minutes.begin(), one->minutes.end());
    }
    std::ranges::sort(memory.minutes);
    const auto twice = std::ranges::unique(memory.minutes);
    memory.minutes.erase(twice.begin(), twice.end());
    return memory;
}

std::vector<Cluster> clusters_of(std::vector<Source> sources) {
    std::vector<std::size_t> order(sources.size());
    for (std::size_t i = 0; i < order.size(); i++) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(sources[i].first, i); });
    std::vector<Cluster> clusters;
    std::vector<std::size_t> members;
    const auto close = [&] {
        std::ranges::sort(members);  // by age
        auto& cluster = clusters.emplace_back();
        for (const auto member : members) cluster.push_back(std::move(sources[member]));
        members.clear();
    };
    Time last = 0;
    for (const auto i : order) {
        if (!members.empty() && sources[i].first > last) close();
        last = members.empty() ? sources[i].last : std::max(last, sources[i].last);
        members.push_back(i);
    }
    if (!members.empty()) close();
    return clusters;
}

Result<std::vector<Cluster>> clusters_of(const GroupSnapshot& snapshot, Level level, Time from, Time to) {
    from = std::max(from, snapshot.horizons[static_cast<std::size_t>(level)]);
    if (from >= to) return std::vector<Cluster>{};
    DENGYUN_TRY(sources, snapshot.stored->of(snapshot.group, level, from, to));
    if (level == Level::raw)
        for (const auto& source : snapshot.memory.sources)
            if (source.last >= from && source.first < to) sources.push_back(source);
    return clusters_of(std::move(sources));
}

Result<Rows> rows_of(const Cluster& cluster, const BlockView::Wanted& wanted) {
    std::vector<Rows> rows;
    for (const auto& source : cluster) {
        if (source.rows) {
            auto& some = rows.emplace_back(*source.rows);
            if (wanted.columns)
                std::erase_if(some.columns, [&](const ColumnRows& column) {
                    return !std::ranges::binary_search(*wanted.columns, column.column);
                });
            if (!wanted.origins) {
                some.sequences.clear();
                some.qualities.clear();
            }
            continue;
        }
        DENGYUN_TRY(view, BlockView::open(source.block));
        DENGYUN_TRY(decoded, view.decode(wanted));
        rows.push_back(std::move(decoded));
    }
    return merge(std::move(rows));
}

Result<Rows> read_rows(const GroupSnapshot& snapshot, Level level, const BlockView::Wanted& wanted, Time from,
                       Time to) {
    from = std::max(from, snapshot.horizons[static_cast<std::size_t>(level)]);
    Rows all;
    DENGYUN_TRY(clusters, clusters_of(snapshot, level, from, to));
    for (const auto& cluster : clusters) {
        DENGYUN_TRY(rows, rows_of(cluster, wanted));
        append_rows(all, between(std::move(rows), from, to));
    }
    return all;
}

}  // namespace dengyun::timeseries
