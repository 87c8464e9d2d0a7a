// Goal: many writers at once lose nothing, tear nothing and skip nothing, also with a second process on the database, a
// full queue, slow statements and a stop in the middle.
#include <condition_variable>
#include <future>
#include <map>
#include <thread>

#include "kernel/store/idempotency.h"
#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

using namespace std::chrono_literals;

class ConcurrencyTest : public WithTools {
  protected:
    explicit ConcurrencyTest(StoreOptions options = {}) : WithTools(std::move(options)) {}
    void expect_sound_chains(std::int64_t events_expected) {
        const auto verified = verify_events(store(), system);
        ASSERT_TRUE(verified) << verified.error().detail;
        EXPECT_TRUE(verified->faults.empty());
        EXPECT_EQ(verified->events, events_expected);
    }
};

// Waits for a number of answers.
class Answers {
  public:
    void add(const Result<>& outcome) {
        const std::lock_guard lock(mutex_);
        ++counts_[outcome ? "ok" : outcome.error().code];
        ++total_;
        changed_.notify_all();
    }
    std::map<std::string, int> wait_for(int total) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, 120s, [&] { return total_ >= total; }));
        return counts_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, int> counts_;
    int total_ = 0;
};

// The way to go on where a value is taken: look, then insert. Whoever comes second finds what the first has made.
TEST_P(ConcurrencyTest, LookThenInsertAgreesAmongMany) {
    constexpr int threads = 6;
    constexpr int rounds = 15;
    std::unique_ptr<Store> other = is_sqlite() ? nullptr : open_another();
    std::mutex mutex;
    std::map<std::string, std::vector<std::int64_t>> made;
    std::vector<std::thread> writers;
    for (int t = 0; t < threads; ++t) {
        writers.emplace_back([&, t] {
            auto& through = other && t % 2 == 1 ? *other : store();
            for (int i = 0; i < rounds; ++i) {
                const auto name = fmt::format("shared {}", i);
                const auto tool = through.write<Tool>(ours, [&](Unit& unit) -> Result<Tool> {
                    const meta::Scalar values[] = {std::string_view(name)};
                    DENGYUN_TRY(found, unit.find_by<Tool>("tool_name", values));
                    if (found) return *found;
                    return unit.insert(named(name));
                });
                const std::lock_guard lock(mutex);
                EXPECT_TRUE(tool) << (tool ? "" : tool.error().code + " " + tool.error().detail);
                if (tool) made[name].push_back(tool->id.value);
            }
        });
    }
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(made.size(), static_cast<std::size_t>(rounds));
    for (const auto& [name, ids] : made)
        EXPECT_EQ(std::ranges::count(ids, ids.front()), threads) << name << " was made more than once";
    expect_sound_chains(rounds);
}

TEST_P(ConcurrencyTest, KeepsChainsAndCountsUnderManyWriters) {
    constexpr int threads = 6;
    constexpr int each = 40;
    std::unique_ptr<Store> other = is_sqlite() ? nullptr : open_another();
    std::atomic<int> refused = 0;
    std::vector<std::thread> writers;
    for (int t = 0; t < threads; ++t) {
        writers.emplace_back([&, t] {
            auto& through = other && t % 2 == 1 ? *other : store();
            for (int i = 0; i < each; ++i) {
                const auto& scope = i % 2 == 0 ? ours : theirs;
                const bool wanted = i % 10 != 9;
                const auto done = through.run_write(scope, [&](Unit& unit) -> Result<> {
                    DENGYUN_CHECK(unit.insert(named(fmt::format("{} {}", t, i))));
                    return wanted ? Result<>{} : fail(ErrorKind::conflict, "tool.unwanted");
                });
                if (done.has_value() != wanted) {
                    ++refused;
                    ADD_FAILURE() << (done ? "" : done.error().code + " " + done.error().detail);
                }
            }
        });
    }
    std::thread reader([&] {
        for (int i = 0; i < 50; ++i) {
            // A snapshot never shows a row without its event.
            const auto read = store().run_read(ours, [](Reader& in) -> Result<> {
                std::int64_t rows = 0;
                std::int64_t logged = 0;
                DENGYUN_CHECK(in.query("SELECT COUNT(*) FROM tool WHERE organisation_id = 101", {},
                                       [&](const Row& row) { rows = row.integer(0); }));
                DENGYUN_CHECK(in.query("SELECT COUNT(*) FROM event WHERE organisation_id = 101", {},
                                       [&](const Row& row) { logged = row.integer(0); }));
                EXPECT_EQ(rows, logged);
                return {};
            });
            EXPECT_TRUE(read) << (read ? "" : read.error().detail);
        }
    });
    for (auto& writer : writers) writer.join();
    reader.join();
    EXPECT_EQ(refused, 0);
    expect_sound_chains(threads * each * 9 / 10);
    EXPECT_EQ(count("SELECT COUNT(*) FROM tool"), threads * each * 9 / 10);
    EXPECT_EQ(count("SELECT COUNT(*) FROM search_entry"), threads * each * 9 / 10);
}

TEST_P(ConcurrencyTest, CountsUpWithoutLosingOne) {
    const auto tool = add(ours, "counter");
    ASSERT_TRUE(tool);
    constexpr int threads = 4;
    constexpr int each = 25;
    std::vector<std::thread> writers;
    for (int t = 0; t < threads; ++t) {
        writers.emplace_back([&] {
            for (int i = 0; i < each; ++i) {
                const auto done = store().run_write(ours, [&](Unit& unit) -> Result<> {
                    DENGYUN_TRY(found, unit.find(tool->id));
                    found.size_um = found.size_um.value_or(0) + 1;
                    DENGYUN_CHECK(unit.update(found));
                    return {};
                });
                EXPECT_TRUE(done) << (done ? "" : done.error().code + " " + done.error().detail);
            }
        });
    }
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(find(ours, tool->id)->size_um, threads * each);
    expect_sound_chains(threads * each + 1);
}

TEST_P(ConcurrencyTest, AnswersOneKeyOnce) {
    Answers answers;
    std::atomic<int> done_work = 0;
    constexpr int requests = 20;
    for (int i = 0; i < requests; ++i) {
        store().submit_write(
            ours,
            [&](Unit& unit) -> Result<> {
                DENGYUN_TRY(kept, kept_answer(unit, "key", "digest"));
                if (kept) return {};
                DENGYUN_CHECK(unit.insert(named("only one")));
                return keep_answer(unit, "key", "digest", {201, "", "{}"});
            },
            [&](Result<> outcome) {
                done_work += outcome ? 1 : 0;
                answers.add(outcome);
            });
    }
    EXPECT_EQ(answers.wait_for(requests)["ok"], requests);
    EXPECT_EQ(count("SELECT COUNT(*) FROM tool"), 1);
}

TEST_P(ConcurrencyTest, AnswersEveryUnitThatItAcceptedBeforeItStops) {
    Answers answers;
    constexpr int units = 300;
    for (int i = 0; i < units; ++i)
        store().submit_write(
            ours,
            [i](Unit& unit) -> Result<> {
                DENGYUN_CHECK(unit.insert(named(std::to_string(i))));
                return {};
            },
            [&](Result<> outcome) { answers.add(outcome); });
    store().stop();
    EXPECT_EQ(answers.wait_for(units)["ok"], units);
    EXPECT_EQ(add(ours, "late").error().code, "store.closing");
    EXPECT_EQ(find(ours, Id<Tool>{1}).error().code, "store.closing");
    store().submit_write(ours, [](Unit&) -> Result<> { return {}; }, [&](Result<> outcome) { answers.add(outcome); });
    EXPECT_EQ(answers.wait_for(units + 1)["store.closing"], 1);
    reopen();
    EXPECT_EQ(count("SELECT COUNT(*) FROM tool"), units);
}

class ShortPatienceTest : public ConcurrencyTest {
  protected:
    ShortPatienceTest() : ConcurrencyTest({.statement_time_max = 1'000ms}) {}
};
DENGYUN_BOTH_DATABASES(ShortPatienceTest);

TEST_P(ShortPatienceTest, StopsAStatementThatTakesTooLong) {
    const auto slow = store().run_read(ours, [](Reader& reader) {
        return reader.query(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT COUNT(*) "
            "FROM n",
            {}, [](const Row&) {});
    });
    EXPECT_EQ(slow.error().code, "store.too_slow");
    EXPECT_TRUE(add(ours, "afterwards"));
    EXPECT_EQ(names(ours, {}).size(), 1U);
}

TEST_P(ConcurrencyTest, CountsWhatItDoes) {
    ASSERT_TRUE(add(ours, "one"));
    EXPECT_FALSE(add(ours, "one"));
    const auto statistics = store().statistics();
    EXPECT_EQ(statistics.units_written, 1U);
    EXPECT_EQ(statistics.units_failed, 1U);
    EXPECT_EQ(statistics.commits, 1U);
    EXPECT_EQ(statistics.write_queue_length, 0U);
}

DENGYUN_BOTH_DATABASES(ConcurrencyTest);

class FullQueueTest : public ConcurrencyTest {
  protected:
    FullQueueTest() : ConcurrencyTest({.connections = 2, .write_queue_max = 4, .queue_time_max = 200ms}) {}
};

TEST_P(FullQueueTest, RefusesWhatDoesNotFit) {
    std::mutex gate;
    std::unique_lock closed(gate);
    std::promise<void> begun;
    Answers answers;
    store().submit_write(
        ours,
        [&](Unit&) -> Result<> {
            begun.set_value();
            const std::lock_guard wait(gate);
            return {};
        },
        [&](Result<> outcome) { answers.add(outcome); });
    begun.get_future().wait();
    constexpr int more = 10;
    for (int i = 0; i < more; ++i)
        store().submit_write(
            ours, [](Unit&) -> Result<> { return {}; }, [&](Result<> outcome) { answers.add(outcome); });
    EXPECT_EQ(answers.wait_for(more - 4)["store.busy"], more - 4);
    closed.unlock();
    EXPECT_EQ(answers.wait_for(more + 1).at("store.busy"), more - 4);
}

TEST_P(FullQueueTest, WaitsForAConnectionOnlySoLong) {
    const auto nested = [&](const auto& self, int depth) -> Result<> {
        return store().run_read(ours,
                                [&](Reader&) -> Result<> { return depth == 0 ? Result<>{} : self(self, depth - 1); });
    };
    EXPECT_TRUE(nested(nested, 0));
    EXPECT_EQ(nested(nested, 2).error().code, "store.busy");
    EXPECT_TRUE(nested(nested, 0));
}

DENGYUN_BOTH_DATABASES(FullQueueTest);

class OpeningTest : public WithTools {};

TEST_P(OpeningTest, ReadsBesideAServerWithoutWriting) {
    ASSERT_TRUE(add(ours, "drill"));
    auto reading = options();
    reading.read_only = true;
    const auto beside = Store::open(reading, clock, random);
    ASSERT_TRUE(beside) << beside.error().code;
    const auto seen = (*beside)->read<Page<Tool>>(ours, [](Reader& reader) { return reader.list<Tool>({}); });
    ASSERT_TRUE(seen) << seen.error().detail;
    EXPECT_EQ(seen->items.size(), 1U);
    EXPECT_EQ((*beside)->run_write(ours, [](Unit&) -> Result<> { return {}; }).error().code, "store.read_only");
    EXPECT_TRUE(verify_events(**beside, system)->faults.empty());
    EXPECT_TRUE(add(ours, "tap"));
}

TEST_P(OpeningTest, TellsWhyItCannotOpen) {
    EXPECT_EQ(Store::open({.url = "mysql://x"}, clock, random).error().code, "store.bad_address");
    EXPECT_EQ(Store::open({.url = "sqlite:/no/such/folder/x.db"}, clock, random).error().code, "store.unreachable");
    EXPECT_EQ(Store::open({.url = "sqlite:/no/such/folder/x.db", .read_only = true}, clock, random).error().code,
              "store.unreachable");
    const auto unreachable = Store::open({.url = "postgresql://u:secret-word@127.0.0.1:1/x"}, clock, random);
    EXPECT_EQ(unreachable.error().code, "store.unreachable");
    EXPECT_EQ(unreachable.error().detail.find("secret-word"), std::string::npos);
    if (is_sqlite()) EXPECT_EQ(Store::open(options(), clock, random).error().code, "store.in_use");
}

TEST_P(OpeningTest, MakesNoDatabaseForWhoOnlyReads) {
    if (!is_sqlite()) return;
    const auto missing = database().folder() / "missing 50%?#.db";
    EXPECT_EQ(Store::open({.url = "sqlite:" + missing.string(), .read_only = true}, clock, random).error().code,
              "store.unreachable");
    EXPECT_FALSE(std::filesystem::exists(missing));
    EXPECT_TRUE(Store::open({.url = "sqlite:" + missing.string()}, clock, random));
    EXPECT_TRUE(std::filesystem::exists(missing));
    EXPECT_TRUE(Store::open({.url = "sqlite:" + missing.string(), .read_only = true}, clock, random));
}

DENGYUN_BOTH_DATABASES(OpeningTest);

class LogTest : public WithTools {};

// SQLite's write-ahead log is folded back behind the writer: it stays short however much is written, also while
// somebody reads an old snapshot, and nothing of it is lost.
TEST_P(LogTest, StaysShort) {
    constexpr int mebibytes = 110;
    constexpr std::uintmax_t bytes_max = 80ULL << 20U;
    tamper("CREATE TABLE pile (organisation_id BIGINT NOT NULL, content TEXT NOT NULL)");
    const std::string content(1U << 20U, 'x');
    std::atomic<bool> done = false;
    std::thread reader([&] {
        while (!done) EXPECT_GE(count("SELECT COUNT(*) FROM pile"), 0);
    });
    for (int i = 0; i < mebibytes; ++i) {
        const auto written = store().run_write(ours, [&](Unit& unit) -> Result<> {
            const meta::Scalar row[] = {std::string_view(content)};
            DENGYUN_CHECK(unit.execute("INSERT INTO pile (organisation_id, content) VALUES (101, ?)", row));
            return {};
        });
        EXPECT_TRUE(written) << (written ? "" : written.error().detail);
    }
    done = true;
    reader.join();
    EXPECT_LT(std::filesystem::file_size(database().folder() / "test.db-wal"), bytes_max);
    EXPECT_EQ(count("SELECT COUNT(*) FROM pile"), mebibytes);
    reopen();
    EXPECT_EQ(count("SELECT COUNT(*) FROM pile"), mebibytes);
}

INSTANTIATE_TEST_SUITE_P(, LogTest, testing::Values(Kind::sqlite), name_of);

class LostConnectionTest : public WithTools {};

TEST_P(LostConnectionTest, GoesOnWithANewOne) {
    ASSERT_TRUE(add(ours, "before"));
    const auto cut = [&] {
        // The connection that does it may not end itself before its transaction does.
        return store().run_read(system, [](Reader& reader) {
            return reader.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND "
                "pid <> pg_backend_pid() AND usename = current_user",
                {}, [](const Row&) {});
        });
    };
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(cut());
        EXPECT_TRUE(add(ours, fmt::format("after {}", i)));
        EXPECT_EQ(names(ours, {}).size(), static_cast<std::size_t>(i) + 2);
    }
    // In the middle of a unit: it is done again on a new connection, once.
    int tries = 0;
    const auto written = store().run_write(ours, [&](Unit& unit) -> Result<> {
        if (++tries == 1) EXPECT_TRUE(cut());
        DENGYUN_CHECK(unit.insert(named("cut")));
        return {};
    });
    EXPECT_TRUE(written) << written.error().code << written.error().detail;
    EXPECT_EQ(tries, 2);
    EXPECT_EQ(names(ours, {}).size(), 5U);
    EXPECT_TRUE(verify_events(store(), system)->faults.empty());
}

// SQLite has no connection to lose.
INSTANTIATE_TEST_SUITE_P(, LostConnectionTest, testing::Values(Kind::postgresql), name_of);

}  // namespace
}  // namespace dengyun::store::test
