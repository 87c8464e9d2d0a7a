#pragma once
// Moves with their timers. Private to this module.
#include <array>
#include <vector>

#include "kernel/api/flow_routes.h"
#include "kernel/store/rows.h"
#include "modules/sourcing/service.h"

namespace dengyun::sourcing {

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
