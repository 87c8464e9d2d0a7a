#include "modules/ledger/posting/checks.h"

#include <fmt/format.h>

namespace dengyun::ledger {
namespace {

constexpr std::size_t memo_bytes_max = 600;
constexpr std::size_t evidence_bytes_max = 60;

Error conflict(std::string_view code) { return Error{ErrorKind::conflict, std::string(code)}; }
Error invalid(std::string_view field, std::string_view code, std::string detail = {}) {
    return Error{ErrorKind::invalid, "request.invalid", {{std::string(field), std::string(code), std::move(detail)}}};
}

bool posts(TransferKind kind) { return kind == TransferKind::direct || kind == TransferKind::post; }
bool settles(TransferKind kind) {
    return kind == TransferKind::post || kind == TransferKind::void_ || kind == TransferKind::expire;
}

bool is_beyond(std::int64_t fen) { return fen > amount_max || fen < -amount_max; }

// Both sums stay below 2^54, so that nothing here overflows.
std::optional<Error> objection_to_balance(const OpenAccount& account) {
    const auto& b = account.balance;
    if (is_beyond(b.balance) || is_beyond(b.debits) || is_beyond(b.debits_pending) || is_beyond(b.credits_pending))
        return Error{ErrorKind::limit, "number.overflow"};
    return std::nullopt;
}

void enter(OpenAccount& account, Transfer& transfer, bool is_debit) {
    auto& b = account.balance;
    (is_debit ? transfer.debit_previous : transfer.credit_previous) = b.last_sequence;
    (is_debit ? transfer.debit_entry : transfer.credit_entry) = ++b.entries;
    (is_debit ? transfer.debit_balance : transfer.credit_balance) = {b.balance};
    (is_debit ? transfer.debit_debits : transfer.credit_debits) = {b.debits};
    b.last_sequence = transfer.sequence;
}

}  // namespace

Result<Posted> refusal(ErrorKind kind, std::string_view code, std::size_t index) {
    return fail(kind, code, {{fmt::format("transfers.{}", index), "refused"}});
}

std::optional<Error> objection_to(const VoucherRequest& voucher) {
    if (voucher.transfers.empty()) return invalid("transfers", "required");
    if (voucher.transfers.size() > voucher_transfers_max)
        return invalid("transfers", "too_many", std::to_string(voucher_transfers_max));
    if (voucher.transfers.size() > 1 && !voucher.id) return invalid("id", "required");
    if (voucher.memo.size() > memo_bytes_max) return invalid("memo", "too_long", std::to_string(memo_bytes_max / 3));
    if (voucher.evidence_entity.size() > evidence_bytes_max)
        return invalid("evidence_entity", "too_long", std::to_string(evidence_bytes_max));
    for (std::size_t i = 0; i < voucher.transfers.size(); ++i)
        for (std::size_t j = 0; voucher.transfers.size() <= 64 && j < i; ++j)
            if (voucher.transfers[i].id == voucher.transfers[j].id)
                return Error{ErrorKind::conflict, "transfer.id_reused", {{fmt::format("transfers.{}", i), "refused"}}};
    if (voucher.transfers.size() > 64) {
        std::vector<std::int64_t> ids;
        for (const auto& transfer : voucher.transfers) ids.push_back(transfer.id.value);
        std::ranges::sort(ids);
        if (std::ranges::adjacent_find(ids) != ids.end())
            return Error{ErrorKind::conflict, "transfer.id_reused", {{"transfers", "refused"}}};
    }
    return std::nullopt;
}

std::optional<Error> objection_to(const TransferRequest& request, Instant now, meta::Date today) {
    const bool settling = settles(request.kind);
    if (request.id.value <= 0) return invalid("id", "required");
    if (request.kind == TransferKind::expire) return invalid("kind", "unknown_choice");
    if (request.amount.value < 0 || (!settling && request.amount.value == 0))
        return invalid("amount", "too_small", "1");
    if (request.amount.value > amount_max) return invalid("amount", "too_large", std::to_string(amount_max));
    if (request.kind == TransferKind::void_ && request.amount.value != 0) return invalid("amount", "too_large", "0");
    if (settling != request.pending_id.has_value()) return invalid("pending_id", settling ? "required" : "read_only");
    if (!settling && (!request.debit_account_id || !request.credit_account_id))
        return invalid(request.debit_account_id ? "credit_account_id" : "debit_account_id", "required");
    if (!settling && request.debit_account_id == request.credit_account_id)
        return invalid("credit_account_id", "same_account");
    if (request.expires_at && request.kind != TransferKind::pending) return invalid("expires_at", "read_only");
    if (request.expires_at && *request.expires_at <= now) return invalid("expires_at", "in_the_past");
    if (request.reverses_id && request.kind != TransferKind::direct) return invalid("reverses_id", "read_only");
    if (request.effective_on && *request.effective_on > today) return invalid("effective_on", "in_future");
    if (request.memo.size() > memo_bytes_max) return invalid("memo", "too_long", std::to_string(memo_bytes_max / 3));
    if (request.evidence_entity.size() > evidence_bytes_max)
        return invalid("evidence_entity", "too_long", std::to_string(evidence_bytes_max));
    return std::nullopt;
}

bool is_same(const TransferRequest& request, Id<Voucher> voucher, const Transfer& stored) {
    const bool settling = settles(request.kind);
    const auto account = [&](Id<Account> asked, Id<Account> kept) { return asked == kept || (settling && !asked); };
    return request.kind == stored.kind && account(request.debit_account_id, stored.debit_account_id) &&
           account(request.credit_account_id, stored.credit_account_id) &&
           (request.amount == stored.amount || (settling && request.amount.value == 0)) &&
           request.pending_id == stored.pending_id && request.reverses_id == stored.reverses_id &&
           request.expires_at == stored.expires_at &&
           (!request.effective_on || *request.effective_on == stored.effective_on) &&
           request.evidence_entity == stored.evidence_entity && request.evidence_id == stored.evidence_id &&
           request.memo == stored.memo && stored.voucher_id.value_or(Id<Voucher>{}) == voucher;
}

bool reverses(const TransferRequest& request, const Transfer& original) {
    return posts(original.kind) && !original.reverses_id && request.amount == original.amount &&
           request.debit_account_id == original.credit_account_id &&
           request.credit_account_id == original.debit_account_id;
}

Transfer transfer_of(const TransferRequest& request, Id<Organisation> book, Instant at, meta::Date today) {
    Transfer transfer;
    transfer.id = request.id;
    transfer.organisation_id = book;
    transfer.kind = request.kind;
    transfer.debit_account_id = request.debit_account_id;
    transfer.credit_account_id = request.credit_account_id;
    transfer.amount = request.amount;
    transfer.at = at;
    transfer.effective_on = request.effective_on.value_or(today);
    transfer.pending_id = request.pending_id;
    transfer.reverses_id = request.reverses_id;
    transfer.expires_at = request.expires_at;
    transfer.evidence_entity = request.evidence_entity;
    transfer.evidence_id = request.evidence_id;
    transfer.memo = request.memo;
    return transfer;
}

std::optional<Error> move_balances(Transfer& transfer, Money held, OpenAccount& debit, OpenAccount& credit) {
    // A hold that was granted may always be lifted, and posted to accounts that were closed since.
    if (!settles(transfer.kind)) {
        if (!debit.is_open || !credit.is_open) return conflict("transfer.account_closed");
        if (debit.currency != credit.currency) return conflict("transfer.other_currency");
    }
    auto& from = debit.balance;
    auto& to = credit.balance;
    const auto amount = transfer.amount.value;
    from.debits_pending -= held.value;
    to.credits_pending -= held.value;
    if (transfer.kind == TransferKind::pending) {
        from.debits_pending += amount;
        to.credits_pending += amount;
    } else if (posts(transfer.kind)) {
        from.balance -= amount;
        from.debits += amount;
        to.balance += amount;
    } else {
        return std::nullopt;
    }
    for (const auto* account : {&debit, &credit})
        if (auto objection = objection_to_balance(*account)) return objection;
    if (debit.balance_min && from.balance - from.debits_pending < *debit.balance_min)
        return conflict("transfer.insufficient_funds");
    if (credit.balance_max && to.balance + to.credits_pending > *credit.balance_max)
        return conflict("transfer.above_limit");
    if (posts(transfer.kind)) {
        enter(debit, transfer, true);
        enter(credit, transfer, false);
    }
    return std::nullopt;
}

}  // namespace dengyun::ledger
