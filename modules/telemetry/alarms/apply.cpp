// What a change of a watch makes of its alarm.
#include <cmath>

#include "kernel/api/flow_routes.h"
#include "modules/telemetry/alarms/watching.h"
#include "modules/telemetry/commands/rule_commands.h"

namespace dengyun::telemetry {
namespace {

Result<Alarm> move_alarm(store::Unit& unit, Alarm alarm, AlarmAction action) {
    return api::move<Alarm>(unit, std::move(alarm), static_cast<std::int64_t>(action),
                            {meta::all_seeing(), true, false}, before_alarm_move);
}

void explain(Alarm& alarm, const Watch::Change& change) {
    alarm.oddity = change.odd ? std::optional(change.odd->kind) : std::nullopt;
    alarm.usual = change.odd && std::isfinite(change.odd->usual) ? std::optional(change.odd->usual) : std::nullopt;
}

Result<Alarm> raise(store::Unit& unit, const AlarmRule& rule, const Device& device, const Watch::Change& change) {
    Alarm alarm;
    alarm.organisation_id = device.organisation_id;
    alarm.rule_id = rule.id;
    alarm.device_id = device.id;
    alarm.name = rule.name;
    alarm.point = rule.point;
    alarm.severity = rule.severity;
    alarm.raised_at = instant_at(change.at);
    if (rule.kind != ConditionKind::silent && rule.kind != ConditionKind::state && std::isfinite(change.value))
        alarm.value = change.value;
    explain(alarm, change);
    if (rule.escalate_after_s) alarm.escalate_at = unit.now() + std::chrono::seconds(*rule.escalate_after_s);
    alarm.open_key = open_key_of(rule.id, device.id);
    DENGYUN_TRY(made, unit.insert(std::move(alarm)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

// nullopt: it is done already.
Result<std::optional<Alarm>> change_alarm(store::Unit& unit, const AlarmRule& rule, const Device& device,
                                          const Watch::Change& change) {
    const auto key = open_key_of(rule.id, device.id);
    const std::array<meta::Scalar, 1> values{std::string_view(key)};
    DENGYUN_TRY(found, unit.find_by<Alarm>("alarm_open_key", values));
    if (change.is_active && !found) return raise(unit, rule, device, change);
    if (!found || change.is_active != (found->status == AlarmStatus::cleared_unacknowledged))
        return std::optional<Alarm>{};
    if (change.is_active) explain(*found, change);
    return move_alarm(unit, std::move(*found), change.is_active ? AlarmAction::raise : AlarmAction::clear);
}

}  // namespace

Result<> before_alarm_move(store::Unit& unit, Alarm& alarm, std::int64_t action) {
    const auto does = static_cast<AlarmAction>(action);
    if (does == AlarmAction::clear) alarm.cleared_at = unit.now();
    if (does == AlarmAction::raise) {
        alarm.raised_at = unit.now();
        alarm.cleared_at.reset();
    }
    const bool closes = (does == AlarmAction::acknowledge && alarm.status == AlarmStatus::cleared_unacknowledged) ||
                        (does == AlarmAction::clear &&
                         (alarm.status == AlarmStatus::active_acknowledged || alarm.status == AlarmStatus::shelved));
    if (closes) alarm.open_key.reset();
    return {};
}

// Twice the same is once: a change that was written before a crash, or is told by two processes, finds it done.
Result<> apply_change(store::Unit& unit, const AlarmRule& rule, const Device& device, const Watch::Change& change) {
    DENGYUN_TRY(alarm, change_alarm(unit, rule, device, change));
    return alarm ? send_rule_command(unit, rule, device, *alarm, change.is_active) : Result<>{};
}

}  // namespace dengyun::telemetry
