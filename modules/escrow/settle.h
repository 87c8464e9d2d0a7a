#pragma once
// The postings of an escrow's movements, added to a voucher; they move the counters of the row along. Private.
#include "modules/escrow/accounts.h"
#include "modules/escrow/rules.h"

namespace dengyun::escrow {

[[nodiscard]] Result<> draft_release(store::Unit& unit, VoucherDraft& draft, Escrow& escrow, const Release& parts);
// Every agreed note that has not been settled.
[[nodiscard]] Result<> settle_notes(store::Unit& unit, VoucherDraft& draft, Escrow& escrow);
[[nodiscard]] Result<> draft_refund(store::Unit& unit, VoucherDraft& draft, Escrow& escrow, Money value);

// A freeze is a hold on the escrow's own accounts and its retention, so that the ledger itself refuses to let it go. It
// is lifted before the line moves and set again after.
[[nodiscard]] Result<> lift_freeze(VoucherDraft& draft, Escrow& escrow);
[[nodiscard]] Result<> set_freeze(store::Unit& unit, VoucherDraft& draft, Escrow& escrow);

}  // namespace dengyun::escrow
