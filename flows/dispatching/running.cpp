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
        for (std::size_t i = 0; i < out_.tasks.size(); ++i)
            if (out_.tasks[i].status == TaskStatus::scrapped) lose_inputs(i, 1, 1);
        fill();
        return {};
    }

  private:
    // The plan's lot that a task stands for; null where it is in the plan no more.
    [[nodiscard]] const orders::PlannedLot* lot_of(const OperationTask& task) const {
        const auto by_task =
            std::ranges::find(out_.plan.lots, std::optional(to_text(task.id)), &orders::PlannedLot::task_id);
        if (by_task != out_.plan.lots.end()) return &*by_task;
        const auto by_lot = std::ranges::find_if(out_.plan.lots, [&](const orders::PlannedLot& lot) {
            return !lot.task_id && lot.operation_number == task.operation_number && lot.lot == task.lot;
        });
        return by_lot == out_.plan.lots.end() ? nullptr : &*by_lot;
    }

    // `part` of `whole` of what a task has received is gone.
    void lose_inputs(std::size_t number, std::int64_t part, std::int64_t whole) {
        for (const auto& input : out_.tasks[number].inputs) {
            const auto found = numbers_.find(input.task_id.value);
            if (found == numbers_.end()) continue;
            const auto& from = out_.tasks[found->second];
            const auto gone = multiply_divide(input.received.value, part, whole).value_or(0);
            const auto good = from.planned_out.value;
            if (gone == 0 || good == 0) continue;
            const auto pieces = multiply_divide(from.planned_in.value, std::min(gone, good), good).value_or(0);
            lost_[from.id.value] += pieces;
            lose_inputs(found->second, std::min(gone, good), good);
        }
    }

    // Of a started task what still counts, whole pieces in milli; 0: nothing.
    [[nodiscard]] std::int64_t counted_in(const OperationTask& task) const {
        const auto* lot = lot_of(task);
        if (lot == nullptr) return 0;
        const auto lost = lost_.find(task.id.value);
        const auto left = std::min(task.planned_in, lot->quantity_in).value - (lost == lost_.end() ? 0 : lost->second);
        return std::max<std::int64_t>(0, left) / orders::one_piece * orders::one_piece;
    }

    Result<> look_at(const OperationTask& task) {
        const auto lot = task.lot - 1;
        if (is_lost(task.status)) {
            in_trouble_.insert(task.id.value);
            trouble({.kind = Kind::declined, .operation = task.operation_number, .lot = lot}, task,
                    loss_of(task.status));
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
                        task, orders::Trouble::slow);
            }
            return {};
        }
        DENGYUN_TRY(machine, reader_.find(task.machine_id));
        DENGYUN_TRY(calendar, capacity::calendar_of(reader_, machine));
        const bool is_open = !capacity::working_intervals(calendar, task.planned_start_at, task.planned_end_at).empty();
        const bool is_behind = task.planned_start_at + start_grace < reader_.now();
        if (machine.is_available && is_open && !is_behind) return {};
        in_trouble_.insert(task.id.value);
        trouble({.kind = Kind::machine_down,
                 .machine = task.machine_id,
                 .from = std::min(task.planned_start_at, reader_.now()),
                 .until = machine.is_available ? task.planned_end_at : reader_.now() + plans::horizon_max},
                task, machine.is_available && is_open ? orders::Trouble::not_started : orders::Trouble::machine);
        return {};
    }

    static orders::Trouble loss_of(TaskStatus status) {
        if (status == TaskStatus::declined) return orders::Trouble::declined;
        if (status == TaskStatus::expired) return orders::Trouble::expired;
        return status == TaskStatus::revoked ? orders::Trouble::revoked : orders::Trouble::scrapped;
    }
    void trouble(plans::Trouble what, const OperationTask& task, orders::Trouble kind) {
        out_.troubles.push_back(what);
        if (out_.causes.size() < orders::causes_max)
            out_.causes.push_back({task.id, task.lot_number, task.operation_name, task.operation_name_en, kind});
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

    // Predecessors first.
    [[nodiscard]] std::vector<std::size_t> in_sequence() const {
        const auto sorted = items::in_order(out_.demand.demand.operations);
        std::vector<std::size_t> sequence(out_.tasks.size());
        for (std::size_t i = 0; i < sequence.size(); ++i) sequence[i] = i;
        std::ranges::sort(sequence, {}, [&](std::size_t i) {
            const auto place = std::ranges::find(sorted, out_.tasks[i].operation_number, &items::Operation::number);
            return std::pair(place - sorted.begin(), i);
        });
        return sequence;
    }

    // A task that runs late ends when it is expected to.
    [[nodiscard]] Instant end_of(const OperationTask& task) const {
        const auto late = late_.find(task.id.value);
        if (late != late_.end()) return late->second;
        return std::max(task.planned_end_at, task.started_at.value_or(Instant{}) + std::chrono::minutes(1));
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
        std::set<std::int64_t> gone;
        // By operation: what goes into others stands before them.
        for (const auto i : in_sequence()) {
            const auto& task = out_.tasks[i];
            const auto counted = orders::is_started(task.status) ? counted_in(task) : task.planned_in.value;
            if (counted == 0) {
                gone.insert(task.id.value);
                out_.sunk.value += task.price.value;
                continue;
            }
            const auto good = multiply_divide(task.planned_out.value, counted, task.planned_in.value).value_or(0);
            plan.lots.push_back({.operation = task.operation_number,
                                 .lot = task.lot - 1,
                                 .workshop = task.workshop_id,
                                 .machine = task.machine_id,
                                 .site = task.site_id,
                                 .pieces_in = counted / orders::one_piece,
                                 .good = {good},
                                 .starts_at = task.started_at.value_or(task.planned_start_at),
                                 .ends_at = end_of(task),
                                 .work = task.price,
                                 .is_started = frozen_[i]});
            for (const auto& input : task.inputs) {
                const auto found = numbers_.find(input.task_id.value);
                if (found == numbers_.end() || gone.contains(input.task_id.value)) continue;
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
    std::map<std::int64_t, std::int64_t> lost_;  // of a task's pieces that went in, in milli
};

// Of one piece that enters a first operation, as the plan has it.
UnitPrice material_price(const orders::OrderOption& plan) {
    std::int64_t pieces = 0;
    for (const auto& lot : plan.lots)
        if (lot.needs_material) pieces += lot.quantity_in.value / orders::one_piece;
    return {pieces == 0 ? 0 : multiply_divide(plan.material.value, 10'000, pieces).value_or(0)};
}

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
    out.demand.demand.material = material_price(out.plan);
    DENGYUN_CHECK(Reading(reader, out).run());
    return out;
}

}  // namespace dengyun::dispatching
