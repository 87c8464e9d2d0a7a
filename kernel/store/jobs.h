#pragma once
// Durable jobs and timers: scheduled in the unit of the change that asks for them (Unit::schedule), run once among any
// number of processes (a lease with a fencing token), retried with back-off, visible to administrators.
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "kernel/meta/entity.h"
#include "kernel/store/store.h"

namespace dengyun::store {

enum class JobStatus { waiting, running, done, failed, cancelled };
const meta::Choices& choices_of(JobStatus);

// A row of the job table. `failed` jobs have used up their attempts and wait for an administrator (retry or cancel).
struct Job : meta::Record<Job> {
    std::string kind;
    std::string key;
    Instant run_at{};
    std::string data;
    JobStatus status = JobStatus::waiting;
    std::int64_t attempts = 0;
    std::string last_error;  // an error code, never internal text
    std::optional<Instant> lease_until;
    std::string lease_token;  // internal
    static const meta::Entity description;
};

struct JobKind {
    // Runs outside a unit; does its own writing. A handler that fails is retried; one that outlives the lease loses it.
    std::function<Result<>(Store&, const Job&)> handle;
    int attempts_max = 10;
    Duration back_off{1'000};  // doubles with every attempt, up to back_off_max
    Duration back_off_max{3'600'000};
    Duration lease{60'000};
    unsigned threads_max = 0;  // of a runner's threads at a time; 0: all. Bounds what waits for others.
};

class JobRunner {
  public:
    // `kept_for`: how long done and cancelled jobs stay, for administrators to see.
    JobRunner(Store& store, const Clock& clock, Random& random, unsigned threads,
              Duration kept_for = std::chrono::days(7));
    ~JobRunner();
    void add(std::string kind, JobKind what);  // before start
    [[nodiscard]] std::vector<std::string> kinds() const;
    void start();
    void stop();  // finishes the running jobs
    // Runs what is due now on the caller's thread; answers how many ran. For tests with a manual clock.
    std::size_t run_due();
    // Removes the done and cancelled jobs that are past their time; the runner does so every hour. Answers how many.
    Result<std::int64_t> remove_old();
    // Of an administrator: a failed job runs again now; a waiting or failed one never. Errors: "job.bad_state".
    [[nodiscard]] static Result<Job> retry(Unit& unit, Id<Job> id);
    [[nodiscard]] static Result<Job> cancel(Unit& unit, Id<Job> id);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::store
