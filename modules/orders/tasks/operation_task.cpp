#include "modules/orders/tasks/operation_task.h"

namespace dengyun::orders {
namespace {

constexpr meta::Choice statuses[] = {
    {"planned", {"已计划", "Planned"}},
    {"ready", {"可开工", "Ready"}},
    {"offered", {"待接单", "Offered"}},
    {"accepted", {"已接单", "Accepted"}},
    {"running", {"加工中", "Running"}},
    {"reported", {"已报工", "Reported"}},
    {"inspected", {"已检验", "Inspected"}},
    {"passed", {"合格", "Passed"}},
    {"handed_over", {"已交接", "Handed over"}},
    {"declined", {"已谢绝", "Declined"}},
    {"expired", {"未答复", "Expired"}},
    {"revoked", {"已收回", "Revoked"}},
    {"rework", {"返工", "Rework"}},
    {"scrapped", {"报废", "Scrapped"}},
    {"held", {"暂停", "On hold"}},
    {"cancelled", {"已取消", "Cancelled"}},
};
constexpr meta::Choices status_choices{"operation_task_status", statuses};
constexpr meta::Choice actions[] = {
    {"make_ready", {"具备条件", "Make ready"}},
    {"offer", {"派单", "Offer"}},
    {"accept", {"接单", "Accept"}},
    {"start", {"开工", "Start"}},
    {"report", {"完工", "Report"}},
    {"inspect", {"检验", "Inspect"}},
    {"pass", {"判合格", "Pass"}},
    {"hand_over", {"交接", "Hand over"}},
    {"decline", {"谢绝", "Decline"}},
    {"expire", {"逾期未答复", "Expire"}},
    {"revoke", {"收回", "Revoke"}},
    {"replan", {"重新计划", "Plan again"}},
    {"rework", {"判返工", "Send to rework"}},
    {"resume", {"开始返工", "Begin rework"}},
    {"scrap", {"判报废", "Scrap"}},
    {"hold", {"暂停", "Put on hold"}},
    {"back_to_ready", {"恢复待派", "Resume as ready"}},
    {"back_to_accepted", {"恢复已接单", "Resume as accepted"}},
    {"back_to_running", {"恢复加工", "Resume as running"}},
    {"cancel", {"取消", "Cancel"}},
    {"take_back", {"撤回交接", "Take the hand-over back"}},
};
constexpr meta::Choices action_choices{"operation_task_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
constexpr meta::Options counter{.flags = meta::read_only, .format = meta::Format::milli};

using I = TaskInput;
constexpr auto input_fields =
    meta::fields(meta::field<&I::task_id>("task_id", {"前道任务", "Task"}, {.reference = "operation_task"}),
                 meta::field<&I::operation_number>("operation_number", {"工序号", "Operation number"}),
                 meta::field<&I::quantity>("quantity", {"计划数量", "Quantity"}, {.format = meta::Format::milli}),
                 meta::field<&I::received>("received", {"已收数量", "Received"}, {.format = meta::Format::milli}),
                 meta::field<&I::elsewhere>("elsewhere", {"在原加工点或途中", "At a former workshop or on its way"},
                                            {.format = meta::Format::milli}));

using T = OperationTask;
constexpr auto fields = meta::record<T>(
    meta::field<&T::order_id>("order_id", {"订单", "Order"},
                              {.flags = meta::read_only | meta::filterable, .reference = "sales_order"}),
    meta::field<&T::buyer_id>("buyer_id", {"最终买方", "Buyer"},
                              {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&T::workshop_id>("workshop_id", {"加工点", "Workshop"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&T::title>("title", {"任务", "Task"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&T::title_en>("title_en", {"任务英文名称", "Task in English"},
                              {.flags = meta::read_only | meta::searchable}),
    meta::field<&T::item_id>("item_id", {"物料", "Item"}, {.flags = meta::read_only, .reference = "item"}),
    meta::field<&T::revision_id>("revision_id", {"版本", "Revision"},
                                 {.flags = meta::read_only, .reference = "revision"}),
    meta::field<&T::operation_id>("operation_id", {"工序", "Operation"},
                                  {.flags = meta::read_only, .reference = "operation"}),
    meta::field<&T::operation_number>("operation_number", {"工序号", "Operation number"}, told),
    meta::field<&T::operation_name>("operation_name", {"工序名称", "Operation name"}, told),
    meta::field<&T::operation_name_en>("operation_name_en", {"工序英文名称", "English name"}, told),
    meta::field<&T::process>("process", {"工艺", "Process"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&T::instruction>("instruction", {"作业说明", "Instruction"},
                                 {.flags = meta::read_only, .length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&T::has_inspection>("has_inspection", {"需检验", "Inspection"}, told),
    meta::field<&T::lot>("lot", {"批", "Lot"}, told),
    meta::field<&T::lot_number>("lot_number", {"批号", "Lot number"},
                                {.flags = meta::read_only | meta::searchable | meta::filterable, .length_max = 40}),
    meta::field<&T::site_id>("site_id", {"厂区", "Site"}, {.flags = meta::read_only, .reference = "site"}),
    meta::field<&T::machine_id>("machine_id", {"设备", "Machine"}, {.flags = meta::read_only, .reference = "machine"}),
    meta::field<&T::slot_id>("slot_id", {"产能时段", "Slot"}, {.flags = meta::read_only, .reference = "capacity_slot"}),
    meta::field<&T::inputs>("inputs", {"来料任务", "Inputs"}, {.flags = meta::read_only, .items_max = 200}),
    meta::field<&T::is_last>("is_last", {"末道", "Last"}, told),
    meta::field<&T::has_material>("has_material", {"料已备", "Has material"}, told),
    meta::field<&T::planned_in>("planned_in", {"计划投入", "Planned in"}, counter),
    meta::field<&T::planned_out>("planned_out", {"计划产出", "Planned out"}, counter),
    meta::field<&T::planned_start_at>("planned_start_at", {"计划开始", "Planned start"},
                                      {.flags = meta::read_only | meta::sortable}),
    meta::field<&T::planned_end_at>("planned_end_at", {"计划结束", "Planned end"},
                                    {.flags = meta::read_only | meta::sortable}),
    meta::field<&T::quantity_in>("quantity_in", {"投入", "In"}, counter),
    meta::field<&T::good>("good", {"合格", "Good"}, counter),
    meta::field<&T::rework>("rework", {"待返工", "Rework"}, counter),
    meta::field<&T::scrap>("scrap", {"报废", "Scrap"}, counter),
    meta::field<&T::handed_over>("handed_over", {"已交接", "Handed over"}, counter),
    meta::field<&T::price>("price", {"价格", "Price"}, money),
    meta::field<&T::escrow_id>("escrow_id", {"托管", "Escrow"}, {.flags = meta::read_only, .reference = "escrow"}),
    meta::field<&T::paid>("paid", {"已付", "Paid"}, money),
    meta::field<&T::attempt>("attempt", {"第几次计划", "Attempt"}, told),
    meta::field<&T::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&T::held_from>("held_from", {"暂停前状态", "Held from"}, told),
    meta::field<&T::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&T::offered_until>("offered_until", {"请于此前答复", "Offered until"}, told),
    meta::field<&T::started_at>("started_at", {"开工时间", "Started at"}, told),
    meta::field<&T::reported_at>("reported_at", {"报工时间", "Reported at"}, told));

constexpr std::string_view by_order[] = {"order_id"};
constexpr std::string_view by_workshop[] = {"workshop_id", "status"};
constexpr meta::Index indexes[] = {
    {.name = "operation_task_order", .columns = by_order, .across_organisations = true},
    {.name = "operation_task_workshop", .columns = by_workshop, .across_organisations = true}};

template <TaskStatus before>
std::optional<std::string_view> held_from(const OperationTask& task, Instant) {
    if (task.held_from != before) return "operation_task.held_from_elsewhere";
    return std::nullopt;
}
std::optional<std::string_view> has_something(const OperationTask& task, Instant) {
    if (task.good.value + task.rework.value + task.scrap.value == 0) return "operation_task.nothing_reported";
    return std::nullopt;
}
std::optional<std::string_view> has_good(const OperationTask& task, Instant) {
    if (task.good.value == 0) return "operation_task.nothing_good";
    return std::nullopt;
}
std::optional<std::string_view> has_rework(const OperationTask& task, Instant) {
    if (task.rework.value == 0) return "operation_task.no_rework";
    return std::nullopt;
}

using S = TaskStatus;
using A = TaskAction;
constexpr flow::Rules customer{.permission = "orders.operate"};
constexpr flow::Rules workshop{.permission = "orders.work", .by_platform = true};
constexpr flow::Rules deal{.permission = "orders.supply", .by_platform = true};
template <S before>
constexpr flow::Rules resuming{
    .permission = "orders.operate", .guard = flow::guard<OperationTask, held_from<before>>, .event = "resumed"};
constexpr std::array transitions{
    // What follows from a hand-over, from material and from the acknowledged revision.
    flow::transition(S::planned, A::make_ready, S::ready, {}),
    flow::transition(S::ready, A::offer, S::offered, customer),
    flow::transition(S::offered, A::accept, S::accepted, deal),
    flow::transition(S::offered, A::decline, S::declined, deal),
    flow::transition(S::offered, A::expire, S::expired, {}),
    flow::transition(S::accepted, A::start, S::running, workshop),
    flow::transition(S::accepted, A::revoke, S::revoked, customer),
    flow::transition(
        S::running, A::report, S::reported,
        {.permission = "orders.work", .guard = flow::guard<OperationTask, has_something>, .by_platform = true}),
    flow::transition(S::reported, A::inspect, S::inspected, customer),
    flow::transition(S::inspected, A::pass, S::passed,
                     {.permission = "orders.operate", .guard = flow::guard<OperationTask, has_good>}),
    flow::transition(S::inspected, A::rework, S::rework,
                     {.permission = "orders.operate", .guard = flow::guard<OperationTask, has_rework>}),
    flow::transition(S::inspected, A::scrap, S::scrapped, customer),
    flow::transition(S::rework, A::resume, S::running, workshop),
    flow::transition(S::passed, A::hand_over, S::handed_over, {}),
    flow::transition(S::handed_over, A::take_back, S::passed, {.event = "taken_back"}),
    flow::transition(S::declined, A::replan, S::planned, customer),
    flow::transition(S::expired, A::replan, S::planned, customer),
    flow::transition(S::revoked, A::replan, S::planned, customer),
    flow::transition(S::scrapped, A::replan, S::planned, customer),
    flow::transition(S::ready, A::hold, S::held, customer),
    flow::transition(S::accepted, A::hold, S::held, customer),
    flow::transition(S::running, A::hold, S::held, customer),
    flow::transition(S::held, A::back_to_ready, S::ready, resuming<S::ready>),
    flow::transition(S::held, A::back_to_accepted, S::accepted, resuming<S::accepted>),
    flow::transition(S::held, A::back_to_running, S::running, resuming<S::running>),
    flow::transition(S::held, A::cancel, S::cancelled, customer),
    // With the order only; what a workshop has accepted is put on hold or taken back first.
    flow::transition(S::planned, A::cancel, S::cancelled, {}),
    flow::transition(S::ready, A::cancel, S::cancelled, {}),
    flow::transition(S::offered, A::cancel, S::cancelled, {}),
    flow::transition(S::declined, A::cancel, S::cancelled, {}),
    flow::transition(S::expired, A::cancel, S::cancelled, {}),
    flow::transition(S::revoked, A::cancel, S::cancelled, {}),
    flow::transition(S::scrapped, A::cancel, S::cancelled, {}),
};
constexpr std::array timers{
    flow::timer(S::offered, Duration{0}, A::expire, "offered_until"),
    flow::timer(S::accepted, start_time, A::revoke, "planned_end_at"),
    flow::timer(S::running, run_time, A::hold, "planned_end_at"),
    flow::timer(S::reported, inspection_time, A::inspect),
    flow::timer(S::inspected, verdict_time, A::pass),
    flow::timer(S::rework, rework_time, A::resume),
    flow::timer(S::held, hold_time, A::cancel),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(TaskStatus) { return status_choices; }
const meta::Choices& choices_of(TaskAction) { return action_choices; }

constinit const meta::Entity TaskInput::description{
    .name = "task_input", .label = {"来料", "Task input"}, .fields = input_fields, .stored = false};
constinit const meta::Entity OperationTask::description{.name = "operation_task",
                                                        .label = {"工序任务", "Operation task"},
                                                        .fields = fields,
                                                        .indexes = indexes,
                                                        .title_field = "title"};
constinit const flow::StateTable OperationTask::states = flow::state_table<S, A>("operation_task", transitions, timers);

Quantity open_quantity(const OperationTask& task) {
    return {task.quantity_in.value - task.good.value - task.rework.value - task.scrap.value};
}

bool is_started(TaskStatus status) {
    return status == S::running || status == S::reported || status == S::inspected || status == S::passed ||
           status == S::handed_over || status == S::rework;
}

bool is_final(TaskStatus status) { return status == S::handed_over || status == S::cancelled; }

}  // namespace dengyun::orders
