#pragma once
// Rows that a query over this module's tables finds, and moves with their timers. Private to this module.
#include <array>
#include <vector>

#include "kernel/api/flow_routes.h"
#include "modules/sourcing/service.h"

namespace dengyun::sourcing {

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

[[nodiscard]] Result<std::int64_t> number_of(store::Reader& reader, std::string_view sql,
                                             std::span<const meta::Scalar> parameters);

// A move by the table, with event and timer.
template <class E, class A>
Result<E> step(store::Unit& unit, E row, A action, const flow::Mover& mover) {
    DENGYUN_TRY(moved, api::move(unit, std::move(row), static_cast<std::int64_t>(action), mover));
    // In the system's name `move` leaves the timer of the state before; a state without one has none to keep.
    if (mover.is_system) {
        const auto runs =
            flow::deadline(E::states, E::description, static_cast<std::int64_t>(moved.status), &moved, unit.now());
        if (!runs) DENGYUN_CHECK(api::disarm_timer(unit, moved));
    }
    return std::move(moved);
}

// The seal of a bid. Error: not_found.
[[nodiscard]] Result<BidSeal> seal_of(store::Reader& reader, Id<Bid> bid);

}  // namespace dengyun::sourcing
