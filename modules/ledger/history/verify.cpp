#include "modules/ledger/history/verify.h"

#include <fmt/format.h>

#include "modules/ledger/posting/balances.h"
#include "modules/ledger/posting/book.h"

namespace dengyun::ledger {
namespace {

constexpr std::int64_t page_size = 5'000;

class Walk {
  public:
    Walk(store::Store& store, Id<Organisation> book)
        : store_(store), book_(book), scope_(Scope::system("ledger.verify").entering(book)) {}
    Result<BookVerification> run();

  private:
    Result<bool> page(store::Reader& reader);  // whether it was the last one
    void look_at(const Transfer& transfer);
    void look_at_side(const Transfer& t, bool debit);
    Result<> look_at_ends(store::Reader& reader);
    void blame(std::string_view what, std::int64_t sequence, std::int64_t account = 0) {
        if (found_.fault.empty()) found_.fault = what, found_.sequence = sequence, found_.account_id = account;
    }

    store::Store& store_;
    const Id<Organisation> book_;
    const Scope scope_;
    std::string hash_{book_start};
    Instant at_{};
    std::unordered_map<std::int64_t, Balance> balances_;
    std::unordered_map<std::int64_t, Transfer> open_;  // pending ones
    BookVerification found_;
};

void Walk::look_at_side(const Transfer& t, bool debit) {
    const auto account = debit ? t.debit_account_id : t.credit_account_id;
    auto& b = balances_[account.value];
    const auto entry = debit ? t.debit_entry : t.credit_entry;
    if (t.kind != TransferKind::direct && t.kind != TransferKind::post) {
        if (entry != 0) blame("entry", t.sequence, account.value);
        return;
    }
    const auto previous = b.last_sequence;
    b.balance += debit ? -t.amount.value : t.amount.value;
    if (debit) b.debits += t.amount.value;
    ++b.entries;
    b.last_sequence = t.sequence;
    if (entry != b.entries || (debit ? t.debit_previous : t.credit_previous) != previous)
        blame("entry", t.sequence, account.value);
    if ((debit ? t.debit_balance : t.credit_balance).value != b.balance ||
        (debit ? t.debit_debits : t.credit_debits).value != b.debits)
        blame("balance", t.sequence, account.value);
}

void Walk::look_at(const Transfer& t) {
    if (t.sequence != found_.transfers + 1 || t.at < at_) blame("gap", t.sequence);
    if (t.hash != transfer_hash(hash_, t)) blame("hash", t.sequence);
    hash_ = t.hash;
    at_ = t.at;
    ++found_.transfers;
    const auto hold = [&](const Transfer& held, std::int64_t sign) {
        balances_[held.debit_account_id.value].debits_pending += sign * held.amount.value;
        balances_[held.credit_account_id.value].credits_pending += sign * held.amount.value;
    };
    if (t.kind == TransferKind::pending) {
        hold(t, 1);
        open_.emplace(t.id.value, t);
    } else if (t.kind != TransferKind::direct) {
        const auto held = open_.find(t.pending_id.value_or(Id<Transfer>{}).value);
        if (held == open_.end() || t.amount > held->second.amount)
            blame("pending", t.sequence);
        else
            hold(held->second, -1), open_.erase(held);
    }
    look_at_side(t, true);
    look_at_side(t, false);
}

Result<bool> Walk::page(store::Reader& reader) {
    static const auto sql = fmt::format(
        "SELECT {} FROM ledger_transfer WHERE organisation_id = ? AND sequence > ? ORDER BY sequence LIMIT {}",
        transfer_columns, page_size);
    std::int64_t rows = 0;
    const meta::Scalar from[] = {book_.value, found_.transfers};
    DENGYUN_CHECK(reader.query(sql, from, [&](const store::Row& row) {
        ++rows;
        if (found_.fault.empty()) look_at(read_transfer(book_, row));
    }));
    if (!found_.fault.empty()) return true;
    if (rows == page_size) return false;
    DENGYUN_CHECK(look_at_ends(reader));
    return true;
}

// On the snapshot of the last page.
Result<> Walk::look_at_ends(store::Reader& reader) {
    DENGYUN_TRY(book, read_book(reader, book_));
    if (book.sequence != found_.transfers || book.hash != hash_) blame("head", book.sequence);
    const meta::Scalar key[] = {book_.value};
    std::int64_t rows = 0;
    DENGYUN_CHECK(reader.query(
        "SELECT b.account_id, b.balance_fen, b.debits_pending_fen, b.credits_pending_fen, b.debits_fen, b.entries, "
        "b.last_sequence, a.balance_min, a.balance_max FROM ledger_balance b JOIN ledger_account a ON "
        "a.organisation_id = b.organisation_id AND a.id = b.account_id WHERE b.organisation_id = ?",
        key, [&](const store::Row& row) {
            ++rows;
            const Balance stored{row.integer(1), row.integer(2), row.integer(3),
                                 row.integer(4), row.integer(5), row.integer(6)};
            const auto known = balances_.find(row.integer(0));
            if (known == balances_.end() || known->second != stored) blame("balance", 0, row.integer(0));
            if ((!row.is_null(7) && stored.balance - stored.debits_pending < row.integer(7)) ||
                (!row.is_null(8) && stored.balance + stored.credits_pending > row.integer(8)))
                blame("bounds", 0, row.integer(0));
        }));
    if (rows != static_cast<std::int64_t>(balances_.size())) blame("balance", 0);
    std::int64_t open = 0;
    DENGYUN_CHECK(reader.query("SELECT transfer_id FROM ledger_pending WHERE organisation_id = ? AND status = 'open'",
                               key, [&](const store::Row& row) {
                                   ++open;
                                   if (!open_.contains(row.integer(0))) blame("pending", 0);
                               }));
    if (open != static_cast<std::int64_t>(open_.size())) blame("pending", 0);
    return {};
}

Result<BookVerification> Walk::run() {
    for (bool last = false; !last;) {
        DENGYUN_TRY(ended, store_.read<bool>(scope_, [this](store::Reader& reader) { return page(reader); }));
        last = ended;
    }
    found_.accounts = static_cast<std::int64_t>(balances_.size());
    return std::move(found_);
}

}  // namespace

Result<BookVerification> verify_book(store::Store& store, Id<Organisation> book) { return Walk(store, book).run(); }

}  // namespace dengyun::ledger
