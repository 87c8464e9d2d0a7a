#pragma once
// What a rule watches for, and a watch that follows one point through time: thresholds with a deadband, on and off
// delays, rates of change, silence. Pure: times are given, so that a stored year and the present are judged by the same
// code.
#include <optional>
#include <string>
#include <vector>

#include "engines/timeseries/model.h"
#include "kernel/meta/entity.h"

namespace dengyun::telemetry {

// above, below: the value passes the threshold; it ends where the value is back by the deadband.
// rising: the value climbs faster than the threshold, in units a minute, from one sample to the next.
// silent: nothing has come for so long.  state: it is in this state.
enum class ConditionKind { above, below, rising, silent, state };
const meta::Choices& choices_of(ConditionKind);

struct Condition {
    ConditionKind kind = ConditionKind::above;
    double threshold = 0;
    double deadband = 0;
    timeseries::Time silence = 0;    // of silent
    timeseries::Time on_delay = 0;   // it must hold for so long
    timeseries::Time off_delay = 0;  // it must not hold for so long
};

class Watch {
  public:
    // `is_active`: an alarm is open already. Silence counts from `start`.
    Watch(const Condition& condition, timeseries::Time start, bool is_active = false)
        : condition_(condition), is_active_(is_active), holds_(is_active), heard_(start), now_(start) {}

    struct Change {
        timeseries::Time at{};
        bool is_active = false;
        double value = 0;  // the last one heard
        friend bool operator==(const Change&, const Change&) = default;
    };
    // A value at a time; of a state 1 where it is the one, else 0. One that is not later than what was heard before is
    // passed. Adds what changes up to then.
    void sample(timeseries::Time at, double value, std::vector<Change>& changes);
    // Time passes without a value.
    void advance(timeseries::Time now, std::vector<Change>& changes);
    [[nodiscard]] bool is_active() const { return is_active_; }

  private:
    void settle(timeseries::Time until, std::vector<Change>& changes);
    void set(bool holds, timeseries::Time at);

    const Condition condition_;
    bool is_active_;
    bool holds_;                               // the condition itself, without delays
    std::optional<timeseries::Time> since_{};  // holds_ differs from is_active_ since then
    timeseries::Time heard_;
    timeseries::Time now_;
    std::optional<double> value_{};
};

}  // namespace dengyun::telemetry
