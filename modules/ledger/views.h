#pragma once
// What the routes take and answer beyond the entities. Private to this module.
#include "modules/ledger/api.h"

namespace dengyun::ledger {

// An account with what it holds, now or at a past moment.
struct AccountBalance {
    Id<Account> account_id{};
    Instant at{};
    Money balance{};
    std::optional<Money> available;  // now only: what is neither held nor below the bound
    std::optional<Money> debits_pending;
    std::optional<Money> credits_pending;
    std::int64_t entries = 0;
    static const meta::Entity description;
};

struct TransferInput {
    Id<Transfer> id{};
    TransferKind kind = TransferKind::direct;
    std::optional<Id<Account>> debit_account_id;
    std::optional<Id<Account>> credit_account_id;
    std::optional<Money> amount;
    std::optional<Id<Transfer>> pending_id;
    std::optional<Id<Transfer>> reverses_id;
    std::optional<Instant> expires_at;
    std::optional<meta::Date> effective_on;
    std::string memo;
    static const meta::Entity description;
};
struct VoucherInput {
    std::optional<Id<Voucher>> id;
    std::string memo;
    std::vector<TransferInput> transfers;
    static const meta::Entity description;
};
struct BatchInput {
    std::vector<VoucherInput> vouchers;
    static const meta::Entity description;
};
struct VoucherOutcome {
    bool posted = false;
    bool repeated = false;
    std::optional<std::int64_t> first_sequence;
    std::string code;   // why it was refused
    std::string field;  // which of its transfers
    static const meta::Entity description;
};
struct BatchOutcome {
    std::vector<VoucherOutcome> outcomes;
    static const meta::Entity description;
};
[[nodiscard]] VoucherRequest request_of(const VoucherInput& input, std::int64_t actor_id);

// The sums over all accounts of one kind.
struct KindTotal {
    AccountKind kind = AccountKind::other;
    std::int64_t accounts = 0;
    Money balance{};
    Money pending{};
    static const meta::Entity description;
};
struct BookSummary {
    std::int64_t transfers = 0;
    std::string hash;
    Money sum{};  // of all balances: 0
    std::vector<KindTotal> totals;
    static const meta::Entity description;
};

}  // namespace dengyun::ledger
