#include "flows/dispatching/changes.h"

#include <algorithm>

#include "flows/dispatching/option.h"
#include "flows/ordering/ordering.h"
#include "kernel/api/flow_routes.h"
#include "kernel/api/once.h"
#include "kernel/store/store.h"

namespace dengyun::dispatching {
namespace {

constexpr Duration change_time = flow::day;  // for those who have to agree

using C = Change;
constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options fen{.flags = meta::read_only, .format = meta::Format::fen};
constexpr auto fields = meta::fields(
    meta::field<&C::order_id>("order_id", {"订单", "Order"}, {.flags = meta::read_only, .reference = "sales_order"}),
    meta::field<&C::option_id>("option_id", {"变更方案", "Change"},
                               {.flags = meta::read_only, .reference = "order_option"}),
    meta::field<&C::causes>("causes", {"起因", "Causes"}, {.flags = meta::read_only, .items_max = orders::causes_max}),
    meta::field<&C::cost_change>("cost_change", {"成本变化", "Change of cost"}, fen),
    meta::field<&C::price_change>("price_change", {"价格变化", "Change of price"}, fen),
    meta::field<&C::promise_before>("promise_before", {"原承诺", "Promise before"}, told),
    meta::field<&C::promise_at>("promise_at", {"新承诺", "Promise now"}, told),
    meta::field<&C::needs_buyer>("needs_buyer", {"需买方同意", "The buyer has to agree"}, told),
    meta::field<&C::lots_moved>("lots_moved", {"调整批数", "Lots that move"}, told));

bool overlaps_own(const Running& running, const plans::PlannedLot& lot) {
    return std::ranges::any_of(running.demand.demand.own, [&](const plans::OwnTime& own) {
        return own.machine == lot.machine && own.from < lot.ends_at && lot.starts_at < own.until;
    });
}

// Of first lots that are made again or anew, in fen.
std::int64_t more_material(const Running& running, const plans::Plan& plan) {
    std::map<std::int64_t, std::int64_t> pieces;  // by operation: planned now less what has its material
    for (const auto& lot : plan.lots) pieces[lot.operation] += lot.pieces_in;
    for (const auto& task : running.tasks)
        if (task.status != orders::TaskStatus::scrapped)
            pieces[task.operation_number] -= task.planned_in.value / orders::one_piece;
    std::int64_t more = 0;
    for (const auto& operation : running.demand.demand.operations)
        if (operation.predecessors.empty()) more += std::max<std::int64_t>(0, pieces[operation.number]);
    return multiply_divide(running.demand.demand.material.value, more, 10'000).value_or(0);
}

// Lots that come in addition count on from those that there were.
void number_added(orders::OrderOption& option, const Running& running) {
    std::map<std::int64_t, std::int64_t> last;
    for (const auto& task : running.tasks)
        last[task.operation_number] = std::max(last[task.operation_number], task.lot);
    for (auto& lot : option.lots)
        if (!lot.task_id) lot.lot = ++last[lot.operation_number];
}

struct Asked {
    Running running;
    Instant now{};
};

Result<Asked> ask(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(order, orders::find_order(call, reader));
    if (order.supplier_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    DENGYUN_TRY(running, running_of(reader, order));
    return Asked{std::move(running), reader.now()};
}

Result<Change> propose(const api::Call& call, store::Store& store, Solver& solver) {
    DENGYUN_TRY(asked, store.read<Asked>(call.scope, [&](store::Reader& reader) { return ask(call, reader); }));
    return solve_again(store, solver, asked.running, asked.now,
                       Scope::crossing(call.scope.organisation(), call.scope.actor()),
                       orders::mover_of(call, asked.running.order.organisation_id));
}

Result<orders::OrderOption> act(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(option, orders::find_option(call, unit));
    if (option.purpose != orders::OptionPurpose::change) return fail(ErrorKind::conflict, "order_option.not_a_change");
    DENGYUN_TRY(number, api::detail::action_named(orders::OrderOption::states, input.action));
    const auto action = static_cast<orders::OptionAction>(number);
    if (action != orders::OptionAction::agree && action != orders::OptionAction::accept)
        return fail(ErrorKind::invalid, "request.invalid", {{"action", "unknown_choice"}});
    option.status_reason = input.reason;
    const auto id = option.id;
    const auto mover = orders::mover_of(call, option.organisation_id);
    DENGYUN_TRY(moved, orders::move_option(unit, std::move(option), action, mover));
    if (moved.status == orders::OptionStatus::agreed && !moved.needs_buyer) {
        DENGYUN_TRY(accepted, orders::move_option(unit, moved, orders::OptionAction::apply, orders::system_mover()));
        moved = accepted;
    }
    if (moved.status == orders::OptionStatus::accepted) {
        DENGYUN_TRY(order, unit.find(moved.order_id));
        DENGYUN_CHECK(apply_change(unit, std::move(order), moved));
    }
    return unit.find(id);
}

}  // namespace

constinit const meta::Entity Change::description{
    .name = "order_change", .label = {"订单变更", "Change of an order"}, .fields = fields, .stored = false};

orders::OrderOption change_of(const Running& running, const plans::Plan& plan, Instant reserved_until) {
    const auto& before = running.plan;
    auto out = option_of(plan, running.demand, {}, reserved_until);
    out.kind = orders::OptionKind::other;
    out.purpose = orders::OptionPurpose::change;
    out.causes = running.causes;
    out.work.value += running.sunk.value;
    // Material is bought by now, or will be; lots that are made once more need it once more.
    out.material = {before.material.value + more_material(running, plan)};
    const auto costs = out.setup.value + out.work.value + out.material.value + out.transport.value;
    const auto former = before.setup.value + before.work.value + before.material.value + before.transport.value;
    out.cost_change = {costs - former};
    out.margin = before.margin;
    out.reserve = {std::max<std::int64_t>(0, before.reserve.value - out.cost_change.value)};
    out.price = {costs + out.margin.value + out.reserve.value};
    out.price_change = {out.price.value - before.price.value};
    out.promise_before = running.order.promise_at;
    out.needs_buyer = out.price_change.value > 0 || (out.promise_before && out.promise_at > *out.promise_before);

    std::map<std::int64_t, std::vector<const orders::OperationTask*>> open;  // by operation
    const auto is_kept = [&](const orders::OperationTask& task) {
        return std::ranges::any_of(plan.lots, [&](const plans::PlannedLot& lot) {
            return lot.is_started && lot.operation == task.operation_number && lot.lot + 1 == task.lot;
        });
    };
    for (const auto& task : running.tasks)
        if (!is_kept(task) && !orders::is_started(task.status)) open[task.operation_number].push_back(&task);
    for (auto& lot : out.lots) {
        const auto same = std::ranges::find_if(running.tasks, [&](const orders::OperationTask& task) {
            return task.operation_number == lot.operation_number && task.lot == lot.lot && is_kept(task);
        });
        if (same != running.tasks.end()) {
            lot.task_id = to_text(same->id);
            continue;
        }
        auto& list = open[lot.operation_number];
        if (list.empty()) continue;
        lot.task_id = to_text(list.front()->id);
        list.erase(list.begin());
    }
    return out;
}

Result<Change> keep_change(store::Unit& unit, const Running& running, const plans::Plan& plan, std::int64_t lots_moved,
                           const flow::Mover& mover) {
    DENGYUN_TRY(order, unit.find(running.order.id));
    if (order.version != running.order.version) return fail(ErrorKind::conflict, "request.changed_meanwhile");
    DENGYUN_TRY(open, orders::open_options_of(unit, order, orders::OptionPurpose::change));
    for (auto& option : open)
        DENGYUN_CHECK(ordering::drop(unit, std::move(option), orders::OptionAction::withdraw, mover));
    const auto until = unit.now() + change_time;
    // What lies over time that its own tasks have by now is exchanged when the change applies.
    auto kept = plan;
    std::erase_if(kept.lots,
                  [&](const plans::PlannedLot& lot) { return lot.is_started || overlaps_own(running, lot); });
    std::vector<bool> is_kept{true};
    DENGYUN_TRY(slots,
                reserve_slots(unit, std::span(&kept, 1),
                              {.holder = order.supplier_id, .purpose = order.number, .expires_at = until}, is_kept));
    if (!is_kept[0]) return fail(ErrorKind::conflict, "order.capacity_taken");
    auto option = change_of(running, plan, until);
    for (auto& lot : option.lots)
        for (const auto& one : kept.lots)
            if (one.operation == lot.operation_number && one.lot + 1 == lot.lot) lot.slot_id = slot_of(slots, one);
    number_added(option, running);
    DENGYUN_TRY(made, orders::add_option(unit, order, std::move(option)));
    return Change{.order_id = order.id,
                  .option_id = made.id,
                  .causes = made.causes,
                  .cost_change = made.cost_change,
                  .price_change = made.price_change,
                  .promise_before = made.promise_before,
                  .promise_at = made.promise_at,
                  .needs_buyer = made.needs_buyer,
                  .lots_moved = lots_moved};
}

Result<Change> solve_again(store::Store& store, Solver& solver, const Running& running, Instant now,
                           const Scope& writer, const flow::Mover& mover) {
    if (running.troubles.empty()) return Change{.order_id = running.order.id};
    const auto& demand = running.demand.demand;
    DENGYUN_TRY(standings, solver.standings());
    DENGYUN_TRY(found, solver.planner().redirect(std::span(&demand, 1), running.troubles, now, *standings));
    if (found.empty()) return Change{.order_id = running.order.id};
    if (!found.front().plan) return fail(ErrorKind::conflict, "order.no_way_on");
    return store.write<Change>(writer, [&](store::Unit& unit) {
        return keep_change(unit, running, *found.front().plan, found.front().lots_moved, mover);
    });
}

void add_change_routes(api::Routes& routes, Solver& solver) {
    routes.post<api::Nothing, Change>("/api/v1/sales-orders/{id}/changes", api::needs("orders.operate"),
                                      {"重新求解未开工工序", "Solve the open operations of an order again"},
                                      [&solver](const api::Call& call, store::Store& store) {
                                          return api::once<Change>(call, store,
                                                                   [&] { return propose(call, store, solver); });
                                      },
                                      {.reach = api::Reach::all});
    routes.post<api::ActionInput, orders::OrderOption>("/api/v1/order-options/{id}/change/actions",
                                                       api::needs("orders.read"), {"确认变更", "Agree to a change"},
                                                       act, {.reach = api::Reach::crossing});
}

}  // namespace dengyun::dispatching
