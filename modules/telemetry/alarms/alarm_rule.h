#pragma once
// An alarm rule of an organisation: what to watch for, on one device or on every device of a profile, and how bad it
// is.
#include "modules/telemetry/alarms/condition.h"
#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t alarm_rules_max = 500;  // per organisation

enum class Severity { info, warning, critical };
const meta::Choices& choices_of(Severity);

struct AlarmRule : meta::Record<AlarmRule> {
    std::string name;
    std::optional<Id<Device>> device_id;  // one of the two
    std::optional<std::string> profile;
    std::string point;  // of an expression its first one
    ConditionKind kind = ConditionKind::above;
    std::optional<double> threshold;  // as the point is shown, units of its profile; a minute, where it is a rate
    double deadband = 0;
    std::optional<std::string> state;  // as the device reports it
    std::optional<std::int64_t> silence_s;
    std::optional<std::string> expression;             // engines/expressions/api.h
    Sensitivity sensitivity = Sensitivity::normal;     // of unusual
    std::optional<std::int64_t> learning_s;            // of unusual; none: learning_s_usual
    std::string schedule_days;                         // "12345": Monday to Friday; empty: always
    std::optional<std::int64_t> schedule_from_minute;  // of the day, in the organisation's time zone; none: midnight
    std::optional<std::int64_t> schedule_to_minute;
    std::int64_t on_delay_s = 0;
    std::int64_t off_delay_s = 0;
    Severity severity = Severity::warning;
    std::optional<std::int64_t> escalate_after_s;  // not acknowledged for so long, it is told to who leads
    // What its device is told to do then, see commands/rule_commands.h.
    std::optional<std::string> raise_command;
    std::string raise_parameters = "{}";
    std::optional<std::string> clear_command;
    std::string clear_parameters = "{}";
    std::optional<std::int64_t> command_expires_in_s;
    std::optional<std::int64_t> command_pause_s;
    bool is_enabled = false;
    static const meta::Entity description;
};

// Pure; an expression is looked at by check_expression of derived/known_points.h. Errors: invalid with issues:
// required, one_of_two, unknown_profile, no_weekdays.
[[nodiscard]] Result<> check_rule(const AlarmRule& rule);
// `program` of an expression; its points are those that the watch hears of.
[[nodiscard]] Condition condition_of(const AlarmRule& rule, std::shared_ptr<const expressions::Program> program,
                                     std::shared_ptr<const TimeZone> zone);
// How much of the past its watch has to know.
[[nodiscard]] timeseries::Time reach_of(const AlarmRule& rule, const expressions::Program* program);
// The points that a watch of this rule hears of, by its indices.
[[nodiscard]] std::vector<std::string> points_watched(const AlarmRule& rule, const expressions::Program* program);

}  // namespace dengyun::telemetry
