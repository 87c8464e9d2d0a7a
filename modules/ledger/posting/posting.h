#pragma once
// Posting: vouchers of linked transfers into one book, within a unit of work. A voucher is taken as a whole or leaves
// no trace; a batch of vouchers shares what it costs to read and write the accounts. Every limit is enforced here,
// inside the unit, so that nobody overdraws an account by racing.
#include "modules/ledger/transfers/transfer.h"

namespace dengyun::ledger {

inline constexpr std::size_t voucher_transfers_max = 1'000;
inline constexpr std::size_t batch_transfers_max = 10'000;

struct TransferRequest {
    Id<Transfer> id{};  // chosen by the caller: the same id with the same content is answered as the first time
    TransferKind kind = TransferKind::direct;  // not expire: that is the clock's
    Id<Account> debit_account_id{};            // post, void: may be left out, the pending one says it
    Id<Account> credit_account_id{};
    Money amount{};                           // > 0; post: 0 is all of it; void: 0
    std::optional<Id<Transfer>> pending_id;   // post, void
    std::optional<Id<Transfer>> reverses_id;  // direct: the same accounts the other way round, the same amount
    std::optional<Instant> expires_at;        // pending
    std::optional<meta::Date> effective_on;   // absent: today in China; never later
    std::string evidence_entity;
    std::int64_t evidence_id = 0;
    std::string memo;
};

struct VoucherRequest {
    Id<Voucher> id{};  // 0: a lone transfer without a heading
    std::string memo;
    std::string evidence_entity;
    std::int64_t evidence_id = 0;
    std::vector<TransferRequest> transfers;  // 1 to voucher_transfers_max
    std::int64_t actor_id = 0;
};

// What became of a voucher. Errors, with an issue "transfers.<n>" that says which transfer it was:
//   invalid   "request.invalid" (amount, accounts, dates, size), "transfer.unknown_account"
//   conflict  "transfer.insufficient_funds", "transfer.above_limit", "transfer.account_closed",
//             "transfer.other_currency", "transfer.period_closed", "transfer.id_reused", "transfer.not_pending",
//             "transfer.pending_expired", "transfer.exceeds_pending", "transfer.not_reversible",
//             "transfer.already_reversed"
//   limit     "number.overflow"
struct Posted {
    std::int64_t first_sequence = 0;  // of its transfers, which follow each other
    std::int64_t transfers = 0;
    bool repeated = false;  // it was there already, with the same content
};

// All of them in this order, into the book of that organisation; each has its own outcome. The unit's scope must be
// allowed to write there. An error of the call itself fails the unit. Pending transfers that are due expire first.
[[nodiscard]] Result<std::vector<Result<Posted>>> post_batch(store::Unit& unit, Id<Organisation> book,
                                                             std::span<const VoucherRequest> vouchers);
// One voucher; its refusal is the error.
[[nodiscard]] Result<Posted> post(store::Unit& unit, Id<Organisation> book, const VoucherRequest& voucher);

// Expires what is due, at most `limit`; answers how many.
[[nodiscard]] Result<std::int64_t> expire_due(store::Unit& unit, Id<Organisation> book, unsigned limit);

}  // namespace dengyun::ledger
