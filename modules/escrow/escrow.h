#pragma once
// An escrow: the price of one order, held for the supplier until what was ordered is accepted. The row belongs to the
// buyer; the money lies in the custody book, whose limits are what really holds it.
//
// The contract value is a line from 0 to `total`: what is accepted grows from the left, what is refunded from the
// right, and what is frozen lies left of the refunded part. The deposit's share of the line up to x is floor(deposit *
// x / total), so that every split adds up exactly, whatever the order of events.
#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "modules/ledger/api.h"

namespace dengyun::escrow {

enum class EscrowStatus { created, held, funded, part_released, released, refunded, cancelled };
enum class EscrowAction { hold, fund, lapse, cancel, release_part, release_all, refund, expire };
const meta::Choices& choices_of(EscrowStatus);
const meta::Choices& choices_of(EscrowAction);

struct Escrow : meta::Record<Escrow> {
    std::string title;
    Id<Organisation> supplier_id{};
    std::optional<Id<Escrow>> parent_id;  // of a task: the escrow of the customer's order that funds it
    Money total{};
    Money deposit{};                   // of the total, held apart as the buyer's security
    std::int64_t retention_rate = 0;   // millionths of what is accepted
    std::int64_t commission_rate = 0;  // millionths, from the fee table of the day
    Money margin{};                    // of an order with sub-escrows: what they may not use
    Money reserve{};
    std::optional<meta::Date> due_on;           // of delivery
    std::optional<meta::Date> retention_until;  // of the guarantee
    EscrowStatus status = EscrowStatus::created;
    std::optional<Instant> held_until;
    // Counters, fen.
    Money accepted{};
    Money refunded{};
    Money frozen{};
    Money retained{};        // ever kept back
    Money retention_paid{};  // of it, paid out or recovered since
    Money commission{};
    Money penalty{};
    Money bonus{};
    Money sub_funded{};     // passed on to the escrows of tasks
    Money sub_recovered{};  // of it, taken off what the supplier got
    // Of the custody book.
    std::optional<Id<ledger::Account>> escrow_account_id;
    std::optional<Id<ledger::Account>> deposit_account_id;
    std::optional<Id<ledger::Account>> retention_account_id;
    std::optional<Id<ledger::Transfer>> hold_id;
    std::optional<Id<ledger::Transfer>> deposit_hold_id;
    std::optional<Id<ledger::Transfer>> freeze_hold_id;
    std::optional<Id<ledger::Transfer>> deposit_freeze_hold_id;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// A debit note (penalty) that the supplier may contest, or a bonus. What is agreed is settled with the next release.
enum class NoteKind { penalty, bonus };
enum class NoteStatus { proposed, agreed, contested, withdrawn, settled };
enum class NoteAction { agree, contest, withdraw, lapse };
const meta::Choices& choices_of(NoteKind);
const meta::Choices& choices_of(NoteStatus);
const meta::Choices& choices_of(NoteAction);

struct Note : meta::Record<Note> {
    Id<Escrow> escrow_id{};
    Id<Organisation> supplier_id{};
    NoteKind kind = NoteKind::penalty;
    Money amount{};
    std::string reason;
    NoteStatus status = NoteStatus::proposed;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// A dispute freezes what it is about, and nothing else. Decided by someone who is no party.
enum class DisputeStatus { open, decided };
const meta::Choices& choices_of(DisputeStatus);

struct Dispute : meta::Record<Dispute> {
    Id<Escrow> escrow_id{};
    Id<Organisation> supplier_id{};
    Money amount{};
    std::string reason;
    bool opened_by_supplier = false;
    DisputeStatus status = DisputeStatus::open;
    std::optional<Money> to_supplier;
    std::optional<Money> to_buyer;
    std::optional<std::string> decision;
    static const meta::Entity description;
};

}  // namespace dengyun::escrow
