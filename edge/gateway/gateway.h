#pragma once
// The program: sources into the queue, the queue to the platform, and what the platform wants.
#include <thread>

#include "edge/gateway/configuration_files.h"
#include "edge/gateway/delivery.h"
#include "edge/gateway/server_link.h"
#include "edge/gateway/sources.h"

namespace dengyun::gateway {

struct Options {
    std::string server;
    std::string token;
    std::optional<acquisition::Configuration> local;  // of a file: the platform's is not asked for
    QueueOptions queue{};
    std::chrono::milliseconds send_pause{1'000};
    std::chrono::milliseconds sync_pause{1'000};  // what a power cut may cost of polled values
    std::chrono::milliseconds trial_time{30'000};
};

class Gateway {
  public:
    // All must outlive it. Errors: as Files.
    [[nodiscard]] static Result<std::unique_ptr<Gateway>> start(Options options, timeseries::Files& queue_files,
                                                                timeseries::Files& state_files, const Clock& clock,
                                                                Journal& journal);
    ~Gateway();

    // One exchange with the platform: tells, applies, writes. Answers after how many milliseconds the next is due.
    [[nodiscard]] std::int64_t exchange();
    // The disk does not keep what it was given: the program must end.
    [[nodiscard]] bool is_broken() const { return is_broken_; }

  private:
    Gateway(Options options, timeseries::Files& state_files, const Clock& clock, Journal& journal);
    [[nodiscard]] Report report() const;
    void take(const News& news);
    void apply(Version version);
    void refuse(std::int64_t number, const Error& error);
    void confirm();
    [[nodiscard]] CommandResult run(const Command& command);
    void tell_own_points();
    void sync_in_turn();

    const Options options_;
    timeseries::Files& state_files_;
    const Clock& clock_;
    Journal& journal_;
    ConfigurationFiles configuration_files_;
    std::unique_ptr<DiskQueue> queue_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<Delivery> delivery_;
    edge::Client client_;
    std::unique_ptr<Sources> sources_;
    std::int64_t running_ = 0;
    std::int64_t poll_ms_ = 5'000;
    std::optional<Moment> trial_since_;
    std::optional<std::int64_t> refused_;
    std::string refusal_;
    std::vector<CommandResult> results_;  // not yet told
    bool is_unreachable_ = false;
    std::optional<std::int64_t> clock_offset_ms_;
    std::optional<Moment> own_points_at_;
    std::vector<std::pair<std::string, acquisition::Point>> own_points_;
    std::atomic<bool> is_broken_ = false;
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    std::thread syncing_;
};

// Of this process, as the operating system counts it.
[[nodiscard]] std::uint64_t resident_bytes();

}  // namespace dengyun::gateway
