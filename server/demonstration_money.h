#pragma once
// Money of the demonstration cluster: accounts that were topped up, escrows in every state, and one reconciliation with
// planted differences. All of it goes through the same services that a person's clicks do.
#include <span>

#include "kernel/store/store.h"

namespace dengyun::server {

// The enterprises that have a part in it; `buyer` is the one with the most sign-ins.
struct DemonstrationParties {
    Id<Organisation> buyer{};
    Id<Organisation> mould{};
    Id<Organisation> machining{};
    Id<Organisation> surface{};
};
// What the buyer pays his orders from.
[[nodiscard]] Result<> add_order_money(store::Unit& unit, Id<Organisation> buyer);
[[nodiscard]] Result<> add_demonstration_money(store::Unit& unit, const DemonstrationParties& parties);
// Compares today with a statement file as a bank would send it: one amount is wrong there, one payment is missing, one
// stands there twice, and one is known to the bank alone.
[[nodiscard]] Result<> reconcile_demonstration(store::Store& store, meta::Date today);

}  // namespace dengyun::server
