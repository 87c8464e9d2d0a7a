#pragma once
// Something that values are read from, on a thread of its own.
#include <chrono>
#include <mutex>
#include <string>

#include "edge/gateway/recorder.h"
#include "kernel/base/clock.h"

namespace dengyun::gateway {

using Moment = std::chrono::steady_clock::time_point;

// How a connection fares, for the platform.
struct SourceState {
    std::string name;
    bool is_connected = false;
    std::uint64_t reads = 0;       // requests that were answered, files that were read
    std::uint64_t failures = 0;    // time-outs, broken connections, unreadable files
    std::uint64_t exceptions = 0;  // a device that answers that it cannot answer
    std::string failure;           // the last one; empty while it is connected
};

struct SourceNeeds {
    Recorder& recorder;
    Journal& journal;
    const Clock& clock;
};

class Source {
  public:
    virtual ~Source() = default;
    // What is due at `now`; answers when there is something to do again.
    [[nodiscard]] virtual Moment pass(Moment now) = 0;
    // Thread-safe.
    [[nodiscard]] virtual SourceState state() const = 0;
    // Whether it can write this point, and to do so: answers what is read back. Thread-safe.
    [[nodiscard]] virtual bool writes(std::string_view /*device*/, std::string_view /*point*/) const { return false; }
    // REQUIRES: writes(device, point).
    [[nodiscard]] virtual Result<double> write(std::string_view /*device*/, std::string_view /*point*/,
                                               double /*value*/) {
        return fail(ErrorKind::invalid, "gateway.not_writable");
    }
};

// The state of a source, and its changes in the journal. Thread-safe.
class Condition {
  public:
    Condition(std::string name, Journal& journal) : journal_(journal) { state_.name = std::move(name); }
    void succeeded();
    void failed(std::string_view code, const std::string& why);
    void excepted();
    [[nodiscard]] SourceState state() const;

  private:
    Journal& journal_;
    mutable std::mutex mutex_;
    SourceState state_;
    bool is_told_ = false;  // that it fails
};

}  // namespace dengyun::gateway
