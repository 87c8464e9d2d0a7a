// Options for an order: planned outside of a unit, their slots reserved within one.
#include <algorithm>

#include "flows/dispatching/board.h"
#include "flows/dispatching/changes.h"
#include "flows/dispatching/option.h"
#include "flows/dispatching/winnable.h"
#include "flows/ordering/ordering.h"
#include "kernel/api/flow_routes.h"
#include "kernel/api/once.h"
#include "kernel/store/store.h"

namespace dengyun::dispatching {
namespace {

// How often the plan is made anew where all of it was taken meanwhile.
constexpr int rounds_max = 4;

struct Quote {
    Id<orders::SalesOrder> order_id{};
    Instant reserved_until{};
    std::vector<Id<orders::OrderOption>> options;
    std::int64_t tried = 0;
    static const meta::Entity description;
};

using Q = Quote;
constexpr meta::Options told{.flags = meta::read_only};
constexpr auto fields = meta::fields(
    meta::field<&Q::order_id>("order_id", {"订单", "Order"}, {.flags = meta::read_only, .reference = "sales_order"}),
    meta::field<&Q::reserved_until>("reserved_until", {"产能预留至", "Slots are kept until"}, told),
    meta::field<&Q::options>("options", {"方案", "Options"},
                             {.flags = meta::read_only, .items_max = 50, .reference = "order_option"}),
    meta::field<&Q::tried>("tried", {"比较过的计划数", "Plans that were compared"}, told));

struct Asked {
    orders::SalesOrder order;
    OrderDemand demand;
};

bool takes_options(const orders::SalesOrder& order) {
    return order.status == orders::OrderStatus::draft || order.status == orders::OrderStatus::quoted;
}

Result<Asked> ask(const api::Call& call, store::Reader& reader, const QuoteRequest& request) {
    DENGYUN_TRY(order, orders::find_order(call, reader));
    // The supplier's move: the buyer of an order does not quote himself.
    if (order.supplier_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    if (!takes_options(order)) return fail(ErrorKind::conflict, "sales_order.not_open");
    DENGYUN_TRY(demand, demand_of(reader, order, request));
    // What is kept for it by now is given back when the new options are made.
    DENGYUN_TRY(open, orders::open_options_of(reader, order, orders::OptionPurpose::quote));
    for (const auto& option : open)
        for (const auto& lot : option.lots) {
            if (!lot.slot_id) continue;
            DENGYUN_TRY(slot, reader.find(*lot.slot_id));
            demand.demand.own.push_back({slot.machine_id, slot.starts_at, slot.ends_at});
        }
    return Asked{std::move(order), std::move(demand)};
}

Result<> withdraw_open(store::Unit& unit, const orders::SalesOrder& order, const flow::Mover& mover) {
    DENGYUN_TRY(open, orders::open_options_of(unit, order, orders::OptionPurpose::quote));
    for (auto& option : open)
        DENGYUN_CHECK(ordering::drop(unit, std::move(option), orders::OptionAction::withdraw, mover));
    return {};
}

Result<> mark_quoted(store::Unit& unit, orders::SalesOrder order, Instant until, const flow::Mover& mover) {
    order.quoted_until = until;
    if (order.status == orders::OrderStatus::draft) {
        DENGYUN_CHECK(orders::move_order(unit, std::move(order), orders::OrderAction::quote, mover));
        return {};
    }
    DENGYUN_TRY(saved, unit.update(std::move(order), "quoted_again"));
    return api::arm_timer(unit, saved);
}

// Keeps the plans as options; empty where somebody else has taken time of every one of them.
Result<Quote> keep(const api::Call& call, store::Unit& unit, const Asked& asked, std::span<const plans::Plan> plans,
                   Instant until) {
    DENGYUN_TRY(order, unit.find(asked.order.id));
    if (order.version != asked.order.version) return fail(ErrorKind::conflict, "request.changed_meanwhile");
    const auto mover = orders::mover_of(call, order.organisation_id);
    DENGYUN_CHECK(withdraw_open(unit, order, mover));
    std::vector<bool> is_kept(plans.size(), true);
    DENGYUN_TRY(slots,
                reserve_slots(unit, plans, {.holder = order.supplier_id, .purpose = order.number, .expires_at = until},
                              is_kept));
    Quote quote{.order_id = order.id, .reserved_until = until, .options = {}};
    for (std::size_t p = 0; p < plans.size(); ++p) {
        if (!is_kept[p]) continue;
        DENGYUN_TRY(made, orders::add_option(unit, order, option_of(plans[p], asked.demand, slots, until)));
        quote.options.push_back(made.id);
    }
    // Nothing is written then: the former options stay until there are new ones.
    if (quote.options.empty()) return fail(ErrorKind::conflict, "order.capacity_taken");
    DENGYUN_CHECK(mark_quoted(unit, std::move(order), until, mover));
    return quote;
}

Result<Quote> quote(const api::Call& call, store::Store& store, Solver& solver, const QuoteRequest& request) {
    for (int round = 1;; ++round) {
        Instant now{};
        DENGYUN_TRY(asked, store.read<Asked>(call.scope, [&](store::Reader& reader) {
            now = reader.now();
            return ask(call, reader, request);
        }));
        DENGYUN_TRY(standings, solver.standings());
        DENGYUN_TRY(answer, solver.planner().options(asked.demand.demand, now, *standings));
        const auto time = request.valid_hours ? Duration(std::chrono::hours(*request.valid_hours)) : quote_time;
        auto kept =
            store.write<Quote>(Scope::crossing(call.scope.organisation(), call.scope.actor()),
                               [&](store::Unit& unit) { return keep(call, unit, asked, answer.plans, now + time); });
        if (kept) {
            kept->tried = answer.tried;
            return kept;
        }
        // Also where units that claim time of the same machines have met too often.
        if (kept.error().code != "order.capacity_taken" && kept.error().code != "store.conflict") return kept;
        if (round == rounds_max) return fail(ErrorKind::conflict, "order.capacity_taken");
    }
}

}  // namespace

constinit const meta::Entity Quote::description{
    .name = "quote", .label = {"报价方案", "Quote"}, .fields = fields, .stored = false};

void add_routes(api::Routes& routes, Solver& solver) {
    add_change_routes(routes, solver);
    add_board_routes(routes);
    add_winnable_routes(routes, solver);
    routes.post<QuoteRequest, Quote>(
        "/api/v1/sales-orders/{id}/options", api::needs("orders.operate"),
        {"为订单求解方案并预留产能", "Find options for an order and keep their capacity"},
        [&solver](const api::Call& call, store::Store& store, const QuoteRequest& request) {
            return api::once<Quote>(call, store, [&] { return quote(call, store, solver, request); });
        },
        {.reach = api::Reach::all});
}

}  // namespace dengyun::dispatching
