#pragma once
// What an account held at any past moment, and its statement. Both find a checkpoint by an index and walk back along
// the account's entries, at most `checkpoint_interval` of them: the time does not grow with the number of transfers.
#include "modules/ledger/transfers/transfer.h"

namespace dengyun::ledger {

// One line of a statement: a transfer as one of its accounts sees it.
struct Entry {
    std::int64_t entry = 0;
    Id<Transfer> transfer_id{};
    std::int64_t sequence = 0;
    Instant at{};
    meta::Date effective_on{};
    Id<Account> counterpart_id{};
    Money change{};   // positive where the account is credited
    Money balance{};  // after it
    Money debits{};   // the sum of all debits up to and with it
    std::optional<Id<Voucher>> voucher_id;
    std::string evidence_entity;
    std::int64_t evidence_id = 0;
    std::string memo;
    static const meta::Entity description;
};

// The last entry that was posted at or before `at`; nullopt where there is none.
[[nodiscard]] Result<std::optional<Entry>> entry_at(store::Reader& reader, Id<Organisation> book, Id<Account> account,
                                                    Instant at);
// Entries below `before` (0: from the newest one on), newest first, at most `limit` (1 to page_limit_max).
[[nodiscard]] Result<std::vector<Entry>> read_entries(store::Reader& reader, Id<Organisation> book, Id<Account> account,
                                                      std::int64_t before, unsigned limit);

// What moved in a span of time.
struct Turnover {
    Money opening{};
    Money debits{};
    Money credits{};
    Money closing{};
    std::int64_t first_entry = 0;  // of the span; first > last: none
    std::int64_t last_entry = 0;
    static const meta::Entity description;
};
// Of everything posted after `from` and up to `to`.
[[nodiscard]] Result<Turnover> turnover(store::Reader& reader, Id<Organisation> book, Id<Account> account, Instant from,
                                        Instant to);

}  // namespace dengyun::ledger
