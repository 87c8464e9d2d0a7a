#include "modules/ledger/posting/book.h"

namespace dengyun::ledger {

Result<Book> read_book(store::Reader& reader, Id<Organisation> id) {
    Book book;
    const meta::Scalar key[] = {id.value};
    DENGYUN_CHECK(reader.query("SELECT sequence, hash, at, vouchers FROM ledger_book WHERE organisation_id = ?", key,
                               [&](const store::Row& row) {
                                   book = {row.integer(0), std::string(row.text(1)), instant_of(row.integer(2)),
                                           row.integer(3)};
                               }));
    return book;
}

Result<> write_book(store::Unit& unit, Id<Organisation> id, const Book& book) {
    const meta::Scalar row[] = {id.value, book.sequence, std::string_view(book.hash), milliseconds_of(book.at),
                                book.vouchers};
    DENGYUN_CHECK(
        unit.execute("INSERT INTO ledger_book (organisation_id, sequence, hash, at, vouchers) VALUES "
                     "(?, ?, ?, ?, ?) ON CONFLICT (organisation_id) DO UPDATE SET sequence = excluded.sequence, "
                     "hash = excluded.hash, at = excluded.at, vouchers = excluded.vouchers",
                     row));
    return {};
}

}  // namespace dengyun::ledger
