// Goal: whatever is written, late, twice or in any order, flushed, merged and opened again at any time, the store
// answers what a plain map answers; retention and quota give up the oldest first and refuse what can no longer be kept
// right.
#include <gtest/gtest.h>

#include "engines/timeseries/file_store.h"
#include "engines/timeseries/test/memory_files.h"
#include "engines/timeseries/test/plain_store.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::timeseries {
namespace {

using test::below;

constexpr Time start = 1'772'380'800 * second;  // midnight in China
constexpr Time day = width_of(Level::day);

std::unique_ptr<FileStore> must_open(Files& files, FileStoreOptions options = {}) {
    auto store = FileStore::open(files, std::move(options));
    EXPECT_TRUE(store) << store.error().code << ' ' << store.error().detail;
    return store ? std::move(*store) : nullptr;
}

void make_groups(Store& store, std::size_t count) {
    for (std::size_t i = 0; i < count; i++) {
        const auto group = store.catalogue().group("machine-" + std::to_string(i));
        ASSERT_TRUE(group);
        ASSERT_TRUE(store.catalogue().column(*group, {"temperature"}));
        ASSERT_TRUE(store.catalogue().column(*group, {"parts", ColumnType::integer, true, 65536}));
        ASSERT_TRUE(store.catalogue().column(*group, {"running", ColumnType::boolean}));
    }
}

// Rows near `now`, some late, some twice, some with few columns.
Batch random_batch(test::Random& random, std::size_t groups, Time now, std::size_t rows) {
    Batch batch;
    for (std::size_t i = 0; i < rows; i++) {
        Time time = now + static_cast<Time>(i) * second;
        if (below(random, 20) == 0) time -= static_cast<Time>(below(random, 3 * 86'400)) * second;
        std::vector<Value> values;
        if (below(random, 8)) values.push_back({0, real_cell(static_cast<double>(below(random, 1000)) / 10)});
        if (below(random, 3)) values.push_back({1, below(random, 65536)});
        if (below(random, 3) == 0 || values.empty()) values.push_back({2, below(random, 2)});
        if (below(random, 300) == 0) values.front() = {0, 0x7FF80000000000ABU};
        batch.add({static_cast<GroupNumber>(below(random, groups)), time, i,
                   static_cast<std::uint8_t>(below(random, 10) ? 0 : 3)},
                  values);
    }
    return batch;
}

TEST(Store, AnswersWhatAMapSays) {
    for (std::uint64_t seed = 1; seed <= (dengyun::test::is_sanitized ? 3 : 12); seed++) {
        test::Random random(seed);
        test::MemoryFiles files;
        test::PlainStore expected;
        auto store = must_open(files, {.memory_bytes_max = 64 << 10});
        make_groups(*store, 3);
        Time now = start + 10 * day;
        for (int round = 0; round < 60; round++) {
            const auto batch = random_batch(random, 3, now, 1 + below(random, 400));
            ASSERT_TRUE(store->append(batch));
            expected.append(batch);
            now += static_cast<Time>(below(random, 8000)) * second;
            switch (below(random, 8)) {
                case 0:
                    ASSERT_TRUE(store->flush());
                    break;
                case 1:
                    ASSERT_TRUE(store->maintain());
                    break;
                case 2:
                    store.reset();
                    files.restart();
                    store = must_open(files, {.memory_bytes_max = 64 << 10});
                    break;
                case 3:
                    ASSERT_NO_FATAL_FAILURE(test::expect_same(*store, expected, random));
                    break;
                default:
                    break;
            }
        }
        for (auto more = store->maintain(); more && *more; more = store->maintain()) {
        }
        ASSERT_NO_FATAL_FAILURE(test::expect_same(*store, expected, random)) << "seed " << seed;
    }
}

TEST(Store, RetentionGivesUpWholeDaysAndKeepsRollUps) {
    test::Random random(31);
    test::MemoryFiles files;
    test::PlainStore expected;
    auto store = must_open(files);
    make_groups(*store, 1);
    for (int i = 0; i < 10; i++) {
        Batch batch;
        for (int row = 0; row < 500; row++) {
            const Value value{0, real_cell(static_cast<double>(below(random, 100)))};
            batch.add({0, start + i * day + row * 60 * second}, {&value, 1});
        }
        ASSERT_TRUE(store->append(batch));
        expected.append(batch);
        ASSERT_TRUE(store->flush());
    }
    // A new row of an old day is still in memory.
    Batch late;
    const Value value{0, real_cell(1000)};
    late.add({0, start + 2 * day}, {&value, 1});
    ASSERT_TRUE(store->append(late));
    const auto before = store->summarise(0, 0, start, start + 10 * day, 2);
    ASSERT_TRUE(before);

    ASSERT_TRUE(store->retain({start + 4 * day + 5, 0, 0, 0}));
    expected.drop_before(start + 4 * day);
    const auto rows = store->read(0, {}, time_min, time_max, {.rows_max = rows_read_max});
    ASSERT_TRUE(rows);
    EXPECT_EQ(test::plain(*rows), expected.read(0, time_min, time_max));
    const auto refused = store->append(late);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "timeseries.too_late");

    for (int opened = 0; opened < 2; opened++) {
        const auto after = store->summarise(0, 0, start, start + 10 * day, 2);
        ASSERT_TRUE(after);
        for (std::size_t i = 0; i < 2; i++) {
            EXPECT_EQ((*after)[i].aggregate.count, 2500U);
            EXPECT_EQ((*after)[i].aggregate.max, i == 0 ? 99 : (*before)[i].aggregate.max);
        }
        // Of a day without rows a roll-up counts once, in the stretch that it starts in.
        const Time middle = start + 90 * second;
        const auto left = store->summarise(0, 0, start, middle, 1);
        const auto right = store->summarise(0, 0, middle, start + day, 1);
        ASSERT_TRUE(left && right);
        EXPECT_EQ(left->front().aggregate.count, 2U);
        EXPECT_EQ(right->front().aggregate.count, 498U);
        // However narrow the stretches are, and also where they cross into the days that still have rows.
        for (const auto& [from, count] : {std::pair{start, 600U}, std::pair{start + 3 * day, 600U}}) {
            const auto narrow = store->summarise(0, 0, from, from + 500 * 60 * second, count);
            ASSERT_TRUE(narrow);
            std::uint64_t rows_told = 0;
            for (const auto& stretch : *narrow) {
                EXPECT_LE(stretch.aggregate.count, 1U);
                rows_told += stretch.aggregate.count;
            }
            EXPECT_EQ(rows_told, 500U);
        }
        const auto across = store->summarise(0, 0, start + 3 * day, start + 5 * day, 2000);
        ASSERT_TRUE(across);
        std::uint64_t rows_told = 0;
        for (const auto& stretch : *across) rows_told += stretch.aggregate.count;
        EXPECT_EQ(rows_told, 1000U);
        store.reset();
        files.restart();
        store = must_open(files);
    }
}

TEST(Store, WhereMinutesAreGoneHoursAnswer) {
    test::MemoryFiles files;
    auto store = must_open(files);
    make_groups(*store, 1);
    for (int i = 0; i < 100; i++) {
        Batch batch;
        const Value value{0, real_cell(i)};
        batch.add({0, start + i * day}, {&value, 1});
        ASSERT_TRUE(store->append(batch));
        ASSERT_TRUE(store->flush());
    }
    ASSERT_TRUE(store->retain({start + 90 * day, start + 70 * day, 0, 0}));
    ASSERT_GT(store->catalogue().horizon(Level::minute), start + 31 * day);
    // Stretches of ten minutes would come from minutes, which are gone, and of half a minute from rows.
    for (const auto width : {Time{600}, Time{30}}) {
        for (const auto from : {start + 10 * day, start + 30 * day}) {
            const auto stretches = store->summarise(0, 0, from, from + 100 * width * second, 100);
            ASSERT_TRUE(stretches);
            EXPECT_EQ(stretches->front().aggregate.count, 1U) << width;
            EXPECT_EQ(stretches->front().aggregate.max, static_cast<double>((from - start) / day));
        }
    }
}

TEST(Store, QuotaTakesRawRowsBeforeRollUps) {
    test::Random random(32);
    test::MemoryFiles files;
    auto store = must_open(files);
    make_groups(*store, 2);
    for (int i = 0; i < 40; i++) {
        ASSERT_TRUE(store->append(random_batch(random, 2, start + (10 + i) * day, 3000)));
        ASSERT_TRUE(store->flush());
    }
    const auto before = *store->usage();
    const auto bytes_max = before.total_bytes() - before.level_bytes[0] / 2;
    store.reset();
    store = must_open(files, {.bytes_max = bytes_max});
    ASSERT_TRUE(store->retain({}));
    const auto after = *store->usage();
    EXPECT_LE(after.total_bytes(), bytes_max);
    for (const std::size_t level : {1U, 2U, 3U}) EXPECT_EQ(after.level_bytes[level], before.level_bytes[level]);
    EXPECT_GT(after.level_bytes[0], before.level_bytes[0] / 4);
    // Half of the raw rows are gone, and no count of any day is.
    const auto stretches = store->summarise(0, 0, start, start + 60 * day, 60);
    ASSERT_TRUE(stretches);
    for (std::size_t i = 10; i < 50; i++) EXPECT_GT((*stretches)[i].aggregate.count, 800U) << i;
    EXPECT_TRUE(store->append(random_batch(random, 2, start + 60 * day, 10)));
}

TEST(Store, FullIsSaidAndReadingGoesOn) {
    test::Random random(33);
    test::MemoryFiles files;
    auto store = must_open(files, {.bytes_max = 1000});
    make_groups(*store, 1);
    ASSERT_TRUE(store->append(random_batch(random, 1, start, 2000)));
    ASSERT_TRUE(store->flush());
    ASSERT_TRUE(store->retain({}));
    Batch batch;
    const Value value{0, 1};
    batch.add({0, start + day}, {&value, 1});
    const auto refused = store->append(batch);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "timeseries.full");
    EXPECT_TRUE(store->read(0, {}, time_min, time_max));
}

TEST(Store, RefusesWhatIsNotRight) {
    test::MemoryFiles files;
    auto store = must_open(files);
    make_groups(*store, 1);
    const auto code_of = [&](const RowHead& head, std::vector<Value> values) {
        Batch batch;
        batch.add(head, values);
        const auto result = store->append(batch);
        return result ? std::string() : result.error().code;
    };
    EXPECT_EQ(code_of({0, start}, {{0, 1}}), "");
    EXPECT_EQ(code_of({1, start}, {{0, 1}}), "timeseries.bad_batch");
    EXPECT_EQ(code_of({0, start}, {{3, 1}}), "timeseries.bad_batch");
    EXPECT_EQ(code_of({0, start}, {}), "timeseries.bad_batch");
    EXPECT_EQ(code_of({0, -1}, {{0, 1}}), "timeseries.bad_time");
    EXPECT_EQ(code_of({0, time_max + 1}, {{0, 1}}), "timeseries.bad_time");
    EXPECT_EQ(store->read(0, {}, time_min, time_max)->size(), 1U);
    auto& catalogue = store->catalogue();
    EXPECT_EQ(catalogue.column(0, {"parts", ColumnType::text}).error().code, "timeseries.type_conflict");
    EXPECT_EQ(catalogue.group("").error().code, "timeseries.bad_name");
    EXPECT_EQ(catalogue.group(std::string(key_bytes_max + 1, 'a')).error().code, "timeseries.bad_name");
    EXPECT_EQ(catalogue.column(9, {"a"}).error().code, "timeseries.group_not_found");
    EXPECT_EQ(store->summarise(0, 0, 5, 5, 1).error().code, "timeseries.bad_range");
    EXPECT_EQ(store->summarise(0, 0, 5, 6, stretches_max + 1).error().code, "timeseries.bad_range");
}

TEST(Store, DamageIsReported) {
    test::Random random(34);
    test::MemoryFiles files;
    auto store = must_open(files);
    make_groups(*store, 1);
    ASSERT_TRUE(store->append(random_batch(random, 1, start, 1000)));
    ASSERT_TRUE(store->flush());
    store.reset();
    const auto names = files.list();
    for (const auto& name : *names) {
        if (!name.starts_with("raw-")) continue;
        auto damaged = files.size(name) / 2;
        files.damage(name, damaged);
    }
    store = must_open(files);
    EXPECT_EQ(store->read(0, {}, time_min, time_max, {.rows_max = rows_read_max}).error().code, "timeseries.bad_block");
    store.reset();
    for (const auto& name : *names)
        if (name.starts_with("raw-")) files.damage(name, files.size(name) - 3);
    EXPECT_EQ(FileStore::open(files, {}).error().code, "timeseries.damaged");
}

}  // namespace
}  // namespace dengyun::timeseries
