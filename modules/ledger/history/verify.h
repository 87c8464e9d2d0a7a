#pragma once
// The proof of a book: every transfer's hash and both balances recomputed from the first one on, and compared with what
// is stored. Independent of the posting: it trusts amounts and accounts, and nothing else.
#include "kernel/store/store.h"
#include "modules/ledger/transfers/transfer.h"

namespace dengyun::ledger {

struct BookVerification {
    std::int64_t transfers = 0;
    std::int64_t accounts = 0;
    // The first fault; empty: none. "gap", "hash", "entry", "balance", "bounds", "head", "pending".
    std::string fault;
    std::int64_t sequence = 0;    // where a transfer is at fault
    std::int64_t account_id = 0;  // where an account is
};
// Reads in bounded pages; keeps one row per account in memory.
[[nodiscard]] Result<BookVerification> verify_book(store::Store& store, Id<Organisation> book);

}  // namespace dengyun::ledger
