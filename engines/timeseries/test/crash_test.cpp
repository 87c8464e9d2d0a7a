// Goal: power cuts and killed processes at any operation lose no acknowledged row and invent none; many writers at once
// lose none either.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "engines/timeseries/file_store.h"
#include "engines/timeseries/shelf/posix_files.h"
#include "engines/timeseries/test/memory_files.h"
#include "engines/timeseries/test/plain_store.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::timeseries {
namespace {

using test::below;

constexpr Time start = 1'772'380'800 * second;

// How many crashes: TIMESERIES_CRASHES, for a long run.
int crashes(int few) {
    const char* given = std::getenv("TIMESERIES_CRASHES");
    return given ? std::atoi(given) : dengyun::test::is_sanitized ? few / 5 : few;
}

Batch random_batch(test::Random& random, Time now) {
    Batch batch;
    for (auto rows = 1 + below(random, 60); rows > 0; rows--) {
        const Time time =
            now - static_cast<Time>(below(random, 30) ? below(random, 60) : below(random, 200'000)) * second;
        const Value values[] = {{0, real_cell(static_cast<double>(below(random, 1000)) / 10)}, {1, random()}};
        batch.add({static_cast<GroupNumber>(below(random, 2)), time, random() % 100},
                  std::span(values).first(1 + below(random, 2)));
    }
    return batch;
}

void make_groups(Store& store) {
    for (const auto* key : {"a", "b"}) {
        const auto group = store.catalogue().group(key);
        ASSERT_TRUE(group);
        ASSERT_TRUE(store.catalogue().column(*group, {"x"}));
        ASSERT_TRUE(store.catalogue().column(*group, {"y", ColumnType::integer}));
    }
}

// Writes, flushes, merges and gives up until an operation fails. `expected`: what was acknowledged; `doubtful`: what
// was not.
void run_until_failure(Store& store, test::PlainStore& expected, std::optional<Batch>& doubtful, Time& horizon,
                       test::Random& random, Time& now) {
    for (int step = 0; step < 200; step++) {
        now += static_cast<Time>(below(random, 5000)) * second;
        auto batch = random_batch(random, now);
        if (!store.append(batch)) {
            doubtful = std::move(batch);
            return;
        }
        expected.append(batch);
        const auto what = below(random, 10);
        if (what == 0 && !store.flush()) return;
        if (what == 1)
            for (auto more = store.maintain(); !more || *more; more = store.maintain())
                if (!more) return;
        if (what == 2 && below(random, 4) == 0) {
            horizon = std::max(horizon, floor_to(now - 5 * width_of(Level::day), width_of(Level::day)));
            if (!store.retain({horizon, 0, 0, 0})) return;
            expected.drop_before(horizon);
        }
    }
}

TEST(Crash, NoAcknowledgedRowIsLostAtAnyOperation) {
    int seen = 0;
    for (int seed = 1; seen < crashes(200); seed++) {
        test::Random random(static_cast<std::uint64_t>(seed));
        test::MemoryFiles files;
        test::PlainStore expected;
        Time now = start + 10 * width_of(Level::day);
        Time horizon = 0;
        {
            auto store = FileStore::open(files, {.memory_bytes_max = 8 << 10});
            ASSERT_TRUE(store);
            ASSERT_NO_FATAL_FAILURE(make_groups(**store));
        }
        for (int life = 0; life < 8; life++, seen++) {
            files.fail_after(1 + below(random, below(random, 2) ? 30 : 400));
            std::optional<Batch> doubtful;
            if (auto store = FileStore::open(files, {.memory_bytes_max = 8 << 10}))
                run_until_failure(**store, expected, doubtful, horizon, random, now);
            if (below(random, 3))
                files.lose_power(random);
            else
                files.restart();
            auto again = FileStore::open(files, {.memory_bytes_max = 8 << 10});
            ASSERT_TRUE(again) << "seed " << seed << ": " << again.error().code << ' ' << again.error().detail;
            // Retention may have been cut off before or after its horizon was durable.
            const auto kept_from = (*again)->catalogue().horizon(Level::raw);
            ASSERT_LE(kept_from, horizon);
            ASSERT_TRUE((*again)->retain({horizon, 0, 0, 0}));
            expected.drop_before(horizon);
            // A batch that was not acknowledged is there as a whole or not at all.
            auto with_doubtful = expected;
            if (doubtful) {
                with_doubtful.append(*doubtful);
                with_doubtful.drop_before(horizon);
            }
            bool is_there = doubtful.has_value();
            for (GroupNumber group = 0; group < 2; group++) {
                const auto rows = (*again)->read(group, {}, time_min, time_max, {.rows_max = rows_read_max});
                ASSERT_TRUE(rows) << rows.error().detail;
                is_there = is_there && test::plain(*rows) == with_doubtful.read(group, time_min, time_max);
            }
            if (is_there) expected = std::move(with_doubtful);
            ASSERT_NO_FATAL_FAILURE(test::expect_same(**again, expected, random))
                << "seed " << seed << " life " << life;
        }
    }
}

TEST(Crash, AFailedSyncStopsAllWriting) {
    test::Random random(1);
    test::MemoryFiles files;
    auto store = FileStore::open(files, {});
    ASSERT_TRUE(store);
    ASSERT_NO_FATAL_FAILURE(make_groups(**store));
    ASSERT_TRUE((*store)->append(random_batch(random, start + width_of(Level::day))));
    files.fail_after(1);
    EXPECT_EQ((*store)->append(random_batch(random, start + width_of(Level::day))).error().code,
              "timeseries.unavailable");
    files.fail_after(UINT32_MAX);
    EXPECT_EQ((*store)->append(random_batch(random, start + width_of(Level::day))).error().code,
              "timeseries.unavailable");
}

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "timeseries-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// The child writes numbered rows and tells each acknowledged number; the parent kills it at a random moment.
[[noreturn]] void write_forever(const std::filesystem::path& path, int pipe, std::uint64_t from) {
    auto files = open_files(path);
    auto store = files ? FileStore::open(**files, {.memory_bytes_max = 256 << 10})
                       : Result<std::unique_ptr<FileStore>>(fail(ErrorKind::unavailable, ""));
    if (!store || !(*store)->catalogue().group("a") || !(*store)->catalogue().column(0, {"x", ColumnType::integer}))
        _exit(1);
    for (auto number = from;; number++) {
        Batch batch;
        const Value value{0, number};
        batch.add({0, start + static_cast<Time>(number * 7919 % 1'000'000) * second, number}, {&value, 1});
        if (!(*store)->append(batch)) _exit(2);
        if (write(pipe, &number, sizeof number) != sizeof number) _exit(3);
        if (number % 50 == 0 && !(*store)->maintain()) _exit(4);
        if (number % 333 == 0 && !(*store)->flush()) _exit(5);
    }
}

TEST(Crash, AKilledProcessLosesNothingAcknowledged) {
    test::Random random(7);
    const Folder folder;
    std::uint64_t next = 1;
    for (int round = 0; round < crashes(10); round++) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const auto child = fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            close(ends[0]);
            write_forever(folder.path(), ends[1], next);
        }
        close(ends[1]);
        std::uint64_t acknowledged = next - 1;
        for (auto wanted = 1 + below(random, 400); wanted > 0; wanted--)
            if (read(ends[0], &acknowledged, sizeof acknowledged) != sizeof acknowledged) break;
        kill(child, SIGKILL);
        std::uint64_t more = 0;
        while (read(ends[0], &more, sizeof more) == sizeof more) acknowledged = more;
        close(ends[0]);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended with " << WEXITSTATUS(status);
        auto files = open_files(folder.path());
        ASSERT_TRUE(files);
        const auto store = FileStore::open(**files, {});
        ASSERT_TRUE(store) << store.error().detail;
        const auto rows = (*store)->read(0, {}, time_min, time_max, {.rows_max = rows_read_max});
        ASSERT_TRUE(rows);
        std::set<std::uint64_t> found(rows->sequences.begin(), rows->sequences.end());
        for (std::uint64_t number = 1; number <= acknowledged; number++) ASSERT_TRUE(found.contains(number)) << number;
        ASSERT_LE(rows->size(), acknowledged + 1);
        next = acknowledged + 1;
    }
}

TEST(Crash, ManyWritersAndReadersAtOnce) {
    const Folder folder;
    auto files = open_files(folder.path());
    ASSERT_TRUE(files);
    EXPECT_EQ(open_files(folder.path()).error().code, "timeseries.in_use");
    auto store = FileStore::open(**files, {.memory_bytes_max = 64 << 10});
    ASSERT_TRUE(store);
    ASSERT_NO_FATAL_FAILURE(make_groups(**store));
    constexpr std::uint64_t rows_each = dengyun::test::is_sanitized ? 200 : 1000;
    {
        std::vector<std::jthread> writers;
        for (std::uint64_t writer = 0; writer < 4; writer++)
            writers.emplace_back([&, writer] {
                for (std::uint64_t i = 0; i < rows_each; i++) {
                    Batch batch;
                    const Value value{1, i};
                    batch.add(
                        {static_cast<GroupNumber>(writer % 2), start + static_cast<Time>(i * 4 + writer) * second},
                        {&value, 1});
                    EXPECT_TRUE((*store)->append(batch));
                }
            });
        std::jthread maintainer([&](const std::stop_token& stop) {
            while (!stop.stop_requested()) EXPECT_TRUE((*store)->maintain());
        });
        for (std::size_t before = 0; before < rows_each;) {
            const auto rows = (*store)->read(0, {}, time_min, time_max, {.rows_max = rows_read_max});
            ASSERT_TRUE(rows);
            ASSERT_GE(rows->size(), before);
            before = std::max(before, rows->size());
        }
    }
    for (GroupNumber group = 0; group < 2; group++)
        EXPECT_EQ((*store)->read(group, {}, time_min, time_max, {.rows_max = rows_read_max})->size(), 2 * rows_each);
}

}  // namespace
}  // namespace dengyun::timeseries
