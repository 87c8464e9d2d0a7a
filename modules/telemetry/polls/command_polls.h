#pragma once
// Devices that ask for their commands over HTTP and wait for the next one, as those made for ThingsBoard do
// (polls/routes.cpp). Who waits holds no thread: a command that is made is claimed for him and answered. Claimed is
// delivered: HTTP tells nobody whether an answer has arrived. Bounded; thread-safe.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "kernel/api/call.h"
#include "modules/telemetry/commands/device_command.h"
#include "modules/telemetry/intake/intake.h"

namespace dengyun::telemetry {

inline constexpr std::chrono::milliseconds poll_time_usual{60'000};
inline constexpr std::chrono::milliseconds poll_time_max{300'000};
inline constexpr std::size_t polls_max = 10'000;  // that wait, of all devices; one of each

class CommandPolls {
  public:
    // Null: no command has come.
    using Found = std::optional<DeviceCommand>;
    using Done = std::function<void(Result<Found>)>;
    explicit CommandPolls(Intake& intake, std::size_t waiting_max = polls_max)
        : intake_(intake), waiting_max_(waiting_max) {}
    ~CommandPolls() { stop(); }
    CommandPolls(const CommandPolls&) = delete;
    CommandPolls& operator=(const CommandPolls&) = delete;

    void start();
    // Answers everybody who waits: unavailable "request.busy". Idempotent.
    void stop();
    // The oldest command that waits for the device, if there is one, is its own from then on.
    [[nodiscard]] Result<Found> take(const LiveDevice& device);
    // Answers once, on a thread of its own or on the caller's: a command, or none after `time`, or at once where the
    // device asks again. Errors: limit "telemetry.too_many_polls".
    void wait(const LivePtr& device, std::chrono::milliseconds time, Done done);
    [[nodiscard]] std::size_t waiting() const;

  private:
    using Time = std::chrono::steady_clock::time_point;
    struct Poll {
        LivePtr device;
        Time until;
        Done done;
    };
    void run();
    void serve(Id<Organisation> organisation);
    [[nodiscard]] std::optional<Poll> take_out(std::int64_t device);
    [[nodiscard]] std::vector<Poll> take_late(Time now);
    [[nodiscard]] Time next_deadline() const;  // with mutex_

    Intake& intake_;
    const std::size_t waiting_max_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::map<std::int64_t, Poll> polls_;  // by device
    std::set<std::int64_t> grown_;        // organisations
    bool is_running_ = false;
    std::shared_ptr<void> listening_;
    std::thread thread_;
};

}  // namespace dengyun::telemetry
