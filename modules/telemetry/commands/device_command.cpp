#include "modules/telemetry/commands/device_command.h"

namespace dengyun::telemetry {
namespace {

using meta::field;
constexpr unsigned told = meta::read_only;

constexpr meta::Choice statuses[] = {{"queued", {"排队中", "Queued"}},       {"sent", {"已发出", "Sent"}},
                                     {"delivered", {"已送达", "Delivered"}}, {"successful", {"成功", "Successful"}},
                                     {"failed", {"失败", "Failed"}},         {"timed_out", {"无应答", "No answer"}},
                                     {"expired", {"已过期", "Expired"}},     {"cancelled", {"已取消", "Cancelled"}}};
constexpr meta::Choices status_choices{"device_command_status", statuses};
constexpr meta::Choice actions[] = {{"send", {"发出", "Send"}},         {"deliver", {"送达", "Deliver"}},
                                    {"succeed", {"成功", "Succeed"}},   {"fail", {"失败", "Fail"}},
                                    {"time_out", {"超时", "Time out"}}, {"expire", {"过期", "Expire"}},
                                    {"cancel", {"取消", "Cancel"}}};
constexpr meta::Choices action_choices{"device_command_action", actions};
constexpr meta::Choice origins[] = {{"person", {"人工", "A person"}},
                                    {"alarm_raised", {"报警触发", "An alarm was raised"}},
                                    {"alarm_cleared", {"报警解除", "An alarm was cleared"}}};
constexpr meta::Choices origin_choices{"command_origin", origins};

using C = DeviceCommand;
constexpr auto fields = meta::record<C>(
    field<&C::device_id>("device_id", {"联网设备", "Device"},
                         {.flags = told | meta::filterable, .reference = "device"}),
    field<&C::number>("number", {"序号", "Number"}, {.flags = told | meta::sortable}),
    field<&C::method>("method", {"指令", "Method"},
                      {.flags = told | meta::filterable | meta::searchable, .length_max = command_method_length_max}),
    field<&C::parameters>("parameters", {"参数", "Parameters"},
                          {.flags = told, .length_max = command_json_length_max, .format = meta::Format::json}),
    field<&C::is_two_way>("is_two_way", {"需要应答", "Two-way"}, {.flags = told}),
    field<&C::status>("status", {"状态", "Status"}, {.flags = told | meta::filterable}),
    field<&C::expires_at>("expires_at", {"有效期至", "Expires"}, {.flags = told}),
    field<&C::origin>("origin", {"来源", "Origin"}, {.flags = told | meta::filterable}),
    field<&C::requested_by>("requested_by", {"下达人", "Requested by"}, {.flags = told, .length_max = 200}),
    field<&C::rule_id>("rule_id", {"报警规则", "Alarm rule"},
                       {.flags = told | meta::filterable, .reference = "alarm_rule"}),
    field<&C::alarm_id>("alarm_id", {"报警", "Alarm"}, {.flags = told | meta::filterable, .reference = "alarm"}),
    field<&C::sent_at>("sent_at", {"发出时间", "Sent"}, {.flags = told}),
    field<&C::delivered_at>("delivered_at", {"送达时间", "Delivered"}, {.flags = told}),
    field<&C::answer_by>("answer_by", {"等待应答至", "Answer by"}, {.flags = told}),
    field<&C::answered_at>("answered_at", {"应答时间", "Answered"}, {.flags = told}),
    field<&C::response>("response", {"应答", "Answer"},
                        {.flags = told, .length_max = command_json_length_max, .format = meta::Format::json}),
    field<&C::failure>("failure", {"失败原因", "Why it failed"}, {.flags = told, .length_max = 100}));
constexpr std::string_view by_number[] = {"device_id", "number"};
constexpr std::string_view by_status[] = {"status"};
constexpr meta::Index indexes[] = {{.name = "device_command_number", .columns = by_number, .unique = true},
                                   {.name = "device_command_status", .columns = by_status}};

using A = DeviceCommandAction;
using S = DeviceCommandStatus;
constexpr flow::Rules nobody{};  // the device and the clock
constexpr flow::Rules people{.permission = "telemetry.operate"};
constexpr std::array transitions{
    flow::transition(S::queued, A::send, S::sent, nobody),
    flow::transition(S::queued, A::expire, S::expired, nobody),
    flow::transition(S::queued, A::cancel, S::cancelled, people),
    // What the device says can be noted before it is noted that it was sent.
    flow::transition(S::queued, A::deliver, S::delivered, nobody),
    flow::transition(S::queued, A::succeed, S::successful, nobody),
    flow::transition(S::queued, A::fail, S::failed, nobody),
    flow::transition(S::sent, A::deliver, S::delivered, nobody),
    flow::transition(S::sent, A::succeed, S::successful, nobody),
    flow::transition(S::sent, A::fail, S::failed, nobody),
    flow::transition(S::sent, A::time_out, S::timed_out, nobody),
    // It is not sent again where the connection has gone; whether it was carried out is not known.
    flow::transition(S::sent, A::cancel, S::cancelled, people),
    flow::transition(S::delivered, A::succeed, S::successful, nobody),
    flow::transition(S::delivered, A::fail, S::failed, nobody),
    flow::transition(S::delivered, A::time_out, S::timed_out, nobody),
};
constexpr std::array timers{
    flow::timer(S::queued, Duration{0}, A::expire, "expires_at"),
    flow::timer(S::sent, Duration{0}, A::time_out, "answer_by"),
    flow::timer(S::delivered, Duration{0}, A::time_out, "answer_by"),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(DeviceCommandStatus) { return status_choices; }
const meta::Choices& choices_of(DeviceCommandAction) { return action_choices; }
const meta::Choices& choices_of(CommandOrigin) { return origin_choices; }

constinit const meta::Entity DeviceCommand::description{.name = "device_command",
                                                        .label = {"设备指令", "Device command"},
                                                        .fields = fields,
                                                        .indexes = indexes,
                                                        .title_field = "method"};
constinit const flow::StateTable DeviceCommand::states =
    flow::state_table<DeviceCommandStatus, DeviceCommandAction>("device_command", transitions, timers);

bool is_open(const DeviceCommand& command) {
    switch (command.status) {
        case S::queued:
        case S::sent:
            return true;
        case S::delivered:
            return command.is_two_way;
        case S::successful:
        case S::failed:
        case S::timed_out:
        case S::expired:
        case S::cancelled:
            break;
    }
    return false;
}

}  // namespace dengyun::telemetry
