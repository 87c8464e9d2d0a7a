#pragma once
// An account of a book: what it is for, for whom it is kept, and the bounds of its balance. What it holds is in
// `Balance` (posting/balances.h); amounts are fen. A balance is credits less debits, so that money that the platform
// owes to somebody is positive and the custodian's account, where the cash lies, is negative; the sum of all is 0.
#include "kernel/meta/entity.h"
#include "kernel/store/unit.h"

namespace dengyun::ledger {

enum class AccountKind {
    cash,        // of an organisation, free to use
    deposit,     // of a buyer, kept as security for one escrow
    escrow,      // of one escrow
    retention,   // kept back from a supplier until the guarantee ends
    payable,     // owed to a supplier
    commission,  // earned by the platform
    tax,
    penalty,
    refund_payable,  // owed back to a buyer
    custodian,       // the cash itself, at the licensed bank
    other
};
enum class AccountStatus { open, closed };
const meta::Choices& choices_of(AccountKind);
const meta::Choices& choices_of(AccountStatus);

inline constexpr std::string_view home_currency = "CNY";

struct Account : meta::Record<Account> {
    std::string code;  // unique in the book: "escrow:4711"
    std::string name;
    AccountKind kind = AccountKind::other;
    Id<Organisation> holder_id{};  // for whom it is kept; the platform for its own
    std::string currency{home_currency};
    std::optional<Money> balance_min;  // absent: no bound
    std::optional<Money> balance_max;
    AccountStatus status = AccountStatus::open;
    static const meta::Entity description;
};

// The book of the money that the platform keeps in custody for others.
inline constexpr Id<Organisation> custody_book = platform_organisation;

struct NewAccount {
    std::string code;
    std::string name;
    AccountKind kind = AccountKind::other;
    Id<Organisation> holder{};
    std::optional<Money> balance_min = Money{0};
    std::optional<Money> balance_max{};
};
// The account of that code in the book, made where there is none. An existing one keeps its bounds.
// Errors: invalid with issues; conflict "ledger_account.other_kind" where the code is used for something else.
[[nodiscard]] Result<Account> open_account(store::Unit& unit, Id<Organisation> book, const NewAccount& wanted);
[[nodiscard]] Result<std::optional<Account>> find_account(store::Reader& reader, Id<Organisation> book,
                                                          std::string_view code);
// New bounds. Errors: conflict "ledger_account.outside_bounds" where the present balance breaks them.
[[nodiscard]] Result<Account> change_bounds(store::Unit& unit, Account account, std::optional<Money> balance_min,
                                            std::optional<Money> balance_max);

}  // namespace dengyun::ledger
