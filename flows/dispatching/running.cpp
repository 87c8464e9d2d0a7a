#include "flows/dispatching/running.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace dengyun::dispatching {
namespace {

using orders::OperationTask;
using orders::TaskStatus;
using Kind = plans::Trouble::Kind;

// A running task that is late is taken to need so much of its planned time more at least.
constexpr std::int64_t least_rest_divisor = 10;

bool is_lost(TaskStatus status) {
    using enum TaskStatus;
    return status == declined || status == expired || status == revoked || status == scrapped;
}

class Reading {
  public:
    Reading(store::Reader& reader, Running& out) : reader_(reader), out_(out) {}

    Result<> run() {
        for (std::size_t i = 0; i < out_.tasks.size(); ++i) numbers_[out_.tasks[i].id.value] = i;
        frozen_.assign(out_.tasks.size(), false);
        // By operation number predecessors come first only where people number them so: until nothing changes.
        for (const auto& task : out_.tasks) DENGYUN_CHECK(look_at(task));
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t i = 0; i < out_.tasks.size(); ++i)
                if (!frozen_[i] && may_freeze(out_.tasks[i])) frozen_[i] = changed = true;
        }
        fill();
        return {};
    }

  private:
    Result<> look_at(const OperationTask& task) {
        const auto lot = task.lot - 1;
        if (is_lost(task.status)) {
            in_trouble_.insert(task.id.value);
            trouble({.kind = Kind::declined, .operation = task.operation_number, .lot = lot}, task);
            // Who scrapped a lot may make the next one.
            if (task.status != TaskStatus::scrapped)
                out_.demand.demand.declined.emplace(task.operation_number, task.workshop_id);
            return {};
        }
        if (orders::is_started(task.status)) {
            if (task.status == TaskStatus::running && task.planned_end_at < reader_.now()) {
                const auto whole = task.planned_end_at - task.planned_start_at;
                const auto open = orders::open_quantity(task).value;
                const auto rest = std::max(whole / least_rest_divisor,
                                           whole * open / std::max<std::int64_t>(1, task.planned_in.value));
                late_[task.id.value] = reader_.now() + rest;
                trouble({.kind = Kind::lot_late,
                         .operation = task.operation_number,
                         .lot = lot,
                         .until = reader_.now() + rest},
                        task);
            }
            return {};
        }
        DENGYUN_TRY(machine, reader_.find(task.machine_id));
        DENGYUN_TRY(calendar, capacity::calendar_of(reader_, machine));
        const bool is_open = !capacity::working_intervals(calendar, task.planned_start_at, task.planned_end_at).empty();
        const bool is_behind = task.planned_start_at + std::chrono::hours(1) < reader_.now();
        if (machine.is_available && is_open && !is_behind) return {};
        in_trouble_.insert(task.id.value);
        trouble({.kind = Kind::machine_down,
                 .machine = task.machine_id,
                 .from = std::min(task.planned_start_at, reader_.now()),
                 .until = machine.is_available ? task.planned_end_at : reader_.now() + plans::horizon_max},
                task);
        return {};
    }

    void trouble(plans::Trouble what, const OperationTask& task) {
        out_.troubles.push_back(what);
        out_.causes.push_back(fmt::format("{} {}", task.lot_number, meta::name_of(task.status)));
    }

    [[nodiscard]] bool may_freeze(const OperationTask& task) const {
        if (orders::is_started(task.status)) return true;
        if (task.status != TaskStatus::accepted || in_trouble_.contains(task.id.value)) return false;
        return std::ranges::all_of(task.inputs, [&](const orders::TaskInput& input) {
            const auto found = numbers_.find(input.task_id.value);
            return found != numbers_.end() && frozen_[found->second] && !late_.contains(input.task_id.value);
        });
    }

    // What the way between two tasks costs by the plan that holds.
    [[nodiscard]] Money price_of_move(const OperationTask& from, const OperationTask& to) const {
        const auto is = [&](std::int64_t place, const OperationTask& task) {
            const auto& lot = out_.plan.lots[static_cast<std::size_t>(place)];
            return lot.operation_number == task.operation_number && lot.lot == task.lot;
        };
        for (const auto& move : out_.plan.moves)
            if (move.to >= 0 && is(move.from, from) && is(move.to, to)) return move.price;
        return {};
    }

    void fill() {
        plans::Plan plan{.kinds = {},
                         .lots = {},
                         .shipments = {},
                         .price = {.setup = out_.plan.setup,
                                   .work = out_.plan.work,
                                   .material = out_.plan.material,
                                   .transport = out_.plan.transport,
                                   .margin = out_.plan.margin,
                                   .reserve = out_.plan.reserve},
                         .finishes_at = out_.plan.finish_at,
                         .promised_at = out_.plan.promise_at,
                         .risk_millionths = out_.plan.risk_ppm};
        for (std::size_t i = 0; i < out_.tasks.size(); ++i) {
            const auto& task = out_.tasks[i];
            plan.lots.push_back({.operation = task.operation_number,
                                 .lot = task.lot - 1,
                                 .workshop = task.workshop_id,
                                 .machine = task.machine_id,
                                 .site = task.site_id,
                                 .pieces_in = task.planned_in.value / orders::one_piece,
                                 .good = task.planned_out,
                                 .starts_at = task.started_at.value_or(task.planned_start_at),
                                 .ends_at = std::max(task.planned_end_at,
                                                     task.started_at.value_or(Instant{}) + std::chrono::minutes(1)),
                                 .work = task.price,
                                 .is_started = frozen_[i]});
            for (const auto& input : task.inputs) {
                const auto found = numbers_.find(input.task_id.value);
                if (found == numbers_.end()) continue;
                const auto& from = out_.tasks[found->second];
                plan.shipments.push_back({.from_operation = from.operation_number,
                                          .from_lot = from.lot - 1,
                                          .to_operation = task.operation_number,
                                          .to_lot = task.lot - 1,
                                          .quantity = input.quantity,
                                          .departs_at = from.planned_end_at,
                                          .arrives_at = std::max(from.planned_end_at, task.planned_start_at),
                                          .price = price_of_move(from, task)});
            }
            if (task.slot_id)
                out_.demand.demand.own.push_back({task.machine_id, task.planned_start_at, task.planned_end_at});
        }
        std::ranges::sort(plan.lots, {},
                          [](const plans::PlannedLot& one) { return std::pair(one.operation, one.lot); });
        out_.demand.demand.running = std::move(plan);
    }

    store::Reader& reader_;
    Running& out_;
    std::map<std::int64_t, std::size_t> numbers_;
    std::vector<bool> frozen_;
    std::set<std::int64_t> in_trouble_;
    std::map<std::int64_t, Instant> late_;
};

}  // namespace

Result<Running> running_of(store::Reader& reader, const orders::SalesOrder& order) {
    using enum orders::OrderStatus;
    const bool runs = order.status == released || order.status == in_production || order.status == partly_delivered;
    if (!runs || !order.option_id) return fail(ErrorKind::conflict, "order.not_running");
    Running out{.order = order, .plan = {}, .tasks = {}, .demand = {}, .troubles = {}, .causes = {}};
    DENGYUN_TRY(plan, reader.find(*order.option_id));
    out.plan = std::move(plan);
    DENGYUN_TRY(demand, demand_of(reader, order, {.routing_id = out.plan.routing_id}));
    out.demand = std::move(demand);
    DENGYUN_TRY(tasks, orders::tasks_of(reader, order.id));
    std::erase_if(tasks, [](const OperationTask& task) { return task.status == TaskStatus::cancelled; });
    out.tasks = std::move(tasks);
    DENGYUN_CHECK(Reading(reader, out).run());
    return out;
}

}  // namespace dengyun::dispatching
