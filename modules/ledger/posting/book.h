#pragma once
// The head of a book: where its chain of transfers ends. Private to this module.
#include "modules/ledger/transfers/transfer.h"

namespace dengyun::ledger {

struct Book {
    std::int64_t sequence = 0;
    std::string hash{book_start};
    Instant at{};
    std::int64_t vouchers = 0;
};

[[nodiscard]] Result<Book> read_book(store::Reader& reader, Id<Organisation> book);
[[nodiscard]] Result<> write_book(store::Unit& unit, Id<Organisation> id, const Book& book);

}  // namespace dengyun::ledger
