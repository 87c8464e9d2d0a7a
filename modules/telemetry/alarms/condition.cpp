#include "modules/telemetry/alarms/condition.h"

#include <algorithm>
#include <limits>

namespace dengyun::telemetry {
namespace {

constexpr meta::Choice kinds[] = {{"above", {"高于", "Above"}},
                                  {"below", {"低于", "Below"}},
                                  {"rising", {"上升过快", "Rising fast"}},
                                  {"silent", {"无数据", "Silent"}},
                                  {"state", {"处于状态", "In a state"}}};
constexpr meta::Choices kind_choices{"condition_kind", kinds};

}  // namespace

const meta::Choices& choices_of(ConditionKind) { return kind_choices; }

void Watch::set(bool holds, timeseries::Time at) {
    if (holds == holds_) return;
    holds_ = holds;
    if (holds_ == is_active_)
        since_.reset();
    else
        since_ = at;
}

// Silence begins, and delays end, between two values: in the order of time, silence first.
void Watch::settle(timeseries::Time until, std::vector<Change>& changes) {
    constexpr auto never = std::numeric_limits<timeseries::Time>::max();
    for (;;) {
        const auto silent_at =
            condition_.kind == ConditionKind::silent && !holds_ ? heard_ + condition_.silence : never;
        const auto due = since_ ? *since_ + (holds_ ? condition_.on_delay : condition_.off_delay) : never;
        if (std::min(silent_at, due) > until) return;
        if (silent_at <= due) {
            set(true, silent_at);
            continue;
        }
        is_active_ = holds_;
        since_.reset();
        changes.push_back({due, is_active_, value_.value_or(0)});
    }
}

void Watch::advance(timeseries::Time now, std::vector<Change>& changes) {
    if (now <= now_) return;
    settle(now, changes);
    now_ = now;
}

void Watch::sample(timeseries::Time at, double value, std::vector<Change>& changes) {
    if (at <= heard_ && value_) return;
    // What becomes due with this value is judged after it: a value in time stops a delay.
    settle(at - 1, changes);
    switch (condition_.kind) {
        case ConditionKind::above:
            if (value > condition_.threshold)
                set(true, at);
            else if (value <= condition_.threshold - condition_.deadband)
                set(false, at);
            break;
        case ConditionKind::below:
            if (value < condition_.threshold)
                set(true, at);
            else if (value >= condition_.threshold + condition_.deadband)
                set(false, at);
            break;
        case ConditionKind::rising:
            if (value_ && at > heard_) {
                const auto minutes = static_cast<double>(at - heard_) / 60e9;
                const auto rate = (value - *value_) / minutes;
                if (rate > condition_.threshold)
                    set(true, at);
                else if (rate <= condition_.threshold - condition_.deadband)
                    set(false, at);
            }
            break;
        case ConditionKind::silent:
            set(false, at);
            break;
        case ConditionKind::state:
            set(value != 0, at);
            break;
    }
    value_ = value;
    heard_ = std::max(heard_, at);
    settle(at, changes);
    now_ = std::max(now_, at);
}

}  // namespace dengyun::telemetry
