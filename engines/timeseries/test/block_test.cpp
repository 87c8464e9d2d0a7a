// Goal: a block gives its rows back bit by bit, its aggregates are those of its rows, and whatever bytes are changed it
// is refused or still gives what was written, never something else.
#include "engines/timeseries/block.h"

#include <cmath>
#include <gtest/gtest.h>

#include "engines/timeseries/test/random_rows.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::timeseries {
namespace {

using test::below;

const std::vector<Column> columns{{"a"}, {"b"}, {"c", ColumnType::integer, true, 0}, {"d"}, {"e"}};

TEST(Block, GivesBackEveryRow) {
    test::Random random(11);
    for (int round = 0; round < (dengyun::test::is_sanitized ? 300 : 1500); round++) {
        const auto rows =
            test::random_rows(random, 1 + below(random, block_rows_max), below(random, 12), 1'700'000'000'000'000'000);
        Bytes bytes;
        encode_block(7, rows, columns, true, bytes);
        const auto block = BlockView::open(bytes);
        ASSERT_TRUE(block) << block.error().detail;
        EXPECT_EQ(block->group(), 7U);
        EXPECT_EQ(block->bytes(), bytes.size());
        EXPECT_EQ(block->first_time(), rows.times.front());
        EXPECT_EQ(block->last_time(), rows.times.back());
        const auto back = block->decode({});
        ASSERT_TRUE(back) << back.error().detail;
        ASSERT_TRUE(test::same(*back, rows));
        const std::vector<ColumnNumber> some{1, 4};
        const auto part = block->decode({.columns = some, .origins = false});
        ASSERT_TRUE(part);
        auto expected = rows;
        std::erase_if(expected.columns, [](const auto& column) { return column.column != 1 && column.column != 4; });
        expected.sequences.clear();
        expected.qualities.clear();
        ASSERT_TRUE(test::same(*part, expected));
    }
}

TEST(Block, HeaderHoldsTheAggregates) {
    test::Random random(12);
    for (int round = 0; round < 300; round++) {
        const auto rows = test::random_rows(random, 1 + below(random, 200), 5, 0);
        Bytes bytes;
        encode_block(1, rows, columns, true, bytes);
        const auto block = BlockView::open(bytes);
        ASSERT_TRUE(block);
        for (const auto& column : rows.columns) {
            Aggregate expected;
            add_rows(expected, column, 0, rows.size(), columns[column.column]);
            const auto* head = block->find(column.column);
            ASSERT_NE(head, nullptr);
            const auto& actual = head->aggregate;
            ASSERT_EQ(actual.count, expected.count);
            const auto equal = [](double a, double b) {
                return real_cell(a) == real_cell(b) || (std::isnan(a) && std::isnan(b));
            };
            EXPECT_TRUE(equal(actual.total(), expected.total()));
            EXPECT_TRUE(equal(actual.min, expected.min) && equal(actual.max, expected.max));
            EXPECT_TRUE(equal(actual.first, expected.first) && equal(actual.last, expected.last));
            EXPECT_TRUE(equal(actual.increase, expected.increase));
        }
    }
}

TEST(Block, DamageIsSeen) {
    test::Random random(13);
    const auto rows = test::random_rows(random, 500, 6, 1000);
    Bytes bytes;
    encode_block(3, rows, columns, true, bytes);
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
        auto damaged = bytes;
        for (auto count = 1 + below(random, 3); count > 0; count--)
            damaged[below(random, damaged.size())] ^= static_cast<std::uint8_t>(1U << below(random, 8));
        if (below(random, 4) == 0) damaged.resize(below(random, damaged.size()));
        const auto block = BlockView::open(damaged);
        const auto back = block ? block->decode({}) : Result<Rows>(std::unexpected(block.error()));
        if (!back) {
            refused++;
            EXPECT_EQ(back.error().code, "timeseries.bad_block");
        } else {
            ASSERT_TRUE(test::same(*back, rows));  // only the margin was hit
        }
    }
    EXPECT_GT(refused, 3900);
}

}  // namespace
}  // namespace dengyun::timeseries
