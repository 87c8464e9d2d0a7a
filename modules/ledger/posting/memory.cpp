#include "modules/ledger/posting/memory.h"

#include "modules/ledger/posting/pendings.h"

namespace dengyun::ledger {

Result<> load(BookMemory& memory, store::Unit& unit, Id<Organisation> book) {
    if (memory.loaded) return {};
    DENGYUN_TRY(head, read_book(unit, book));
    memory.book = std::move(head);
    DENGYUN_TRY(closed, closed_through(unit, book));
    memory.closed_through = closed;
    DENGYUN_TRY(expiry, next_expiry(unit, book));
    memory.next_expiry = expiry;
    const meta::Scalar key[] = {book.value};
    DENGYUN_CHECK(unit.query("SELECT COALESCE(MAX(id), 0) FROM ledger_transfer WHERE organisation_id = ?", key,
                             [&](const store::Row& row) { memory.newest_id = row.integer(0); }));
    memory.loaded = true;
    return {};
}

}  // namespace dengyun::ledger
