#pragma once
// A bounded queue of records on disk, first in, first out: what was read waits here for the platform.
//
// Segments "queue-1", "queue-2", … of records with length and CRC, written to the end; the oldest segment is dropped,
// and what nobody had taken of it counted, when the bound is reached. A record that was appended survives the end of
// the process; after `sync` it survives a power cut, too. The end of a segment that was cut off is passed over. Where
// the reader is, is written down without a sync: after a power cut records may be handed out a second time, never too
// few. After a failed sync nothing can be known to be durable, so every later append and sync fails: the
// program ends and begins again with what the disk holds. Thread-safe.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "engines/timeseries/shelf/files.h"

namespace dengyun::gateway {

inline constexpr std::size_t record_bytes_max = 256 * 1024;

struct QueueOptions {
    std::uint64_t bytes_max = 512ULL << 20U;
    std::uint64_t segment_bytes = 4ULL << 20U;  // bytes_max holds four of them or more
};

struct QueueState {
    std::uint64_t bytes = 0;    // on disk and not released
    std::uint64_t dropped = 0;  // records, ever: the bound was reached before they were released
    std::uint64_t damaged = 0;  // segments, since the start: with an end that could not be read
};

// Where a reader is.
struct QueuePosition {
    std::uint64_t segment = 0;
    std::uint64_t offset = 0;
    auto operator<=>(const QueuePosition&) const = default;
};

struct QueueBatch {
    std::vector<std::string> records;
    QueuePosition next{};  // behind the last of them
};

class DiskQueue {
  public:
    // `files` must hold nothing else and outlive it. Errors: as Files.
    [[nodiscard]] static Result<std::unique_ptr<DiskQueue>> open(timeseries::Files& files, QueueOptions options = {});

    // REQUIRES: 0 < record.size() <= record_bytes_max. Errors: as Files; the record is not in the queue then.
    [[nodiscard]] Result<> append(std::string_view record);
    // Everything appended before the call survives a power cut. Errors: as Files.
    [[nodiscard]] Result<> sync();

    // The oldest records, at least one where there is any, as many as fit into `bytes_max`. Errors: as Files.
    [[nodiscard]] Result<QueueBatch> read(std::size_t bytes_max);
    // They are delivered; a segment that holds nothing else is removed. Errors: as Files.
    [[nodiscard]] Result<> release(QueuePosition upto);
    // Until something was appended that was not there at the last read, or the time is over.
    void wait_for_more(std::chrono::milliseconds time_max);
    void wake();  // whoever waits, for an end

    [[nodiscard]] QueueState state() const;

  private:
    DiskQueue(timeseries::Files& files, QueueOptions options) : files_(files), options_(options) {}
    struct Segment {
        std::uint64_t number;
        std::uint64_t bytes;
    };
    [[nodiscard]] Result<> find_segments();
    [[nodiscard]] Result<> read_position();
    [[nodiscard]] Result<> write_position();
    [[nodiscard]] Result<> begin_segment();
    [[nodiscard]] Result<> sync_growing();
    [[nodiscard]] Result<> make_room(std::uint64_t bytes);
    [[nodiscard]] Result<> drop_oldest();
    [[nodiscard]] Result<> read_segment(std::uint64_t number, std::size_t bytes_max, QueueBatch& batch,
                                        std::size_t& taken);
    [[nodiscard]] std::uint64_t bytes_on_disk() const;

    timeseries::Files& files_;
    const QueueOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable appended_;
    std::vector<Segment> segments_;  // the last one grows
    std::unique_ptr<timeseries::AppendFile> growing_;
    QueuePosition position_{};
    bool has_unread_ = true;
    bool is_woken_ = false;
    std::uint64_t dropped_ = 0;
    std::uint64_t damaged_ = 0;
    std::uint64_t last_damaged_ = 0;  // its number: counted once
    Result<> failure_{};
};

}  // namespace dengyun::gateway
