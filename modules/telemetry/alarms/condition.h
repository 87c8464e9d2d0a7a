#pragma once
// What a rule watches for, and a watch that follows its points through time: thresholds with a deadband, rates of
// change, silence, states, expressions; on and off delays, hours of the week. Pure: times are given, so that a stored
// year and the present are judged by the same code.
#include <optional>
#include <string>
#include <vector>

#include "engines/expressions/api.h"
#include "kernel/meta/entity.h"
#include "modules/telemetry/alarms/schedule.h"
#include "modules/telemetry/alarms/unusual.h"

namespace dengyun::telemetry {

// above, below: the value passes the threshold; it ends where the value is back by the deadband.
// rising, falling: the value climbs or falls faster than the threshold, in units a minute, from one sample to the next.
// silent: nothing has come for so long.  state: it is in this state.
// expression: it is true; where it is missing, what was known before goes on.
// unusual: it is unlike what it was so far (unusual.h).
enum class ConditionKind { above, below, rising, falling, silent, state, expression, unusual };
const meta::Choices& choices_of(ConditionKind);

// An expression that changes with time alone is looked at in these steps, counted from 1970, besides at every value.
inline constexpr timeseries::Time look_interval = 5'000'000'000;

struct Condition {
    ConditionKind kind = ConditionKind::above;
    double threshold = 0;
    double deadband = 0;
    timeseries::Time silence = 0;                           // of silent
    timeseries::Time on_delay = 0;                          // it must hold for so long
    timeseries::Time off_delay = 0;                         // it must not hold for so long
    Schedule schedule{};                                    // outside of it nothing holds
    std::shared_ptr<const expressions::Program> program{};  // of expression: a truth
    std::shared_ptr<const TimeZone> zone{};                 // of expression
    Sensitivity sensitivity = Sensitivity::normal;          // of unusual
    timeseries::Time learning = 0;                          // of unusual
};

class Watch {
  public:
    // `is_active`: an alarm is open already. Silence counts from `start`.
    Watch(const Condition& condition, timeseries::Time start, bool is_active = false);

    struct Change {
        timeseries::Time at{};
        bool is_active = false;
        double value = 0;                // the last number heard of the first point
        std::optional<Oddity> odd = {};  // of unusual, where it becomes active
        friend bool operator==(const Change&, const Change&) = default;
    };
    // A value of one of the condition's points; all but expressions have one, with the index 0. Of a state 1 where it
    // is the one, else 0.
    struct Heard {
        std::size_t index = 0;
        double number = 0;
        std::string_view text{};  // of text points of an expression
    };
    // What came together at a time. Of a point that was heard of at that time or later it is passed over. Adds what
    // changes up to then.
    void row(timeseries::Time at, std::span<const Heard> heard, std::vector<Change>& changes);
    void sample(timeseries::Time at, double value, std::vector<Change>& changes) {
        const Heard one{.number = value};
        row(at, {&one, 1}, changes);
    }
    // What lies before the start: windows of an expression are filled, what is usual is learnt, and nothing changes.
    void remember(timeseries::Time at, std::span<const Heard> heard);
    // Time passes without a value.
    void advance(timeseries::Time now, std::vector<Change>& changes);
    [[nodiscard]] bool is_active() const { return is_active_; }
    // How often an expression was looked at.
    [[nodiscard]] std::uint64_t looks() const { return looks_; }

  private:
    void settle(timeseries::Time until, std::vector<Change>& changes);
    void set(timeseries::Time at);
    void judge(timeseries::Time at, double value);
    void look(timeseries::Time at);
    bool hear(timeseries::Time at, std::span<const Heard> heard);

    const Condition condition_;
    std::optional<expressions::Evaluator> evaluator_{};
    std::unique_ptr<Unusual> unusual_{};
    bool is_active_;
    bool is_met_;                              // the condition itself
    bool holds_;                               // and within its hours, without delays
    std::optional<timeseries::Time> since_{};  // holds_ differs from is_active_ since then
    bool is_scheduled_ = true;
    timeseries::Time edge_;     // of the schedule
    timeseries::Time settled_;  // looked at up to here
    timeseries::Time heard_;
    std::optional<double> value_{};
    std::uint64_t looks_ = 0;
};

}  // namespace dengyun::telemetry
