#include "modules/ledger/history/history.h"

#include <fmt/format.h>

#include "modules/ledger/posting/balances.h"

namespace dengyun::ledger {
namespace {

constexpr meta::Options plain{.flags = meta::read_only};
constexpr meta::Options fen{.flags = meta::read_only, .format = meta::Format::fen};

using E = Entry;
constexpr auto fields =
    meta::fields(meta::field<&E::entry>("entry", {"笔数", "Entry"}, plain),
                 meta::field<&E::transfer_id>("transfer_id", {"转账", "Transfer"},
                                              {.flags = meta::read_only, .reference = "ledger_transfer"}),
                 meta::field<&E::sequence>("sequence", {"序号", "Sequence"}, plain),
                 meta::field<&E::at>("at", {"入账时间", "Posted at"}, plain),
                 meta::field<&E::effective_on>("effective_on", {"记账日期", "Effective on"}, plain),
                 meta::field<&E::counterpart_id>("counterpart_id", {"对方账户", "Counterpart"},
                                                 {.flags = meta::read_only, .reference = "ledger_account"}),
                 meta::field<&E::change>("change", {"发生额", "Change"}, fen),
                 meta::field<&E::balance>("balance", {"余额", "Balance"}, fen),
                 meta::field<&E::voucher_id>("voucher_id", {"凭证", "Voucher"},
                                             {.flags = meta::read_only, .reference = "ledger_voucher"}),
                 meta::field<&E::evidence_entity>("evidence_entity", {"依据种类", "Kind of evidence"}, plain),
                 meta::field<&E::memo>("memo", {"摘要", "Memo"}, plain));

using T = Turnover;
constexpr auto turnover_fields =
    meta::fields(meta::field<&T::opening>("opening", {"期初余额", "Opening balance"}, fen),
                 meta::field<&T::debits>("debits", {"借方发生额", "Debits"}, fen),
                 meta::field<&T::credits>("credits", {"贷方发生额", "Credits"}, fen),
                 meta::field<&T::closing>("closing", {"期末余额", "Closing balance"}, fen),
                 meta::field<&T::first_entry>("first_entry", {"首笔", "First entry"}, plain),
                 meta::field<&T::last_entry>("last_entry", {"末笔", "Last entry"}, plain));

Entry entry_of(const Transfer& t, Id<Account> account) {
    const bool debit = t.debit_account_id == account;
    return {.entry = debit ? t.debit_entry : t.credit_entry,
            .transfer_id = t.id,
            .sequence = t.sequence,
            .at = t.at,
            .effective_on = t.effective_on,
            .counterpart_id = debit ? t.credit_account_id : t.debit_account_id,
            .change = {debit ? -t.amount.value : t.amount.value},
            .balance = debit ? t.debit_balance : t.credit_balance,
            .debits = debit ? t.debit_debits : t.credit_debits,
            .voucher_id = t.voucher_id,
            .evidence_entity = t.evidence_entity,
            .evidence_id = t.evidence_id,
            .memo = t.memo};
}

// The account's entries from the one at `sequence` back towards its first, at most `steps` of them, newest first.
Result<std::vector<Entry>> walk(store::Reader& reader, Id<Organisation> book, Id<Account> account,
                                std::int64_t sequence, std::int64_t steps) {
    // CROSS JOIN keeps SQLite from turning the loops around, which would read the whole book.
    static const auto sql = fmt::format(
        "WITH RECURSIVE walk(step, remaining) AS (SELECT CAST(? AS BIGINT), CAST(? AS BIGINT) UNION ALL "
        "SELECT CASE WHEN t.debit_account_id = ? THEN t.debit_previous ELSE t.credit_previous END, walk.remaining - 1 "
        "FROM walk CROSS JOIN ledger_transfer t WHERE t.organisation_id = ? AND t.sequence = walk.step AND "
        "walk.remaining > 1) SELECT {} FROM walk CROSS JOIN ledger_transfer WHERE organisation_id = ? AND "
        "sequence = walk.step",
        transfer_columns);
    std::vector<Entry> entries;
    const meta::Scalar parameters[] = {sequence, steps, account.value, book.value, book.value};
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const store::Row& row) {
        entries.push_back(entry_of(read_transfer(book, row), account));
    }));
    std::ranges::sort(entries, std::greater{}, &Entry::entry);
    return entries;
}

// Where a walk starts: the first checkpoint past what is looked for, or the newest entry.
Result<std::int64_t> start_of(store::Reader& reader, Id<Organisation> book, Id<Account> account, std::string_view sql,
                              std::int64_t bound) {
    std::int64_t sequence = 0;
    const meta::Scalar key[] = {book.value, account.value, bound};
    DENGYUN_CHECK(reader.query(sql, key, [&](const store::Row& row) { sequence = row.integer(0); }));
    if (sequence != 0) return sequence;
    DENGYUN_TRY(balance, read_balance(reader, book, account));
    return balance.last_sequence;
}

}  // namespace

constinit const meta::Entity Entry::description{
    .name = "ledger_entry", .label = {"明细", "Entry"}, .fields = fields, .stored = false};
constinit const meta::Entity Turnover::description{
    .name = "ledger_turnover", .label = {"发生额", "Turnover"}, .fields = turnover_fields, .stored = false};

Result<std::optional<Entry>> entry_at(store::Reader& reader, Id<Organisation> book, Id<Account> account, Instant at) {
    DENGYUN_TRY(start, start_of(reader, book, account,
                                "SELECT sequence FROM ledger_checkpoint WHERE organisation_id = ? AND account_id = ? "
                                "AND at > ? ORDER BY at, entry LIMIT 1",
                                milliseconds_of(at)));
    DENGYUN_TRY(entries, walk(reader, book, account, start, checkpoint_interval + 1));
    for (auto& entry : entries)
        if (entry.at <= at) return std::optional(std::move(entry));
    return std::nullopt;
}

Result<std::vector<Entry>> read_entries(store::Reader& reader, Id<Organisation> book, Id<Account> account,
                                        std::int64_t before, unsigned limit) {
    if (limit < 1 || limit > store::page_limit_max)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"limit", limit < 1 ? "too_small" : "too_large",
                      limit < 1 ? "1" : std::to_string(store::page_limit_max)}});
    std::int64_t start = 0;
    if (before == 0) {
        DENGYUN_TRY(balance, read_balance(reader, book, account));
        start = balance.last_sequence;
    } else {
        DENGYUN_TRY(found, start_of(reader, book, account,
                                    "SELECT sequence FROM ledger_checkpoint WHERE organisation_id = ? AND "
                                    "account_id = ? AND entry >= ? ORDER BY entry LIMIT 1",
                                    before - 1));
        start = found;
    }
    DENGYUN_TRY(entries, walk(reader, book, account, start, checkpoint_interval + limit));
    std::erase_if(entries, [&](const Entry& entry) { return before != 0 && entry.entry >= before; });
    if (entries.size() > limit) entries.resize(limit);
    return std::move(entries);
}

Result<Turnover> turnover(store::Reader& reader, Id<Organisation> book, Id<Account> account, Instant from, Instant to) {
    DENGYUN_TRY(before, entry_at(reader, book, account, from));
    DENGYUN_TRY(last, entry_at(reader, book, account, to));
    const auto a = before.value_or(Entry{});
    const auto b = last.value_or(Entry{});
    const auto debits = b.debits.value - a.debits.value;
    return Turnover{.opening = a.balance,
                    .debits = {debits},
                    .credits = {b.balance.value - a.balance.value + debits},
                    .closing = b.balance,
                    .first_entry = a.entry + 1,
                    .last_entry = b.entry};
}

}  // namespace dengyun::ledger
