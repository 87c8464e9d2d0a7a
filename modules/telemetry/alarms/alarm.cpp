#include "modules/telemetry/alarms/alarm.h"

namespace dengyun::telemetry {
namespace {

constexpr meta::Choice statuses[] = {{"active_unacknowledged", {"报警中，未确认", "Active, not acknowledged"}},
                                     {"escalated", {"报警中，已升级", "Active, escalated"}},
                                     {"active_acknowledged", {"报警中，已确认", "Active, acknowledged"}},
                                     {"cleared_unacknowledged", {"已恢复，未确认", "Cleared, not acknowledged"}},
                                     {"shelved", {"已搁置", "Shelved"}},
                                     {"closed", {"已关闭", "Closed"}}};
constexpr meta::Choices status_choices{"alarm_status", statuses};
constexpr meta::Choice actions[] = {{"acknowledge", {"确认", "Acknowledge"}}, {"clear", {"恢复", "Clear"}},
                                    {"raise", {"再次报警", "Raise again"}},   {"escalate", {"升级", "Escalate"}},
                                    {"shelve", {"搁置", "Shelve"}},           {"unshelve", {"取消搁置", "Unshelve"}}};
constexpr meta::Choices action_choices{"alarm_action", actions};

using A = AlarmAction;
using S = AlarmStatus;
using T = Alarm;
constexpr unsigned told = meta::read_only;
constexpr auto fields = meta::record<T>(
    meta::field<&T::rule_id>("rule_id", {"规则", "Rule"},
                             {.flags = told | meta::filterable, .reference = "alarm_rule"}),
    meta::field<&T::device_id>("device_id", {"联网设备", "Device"},
                               {.flags = told | meta::filterable, .reference = "device"}),
    meta::field<&T::name>("name", {"报警", "Alarm"}, {.flags = told | meta::searchable, .length_max = 100}),
    meta::field<&T::point>("point", {"点位", "Point"}, {.flags = told, .length_max = 256}),
    meta::field<&T::severity>("severity", {"级别", "Severity"}, {.flags = told | meta::filterable}),
    meta::field<&T::status>("status", {"状态", "Status"}, {.flags = told | meta::filterable}),
    meta::field<&T::raised_at>("raised_at", {"报警时间", "Raised"}, {.flags = told | meta::sortable}),
    meta::field<&T::value>("value", {"当时的值", "Value"}, {.flags = told}),
    meta::field<&T::oddity>("oddity", {"怎么不同", "How it differs"}, {.flags = told}),
    meta::field<&T::usual>("usual", {"平时的值", "The usual"}, {.flags = told}),
    meta::field<&T::cleared_at>("cleared_at", {"恢复时间", "Cleared"}, {.flags = told}),
    meta::field<&T::escalate_at>("escalate_at", {"升级时间", "Escalates"}, {.flags = told}),
    meta::field<&T::status_reason>("status_reason", {"备注", "Comment"}, {.flags = told, .length_max = 500}),
    meta::field<&T::open_key>("open_key", {"唯一键", "Key"}, {.flags = meta::internal}));

constexpr std::string_view by_key[] = {"open_key"};
constexpr meta::Index indexes[] = {{.name = "alarm_open_key", .columns = by_key, .unique = true}};

constexpr flow::Rules people{.permission = "telemetry.acknowledge"};
constexpr flow::Rules nobody{};  // the system: values and clocks
constexpr flow::Rules acknowledging{.permission = "telemetry.acknowledge", .event = "acknowledged"};
constexpr flow::Rules clearing{.event = "cleared"};
constexpr std::array transitions{
    flow::transition(S::active_unacknowledged, A::acknowledge, S::active_acknowledged, acknowledging),
    flow::transition(S::active_unacknowledged, A::clear, S::cleared_unacknowledged, clearing),
    flow::transition(S::active_unacknowledged, A::escalate, S::escalated, nobody),
    flow::transition(S::active_unacknowledged, A::shelve, S::shelved, people),
    flow::transition(S::escalated, A::acknowledge, S::active_acknowledged, acknowledging),
    flow::transition(S::escalated, A::clear, S::cleared_unacknowledged, clearing),
    flow::transition(S::escalated, A::shelve, S::shelved, people),
    flow::transition(S::active_acknowledged, A::clear, S::closed, clearing),
    flow::transition(S::active_acknowledged, A::shelve, S::shelved, people),
    flow::transition(S::cleared_unacknowledged, A::acknowledge, S::closed, acknowledging),
    flow::transition(S::cleared_unacknowledged, A::raise, S::active_unacknowledged, {.event = "raised"}),
    flow::transition(S::shelved, A::unshelve, S::active_unacknowledged,
                     {.permission = "telemetry.acknowledge", .event = "unshelved"}),
    flow::transition(S::shelved, A::clear, S::closed, clearing),
};
constexpr std::array timers{
    flow::timer(S::active_unacknowledged, Duration{0}, A::escalate, "escalate_at"),
    flow::timer(S::shelved, shelving_time, A::unshelve),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(AlarmStatus) { return status_choices; }
const meta::Choices& choices_of(AlarmAction) { return action_choices; }

constinit const meta::Entity Alarm::description{
    .name = "alarm", .label = {"报警", "Alarm"}, .fields = fields, .indexes = indexes, .title_field = "name"};
constinit const flow::StateTable Alarm::states =
    flow::state_table<AlarmStatus, AlarmAction>("alarm", transitions, timers);

std::string open_key_of(Id<AlarmRule> rule, Id<Device> device) { return to_text(rule) + ':' + to_text(device); }

}  // namespace dengyun::telemetry
