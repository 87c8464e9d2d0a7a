#pragma once
// Which pending transfers are still open. Private to this module.
#include "modules/ledger/transfers/transfer.h"

namespace dengyun::ledger {

enum class PendingStatus { open, posted, voided, expired };

struct Pending {
    Transfer transfer;
    PendingStatus status = PendingStatus::open;
};

[[nodiscard]] Result<std::optional<Pending>> find_pending(store::Reader& reader, Id<Organisation> book,
                                                          Id<Transfer> id);
[[nodiscard]] Result<> insert_pending(store::Unit& unit, const Transfer& transfer);
[[nodiscard]] Result<> resolve_pending(store::Unit& unit, const Transfer& by, PendingStatus status);
// Those whose time is up, in the order in which they expire.
[[nodiscard]] Result<std::vector<Id<Transfer>>> due_pendings(store::Reader& reader, Id<Organisation> book,
                                                             unsigned limit);

// When the first of those that are open is due; Instant::max() where none ever is.
[[nodiscard]] Result<Instant> next_expiry(store::Reader& reader, Id<Organisation> book);

}  // namespace dengyun::ledger
