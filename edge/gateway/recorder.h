#pragma once
// The way of every value: sampled, written as lines, put into the queue. Thread-safe.
#include <atomic>

#include "edge/gateway/disk_queue.h"
#include "edge/gateway/journal.h"
#include "edge/gateway/lines.h"
#include "engines/acquisition/sampling.h"

namespace dengyun::gateway {

class Recorder {
  public:
    // Both must outlive it.
    Recorder(DiskQueue& queue, Journal& journal) : queue_(queue), journal_(journal) {}

    // The queue holds them all, or the error says why not. Errors: as DiskQueue::append; they are told once in a row.
    [[nodiscard]] Result<> add(std::span<const Sample> samples);
    [[nodiscard]] Result<> sync() { return queue_.sync(); }
    [[nodiscard]] std::uint64_t samples() const { return samples_; }
    [[nodiscard]] std::uint64_t lost() const { return lost_; }

  private:
    DiskQueue& queue_;
    Journal& journal_;
    std::atomic<std::uint64_t> samples_ = 0;
    std::atomic<std::uint64_t> lost_ = 0;  // that the queue could not take
    std::atomic<bool> is_failing_ = false;
};

// A value that was read, told to its point and to those derived from it, as each of them wants it. One thread.
class Teller {
  public:
    explicit Teller(std::vector<const acquisition::Point*> points)
        : points_(std::move(points)), samplers_(points_.size()) {}
    // Appends to `samples` what is worth telling; no number is told.
    void tell(const acquisition::Value& read, std::int64_t at_ms, std::vector<Sample>& samples);

  private:
    std::vector<const acquisition::Point*> points_;
    std::vector<acquisition::Sampler> samplers_;
};

}  // namespace dengyun::gateway
