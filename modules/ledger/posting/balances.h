#pragma once
// What an account holds: one row, replaced by every posting, from which every limit is enforced. It repeats what the
// transfers say, and `verify` proves that it does.
#include "kernel/store/unit.h"
#include "modules/ledger/accounts/account.h"

namespace dengyun::ledger {

// Fen, all of them.
struct Balance {
    std::int64_t balance = 0;         // credits less debits, posted
    std::int64_t debits_pending = 0;  // held, not posted
    std::int64_t credits_pending = 0;
    std::int64_t debits = 0;         // the sum of all posted debits
    std::int64_t entries = 0;        // how many posted entries the account has
    std::int64_t last_sequence = 0;  // the transfer of the last one; 0: none
    friend bool operator==(const Balance&, const Balance&) = default;
};

// All zero where nothing has been posted yet.
[[nodiscard]] Result<Balance> read_balance(store::Reader& reader, Id<Organisation> book, Id<Account> account);

// Every 64th entry of an account is a checkpoint: history is found from there in a bounded number of steps.
inline constexpr std::int64_t checkpoint_interval = 64;

// An account while a unit posts to it.
struct OpenAccount {
    Balance balance;
    std::optional<std::int64_t> balance_min;
    std::optional<std::int64_t> balance_max;
    std::string currency;
    bool is_open = true;
    bool stored = false;   // it has a row in ledger_balance
    bool changed = false;  // since it was last written
};
using AccountRows = std::unordered_map<std::int64_t, OpenAccount>;  // by id

// The accounts that a unit posts to: each read at most once and written once, however often it is posted to.
class OpenAccounts {
  public:
    // `rows`: those that are known, as stored.
    OpenAccounts(store::Unit& unit, Id<Organisation> book, AccountRows& rows) : unit_(unit), book_(book), rows_(rows) {}
    // nullptr: no such account in the book. The pointer holds until the end of the unit.
    [[nodiscard]] Result<OpenAccount*> find(std::int64_t account);
    void change(std::int64_t account, OpenAccount& open) {
        if (!open.changed) changed_.emplace_back(account, &open);
        open.changed = true;
    }
    [[nodiscard]] Result<> write();

  private:
    store::Unit& unit_;
    Id<Organisation> book_;
    AccountRows& rows_;
    std::vector<std::pair<std::int64_t, OpenAccount*>> changed_;
};

}  // namespace dengyun::ledger
