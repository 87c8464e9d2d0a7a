#pragma once
// The clock is injected: nothing below server/ asks the operating system for the time.
#include <atomic>

#include "kernel/base/instant.h"

namespace dengyun {

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override {
        return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    }
};

// A clock that a test moves by hand. Safe to read while another thread moves it.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant start) : now_(milliseconds_of(start)) {}
    [[nodiscard]] Instant now() const override { return instant_of(now_.load()); }
    void advance(Duration by) { now_ += by.count(); }
    void set(Instant to) { now_ = milliseconds_of(to); }

  private:
    std::atomic<std::int64_t> now_;
};

}  // namespace dengyun
