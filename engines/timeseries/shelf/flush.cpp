#include "engines/timeseries/shelf/flush.h"

#include <algorithm>

#include "engines/timeseries/merge.h"

namespace dengyun::timeseries {
namespace {

class Flush {
  public:
    Flush(Files& files, const Catalogue& catalogue, std::uint64_t number)
        : files_(files), catalogue_(catalogue), number_(number) {}

    [[nodiscard]] Result<> add(const GroupSnapshot& group) {
        const auto horizon = group.horizons[0];
        for (const auto& source : group.memory.sources) {
            if (source.last < horizon) continue;
            DENGYUN_CHECK(source.rows ? add_rows(group, Level::raw, between(*source.rows, horizon, INT64_MAX))
                                      : add_block(Level::raw, partition_of(Level::raw, source.first), source.block));
        }
        const auto& minutes = group.memory.minutes;
        const auto kept = std::span(minutes).subspan(
            static_cast<std::size_t>(std::ranges::lower_bound(minutes, horizon) - minutes.begin()));
        Rows finer_rows;
        for (const auto level : {Level::minute, Level::hour, Level::day}) {
            Rows rolled;
            for (const auto& range : buckets_of(kept, width_of(level))) {
                const BlockView::Wanted wanted{.origins = false};
                DENGYUN_TRY(stored, read_rows(group, finer(level), wanted, range.from, range.to));
                std::vector<Rows> both;
                both.push_back(std::move(stored));
                if (level != Level::minute) {
                    // What was just rolled up is newer than what is stored.
                    both.push_back(between(finer_rows, range.from, range.to));
                    both.back().sequences.clear();
                    both.back().qualities.clear();
                }
                append_rows(rolled, roll_up(merge(std::move(both)), finer(level), group.columns));
            }
            DENGYUN_CHECK(add_rows(group, level, rolled));
            finer_rows = std::move(rolled);
        }
        return {};
    }

    [[nodiscard]] Result<std::vector<SegmentName>> finish() {
        std::vector<SegmentName> names;
        for (auto& [key, writer] : writers_) {
            DENGYUN_CHECK(writer.finish());
            names.push_back(writer.name());
        }
        DENGYUN_CHECK(files_.sync_names());
        return names;
    }

  private:
    [[nodiscard]] Result<> add_block(Level level, std::int64_t partition, ByteView block) {
        // Of a level that was given up nothing comes back.
        if (partition_start(level, partition) < catalogue_.horizon(level)) return {};
        const auto at =
            writers_.try_emplace({level, partition}, files_, SegmentName{level, partition, number_, number_});
        return at.first->second.add(block);
    }
    [[nodiscard]] Result<> add_rows(const GroupSnapshot& group, Level level, const Rows& rows) {
        Result<> result{};
        encode_blocks(group.group, rows, level, group.columns, [&](std::int64_t partition, const Bytes& bytes) {
            if (result) result = add_block(level, partition, bytes);
        });
        return result;
    }

    Files& files_;
    const Catalogue& catalogue_;
    std::uint64_t number_;
    std::map<std::pair<Level, std::int64_t>, SegmentWriter> writers_;
};

}  // namespace

Result<std::vector<SegmentName>> write_segments(Files& files, const MemoryTable& table,
                                                const std::shared_ptr<const Partitions>& partitions,
                                                const Catalogue& catalogue, std::uint64_t flush) {
    Flush writing(files, catalogue, flush);
    const auto stored = std::make_shared<const PartitionBlocks>(partitions);
    const MemoryTable* const tables[] = {&table};
    for (GroupNumber number = 0; number < table.groups(); number++) {
        if (table.find(number) == nullptr) continue;
        GroupSnapshot group{number, stored, memory_of(tables, number), catalogue.columns(number), {}};
        for (const auto level : levels) group.horizons[static_cast<std::size_t>(level)] = catalogue.horizon(level);
        DENGYUN_CHECK(writing.add(group));
    }
    return writing.finish();
}

}  // namespace dengyun::timeseries
