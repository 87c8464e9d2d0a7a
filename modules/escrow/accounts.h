#pragma once
// The accounts of the custody book that escrows move money between. Private to this module, except through api.h.
#include "modules/escrow/escrow.h"

namespace dengyun::escrow {

// Of an organisation, made where it has none.
[[nodiscard]] Result<ledger::Account> cash_of(store::Unit& unit, Id<Organisation> organisation);
[[nodiscard]] Result<ledger::Account> payable_of(store::Unit& unit, Id<Organisation> organisation);
// Of the platform.
[[nodiscard]] Result<ledger::Account> commission_account(store::Unit& unit);
// Of one escrow: held for the buyer until it is released.
[[nodiscard]] Result<> open_accounts(store::Unit& unit, Escrow& escrow);

// At most `wanted` of what an account has and has not promised.
[[nodiscard]] Result<Money> available(store::Unit& unit, Id<ledger::Account> account, Money wanted);

// One voucher in the making.
class VoucherDraft {
  public:
    VoucherDraft(store::Unit& unit, const Escrow& escrow, std::string memo);
    // Transfers of nothing are left out. Answers the id of the transfer.
    Id<ledger::Transfer> direct(Id<ledger::Account> debit, Id<ledger::Account> credit, Money amount);
    Id<ledger::Transfer> hold(Id<ledger::Account> debit, Id<ledger::Account> credit, Money amount,
                              std::optional<Instant> until);
    void settle(ledger::TransferKind kind, const std::optional<Id<ledger::Transfer>>& pending, Money amount = {});
    [[nodiscard]] Result<> post();

  private:
    ledger::TransferRequest& add(ledger::TransferKind kind, Money amount);
    store::Unit& unit_;
    ledger::VoucherRequest request_;
};

}  // namespace dengyun::escrow
