#pragma once
// The rules of a transfer that need no database: what is wrong with a request, and what it does to two balances.
// Private to this module.
#include "modules/ledger/posting/balances.h"
#include "modules/ledger/posting/posting.h"

namespace dengyun::ledger {

[[nodiscard]] std::optional<Error> objection_to(const VoucherRequest& voucher);
[[nodiscard]] std::optional<Error> objection_to(const TransferRequest& request, Instant now, meta::Date today);

// The refusal of a voucher for its transfer number `index`.
[[nodiscard]] Result<Posted> refusal(ErrorKind kind, std::string_view code, std::size_t index);

// Whether the request asks for what is stored: what it leaves out is not compared.
[[nodiscard]] bool is_same(const TransferRequest& request, Id<Voucher> voucher, const Transfer& stored);
// Whether the request takes the transfer back: posted, the other way round, all of it.
[[nodiscard]] bool reverses(const TransferRequest& request, const Transfer& original);

// Without sequence, accounts' state and hash.
[[nodiscard]] Transfer transfer_of(const TransferRequest& request, Id<Organisation> book, Instant at, meta::Date today);

// Moves the balances and notes them in the transfer; `held` is lifted first. Where it objects the balances are half
// moved and must be put back.
[[nodiscard]] std::optional<Error> move_balances(Transfer& transfer, Money held, OpenAccount& debit,
                                                 OpenAccount& credit);

}  // namespace dengyun::ledger
