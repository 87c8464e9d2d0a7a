#pragma once
// What the writer keeps of a book between two units (kernel/store/kept.h): its head and the accounts that were posted
// to lately, so that a transfer reads nothing. Private to this module.
#include "kernel/store/kept.h"
#include "modules/ledger/periods/period.h"
#include "modules/ledger/posting/balances.h"
#include "modules/ledger/posting/book.h"

namespace dengyun::ledger {

struct BookMemory {
    bool loaded = false;  // the rest of it is as stored
    Book book;
    std::int64_t newest_id = 0;  // of a transfer
    std::optional<meta::Date> closed_through;
    Instant next_expiry = Instant::max();  // no pending transfer is due before
    AccountRows accounts;
};

inline constexpr std::size_t accounts_kept_max = 20'000;  // of a book
inline constexpr std::size_t books_kept_max = 16;

struct BookMemories final : store::Kept {
    std::unordered_map<std::int64_t, BookMemory> books;
    [[nodiscard]] bool rests_on(const meta::Entity& entity) const override {
        return &entity == &Account::description || &entity == &Period::description;
    }
    [[nodiscard]] BookMemory& of(Id<Organisation> book) {
        if (books.size() >= books_kept_max && !books.contains(book.value)) books.clear();
        auto& memory = books[book.value];
        if (memory.accounts.size() > accounts_kept_max) memory.accounts.clear();
        return memory;
    }
};

// As it is in the unit's transaction.
[[nodiscard]] Result<> load(BookMemory& memory, store::Unit& unit, Id<Organisation> book);

}  // namespace dengyun::ledger
