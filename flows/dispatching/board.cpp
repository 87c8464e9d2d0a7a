#include "flows/dispatching/board.h"

#include <algorithm>
#include <map>

#include "modules/evidence/api.h"

namespace dengyun::dispatching {
namespace {

using orders::OperationTask;
using orders::TaskStatus;

constexpr meta::Choice states[] = {{"on_time", {"正常", "On time"}},
                                   {"at_risk", {"有风险", "At risk"}},
                                   {"will_be_late", {"将延误", "Will be late"}},
                                   {"late", {"已延误", "Late"}}};
constexpr meta::Choices state_choices{"board_state", states};
constexpr meta::Choice reasons[] = {{"nothing", {"无", "Nothing"}},
                                    {"machine", {"设备停用", "Machine out of order"}},
                                    {"material", {"缺料", "Material is missing"}},
                                    {"predecessor", {"等待前道工序", "Waits for a predecessor"}},
                                    {"not_acknowledged", {"图纸未签收", "Revision not acknowledged"}},
                                    {"not_answered", {"待接单", "Not answered"}},
                                    {"declined", {"被谢绝", "Declined"}},
                                    {"expired", {"无人答复", "Expired"}},
                                    {"revoked", {"已撤回", "Revoked"}},
                                    {"scrapped", {"报废", "Scrapped"}},
                                    {"held", {"暂停", "On hold"}},
                                    {"not_started", {"未按时开工", "Not started in time"}},
                                    {"slow", {"加工超时", "Behind its end"}},
                                    {"rework", {"返工", "Rework"}},
                                    {"not_judged", {"待检验", "Waits for its inspection"}},
                                    {"not_sent", {"待发货", "Not sent on"}}};
constexpr meta::Choices reason_choices{"hold_up", reasons};

using B = BoardLine;
constexpr meta::Options told{.flags = meta::read_only};
constexpr auto fields = meta::fields(
    meta::field<&B::order_id>("order_id", {"订单", "Order"}, {.flags = meta::read_only, .reference = "sales_order"}),
    meta::field<&B::number>("number", {"订单号", "Number"}, told),
    meta::field<&B::title>("title", {"订单", "Order"}, told),
    meta::field<&B::title_en>("title_en", {"订单英文名称", "Order in English"}, told),
    meta::field<&B::buyer_id>("buyer_id", {"买方", "Buyer"}, {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&B::status>("status", {"状态", "Status"}, told),
    meta::field<&B::due_on>("due_on", {"交货日期", "Due on"}, told),
    meta::field<&B::promise_at>("promise_at", {"承诺交期", "Promise"}, told),
    meta::field<&B::expected_at>("expected_at", {"预计完成", "Expected"}, told),
    meta::field<&B::state>("state", {"进度", "State"}, told),
    meta::field<&B::reason>("reason", {"原因", "Reason"}, told),
    meta::field<&B::task_id>("task_id", {"关键任务", "Deciding task"},
                             {.flags = meta::read_only, .reference = "operation_task"}),
    meta::field<&B::operation_name>("operation_name", {"工序", "Operation"}, told),
    meta::field<&B::operation_name_en>("operation_name_en", {"工序英文名称", "Operation in English"}, told),
    meta::field<&B::workshop_id>("workshop_id", {"加工点", "Workshop"},
                                 {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&B::tasks_total>("tasks_total", {"任务数", "Tasks"}, told),
    meta::field<&B::tasks_done>("tasks_done", {"已完成任务", "Tasks done"}, told),
    meta::field<&B::has_change>("has_change", {"有变更待确认", "A change waits"}, told),
    meta::field<&B::flagged_reports>("flagged_reports", {"待核实的报工", "Reports to look into"}, told),
    meta::field<&B::flagged_task_id>("flagged_task_id", {"待核实的任务", "Task to look into"},
                                     {.flags = meta::read_only, .reference = "operation_task"}));

Result<HoldUp> hold_up_of(store::Reader& reader, const OperationTask& task) {
    using enum TaskStatus;
    switch (task.status) {
        case declined:
            return HoldUp::declined;
        case expired:
            return HoldUp::expired;
        case revoked:
            return HoldUp::revoked;
        case scrapped:
            return HoldUp::scrapped;
        case held:
            return HoldUp::held;
        case rework:
            return HoldUp::rework;
        case offered:
            return HoldUp::not_answered;
        case running:
            return task.planned_end_at < reader.now() ? HoldUp::slow : HoldUp::nothing;
        default:
            break;
    }
    if (orders::is_made(task.status) || orders::is_final(task.status)) return HoldUp::nothing;
    DENGYUN_TRY(machine, reader.find(task.machine_id));
    if (!machine.is_available) return HoldUp::machine;
    if (!task.has_material) return HoldUp::material;
    if (task.status == accepted) return task.planned_start_at < reader.now() ? HoldUp::not_started : HoldUp::nothing;
    DENGYUN_TRY(is_there, orders::has_inputs(reader, task));
    if (!is_there) return task.planned_start_at < reader.now() ? HoldUp::predecessor : HoldUp::nothing;
    return items::check_in_force(reader, task.revision_id, task.workshop_id) ? HoldUp::nothing
                                                                             : HoldUp::not_acknowledged;
}

// All work is done, and goods wait: for a verdict, or to be sent on.
void tell_what_waits(BoardLine& line, std::span<const OperationTask> tasks, bool is_late) {
    const auto waits = std::ranges::find_if(tasks, [](const OperationTask& task) {
        return orders::is_made(task.status) && !orders::is_final(task.status);
    });
    if (waits == tasks.end()) return;
    line.reason = waits->status == TaskStatus::passed ? HoldUp::not_sent : HoldUp::not_judged;
    line.task_id = waits->id;
    line.operation_name = waits->operation_name;
    line.operation_name_en = waits->operation_name_en;
    line.workshop_id = waits->workshop_id;
    if (is_late) line.state = BoardState::late;
}

Result<BoardLine> line_of(store::Reader& reader, const orders::SalesOrder& order) {
    BoardLine line{.order_id = order.id,
                   .number = order.number,
                   .title = order.title,
                   .title_en = order.title_en,
                   .buyer_id = order.organisation_id,
                   .status = order.status,
                   .due_on = order.due_on,
                   .promise_at = order.promise_at,
                   .tasks_total = order.tasks_total,
                   .tasks_done = order.tasks_done};
    DENGYUN_TRY(changes, orders::open_options_of(reader, order, orders::OptionPurpose::change));
    line.has_change = !changes.empty();
    DENGYUN_TRY(flagged, evidence::flagged_of(reader, order.supplier_id, order.id));
    line.flagged_reports = flagged.reports;
    line.flagged_task_id = flagged.task_id;
    DENGYUN_TRY(tasks, orders::tasks_of(reader, order.id));
    const auto due = order.promise_at.value_or(Instant(order.due_on) + std::chrono::hours(16));
    const auto found = orders::forecast(tasks, reader.now());
    if (!found) {
        tell_what_waits(line, tasks, reader.now() > due);
        return line;
    }
    line.expected_at = found->ends_at;
    const auto& task = tasks[found->task];
    DENGYUN_TRY(reason, hold_up_of(reader, task));
    line.reason = reason;
    line.task_id = task.id;
    line.operation_name = task.operation_name;
    line.operation_name_en = task.operation_name_en;
    line.workshop_id = task.workshop_id;
    if (reader.now() > due)
        line.state = BoardState::late;
    else if (found->ends_at > due)
        line.state = BoardState::will_be_late;
    else if (found->is_held_up || (reason != HoldUp::nothing && reason != HoldUp::not_answered))
        line.state = BoardState::at_risk;
    return line;
}

Result<store::Page<BoardLine>> board(const api::Call& call, store::Reader& reader, const store::Query& query) {
    auto narrowed = query;
    std::erase_if(narrowed.filters, [](const store::Query::Filter& one) { return one.field == "supplier_id"; });
    narrowed.filters.push_back({"supplier_id", to_text(call.principal->organisation)});
    const bool is_named = std::ranges::any_of(narrowed.filters, [](const auto& one) { return one.field == "status"; });
    if (!is_named)
        for (const auto status : {"released", "in_production", "partly_delivered"})
            narrowed.filters.push_back({"status", status});
    if (call.query_parameter("flagged").value_or("") == "true") {
        // As many as a list takes filters; who has looked into these sees the next.
        constexpr std::size_t orders_max = 12;
        DENGYUN_TRY(flagged, evidence::flagged_orders(reader, call.principal->organisation));
        if (flagged.empty()) return store::Page<BoardLine>{};
        if (flagged.size() > orders_max) flagged.resize(orders_max);
        std::erase_if(narrowed.filters, [](const store::Query::Filter& one) { return one.field == "id"; });
        for (const auto id : flagged) narrowed.filters.push_back({"id", to_text(id)});
    }
    DENGYUN_TRY(found, reader.list<orders::SalesOrder>(narrowed));
    store::Page<BoardLine> page{.items = {}, .next = found.next};
    for (const auto& order : found.items) {
        DENGYUN_TRY(line, line_of(reader, order));
        page.items.push_back(std::move(line));
    }
    return page;
}

}  // namespace

const meta::Choices& choices_of(BoardState) { return state_choices; }
const meta::Choices& choices_of(HoldUp) { return reason_choices; }

constinit const meta::Entity BoardLine::description{
    .name = "dispatch_board_line", .label = {"调度看板", "Dispatch board"}, .fields = fields, .stored = false};

void add_board_routes(api::Routes& routes) {
    routes.list<BoardLine>(
        "/api/v1/dispatch-board", api::needs("orders.operate"),
        {"调度看板：何处延误、为何延误", "The board: what is late, what will be, and why"}, board,
        {.reach = api::Reach::all,
         .list_of = "sales_order",
         .parameters = {
             {"flagged", {"true：只列出有待核实报工的订单", "true: those with reports to look into only"}}}});
}

}  // namespace dengyun::dispatching
