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
enum class EscrowAction {
    hold,
    fund,
    lapse,
    cancel,
    release_part,
    release_all,
    refund,
    expire,
    pay_retention,
    take_back
};
const meta::Choices& choices_of(EscrowStatus);
const meta::Choices& choices_of(EscrowAction);

struct Subject;  // the document that an escrow, a dispute or a note is about: an order, a task, a return

struct Escrow : meta::Record<Escrow> {
    std::string title;
    Id<Organisation> supplier_id{};
    std::optional<Id<Escrow>> parent_id;  // of a task: the escrow of the customer's order that funds it
    // The order or task that it was made for, given by flows: only they move it then.
    std::optional<std::string> subject_kind;
    std::optional<Id<Subject>> subject_id;
    Money total{};
    Money deposit{};                     // of the total, held apart as the buyer's security
    Money topped_up{};                   // of the total, added after it was funded: at the right end of the line
    std::optional<Money> deposit_reach;  // of a line with a top-up: the value up to which the deposit lies along it
    std::int64_t retention_rate = 0;     // millionths of what is accepted
    std::int64_t commission_rate = 0;    // millionths, from the fee table of the day
    Money margin{};                      // of an order with sub-escrows: what they may not use
    Money reserve{};
    std::optional<meta::Date> due_on;           // of delivery
    std::optional<meta::Date> retention_until;  // of the guarantee: then the retention is the supplier's
    EscrowStatus status = EscrowStatus::created;
    std::optional<Instant> held_until;
    // Counters, fen.
    Money accepted{};
    Money refunded{};
    Money frozen{};
    Money retained{};        // ever kept back
    Money retention_paid{};  // of it, paid out or recovered since
    Money retention_frozen{};
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
    std::optional<Id<ledger::Transfer>> retention_freeze_hold_id;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// A debit note (penalty) that the supplier may contest, a bonus, or a credit note for goods that went back after they
// were accepted. What is agreed is settled with the next release; a credit in parts, as far as there is anything.
enum class NoteKind { penalty, bonus, credit };
enum class NoteStatus { proposed, agreed, contested, withdrawn, settled };
enum class NoteAction { agree, contest, withdraw, lapse, recover };
const meta::Choices& choices_of(NoteKind);
const meta::Choices& choices_of(NoteStatus);
const meta::Choices& choices_of(NoteAction);

struct Note : meta::Record<Note> {
    Id<Escrow> escrow_id{};
    Id<Organisation> supplier_id{};
    NoteKind kind = NoteKind::penalty;
    Money amount{};
    Money recovered{};  // of a credit
    std::string reason;
    NoteStatus status = NoteStatus::proposed;
    std::optional<std::string> status_reason;
    std::optional<Instant> recover_at;  // of a credit that is still open: when it is tried again
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::escrow
