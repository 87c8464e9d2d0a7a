#pragma once
// A move of an escrow by its table, and its row with its timer. Private to this module.
#include "kernel/store/unit.h"
#include "modules/escrow/escrow.h"

namespace dengyun::escrow {

[[nodiscard]] const flow::Mover& system_mover();
// Moves the status; the row is written by `save`. The guard for what belongs to an order holds for people only.
[[nodiscard]] Result<> step(store::Unit& unit, Escrow& escrow, EscrowAction action, const flow::Mover& mover);
[[nodiscard]] Result<Escrow> save(store::Unit& unit, Escrow escrow, std::string_view event, bool from_timer = false);

}  // namespace dengyun::escrow
