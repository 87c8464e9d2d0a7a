#pragma once
// Whether the platform can answer, found out by a thread of its own: who asks (a balancer, Prometheus) is answered from
// memory, and never waits for a database that hangs. Thread-safe.
#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "kernel/base/clock.h"
#include "kernel/store/jobs.h"

namespace dengyun::server {

class Readiness {
  public:
    // Both must outlive it.
    Readiness(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}
    ~Readiness();
    Readiness(const Readiness&) = delete;
    Readiness& operator=(const Readiness&) = delete;

    // Looks now, and then every second until it ends.
    void start();
    // Asks the database once, on the caller's thread.
    void look();
    // The database answered within the last `answer_age_max`, and nobody has said that the process is about to stop.
    [[nodiscard]] bool ready() const;
    void set_stopping() { stopping_ = true; }
    // As counted when it last looked; done and cancelled jobs are not counted.
    [[nodiscard]] std::int64_t jobs(store::JobStatus status) const {
        return jobs_.at(static_cast<std::size_t>(status));
    }

    static constexpr Duration answer_age_max{5'000};

  private:
    void run();

    store::Store& store_;
    const Clock& clock_;
    std::atomic<std::int64_t> answered_at_ms_ = 0;
    std::array<std::atomic<std::int64_t>, 5> jobs_{};
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace dengyun::server
