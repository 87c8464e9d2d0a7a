#include "modules/escrow/moves.h"

#include "kernel/api/flow_routes.h"

namespace dengyun::escrow {

const flow::Mover& system_mover() {
    static const flow::Mover mover{meta::all_seeing(), true, false};
    return mover;
}

Result<> step(store::Unit& unit, Escrow& escrow, EscrowAction action, const flow::Mover& mover) {
    auto asked = escrow;
    if (&mover.viewer == &meta::all_seeing()) asked.subject_id.reset();
    DENGYUN_TRY(to, flow::next_state(Escrow::states, static_cast<std::int64_t>(escrow.status),
                                     static_cast<std::int64_t>(action), &asked, unit.now(), mover));
    escrow.status = static_cast<EscrowStatus>(to);
    return {};
}

Result<Escrow> save(store::Unit& unit, Escrow escrow, std::string_view event, bool from_timer) {
    DENGYUN_TRY(saved, unit.update(std::move(escrow), event));
    if (!from_timer) DENGYUN_CHECK(api::disarm_timer(unit, saved));
    DENGYUN_CHECK(api::arm_timer(unit, saved));
    return std::move(saved);
}

}  // namespace dengyun::escrow
