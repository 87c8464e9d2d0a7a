#include "engines/timeseries/shelf/compaction.h"

#include <algorithm>

#include "engines/timeseries/merge.h"

namespace dengyun::timeseries {
namespace {

// A block that is this full is copied as it is.
constexpr std::size_t rows_enough = block_rows_max / 2;

class GroupMerge {
  public:
    GroupMerge(SegmentWriter& writer, GroupNumber group, Level level, std::vector<Column> columns)
        : writer_(writer), group_(group), level_(level), columns_(std::move(columns)) {}

    [[nodiscard]] Result<> add(const Cluster& cluster) {
        if (cluster.size() == 1 && pending_.size() == 0) {
            DENGYUN_TRY(view, BlockView::open(cluster.front().block));
            if (view.rows() >= rows_enough) return writer_.add(cluster.front().block);
        }
        DENGYUN_TRY(rows, rows_of(cluster, {}));
        append_rows(pending_, rows);
        return pending_.size() >= block_rows_max ? write(pending_.size() / block_rows_max * block_rows_max)
                                                 : Result<>{};
    }
    [[nodiscard]] Result<> finish() { return write(pending_.size()); }

  private:
    [[nodiscard]] Result<> write(std::size_t count) {
        Result<> result{};
        encode_blocks(group_, slice(pending_, 0, count), level_, columns_, [&](std::int64_t, const Bytes& bytes) {
            if (result) result = writer_.add(bytes);
        });
        pending_ = slice(pending_, count, pending_.size());
        return result;
    }

    SegmentWriter& writer_;
    GroupNumber group_;
    Level level_;
    std::vector<Column> columns_;
    Rows pending_;
};

}  // namespace

std::optional<MergeChoice> choose_merge(const Partitions& partitions) {
    std::optional<MergeChoice> best;
    for (const auto level : levels)
        for (const auto& [partition, segments] : partitions[static_cast<std::size_t>(level)]) {
            // From the newest backwards while the next older one is not much larger than all of those.
            std::size_t from = segments.size();
            std::uint64_t bytes = 0;
            while (from > 0 && (bytes == 0 || segments[from - 1]->bytes() <= 4 * bytes))
                bytes += segments[--from]->bytes();
            const auto count = segments.size() - from;
            if (count >= segments_to_merge && (!best || count > best->to - best->from))
                best = {level, partition, from, segments.size()};
        }
    return best;
}

Result<SegmentName> merge_segments(Files& files, std::span<const std::shared_ptr<const Segment>> segments,
                                   const std::function<std::vector<Column>(GroupNumber)>& columns_of) {
    auto name = segments.front()->name();
    name.last_flush = segments.back()->name().last_flush;
    SegmentWriter writer(files, name);
    std::vector<std::span<const BlockEntry>> left;
    for (const auto& segment : segments) left.push_back(segment->entries());
    while (true) {
        std::optional<GroupNumber> group;
        for (const auto& entries : left)
            if (!entries.empty() && (!group || entries.front().group < *group)) group = entries.front().group;
        if (!group) break;
        std::vector<Source> sources;
        for (std::size_t i = 0; i < segments.size(); i++)
            for (; !left[i].empty() && left[i].front().group == *group; left[i] = left[i].subspan(1)) {
                const auto& entry = left[i].front();
                sources.push_back({entry.first, entry.last, segments[i]->block(entry), segments[i], {}});
            }
        GroupMerge merging(writer, *group, name.level, columns_of(*group));
        for (const auto& cluster : clusters_of(std::move(sources))) DENGYUN_CHECK(merging.add(cluster));
        DENGYUN_CHECK(merging.finish());
    }
    DENGYUN_CHECK(writer.finish());
    return name;
}

}  // namespace dengyun::timeseries
