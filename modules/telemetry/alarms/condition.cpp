#include "modules/telemetry/alarms/condition.h"

#include <algorithm>
#include <limits>

namespace dengyun::telemetry {
namespace {

constexpr meta::Choice kinds[] = {{"above", {"高于", "Above"}},
                                  {"below", {"低于", "Below"}},
                                  {"rising", {"上升过快", "Rising fast"}},
                                  {"falling", {"下降过快", "Falling fast"}},
                                  {"silent", {"无数据", "Silent"}},
                                  {"state", {"处于状态", "In a state"}},
                                  {"expression", {"表达式成立", "Expression"}},
                                  {"unusual", {"与平时不同", "Unlike the usual"}}};
constexpr meta::Choices kind_choices{"condition_kind", kinds};
constexpr auto never = std::numeric_limits<timeseries::Time>::max();

}  // namespace

const meta::Choices& choices_of(ConditionKind) { return kind_choices; }

Watch::Watch(const Condition& condition, timeseries::Time start, bool is_active)
    : condition_(condition),
      is_active_(is_active),
      is_met_(is_active),
      holds_(is_active),
      edge_(condition.schedule.next_edge(start)),
      settled_(start),
      heard_(start) {
    if (condition_.program) evaluator_.emplace(condition_.program, condition_.zone);
    if (condition_.kind == ConditionKind::unusual)
        unusual_ = std::make_unique<Unusual>(condition_.sensitivity, condition_.learning);
    is_scheduled_ = condition_.schedule.contains(start);
    set(start);
}

void Watch::set(timeseries::Time at) {
    const bool holds = is_met_ && is_scheduled_;
    if (holds == holds_) return;
    holds_ = holds;
    if (holds_ == is_active_)
        since_.reset();
    else
        since_ = at;
}

void Watch::look(timeseries::Time at) {
    looks_++;
    if (const auto value = evaluator_->value(at)) is_met_ = *value != 0;
}

// Silence begins, hours end and delays pass between two values: in the order of time, what stops a delay first.
void Watch::settle(timeseries::Time until, std::vector<Change>& changes) {
    const double nothing = evaluator_ ? std::numeric_limits<double>::quiet_NaN() : 0;
    const bool looks_by_itself = evaluator_ && evaluator_->program().depends_on_time;
    for (;;) {
        const auto silent_at =
            condition_.kind == ConditionKind::silent && !is_met_ ? heard_ + condition_.silence : never;
        const auto tick = looks_by_itself ? (settled_ / look_interval + 1) * look_interval : never;
        const auto due = since_ ? *since_ + (holds_ ? condition_.on_delay : condition_.off_delay) : never;
        const auto next = std::min({silent_at, tick, edge_, due});
        if (next > until) break;
        if (next == silent_at || next == tick || next == edge_) {
            if (next == silent_at) is_met_ = true;
            if (next == edge_) {
                is_scheduled_ = condition_.schedule.contains(next);
                edge_ = condition_.schedule.next_edge(next);
            }
            settled_ = std::max(settled_, next);
            if (next == tick) look(next);
            set(next);
            continue;
        }
        is_active_ = holds_;
        since_.reset();
        changes.push_back(
            {due, is_active_, value_.value_or(nothing), unusual_ && is_active_ ? unusual_->oddity() : std::nullopt});
    }
    settled_ = std::max(settled_, until);
}

void Watch::advance(timeseries::Time now, std::vector<Change>& changes) {
    if (now > settled_) settle(now, changes);
}

void Watch::judge(timeseries::Time at, double value) {
    // Past the limit, back within it by the deadband, or neither: as it was.
    const auto compare = [&](double measured, double limit) {
        if (measured > limit)
            is_met_ = true;
        else if (measured <= limit - condition_.deadband)
            is_met_ = false;
    };
    const auto rate = [&] { return (value - *value_) / (static_cast<double>(at - heard_) / 60e9); };
    switch (condition_.kind) {
        case ConditionKind::above:
            compare(value, condition_.threshold);
            break;
        case ConditionKind::below:
            compare(-value, -condition_.threshold);
            break;
        case ConditionKind::rising:
            if (value_ && at > heard_) compare(rate(), condition_.threshold);
            break;
        case ConditionKind::falling:
            if (value_ && at > heard_) compare(-rate(), condition_.threshold);
            break;
        case ConditionKind::silent:
            is_met_ = false;
            break;
        case ConditionKind::state:
            is_met_ = value != 0;
            break;
        case ConditionKind::unusual:
            is_met_ = unusual_->holds(at, value);
            break;
        case ConditionKind::expression:
            break;
    }
}

bool Watch::hear(timeseries::Time at, std::span<const Heard> heard) {
    bool is_new = false;
    for (const auto& one : heard) {
        const bool is_text = evaluator_->program().points[one.index].kind.type == expressions::Type::text;
        const bool taken =
            is_text ? evaluator_->hear(one.index, at, one.text) : evaluator_->hear(one.index, at, one.number);
        is_new = is_new || taken;
        if (taken && one.index == 0 && !is_text) value_ = one.number;
    }
    return is_new;
}

void Watch::remember(timeseries::Time at, std::span<const Heard> heard) {
    if (evaluator_) static_cast<void>(hear(at, heard));
    if (unusual_) unusual_->learn(at, heard.front().number);
}

void Watch::row(timeseries::Time at, std::span<const Heard> heard, std::vector<Change>& changes) {
    if (!evaluator_ && at <= heard_ && value_) return;
    // What becomes due with this value is judged after it: a value in time stops a delay.
    settle(at - 1, changes);
    // Hours that begin or end with it are judged together with it.
    if (edge_ <= at) {
        is_scheduled_ = condition_.schedule.contains(at);
        edge_ = condition_.schedule.next_edge(at);
    }
    if (evaluator_) {
        if (hear(at, heard)) look(at);
    } else {
        judge(at, heard.front().number);
        value_ = heard.front().number;
        heard_ = std::max(heard_, at);
    }
    set(at);
    settle(at, changes);
}

}  // namespace dengyun::telemetry
