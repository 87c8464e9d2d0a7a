// Goal: a job that a committed unit has asked for runs once among many runners, is tried again when it fails, and ends
// where an administrator sees it.
#include "kernel/store/jobs.h"

#include "kernel/store/test/tool_test.h"

namespace dengyun::store::test {
namespace {

using namespace std::chrono_literals;

class JobsTest : public WithTools {
  protected:
    Result<> schedule(const Scope& scope, std::string key, Duration in = 0ms, std::string data = "{}") {
        return store().run_write(scope, [&](Unit& unit) {
            return unit.schedule({.kind = "test.job", .key = key, .run_at = unit.now() + in, .data = data});
        });
    }
    std::vector<Job> jobs(std::vector<Query::Filter> filters = {}) {
        return store()
            .read<Page<Job>>(system,
                             [&](Reader& reader) {
                                 return reader.list<Job>({.filters = filters, .sort = "id", .limit = page_limit_max});
                             })
            .value()
            .items;
    }
    // A runner of one kind that notes what it ran.
    std::unique_ptr<JobRunner> runner(std::function<Result<>(Store&, const Job&)> handle, int attempts_max = 3) {
        auto made = std::make_unique<JobRunner>(store(), clock, random, 2);
        made->add("test.job", {.handle = std::move(handle),
                               .attempts_max = attempts_max,
                               .back_off = 1'000ms,
                               .back_off_max = 3'000ms,
                               .lease = 60'000ms});
        return made;
    }
};

TEST_P(JobsTest, RunsWhatIsDueOnce) {
    ASSERT_TRUE(schedule(ours, "now", 0ms, R"({"a":1})"));
    ASSERT_TRUE(schedule(ours, "later", 10'000ms));
    std::vector<std::string> ran;
    const auto jobs_runner = runner([&](Store&, const Job& job) -> Result<> {
        ran.push_back(job.key + job.data);
        return {};
    });
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    EXPECT_EQ(jobs_runner->run_due(), 0U);
    EXPECT_EQ(ran, std::vector<std::string>{"now{\"a\":1}"});
    clock.advance(10'000ms);
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    EXPECT_EQ(jobs({{"status", "done"}}).size(), 2U);
    EXPECT_TRUE(events(ours).empty());
    EXPECT_TRUE(events(Scope::of(platform_organisation, {})).empty());
}

TEST_P(JobsTest, ReplacesAndCancelsByKey) {
    ASSERT_TRUE(schedule(ours, "k", 1'000ms, R"({"n":1})"));
    ASSERT_TRUE(schedule(theirs, "k", 2'000ms, R"({"n":2})"));
    ASSERT_EQ(jobs().size(), 1U);
    EXPECT_EQ(jobs()[0].data, R"({"n":2})");
    EXPECT_EQ(jobs()[0].run_at, clock.now() + 2'000ms);
    ASSERT_TRUE(store().run_write(ours, [](Unit& unit) { return unit.cancel("test.job", "k"); }));
    EXPECT_EQ(jobs()[0].status, JobStatus::cancelled);
    ASSERT_TRUE(schedule(ours, "k"));
    EXPECT_EQ(jobs().size(), 2U);
    EXPECT_EQ(schedule(ours, "big", 0ms, std::string(70'000, ' ')).error().code, "job.too_large");
}

TEST_P(JobsTest, TriesAgainLaterAndGivesUp) {
    ASSERT_TRUE(schedule(ours, "k"));
    int runs = 0;
    const auto jobs_runner = runner([&](Store&, const Job&) -> Result<> {
        ++runs;
        return fail(ErrorKind::unavailable, "test.unwell", {}, "internal words");
    });
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    EXPECT_EQ(jobs_runner->run_due(), 0U);
    auto job = jobs().at(0);
    EXPECT_EQ(job.status, JobStatus::waiting);
    EXPECT_EQ(job.last_error, "test.unwell");
    EXPECT_GE(job.run_at, clock.now() + 1'000ms);
    EXPECT_LE(job.run_at, clock.now() + 1'100ms);
    clock.advance(1'100ms);
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    EXPECT_GE(jobs().at(0).run_at, clock.now() + 2'000ms);
    clock.advance(2'200ms);
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    EXPECT_EQ(runs, 3);
    job = jobs().at(0);
    EXPECT_EQ(job.status, JobStatus::failed);
    clock.advance(100'000ms);
    EXPECT_EQ(jobs_runner->run_due(), 0U);

    // An administrator's doing is an event.
    const auto administrator = Scope::of(platform_organisation, {ActorKind::user, 1, "管理员"});
    ASSERT_TRUE(store().write<Job>(administrator, [&](Unit& unit) { return JobRunner::retry(unit, job.id); }));
    EXPECT_EQ(
        store().write<Job>(administrator, [&](Unit& unit) { return JobRunner::retry(unit, job.id); }).error().code,
        "job.bad_state");
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    ASSERT_TRUE(store().write<Job>(administrator, [&](Unit& unit) { return JobRunner::cancel(unit, job.id); }));
    EXPECT_EQ(
        store().write<Job>(administrator, [&](Unit& unit) { return JobRunner::cancel(unit, job.id); }).error().code,
        "job.bad_state");
    const auto log = events(administrator);
    ASSERT_EQ(log.size(), 2U);
    EXPECT_EQ(log[0].name, "job.retried");
    EXPECT_EQ(log[1].name, "job.cancelled");
}

TEST_P(JobsTest, MayScheduleItselfAnew) {
    ASSERT_TRUE(schedule(system, "daily"));
    bool failing = true;
    const auto jobs_runner = runner([&](Store&, const Job&) -> Result<> {
        DENGYUN_CHECK(schedule(system, "daily", 86'400'000ms));
        return failing ? Result<>(fail(ErrorKind::unavailable, "test.unwell")) : Result<>{};
    });
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    ASSERT_EQ(jobs({{"status", "waiting"}}).size(), 1U);
    EXPECT_EQ(jobs({{"status", "cancelled"}}).size(), 1U);
    failing = false;
    clock.advance(86'400'000ms);
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    EXPECT_EQ(jobs({{"status", "waiting"}}).size(), 1U);
    EXPECT_EQ(jobs({{"status", "done"}}).size(), 1U);
}

TEST_P(JobsTest, FencesARunnerThatLostItsLease) {
    ASSERT_TRUE(schedule(ours, "k"));
    int later_runs = 0;
    const auto later = runner([&](Store&, const Job&) -> Result<> {
        ++later_runs;
        return {};
    });
    const auto slow = runner([&](Store&, const Job& job) -> Result<> {
        EXPECT_EQ(job.attempts, 1);
        EXPECT_EQ(later->run_due(), 0U);  // the lease holds
        clock.advance(61'000ms);
        EXPECT_EQ(later->run_due(), 1U);  // and now it does not
        return fail(ErrorKind::unavailable, "test.late");
    });
    EXPECT_EQ(slow->run_due(), 1U);
    EXPECT_EQ(later_runs, 1);
    // What the slow one had to say came too late.
    EXPECT_EQ(jobs().at(0).status, JobStatus::done);
    EXPECT_EQ(jobs().at(0).attempts, 2);
    EXPECT_EQ(jobs().at(0).last_error, "");
}

TEST_P(JobsTest, GivesUpOnAJobThatTakesItsRunnersDown) {
    ASSERT_TRUE(schedule(ours, "k"));
    tamper(
        "UPDATE job SET status = 'running', attempts = 3, lease_token = 'dead', lease_until = 1 WHERE organisation_id "
        "= 1");
    const auto jobs_runner = runner([](Store&, const Job&) -> Result<> {
        ADD_FAILURE() << "must not run again";
        return {};
    });
    EXPECT_EQ(jobs_runner->run_due(), 1U);
    EXPECT_EQ(jobs().at(0).status, JobStatus::failed);
    EXPECT_EQ(jobs().at(0).last_error, "job.lease_lost");
}

TEST_P(JobsTest, FailsAJobThatNobodyHandles) {
    ASSERT_TRUE(schedule(ours, "k"));
    JobRunner empty(store(), clock, random, 1);
    EXPECT_EQ(empty.run_due(), 1U);
    EXPECT_EQ(jobs().at(0).status, JobStatus::failed);
    EXPECT_EQ(jobs().at(0).last_error, "job.unknown_kind");
}

TEST_P(JobsTest, RunsOnItsThreadsAsSoonAsItIsCommitted) {
    constexpr int count = 50;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::string, int> ran;
    const auto handle = [&](Store&, const Job& job) -> Result<> {
        const std::lock_guard lock(mutex);
        ++ran[job.key];
        changed.notify_all();
        return {};
    };
    // Two processes, as it were.
    std::unique_ptr<Store> other = is_sqlite() ? nullptr : open_another();
    JobRunner second(other ? *other : store(), clock, random, 2);
    second.add("test.job", {.handle = handle});
    const auto first = runner(handle);
    first->start();
    second.start();
    for (int i = 0; i < count; ++i) ASSERT_TRUE(schedule(ours, std::to_string(i)));
    std::unique_lock lock(mutex);
    EXPECT_TRUE(changed.wait_for(lock, 60s, [&] { return ran.size() == count; }));
    lock.unlock();
    first->stop();
    second.stop();
    for (const auto& [key, times] : ran) EXPECT_EQ(times, 1) << key;
    EXPECT_EQ(jobs({{"status", "done"}}).size(), static_cast<std::size_t>(count));
}

// One kind waits for slow receivers; what it has left of the runner's threads is there for others.
TEST_P(JobsTest, ASlowKindHoldsNoMoreThanItsThreads) {
    std::mutex mutex;
    std::condition_variable changed;
    int slow_running = 0;
    int slow_most = 0;
    int slow_done = 0;
    int quick_done = 0;
    bool released = false;
    JobRunner mixed(store(), clock, random, 3);
    mixed.add("test.slow", {.handle = [&](Store&, const Job&) -> Result<> {
                                std::unique_lock lock(mutex);
                                slow_most = std::max(slow_most, ++slow_running);
                                changed.notify_all();
                                changed.wait(lock, [&] { return released; });
                                --slow_running;
                                ++slow_done;
                                changed.notify_all();
                                return {};
                            },
                            .threads_max = 2});
    mixed.add("test.job", {.handle = [&](Store&, const Job&) -> Result<> {
                  const std::lock_guard lock(mutex);
                  ++quick_done;
                  changed.notify_all();
                  return {};
              }});
    constexpr int count = 6;
    ASSERT_TRUE(store().run_write(ours, [&](Unit& unit) -> Result<> {
        for (int i = 0; i < count; ++i)
            DENGYUN_CHECK(unit.schedule({"test.slow", std::to_string(i), unit.now() - 1'000ms, "{}"}));
        return {};
    }));
    mixed.start();
    {
        std::unique_lock lock(mutex);
        EXPECT_TRUE(changed.wait_for(lock, 60s, [&] { return slow_running == 2; }));
    }
    for (int i = 0; i < count; ++i) ASSERT_TRUE(schedule(ours, std::to_string(i)));
    std::unique_lock lock(mutex);
    EXPECT_TRUE(changed.wait_for(lock, 60s, [&] { return quick_done == count; }));
    EXPECT_EQ(slow_running, 2);
    released = true;
    changed.notify_all();
    EXPECT_TRUE(changed.wait_for(lock, 60s, [&] { return slow_done == count; }));
    EXPECT_EQ(slow_most, 2);
    lock.unlock();
    mixed.stop();
    EXPECT_EQ(jobs({{"status", "done"}}).size(), 2U * count);
}

TEST_P(JobsTest, RemovesWhatEndedLongAgo) {
    constexpr int count = 601;  // more than one unit removes
    ASSERT_TRUE(store().run_write(ours, [&](Unit& unit) -> Result<> {
        for (int i = 0; i < count; ++i)
            DENGYUN_CHECK(unit.schedule({"test.job", std::to_string(i), unit.now() + 1'000ms, "{}"}));
        return {};
    }));
    tamper("UPDATE job SET status = 'done' WHERE organisation_id = 1");
    ASSERT_TRUE(schedule(ours, "cancelled", 3'600'000ms));
    ASSERT_TRUE(store().run_write(ours, [](Unit& unit) { return unit.cancel("test.job", "cancelled"); }));
    ASSERT_TRUE(schedule(ours, "waits", std::chrono::days(30)));
    ASSERT_TRUE(schedule(ours, "failed"));
    JobRunner runner(store(), clock, random, 1, std::chrono::days(3));
    ASSERT_EQ(runner.run_due(), 1U);  // "failed": nobody handles its kind
    ASSERT_EQ(jobs({{"status", "failed"}}).size(), 1U);

    clock.advance(std::chrono::days(3) - 1ms);
    EXPECT_EQ(runner.remove_old().value(), 0);
    clock.advance(2ms);
    EXPECT_EQ(runner.remove_old().value(), count + 1);
    // An administrator still has to look at what failed.
    EXPECT_EQ(jobs({{"status", "failed"}}).size(), 1U);
    EXPECT_EQ(jobs({{"status", "waiting"}}).size(), 1U);
    EXPECT_EQ(jobs().size(), 2U);
}

DENGYUN_BOTH_DATABASES(JobsTest);

}  // namespace
}  // namespace dengyun::store::test
