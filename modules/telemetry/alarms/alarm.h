#pragma once
// An alarm: a rule's condition holds, or held, on a device. One of a rule and device is open at a time (`open_key`).
// docs/state-machines/alarm.md
#include "kernel/flow/state_table.h"
#include "modules/telemetry/alarms/alarm_rule.h"

namespace dengyun::telemetry {

inline constexpr Duration shelving_time{8LL * 3600 * 1000};  // a shelved alarm comes back after a shift

// active: it holds. cleared: it does not any more. unacknowledged: nobody has said that he has seen it.
enum class AlarmStatus {
    active_unacknowledged,
    escalated,
    active_acknowledged,
    cleared_unacknowledged,
    shelved,
    closed
};
enum class AlarmAction { acknowledge, clear, raise, escalate, shelve, unshelve };
const meta::Choices& choices_of(AlarmStatus);
const meta::Choices& choices_of(AlarmAction);

struct Alarm : meta::Record<Alarm> {
    Id<AlarmRule> rule_id{};
    Id<Device> device_id{};
    std::string name;  // the rule's, as it was
    std::string point;
    Severity severity = Severity::warning;
    AlarmStatus status = AlarmStatus::active_unacknowledged;
    Instant raised_at{};
    std::optional<double> value;       // when it was raised
    std::optional<OddityKind> oddity;  // of a rule of kind unusual: how it was unlike the usual
    std::optional<double> usual;       // and what was expected
    std::optional<Instant> cleared_at;
    std::optional<Instant> escalate_at;
    std::optional<std::string> status_reason;  // what people say with an action
    std::optional<std::string> open_key;       // internal
    static const meta::Entity description;
    static const flow::StateTable states;
};

[[nodiscard]] std::string open_key_of(Id<AlarmRule> rule, Id<Device> device);

}  // namespace dengyun::telemetry
