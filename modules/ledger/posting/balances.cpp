#include "modules/ledger/posting/balances.h"

namespace dengyun::ledger {

Result<Balance> read_balance(store::Reader& reader, Id<Organisation> book, Id<Account> account) {
    Balance found;
    const meta::Scalar key[] = {book.value, account.value};
    DENGYUN_CHECK(reader.query(
        "SELECT balance_fen, debits_pending_fen, credits_pending_fen, debits_fen, entries, "
        "last_sequence FROM ledger_balance WHERE organisation_id = ? AND account_id = ?",
        key, [&](const store::Row& row) {
            found = {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5)};
        }));
    return found;
}

Result<OpenAccount*> OpenAccounts::find(std::int64_t account) {
    if (const auto known = rows_.find(account); known != rows_.end()) return &known->second;
    std::optional<OpenAccount> read;
    const meta::Scalar key[] = {book_.value, account};
    DENGYUN_CHECK(
        unit_.query("SELECT a.balance_min, a.balance_max, a.currency, a.status, b.balance_fen, b.debits_pending_fen, "
                    "b.credits_pending_fen, b.debits_fen, b.entries, b.last_sequence FROM ledger_account a LEFT JOIN "
                    "ledger_balance b ON b.organisation_id = a.organisation_id AND b.account_id = a.id "
                    "WHERE a.organisation_id = ? AND a.id = ?",
                    key, [&](const store::Row& row) {
                        auto& one = read.emplace();
                        if (!row.is_null(0)) one.balance_min = row.integer(0);
                        if (!row.is_null(1)) one.balance_max = row.integer(1);
                        one.currency = row.text(2);
                        one.is_open = row.text(3) == "open";
                        one.stored = !row.is_null(4);
                        one.balance = {row.integer(4), row.integer(5), row.integer(6),
                                       row.integer(7), row.integer(8), row.integer(9)};
                    }));
    if (!read) return nullptr;
    return &rows_.emplace(account, std::move(*read)).first->second;
}

Result<> OpenAccounts::write() {
    // In their order: neighbours lie on one page.
    std::ranges::sort(changed_, {}, [](const auto& change) { return change.first; });
    for (const auto& [account, changed] : changed_) {
        auto& open = *changed;
        const auto& b = open.balance;
        if (open.stored) {
            const meta::Scalar row[] = {b.balance, b.debits_pending, b.credits_pending, b.debits,
                                        b.entries, b.last_sequence,  book_.value,       account};
            DENGYUN_CHECK(unit_.execute(
                "UPDATE ledger_balance SET balance_fen = ?, debits_pending_fen = ?, credits_pending_fen = ?, "
                "debits_fen = ?, entries = ?, last_sequence = ? WHERE organisation_id = ? AND account_id = ?",
                row));
        } else {
            const meta::Scalar row[] = {book_.value,       account,  b.balance, b.debits_pending,
                                        b.credits_pending, b.debits, b.entries, b.last_sequence};
            DENGYUN_CHECK(unit_.execute(
                "INSERT INTO ledger_balance (organisation_id, account_id, balance_fen, debits_pending_fen, "
                "credits_pending_fen, debits_fen, entries, last_sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row));
            open.stored = true;
        }
        open.changed = false;
    }
    changed_.clear();
    return {};
}

}  // namespace dengyun::ledger
