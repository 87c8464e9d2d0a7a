// Goal: whatever arrives, late or twice, blocks that are rewritten hold what a plain map holds, never overlap, stay
// within their bounds, and have the roll-ups that all rows together come to; nothing comes back before a horizon.
#include "engines/timeseries/rewrite.h"

#include <gtest/gtest.h>

#include "engines/timeseries/merge.h"
#include "engines/timeseries/shelf/arrivals.h"
#include "engines/timeseries/test/plain_store.h"

namespace dengyun::timeseries {
namespace {

using test::below;

constexpr Time start = 1'772'380'800 * second;  // midnight in China
constexpr Time day = width_of(Level::day);
const std::vector<Column> columns{{"temperature"}, {"parts", ColumnType::integer, true, 65536}};

// A shelf of replaceable blocks in memory.
class Blocks {
  public:
    void add(const Batch& batch, std::array<Time, levels.size()> horizons) {
        Arrivals arrivals(columns);
        ASSERT_TRUE(arrivals.add(batch.bytes()));
        GroupRewrite rewrite(
            0, columns, horizons,
            [this](Level level, std::int64_t partition, Time from, Time to) -> Result<std::vector<Bytes>> {
                return load(level, partition, from, to);
            });
        const auto added = rewrite.add(arrivals.take());
        ASSERT_TRUE(added) << added.error().detail;
        for (const auto& change : rewrite.changes()) {
            auto& there = blocks[{change.level, change.partition}];
            for (const auto first : change.removed) {
                bytes_told -= static_cast<std::int64_t>(there.at(first).size());
                there.erase(first);
            }
            for (const auto& block : change.added) {
                ASSERT_TRUE(there.emplace(block.first, block.bytes).second);
                bytes_told += static_cast<std::int64_t>(block.bytes.size());
            }
            bytes_of_changes += change.bytes;
        }
    }
    [[nodiscard]] Rows rows(Level level) const {
        Rows all;
        Time last = INT64_MIN;
        for (const auto& [place, there] : blocks) {
            if (place.first != level) continue;
            for (const auto& [first, bytes] : there) {
                const auto view = BlockView::open(bytes);
                EXPECT_TRUE(view);
                EXPECT_GT(view->first_time(), last) << "blocks overlap";
                EXPECT_LE(view->rows(), rewritten_rows_max(level));
                EXPECT_EQ(view->first_time(), first);
                last = view->last_time();
                append_rows(all, *view->decode({}));
            }
        }
        return all;
    }
    [[nodiscard]] std::size_t count(Level level) const {
        std::size_t count = 0;
        for (const auto& [place, there] : blocks) count += place.first == level ? there.size() : 0;
        return count;
    }
    std::int64_t bytes_told = 0;
    std::int64_t bytes_of_changes = 0;

  private:
    [[nodiscard]] std::vector<Bytes> load(Level level, std::int64_t partition, Time from, Time to) const {
        const auto found = blocks.find({level, partition});
        if (found == blocks.end()) return {};
        const auto& there = found->second;
        auto at = there.upper_bound(from);
        if (at != there.begin()) at--;
        std::vector<Bytes> loaded;
        for (; at != there.end() && at->first < to; at++) loaded.push_back(at->second);
        return loaded;
    }
    std::map<std::pair<Level, std::int64_t>, std::map<Time, Bytes>> blocks;
};

Batch random_batch(test::Random& random, Time now, std::size_t rows) {
    Batch batch;
    for (std::size_t i = 0; i < rows; i++) {
        Time time = now + static_cast<Time>(i) * second;
        if (below(random, 10) == 0) time -= static_cast<Time>(below(random, 2 * 86'400)) * second;
        std::vector<Value> values;
        if (below(random, 8)) values.push_back({0, real_cell(static_cast<double>(below(random, 1000)) / 10)});
        if (below(random, 2) || values.empty()) values.push_back({1, below(random, 65536)});
        batch.add({0, time, i, static_cast<std::uint8_t>(below(random, 10) ? 0 : 3)}, values);
    }
    return batch;
}

TEST(Rewrite, HoldsWhatAMapHoldsAndTheRollUpsOfAll) {
    for (std::uint64_t seed = 1; seed <= 4; seed++) {
        test::Random random(seed);
        test::PlainStore expected;
        Blocks blocks;
        Time now = start + 5 * day;
        for (int round = 0; round < 40; round++) {
            const auto batch = random_batch(random, now, 1 + below(random, round % 3 == 0 ? 3000 : 60));
            ASSERT_NO_FATAL_FAILURE(blocks.add(batch, {}));
            expected.append(batch);
            now += static_cast<Time>(below(random, 5000)) * second;
        }
        const auto raw = blocks.rows(Level::raw);
        ASSERT_EQ(test::plain(raw), expected.read(0, time_min, time_max)) << seed;
        auto finer_rows = raw;
        for (const auto level : {Level::minute, Level::hour, Level::day}) {
            const auto rolled = roll_up(finer_rows, finer(level), columns);
            ASSERT_TRUE(test::same(blocks.rows(level), rolled)) << seed << ' ' << static_cast<int>(level);
            finer_rows = rolled;
        }
        EXPECT_EQ(blocks.bytes_told, blocks.bytes_of_changes);
        // Halves at worst.
        EXPECT_LE(blocks.count(Level::raw), 2 * raw.size() / block_rows_max + 12);
    }
}

TEST(Rewrite, RowsThatComeInOrderFillTheirBlocks) {
    Blocks blocks;
    for (int part = 0; part < 100; part++) {
        Batch batch;
        const Value value{0, real_cell(part)};
        for (int row = 0; row < 41; row++) batch.add({0, start + (part * 41 + row) * second}, {&value, 1});
        ASSERT_NO_FATAL_FAILURE(blocks.add(batch, {}));
    }
    EXPECT_EQ(blocks.rows(Level::raw).size(), 4100U);
    EXPECT_EQ(blocks.count(Level::raw), 5U);
    EXPECT_EQ(blocks.count(Level::minute), 1U);
}

TEST(Rewrite, NothingComesBackBeforeAHorizon) {
    Blocks blocks;
    Batch batch;
    const Value value{0, real_cell(1)};
    for (int i = 0; i < 60; i++) batch.add({0, start + i * day}, {&value, 1});
    const auto minutes_from = partition_start(Level::minute, partition_of(Level::minute, start + 40 * day));
    ASSERT_NO_FATAL_FAILURE(blocks.add(batch, {start + 50 * day, minutes_from, 0, 0}));
    EXPECT_EQ(blocks.rows(Level::raw).times.front(), start + 50 * day);
    EXPECT_GE(blocks.rows(Level::minute).times.front(), minutes_from);
    EXPECT_EQ(blocks.rows(Level::day).size(), 10U);
}

}  // namespace
}  // namespace dengyun::timeseries
