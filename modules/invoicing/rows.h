#pragma once
// Moves with their timers. Private to this module.
#include <array>

#include "kernel/api/two_sided.h"
#include "kernel/store/rows.h"
#include "modules/invoicing/service.h"

namespace dengyun::invoicing {

// A move by the table, with event, timer and the other side's event.
template <class E, class A>
Result<E> step(store::Unit& unit, E row, A action, const flow::Mover& mover, Id<Organisation> E::* other) {
    DENGYUN_TRY(moved, api::move_two_sided<E>(unit, std::move(row), static_cast<std::int64_t>(action), mover, other));
    // In the system's name the timer of the state before is left; a state without one has none to keep.
    if (mover.is_system) {
        const auto runs =
            flow::deadline(E::states, E::description, static_cast<std::int64_t>(moved.status), &moved, unit.now());
        if (!runs) DENGYUN_CHECK(api::disarm_timer(unit, moved));
    }
    return std::move(moved);
}

// Those of an order line, the earliest first.
[[nodiscard]] Result<std::vector<StatementLine>> deliveries_of(store::Reader& reader, Id<OrderLine> line);
[[nodiscard]] Result<std::vector<StatementLine>> lines_of(store::Reader& reader, Id<SupplierInvoice> invoice);
[[nodiscard]] Result<std::vector<MatchException>> exceptions_of(store::Reader& reader, Id<SupplierInvoice> invoice);
// A line of a statement as the system moves it; nothing where its state does not allow it.
[[nodiscard]] Result<> move_if_open(store::Unit& unit, StatementLine line, LineAction action);
// Nothing of it is open: it and its lines are paid.
[[nodiscard]] Result<SupplierInvoice> settle(store::Unit& unit, SupplierInvoice invoice);
// It is no more: the lines that it lay on may be invoiced again.
[[nodiscard]] Result<> release_lines(store::Unit& unit, Id<SupplierInvoice> invoice);
[[nodiscard]] Result<> match_again(store::Unit& unit, std::span<const Id<OrderLine>> lines);

}  // namespace dengyun::invoicing
