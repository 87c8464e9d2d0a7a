#include "modules/escrow/accounts.h"

#include <algorithm>
#include <fmt/format.h>

namespace dengyun::escrow {
namespace {

// Called by its kind and what it is kept for.
Result<ledger::Account> account_of(store::Unit& unit, std::string_view stem, ledger::AccountKind kind,
                                   std::int64_t number, Id<Organisation> holder, std::string_view what = {}) {
    std::string name(choices_of(kind).entries[static_cast<std::size_t>(kind)].label.zh);
    if (!what.empty()) name += fmt::format(" {}", what);
    return ledger::open_account(
        unit, ledger::custody_book,
        {.code = fmt::format("{}:{}", stem, number), .name = std::move(name), .kind = kind, .holder = holder});
}

}  // namespace

Result<ledger::Account> cash_of(store::Unit& unit, Id<Organisation> organisation) {
    return account_of(unit, "cash", ledger::AccountKind::cash, organisation.value, organisation);
}

Result<ledger::Account> payable_of(store::Unit& unit, Id<Organisation> organisation) {
    return account_of(unit, "payable", ledger::AccountKind::payable, organisation.value, organisation);
}

Result<ledger::Account> commission_account(store::Unit& unit) {
    return account_of(unit, "commission", ledger::AccountKind::commission, platform_organisation.value,
                      platform_organisation);
}

Result<Money> available(store::Unit& unit, Id<ledger::Account> account, Money wanted) {
    DENGYUN_TRY(held, ledger::read_balance(unit, ledger::custody_book, account));
    return Money{std::clamp<std::int64_t>(held.balance - held.debits_pending, 0, wanted.value)};
}

Result<> open_accounts(store::Unit& unit, Escrow& escrow) {
    const auto open = [&](std::string_view stem, ledger::AccountKind kind,
                          std::optional<Id<ledger::Account>>& into) -> Result<> {
        if (into) return {};
        DENGYUN_TRY(account, account_of(unit, stem, kind, escrow.id.value, escrow.organisation_id, escrow.title));
        into = account.id;
        return {};
    };
    DENGYUN_CHECK(open("escrow", ledger::AccountKind::escrow, escrow.escrow_account_id));
    if (escrow.deposit.value > 0)
        DENGYUN_CHECK(open("deposit", ledger::AccountKind::deposit, escrow.deposit_account_id));
    if (escrow.retention_rate > 0)
        DENGYUN_CHECK(open("retention", ledger::AccountKind::retention, escrow.retention_account_id));
    return {};
}

VoucherDraft::VoucherDraft(store::Unit& unit, const Escrow& escrow, std::string memo) : unit_(unit) {
    request_ = {.id = unit.new_id<ledger::Voucher>(),
                .memo = std::move(memo),
                .evidence_entity = "escrow",
                .evidence_id = escrow.id.value,
                .transfers = {},
                .actor_id = unit.scope().actor().id};
}

ledger::TransferRequest& VoucherDraft::add(ledger::TransferKind kind, Money amount) {
    return request_.transfers.emplace_back(ledger::TransferRequest{.id = unit_.new_id<ledger::Transfer>(),
                                                                   .kind = kind,
                                                                   .amount = amount,
                                                                   .evidence_entity = request_.evidence_entity,
                                                                   .evidence_id = request_.evidence_id,
                                                                   .memo = request_.memo});
}

Id<ledger::Transfer> VoucherDraft::direct(Id<ledger::Account> debit, Id<ledger::Account> credit, Money amount) {
    if (amount.value == 0) return {};
    auto& transfer = add(ledger::TransferKind::direct, amount);
    transfer.debit_account_id = debit;
    transfer.credit_account_id = credit;
    return transfer.id;
}

Id<ledger::Transfer> VoucherDraft::hold(Id<ledger::Account> debit, Id<ledger::Account> credit, Money amount,
                                        std::optional<Instant> until) {
    if (amount.value == 0) return {};
    auto& transfer = add(ledger::TransferKind::pending, amount);
    transfer.debit_account_id = debit;
    transfer.credit_account_id = credit;
    transfer.expires_at = until;
    return transfer.id;
}

void VoucherDraft::settle(ledger::TransferKind kind, const std::optional<Id<ledger::Transfer>>& pending, Money amount) {
    if (!pending) return;
    add(kind, amount).pending_id = *pending;
}

Result<> VoucherDraft::post() {
    if (request_.transfers.empty()) return {};
    DENGYUN_TRY(posted, ledger::post(unit_, ledger::custody_book, request_));
    static_cast<void>(posted);
    return {};
}

}  // namespace dengyun::escrow
