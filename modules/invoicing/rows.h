#pragma once
// Rows that a query over this module's tables finds, and moves with their timers. Private to this module.
#include <array>

#include "kernel/api/two_sided.h"
#include "modules/invoicing/service.h"

namespace dengyun::invoicing {

// The rows whose ids `sql` (a literal; its first column) finds.
template <class E>
Result<std::vector<E>> rows_of(store::Reader& reader, std::string_view sql, std::span<const meta::Scalar> parameters) {
    std::vector<std::int64_t> ids;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const store::Row& row) { ids.push_back(row.integer(0)); }));
    std::vector<E> all;
    all.reserve(ids.size());
    for (const auto id : ids) {
        DENGYUN_TRY(row, reader.find(Id<E>{id}));
        all.push_back(std::move(row));
    }
    return all;
}

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
[[nodiscard]] Result<> match_again(store::Unit& unit, std::span<const Id<OrderLine>> lines);

}  // namespace dengyun::invoicing
