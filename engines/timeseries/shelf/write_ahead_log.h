#pragma once
// The write-ahead log: batches are durable before they are acknowledged. Whoever waits first writes and syncs for all
// that wait meanwhile, so a commit begins at once and takes along what came during the one before it; beyond
// pending_bytes_max callers wait instead of filling memory. Files "log-1", "log-2", …; one is removed when all its rows
// are in segments.
#include <condition_variable>
#include <functional>
#include <mutex>

#include "engines/timeseries/shelf/files.h"

namespace dengyun::timeseries {

inline constexpr std::size_t pending_bytes_max = 1 << 20;

class WriteAheadLog {
  public:
    // `before_sync` makes durable what the rows rest on.
    WriteAheadLog(Files& files, std::function<Result<>()> before_sync)
        : files_(files), before_sync_(std::move(before_sync)) {}

    // Hands every batch of the files that exist to `take`, in order. A cut-off end of the last file is what was never
    // acknowledged. Errors: as Files; unavailable "timeseries.damaged".
    [[nodiscard]] Result<> replay(const std::function<bool(ByteView batch)>& take);
    // Waits until what is enqueued is below its bound.
    void wait_for_room();
    // Answers a ticket; the order of tickets is that of the log.
    [[nodiscard]] std::uint64_t enqueue(ByteView batch);
    // Returns when everything up to the ticket is durable. After a failed sync nothing can be known to be durable, so
    // every later call fails: unavailable "timeseries.unavailable".
    [[nodiscard]] Result<> commit(std::uint64_t ticket);
    // Commits what is enqueued and begins a new file; the caller sees to it that nothing is enqueued meanwhile.
    [[nodiscard]] Result<> rotate();
    // Removes all files but the present one.
    [[nodiscard]] Result<> drop_old();
    [[nodiscard]] std::uint64_t bytes() const;  // of the present file

  private:
    [[nodiscard]] Result<> write(const Bytes& records);

    Files& files_;
    std::function<Result<>()> before_sync_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::unique_ptr<AppendFile> file_;
    Bytes pending_;
    std::uint64_t enqueued_ = 0;
    std::uint64_t committed_ = 0;
    std::uint64_t bytes_ = 0;
    bool is_writing_ = false;
    Result<> failure_{};
    std::uint64_t number_ = 0;
    std::vector<std::uint64_t> old_;
};

}  // namespace dengyun::timeseries
