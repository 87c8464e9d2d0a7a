// Goal: processes that write into one group at once, and processes that are killed at any moment, writing or
// compacting, lose nothing that was acknowledged and invent nothing; whoever comes first compacts, and the order of
// writing stays.
#include <csignal>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "modules/telemetry/test/series_world.h"

namespace dengyun::telemetry::test {
namespace {

using timeseries::Batch;
using timeseries::Time;
using timeseries::Value;
using timeseries::test::below;

// Group 0: each writer has rows of its own; group 1: a few rows that all writers write again and again.
constexpr std::uint64_t contested_rows = 7;
constexpr std::uint64_t numbers_of_writer = 1'000'000;

class SeriesKill : public SeriesWorld {
  protected:
    // A process that runs `work` on a shelf of its own; `work` writes numbers into the pipe and never returns.
    struct Child {
        pid_t pid = 0;
        int pipe = 0;
    };
    template <class Work>
    Child start_child(Work work) {
        int ends[2];
        EXPECT_EQ(pipe(ends), 0);
        const auto pid = fork();
        EXPECT_GE(pid, 0);
        if (pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(ends[0]);
            auto one = process(eager());
            if (!one.shelf) _exit(1);
            work(one, ends[1]);
            _exit(9);
        }
        close(ends[1]);
        return {pid, ends[0]};
    }
    // Reads up to `count` numbers; answers the last one, or `before`.
    static std::uint64_t hear(const Child& child, std::uint64_t count, std::uint64_t before) {
        for (; count > 0; count--)
            if (std::uint64_t number = 0; read(child.pipe, &number, sizeof number) == sizeof number)
                before = number;
            else
                break;
        return before;
    }
    // Kills it and hears what it had still said.
    static std::uint64_t kill_child(const Child& child, std::uint64_t before) {
        kill(child.pid, SIGKILL);
        before = hear(child, UINT64_MAX, before);
        close(child.pipe);
        int status = 0;
        waitpid(child.pid, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status)) << "a child ended with " << WEXITSTATUS(status);
        return before;
    }
};

void tell(int pipe, std::uint64_t number) {
    if (write(pipe, &number, sizeof number) != sizeof number) _exit(3);
}

[[noreturn]] void write_forever(const Process& one, int pipe, std::uint64_t writer, std::uint64_t from) {
    for (auto number = from;; number++) {
        Batch batch;
        const Value own{static_cast<timeseries::ColumnNumber>(1), writer * numbers_of_writer + number};
        batch.add({0, start + static_cast<Time>((number * 7919 % 100'000) * 4 + writer) * timeseries::second, number},
                  {&own, 1});
        batch.add({1, start + static_cast<Time>(number % contested_rows) * timeseries::second, number}, {&own, 1});
        if (!one.shelf->append(batch)) _exit(2);
        tell(pipe, number);
    }
}

[[noreturn]] void compact_forever(const Process& one, int pipe) {
    for (std::uint64_t number = 1;; number++) {
        const bool is_done = number % 5 == 0 ? one.shelf->flush().has_value() : one.shelf->maintain().has_value();
        if (!is_done) _exit(4);
        tell(pipe, number);
    }
}

TEST_F(SeriesKill, WritersAndCompactorsAreKilledAndNothingAcknowledgedIsLost) {
    {
        const auto one = process();
        ASSERT_NO_FATAL_FAILURE(make_groups(*one.shelf, 2));
    }
    timeseries::test::Random dice(7);
    std::array<std::uint64_t, 2> acknowledged{};
    for (int round = 0; round < 5; round++) {
        std::array<Child, 2> writers{};
        for (std::size_t writer = 0; writer < writers.size(); writer++)
            writers[writer] = start_child(
                [&](const Process& one, int pipe) { write_forever(one, pipe, writer, acknowledged[writer] + 1); });
        const std::array compactors{start_child(compact_forever), start_child(compact_forever)};
        for (std::size_t writer = 0; writer < writers.size(); writer++)
            acknowledged[writer] = hear(writers[writer], 20 + below(dice, 150), acknowledged[writer]);
        for (const auto& compactor : compactors) kill_child(compactor, hear(compactor, 1 + below(dice, 3), 0));
        for (std::size_t writer = 0; writer < writers.size(); writer++)
            acknowledged[writer] = kill_child(writers[writer], acknowledged[writer]);

        const auto one = process(eager());
        timeseries::Rows contested;
        for (int flushed = 0; flushed < 2; flushed++) {
            const auto rows = one.shelf->read(0, {}, 0, timeseries::time_max, {.rows_max = timeseries::rows_read_max});
            ASSERT_TRUE(rows) << rows.error().detail;
            std::set<std::uint64_t> found(rows->columns.front().cells.begin(), rows->columns.front().cells.end());
            for (std::uint64_t writer = 0; writer < 2; writer++)
                for (std::uint64_t number = 1; number <= acknowledged[writer]; number++)
                    ASSERT_TRUE(found.contains(writer * numbers_of_writer + number)) << writer << ' ' << number;
            // What was not acknowledged is at most one of each writer and round.
            ASSERT_LE(found.size(), acknowledged[0] + acknowledged[1] + 2U * static_cast<unsigned>(round + 1));
            // Nobody's acknowledged cell gave way to an older one of his.
            const auto last = one.shelf->read(1, {}, 0, timeseries::time_max);
            ASSERT_TRUE(last);
            ASSERT_EQ(last->size(), contested_rows);
            for (std::size_t row = 0; row < last->size(); row++) {
                const auto cell = last->columns.front().cells[row];
                const auto writer = cell / numbers_of_writer;
                ASSERT_LT(writer, 2U);
                const auto newest =
                    acknowledged[writer] - (acknowledged[writer] + contested_rows - row) % contested_rows;
                ASSERT_GE(cell % numbers_of_writer, newest) << row;
            }
            // Compacting changes no order.
            if (flushed == 1) ASSERT_TRUE(timeseries::test::same(contested, *last));
            contested = *last;
            if (flushed == 0) ASSERT_TRUE(one.shelf->flush());
        }
        // The next round goes on behind what is there, acknowledged or not.
        for (auto& number : acknowledged) number++;
        Batch batch;
        for (std::uint64_t writer = 0; writer < 2; writer++) {
            const auto number = acknowledged[writer];
            const Value own{1, writer * numbers_of_writer + number};
            batch.add(
                {0, start + static_cast<Time>((number * 7919 % 100'000) * 4 + writer) * timeseries::second, number},
                {&own, 1});
            batch.add({1, start + static_cast<Time>(number % contested_rows) * timeseries::second, number}, {&own, 1});
        }
        ASSERT_TRUE(one.shelf->append(batch));
    }
    EXPECT_EQ(number("SELECT count(*) FROM series_block a JOIN series_block b ON a.level = b.level "
                     "AND a.group_number = b.group_number AND a.first_time < b.first_time "
                     "AND a.last_time >= b.first_time"),
              0);
}

TEST_F(SeriesKill, ACompactionThatIsKilledIsDoneAgain) {
    timeseries::test::Random dice(8);
    timeseries::test::PlainStore expected;
    {
        const auto one = process();
        ASSERT_NO_FATAL_FAILURE(make_groups(*one.shelf, 3));
    }
    Time now = start + 10 * day;
    for (int round = 0; round < 6; round++) {
        {
            const auto one = process();
            for (int i = 0; i < 5; i++) {
                const auto batch = random_batch(dice, 3, now, 1 + below(dice, 500));
                ASSERT_TRUE(one.shelf->append(batch));
                expected.append(batch);
                now += static_cast<Time>(below(dice, 8000)) * timeseries::second;
            }
        }
        const std::array compactors{start_child(compact_forever), start_child(compact_forever)};
        // Some are killed within the first step.
        for (const auto& compactor : compactors) kill_child(compactor, hear(compactor, below(dice, 3), 0));
        const auto one = process(eager());
        ASSERT_NO_FATAL_FAILURE(timeseries::test::expect_same(*one.shelf, expected, dice)) << round;
        if (round % 2 == 0) ASSERT_TRUE(one.shelf->flush());
        ASSERT_NO_FATAL_FAILURE(timeseries::test::expect_same(*one.shelf, expected, dice)) << round;
    }
}

}  // namespace
}  // namespace dengyun::telemetry::test
