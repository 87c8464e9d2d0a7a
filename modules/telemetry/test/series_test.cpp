// Goal: the cluster shelf answers what the embedded one and a plain map answer, to the last bit, whatever is written,
// late or twice, by which process, compacted at any time; retention and quota give up the oldest first; names get one
// number.
#include <gtest/gtest.h>
#include <thread>

#include "kernel/base/test/sanitized.h"
#include "kernel/store/backup.h"
#include "modules/telemetry/test/series_world.h"

namespace dengyun::telemetry::test {
namespace {

using timeseries::Batch;
using timeseries::Level;
using timeseries::Time;
using timeseries::Value;
using timeseries::test::below;

class Series : public SeriesWorld {};

// Both shelves, by every stretch.
void expect_same_stretches(const timeseries::Store& one, const timeseries::Store& other,
                           timeseries::test::Random& random, Time from, Time to) {
    for (timeseries::GroupNumber group = 0; group < one.catalogue().groups(); group++) {
        const auto column = static_cast<timeseries::ColumnNumber>(below(random, 3));
        const auto count = 1 + below(random, 400);
        const auto a = one.summarise(group, column, from, to, count);
        const auto b = other.summarise(group, column, from, to, count);
        ASSERT_TRUE(a) << a.error().code << ' ' << a.error().detail;
        ASSERT_TRUE(b);
        ASSERT_EQ(a->size(), b->size());
        for (std::size_t i = 0; i < a->size(); i++) {
            const auto& x = (*a)[i].aggregate;
            const auto& y = (*b)[i].aggregate;
            ASSERT_EQ((*a)[i].from, (*b)[i].from);
            ASSERT_EQ(x.count, y.count) << i;
            ASSERT_EQ(x.min, y.min);
            ASSERT_EQ(x.max, y.max);
            ASSERT_EQ(x.first, y.first);
            ASSERT_EQ(x.last, y.last);
            ASSERT_NEAR(x.increase, y.increase, 1e-9 * (1 + std::abs(y.increase)));
            ASSERT_NEAR(x.total(), y.total(), 1e-9 * (1 + std::abs(y.total())));
        }
    }
}

TEST_F(Series, AnswersWhatTheEmbeddedShelfAndAMapSay) {
    for (std::uint64_t seed = 1; seed <= (dengyun::test::is_sanitized ? 1 : 3); seed++) {
        timeseries::test::Random dice(seed);
        timeseries::test::MemoryFiles files;
        timeseries::test::PlainStore expected;
        const auto embedded = timeseries::FileStore::open(files, {.memory_bytes_max = 64 << 10});
        ASSERT_TRUE(embedded);
        const Id<Organisation> organisation{static_cast<std::int64_t>(seed)};
        Process processes[] = {process(eager(), organisation), process(eager(), organisation)};
        ASSERT_NO_FATAL_FAILURE(make_groups(**embedded, 3));
        ASSERT_NO_FATAL_FAILURE(make_groups(*processes[seed % 2].shelf, 3));
        ASSERT_NO_FATAL_FAILURE(make_groups(*processes[(seed + 1) % 2].shelf, 3));
        Time now = start + 10 * day;
        for (int round = 0; round < 40; round++) {
            const auto batch = random_batch(dice, 3, now, 1 + below(dice, 400));
            auto& shelf = *processes[below(dice, 2)].shelf;
            const auto appended = shelf.append(batch);
            ASSERT_TRUE(appended) << appended.error().code << ' ' << appended.error().detail;
            ASSERT_TRUE((*embedded)->append(batch));
            expected.append(batch);
            now += static_cast<Time>(below(dice, 8000)) * timeseries::second;
            switch (below(dice, 8)) {
                case 0: {
                    const auto flushed = shelf.flush();
                    ASSERT_TRUE(flushed) << flushed.error().code << ' ' << flushed.error().detail;
                    break;
                }
                case 1:
                    ASSERT_TRUE(shelf.maintain());
                    break;
                case 2:
                    ASSERT_TRUE((*embedded)->flush());
                    break;
                case 3:
                    ASSERT_NO_FATAL_FAILURE(timeseries::test::expect_same(shelf, expected, dice))
                        << "seed " << seed << " round " << round;
                    ASSERT_NO_FATAL_FAILURE(
                        expect_same_stretches(shelf, **embedded, dice, start, now + static_cast<Time>(1) * day));
                    break;
                default:
                    break;
            }
        }
        ASSERT_TRUE(processes[0].shelf->flush());
        for (const auto& one : processes)
            ASSERT_NO_FATAL_FAILURE(timeseries::test::expect_same(*one.shelf, expected, dice)) << "seed " << seed;
        ASSERT_NO_FATAL_FAILURE(expect_same_stretches(*processes[1].shelf, **embedded, dice, start, now + day));
    }
}

// However many messages there were, what is left is blocks, and few of them.
TEST_F(Series, ManySmallMessagesBecomeFewBlocksThatDoNotOverlap) {
    const auto one = process();
    ASSERT_NO_FATAL_FAILURE(make_groups(*one.shelf, 1));
    constexpr int messages = 3'000;
    for (int i = 0; i < messages; i++) {
        Batch batch;
        const Value value{0, timeseries::real_cell(i)};
        batch.add({0, start + i * timeseries::second}, {&value, 1});
        ASSERT_TRUE(one.shelf->append(batch));
        if (i % 500 == 499) ASSERT_TRUE(one.shelf->maintain());
    }
    EXPECT_EQ(number("SELECT count(*) FROM series_arrival"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM series_block WHERE level = 0"), 3);
    EXPECT_EQ(number("SELECT sum(row_count) FROM series_block WHERE level = 0"), messages);
    EXPECT_EQ(number("SELECT sum(row_count) FROM series_block WHERE level = 1"), messages / 60);
    EXPECT_EQ(number("SELECT count(*) FROM series_block a JOIN series_block b ON a.level = b.level "
                     "AND a.first_time < b.first_time AND a.last_time >= b.first_time"),
              0);
    const auto usage = one.shelf->usage();
    ASSERT_TRUE(usage);
    EXPECT_EQ(std::cmp_equal(number("SELECT sum(octet_length(body)) FROM series_block"), usage->total_bytes()), true);
    const auto newest =
        one.shelf->read(0, {}, 0, timeseries::time_max, {.rows_max = 1000, .order = timeseries::Order::newest_first});
    ASSERT_TRUE(newest);
    ASSERT_EQ(newest->size(), 1000U);
    EXPECT_EQ(newest->times.back(), start + (messages - 1) * timeseries::second);
}

TEST_F(Series, RetentionDropsWholePartitionsAndKeepsRollUps) {
    timeseries::test::Random dice(31);
    timeseries::test::PlainStore expected;
    const auto one = process();
    const auto other = process();
    ASSERT_NO_FATAL_FAILURE(make_groups(*one.shelf, 1));
    for (int i = 0; i < 10; i++) {
        Batch batch;
        for (int row = 0; row < 500; row++) {
            const Value value{0, timeseries::real_cell(static_cast<double>(below(dice, 100)))};
            batch.add({0, start + i * day + row * 60 * timeseries::second}, {&value, 1});
        }
        ASSERT_TRUE(one.shelf->append(batch));
        expected.append(batch);
    }
    ASSERT_TRUE(one.shelf->flush());
    constexpr std::string_view days =
        "SELECT count(*) FROM pg_class WHERE relname LIKE 'series\\_block\\_0\\_%' AND relkind = 'r'";
    EXPECT_EQ(number(days), 10);
    // Somebody else still wants those days.
    const auto neighbour = process({}, {202});
    ASSERT_TRUE(one.shelf->retain({start + 4 * day + 5, 0, 0, 0}));
    auto dropped = drop_partitions(*one.store);
    ASSERT_TRUE(dropped) << dropped.error().detail;
    EXPECT_EQ(number(days), 10);
    ASSERT_TRUE(retire_series(*other.store, {start + 4 * day + 5, 0, 0, 0}, {}));
    EXPECT_EQ(number(days), 6);
    expected.drop_before(start + 4 * day);
    Batch late;
    const Value value{0, timeseries::real_cell(1000)};
    late.add({0, start + 2 * day}, {&value, 1});
    // Also where the horizon was moved by another process.
    ASSERT_TRUE(other.shelf->refresh());
    EXPECT_EQ(one.shelf->append(late).error().code, "timeseries.too_late");
    EXPECT_EQ(other.shelf->append(late).error().code, "timeseries.too_late");
    for (const auto* reader : {one.shelf.get(), other.shelf.get()}) {
        const auto rows = reader->read(0, {}, 0, timeseries::time_max, {.rows_max = timeseries::rows_read_max});
        ASSERT_TRUE(rows) << rows.error().detail;
        EXPECT_EQ(timeseries::test::plain(*rows), expected.read(0, 0, timeseries::time_max));
        const auto stretches = reader->summarise(0, 0, start, start + 10 * day, 2);
        ASSERT_TRUE(stretches);
        for (const auto& stretch : *stretches) EXPECT_EQ(stretch.aggregate.count, 2500U);
    }
    // A day that was dropped is made anew for who may still write it.
    const auto neighbours = process({}, {303});
    ASSERT_NO_FATAL_FAILURE(make_groups(*neighbours.shelf, 1));
    ASSERT_TRUE(neighbours.shelf->append(late));
    ASSERT_TRUE(neighbours.shelf->flush());
    EXPECT_EQ(number(days), 7);
}

TEST_F(Series, QuotaTakesRawRowsBeforeRollUpsAndFullIsSaid) {
    timeseries::test::Random dice(32);
    auto one = process();
    ASSERT_NO_FATAL_FAILURE(make_groups(*one.shelf, 2));
    for (int i = 0; i < 12; i++) ASSERT_TRUE(one.shelf->append(random_batch(dice, 2, start + (10 + i) * day, 3000)));
    ASSERT_TRUE(one.shelf->flush());
    const auto before = *one.shelf->usage();
    const auto bytes_max = before.total_bytes() - before.level_bytes[0] / 2;
    one = process({.bytes_max = bytes_max});
    ASSERT_TRUE(one.shelf->retain({}));
    const auto after = *one.shelf->usage();
    EXPECT_LE(after.total_bytes(), bytes_max);
    for (const std::size_t level : {1U, 2U, 3U}) EXPECT_EQ(after.level_bytes[level], before.level_bytes[level]);
    EXPECT_GT(after.level_bytes[0], before.level_bytes[0] / 4);
    EXPECT_EQ(std::cmp_equal(number("SELECT sum(octet_length(body)) FROM series_block"), after.total_bytes()), true);
    const auto partitions = number("SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r'");
    ASSERT_TRUE(drop_partitions(*one.store));
    EXPECT_LT(number("SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r'"), partitions);
    const auto stretches = one.shelf->summarise(0, 0, start, start + 30 * day, 30);
    ASSERT_TRUE(stretches);
    for (std::size_t i = 10; i < 22; i++) EXPECT_GT((*stretches)[i].aggregate.count, 800U) << i;

    auto full = process({.bytes_max = 1000});
    ASSERT_TRUE(full.shelf->retain({}));
    const auto refused = one.shelf->append(random_batch(dice, 2, start + 40 * day, 1));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "timeseries.full");
}

TEST_F(Series, TwoProcessesGiveANameOneNumber) {
    Process processes[] = {process(), process()};
    std::vector<timeseries::GroupNumber> groups[2];
    std::vector<std::uint32_t> texts[2];
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < 2; i++)
            threads.emplace_back([&, i] {
                auto& catalogue = processes[i].shelf->catalogue();
                for (int n = 0; n < 25; n++) {
                    const auto group = catalogue.group("machine-" + std::to_string(n));
                    ASSERT_TRUE(group) << group.error().code << ' ' << group.error().detail;
                    groups[i].push_back(*group);
                    ASSERT_TRUE(catalogue.column(*group, {"temperature"}));
                    const auto text = catalogue.symbol("state-" + std::to_string(n));
                    ASSERT_TRUE(text);
                    texts[i].push_back(*text);
                }
            });
    }
    EXPECT_EQ(groups[0], groups[1]);
    EXPECT_EQ(texts[0], texts[1]);
    for (auto& one : processes) {
        ASSERT_TRUE(one.shelf->refresh());
        EXPECT_EQ(one.shelf->catalogue().groups(), 25U);
        EXPECT_EQ(one.shelf->catalogue().columns_count(7), 1U);
    }
    EXPECT_EQ(processes[0].shelf->catalogue().column(3, {"temperature", timeseries::ColumnType::text}).error().code,
              "timeseries.type_conflict");
    // What one has made the other finds where it asks for it, of whatever type.
    ASSERT_TRUE(processes[0].shelf->catalogue().column(3, {"mode", timeseries::ColumnType::text}));
    EXPECT_EQ(processes[1].shelf->catalogue().column(3, {"mode"}).error().code, "timeseries.type_conflict");
    EXPECT_EQ(processes[1].shelf->catalogue().find_column(3, "mode"), 1);
}

TEST_F(Series, RefusesWhatIsNotRightAndKeepsOrganisationsApart) {
    const auto one = process();
    const auto stranger = process({}, {202});
    ASSERT_NO_FATAL_FAILURE(make_groups(*one.shelf, 1));
    ASSERT_NO_FATAL_FAILURE(make_groups(*stranger.shelf, 1));
    const auto code_of = [&](const timeseries::RowHead& head, std::vector<Value> values) {
        Batch batch;
        batch.add(head, values);
        const auto result = one.shelf->append(batch);
        return result ? std::string() : result.error().code;
    };
    EXPECT_EQ(code_of({0, start}, {{0, 1}}), "");
    EXPECT_EQ(code_of({1, start}, {{0, 1}}), "timeseries.bad_batch");
    EXPECT_EQ(code_of({0, start}, {{3, 1}}), "timeseries.bad_batch");
    EXPECT_EQ(code_of({0, start}, {}), "timeseries.bad_batch");
    EXPECT_EQ(code_of({0, -1}, {{0, 1}}), "timeseries.bad_time");
    EXPECT_EQ(one.shelf->read(0, {}, 0, timeseries::time_max)->size(), 1U);
    EXPECT_EQ(stranger.shelf->read(0, {}, 0, timeseries::time_max)->size(), 0U);
    ASSERT_TRUE(one.shelf->flush());
    EXPECT_EQ(one.shelf->read(0, {}, 0, timeseries::time_max)->size(), 1U);
    EXPECT_EQ(stranger.shelf->read(0, {}, 0, timeseries::time_max)->size(), 0U);
    EXPECT_TRUE(stranger.shelf->last(0)->empty());
    EXPECT_EQ(one.shelf->summarise(0, 0, 5, 5, 1).error().code, "timeseries.bad_range");
    auto crowded = process({.rows_arrived_max = 2});
    Batch batch;
    const Value value{0, 1};
    for (int i = 0; i < 3; i++) batch.add({0, start + i}, {&value, 1});
    EXPECT_EQ(crowded.shelf->append(batch).error().code, "timeseries.behind");
}

TEST_F(Series, VerifyTellsOfADamagedBlock) {
    const auto one = process();
    timeseries::test::Random dice(10);
    ASSERT_NO_FATAL_FAILURE(make_groups(*one.shelf, 2));
    ASSERT_TRUE(one.shelf->append(random_batch(dice, 2, start + day, 3000)));
    ASSERT_TRUE(one.shelf->flush());
    const auto whole = verify_series(*one.store);
    ASSERT_TRUE(whole) << whole.error().detail;
    EXPECT_EQ(whole->blocks, number("SELECT count(*) FROM series_block"));
    EXPECT_TRUE(whole->faults.empty()) << whole->faults.front().reason;
    ASSERT_TRUE(one.store->run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        DENGYUN_CHECK(
            unit.execute("UPDATE series_block SET body = set_byte(body, octet_length(body) / 2, "
                         "255 - get_byte(body, octet_length(body) / 2)) WHERE level = 0 AND first_time = "
                         "(SELECT min(first_time) FROM series_block WHERE level = 0)",
                         {}));
        return {};
    }));
    const auto damaged = verify_series(*one.store);
    ASSERT_TRUE(damaged);
    ASSERT_EQ(damaged->faults.size(), 1U);
    EXPECT_EQ(damaged->faults.front().organisation, firm);
    EXPECT_EQ(one.shelf->read(0, {}, 0, timeseries::time_max, {.rows_max = 10'000}).has_value() &&
                  one.shelf->read(1, {}, 0, timeseries::time_max, {.rows_max = 10'000}).has_value(),
              false);
}

// Series are copied by the means of PostgreSQL: an archive restores into either database, whatever stands beside it.
TEST_F(Series, AnArchiveOfTheDatabaseLeavesThemOut) {
    const auto one = process();
    timeseries::test::Random dice(9);
    ASSERT_NO_FATAL_FAILURE(make_groups(*one.shelf, 2));
    ASSERT_TRUE(one.shelf->append(random_batch(dice, 2, start + day, 500)));
    ASSERT_TRUE(one.shelf->flush());
    ASSERT_TRUE(one.shelf->append(random_batch(dice, 2, start + 2 * day, 10)));
    const auto path = (database.folder() / "archive").string();
    const auto saved = store::backup(*one.store, path, tables_apart());
    ASSERT_TRUE(saved) << saved.error().code << ' ' << saved.error().detail;
    std::vector<store::Migration> scripts(store::migrations().begin(), store::migrations().end());
    scripts.insert(scripts.end(), series::migrations().begin(), series::migrations().end());
    for (std::size_t i = 0; i < scripts.size(); i++) scripts[i].number = static_cast<int>(i) + 1;
    for (const auto kind : {store::test::Kind::sqlite, store::test::Kind::postgresql}) {
        const store::test::Database bare(kind);
        const auto other = store::Store::open({.url = bare.url()}, clock, random);
        ASSERT_TRUE(other);
        const auto restored = store::restore(**other, path, scripts);
        EXPECT_TRUE(restored) << restored.error().code << ' ' << restored.error().detail;
    }
}

}  // namespace
}  // namespace dengyun::telemetry::test
