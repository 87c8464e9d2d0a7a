#include "modules/telemetry/parameters/parameter_set.h"

namespace dengyun::telemetry {
namespace {

using meta::field;
constexpr unsigned told = meta::read_only;

constexpr meta::Choice statuses[] = {{"draft", {"草稿", "Draft"}},         {"proposed", {"待批准", "Proposed"}},
                                     {"approved", {"已批准", "Approved"}}, {"sending", {"下发中", "Sending"}},
                                     {"applied", {"已生效", "In force"}},  {"failed", {"未生效", "Failed"}},
                                     {"refused", {"已驳回", "Refused"}},   {"superseded", {"已被取代", "Superseded"}}};
constexpr meta::Choices status_choices{"parameter_set_status", statuses};
constexpr meta::Choice actions[] = {{"propose", {"提交批准", "Propose"}}, {"withdraw", {"撤回", "Withdraw"}},
                                    {"approve", {"批准", "Approve"}},     {"refuse", {"驳回", "Refuse"}},
                                    {"send", {"下发", "Send"}},           {"confirm", {"读回一致", "Confirm"}},
                                    {"fail", {"未生效", "Fail"}},         {"supersede", {"取代", "Supersede"}}};
constexpr meta::Choices action_choices{"parameter_set_action", actions};

using T = ParameterSet;
constexpr auto fields = meta::record<T>(
    field<&T::device_id>("device_id", {"联网设备", "Device"},
                         {.flags = told | meta::filterable, .reference = "device"}),
    field<&T::number>("number", {"版本", "Version"}, {.flags = told | meta::filterable}),
    field<&T::note>("note", {"说明", "Note"}, {.length_max = 200}),
    field<&T::content>(
        "content", {"参数值", "Values"},
        {.flags = meta::required, .length_max = parameter_content_length_max, .format = meta::Format::json}),
    field<&T::status>("status", {"状态", "Status"}, {.flags = told | meta::filterable}),
    field<&T::returns_to>("returns_to", {"恢复自版本", "Returns to"}, {.flags = told}),
    field<&T::proposed_by>("proposed_by", {"提交人", "Proposed by"}, {.flags = told}),
    field<&T::proposed_by_id>("proposed_by_id", {"提交人编号", "Proposer"}, {.flags = meta::internal}),
    field<&T::proposed_at>("proposed_at", {"提交时间", "Proposed"}, {.flags = told}),
    field<&T::approved_by>("approved_by", {"批准人", "Approved by"}, {.flags = told}),
    field<&T::approved_at>("approved_at", {"批准时间", "Approved"}, {.flags = told}),
    field<&T::status_reason>("status_reason", {"原因", "Reason"}, {.flags = told, .length_max = 500}),
    field<&T::sent_by>("sent_by", {"下发人", "Sent by"}, {.flags = told}),
    field<&T::sent_at>("sent_at", {"下发时间", "Sent"}, {.flags = told}),
    field<&T::answer_by>("answer_by", {"读回时限", "To be read back by"}, {.flags = told}),
    field<&T::read_back>("read_back", {"读回值", "Read back"},
                         {.flags = told, .length_max = attributes_length_max, .format = meta::Format::json}),
    field<&T::applied_at>("applied_at", {"生效时间", "In force since"}, {.flags = told}),
    field<&T::failure>("failure", {"未生效原因", "Why it failed"}, {.flags = told, .length_max = 100}),
    field<&T::command_ids>("command_ids", {"写入指令", "Commands"}, {.flags = meta::internal, .length_max = 4'000}));
constexpr std::string_view by_number[] = {"device_id", "number"};
constexpr meta::Index indexes[] = {{.name = "parameter_set_number", .columns = by_number, .unique = true}};

using A = ParameterSetAction;
using S = ParameterSetStatus;
constexpr flow::Rules nobody{};  // the machine and the clock
constexpr flow::Rules sending{.permission = "telemetry.command", .event = "sent"};
constexpr std::array transitions{
    flow::transition(S::draft, A::propose, S::proposed, {.permission = "telemetry.edit"}),
    flow::transition(S::proposed, A::approve, S::approved, {.permission = "telemetry.approve"}),
    flow::transition(S::proposed, A::refuse, S::refused, {.permission = "telemetry.approve"}),
    flow::transition(S::proposed, A::withdraw, S::draft, {.permission = "telemetry.edit", .event = "withdrawn"}),
    flow::transition(S::approved, A::send, S::sending, sending),
    flow::transition(S::approved, A::supersede, S::superseded, nobody),
    flow::transition(S::sending, A::confirm, S::applied, nobody),
    flow::transition(S::sending, A::fail, S::failed, nobody),
    flow::transition(S::sending, A::supersede, S::superseded, nobody),
    flow::transition(S::failed, A::send, S::sending, sending),
    // A machine that was off reads it back when it is on again.
    flow::transition(S::failed, A::confirm, S::applied, nobody),
    flow::transition(S::failed, A::supersede, S::superseded, nobody),
    flow::transition(S::applied, A::supersede, S::superseded, nobody),
};
constexpr std::array timers{flow::timer(S::sending, Duration{0}, A::fail, "answer_by")};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(ParameterSetStatus) { return status_choices; }
const meta::Choices& choices_of(ParameterSetAction) { return action_choices; }

constinit const meta::Entity ParameterSet::description{
    .name = "parameter_set", .label = {"参数版本", "Parameter set"}, .fields = fields, .indexes = indexes};
constinit const flow::StateTable ParameterSet::states =
    flow::state_table<ParameterSetStatus, ParameterSetAction>("parameter_set", transitions, timers);

}  // namespace dengyun::telemetry
