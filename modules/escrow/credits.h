#pragma once
// Credit notes: what they can recover, and from where. Private to this module.
#include "kernel/store/unit.h"
#include "modules/escrow/escrow.h"

namespace dengyun::escrow {

// What the credits of an escrow can take now; moves the counters of the row, which the caller writes.
[[nodiscard]] Result<> recover_credits(store::Unit& unit, Escrow& escrow);

// An open credit: what the supplier has not got now, to be recovered with the next release and every day.
[[nodiscard]] Result<> owe(store::Unit& unit, const Escrow& escrow, Money amount, std::string reason);

}  // namespace dengyun::escrow
