#pragma once
// A transfer: an amount from one account (debit) to another (credit). Append-only: written once, never changed. It
// carries what both accounts were after it and where the entry before it stands, so that a statement needs no index of
// its own; and a hash over the transfer before and itself.
#include "kernel/meta/entity.h"
#include "kernel/store/unit.h"
#include "modules/ledger/accounts/account.h"

namespace dengyun::ledger {

enum class TransferKind {
    direct,   // posted at once
    pending,  // held, until it is posted, voided or expires
    post,     // of a pending one, all or a part; the rest is free again
    void_,    // of a pending one
    expire,   // of a pending one, by the clock
};
const meta::Choices& choices_of(TransferKind);

struct Voucher;

struct Transfer {
    Id<Transfer> id{};
    Id<Organisation> organisation_id{};  // the book
    std::int64_t sequence = 0;           // 1, 2, 3, … within the book, without gaps
    TransferKind kind = TransferKind::direct;
    Id<Account> debit_account_id{};
    Id<Account> credit_account_id{};
    Money amount{};
    Instant at{};               // when it was posted: never earlier than the one before
    meta::Date effective_on{};  // the day that it belongs to: decides the period
    std::optional<Id<Voucher>> voucher_id;
    std::optional<Id<Transfer>> pending_id;   // post, void, expire: of which
    std::optional<Id<Transfer>> reverses_id;  // the transfer that it takes back
    std::optional<Instant> expires_at;        // pending
    std::string evidence_entity;              // what it rests on: "escrow"
    std::int64_t evidence_id = 0;
    std::string memo;
    std::int64_t actor_id = 0;  // user or key; 0: the system
    // Each account after it; all 0 where nothing was posted (pending, void, expire).
    std::int64_t debit_entry = 0;  // 1, 2, 3, … within the account
    Money debit_balance{};
    Money debit_debits{};             // the sum of all debits of the account, with this one
    std::int64_t debit_previous = 0;  // sequence of the account's entry before; 0: it is the first
    std::int64_t credit_entry = 0;
    Money credit_balance{};
    Money credit_debits{};
    std::int64_t credit_previous = 0;
    std::string hash;
    static const meta::Entity description;
};

// Linked transfers under one heading.
struct Voucher {
    Id<Voucher> id{};
    Id<Organisation> organisation_id{};
    std::int64_t number = 0;  // 1, 2, 3, … within the book
    Instant at{};
    std::string memo;
    std::string evidence_entity;
    std::int64_t evidence_id = 0;
    std::vector<Transfer> transfers;
    static const meta::Entity description;
};

inline constexpr std::string_view transfer_columns =
    "sequence, id, kind, debit_account_id, credit_account_id, amount_fen, at, effective_on, voucher_id, pending_id, "
    "reverses_id, expires_at, evidence_entity, evidence_id, memo, actor_id, debit_entry, debit_balance_fen, "
    "debit_debits_fen, debit_previous, credit_entry, credit_balance_fen, credit_debits_fen, credit_previous, hash";
// Of a row of `transfer_columns`.
[[nodiscard]] Transfer read_transfer(Id<Organisation> book, const store::Row& row);
[[nodiscard]] Result<> insert_transfer(store::Unit& unit, const Transfer& transfer);

[[nodiscard]] Result<std::optional<Transfer>> find_transfer(store::Reader& reader, Id<Organisation> book,
                                                            Id<Transfer> id);
// With its transfers, at most `voucher_transfers_max`. Error: not_found.
[[nodiscard]] Result<Voucher> find_voucher(store::Reader& reader, Id<Organisation> book, Id<Voucher> id);

// Those that rest on one thing, newest first.
[[nodiscard]] Result<std::vector<Transfer>> transfers_of(store::Reader& reader, Id<Organisation> book,
                                                         std::string_view evidence_entity, std::int64_t evidence_id,
                                                         unsigned limit);

// The hash of a transfer: SHA-256, in hex, over the canonical form
//   <hash before> LF every column above in that order and without `hash`, texts as JSON texts, what is absent as 0, in
//   [ ].
[[nodiscard]] std::string transfer_hash(std::string_view before, const Transfer& transfer);
inline constexpr std::string_view book_start = "0000000000000000000000000000000000000000000000000000000000000000";

}  // namespace dengyun::ledger
