// Notes: penalties and bonuses are agreed and settled with a release; credits are recovered wherever something is.
#include "modules/escrow/credits.h"

#include "kernel/api/flow_routes.h"
#include "modules/escrow/accounts.h"
#include "modules/escrow/rules.h"
#include "modules/escrow/service.h"

namespace dengyun::escrow {
namespace {

constexpr Duration recovery_time = flow::day;  // until an open credit is tried again

bool is_going(const Escrow& escrow) {
    return escrow.status == EscrowStatus::funded || escrow.status == EscrowStatus::part_released;
}

// Takes what there is; the note and the counters say how much.
Result<Note> take(store::Unit& unit, Escrow& escrow, Note note) {
    const auto left = [&] { return note.amount.value - note.recovered.value; };
    DENGYUN_TRY(cash, cash_of(unit, escrow.organisation_id));
    DENGYUN_TRY(payable, payable_of(unit, escrow.supplier_id));
    VoucherDraft draft(unit, escrow, "escrow.memo_credit");
    const Money retained{std::min(left(), open_retention(escrow).value)};
    if (retained.value > 0) draft.direct(*escrow.retention_account_id, cash.id, retained);
    escrow.retention_paid.value += retained.value;
    note.recovered.value += retained.value;
    DENGYUN_TRY(owed, available(unit, payable.id, {left()}));
    draft.direct(payable.id, cash.id, owed);
    escrow.penalty.value += owed.value;
    note.recovered.value += owed.value;
    // Nothing more will be released: the supplier answers with his own.
    if (!is_going(escrow) && left() > 0) {
        DENGYUN_TRY(own, cash_of(unit, escrow.supplier_id));
        DENGYUN_TRY(part, available(unit, own.id, {left()}));
        draft.direct(own.id, cash.id, part);
        escrow.penalty.value += part.value;
        note.recovered.value += part.value;
    }
    DENGYUN_CHECK(draft.post());
    note.status = left() == 0 ? NoteStatus::settled : NoteStatus::agreed;
    note.recover_at = left() == 0 ? std::nullopt : std::optional(unit.now() + recovery_time);
    return note;
}

Note credit_of(const Escrow& escrow, Money amount, std::string reason) {
    Note note{.escrow_id = escrow.id,
              .supplier_id = escrow.supplier_id,
              .kind = NoteKind::credit,
              .amount = amount,
              .reason = std::move(reason),
              .status = NoteStatus::agreed};
    note.organisation_id = escrow.organisation_id;
    return note;
}

Result<Note> keep(store::Unit& unit, Note note) {
    const auto event = note.status == NoteStatus::settled ? "settled" : "recovered";
    DENGYUN_TRY(saved, unit.update(std::move(note), event));
    DENGYUN_CHECK(api::arm_timer(unit, saved));
    return std::move(saved);
}

}  // namespace

Result<> recover_credits(store::Unit& unit, Escrow& escrow) {
    const store::Query open{.filters = {{"escrow_id", to_text(escrow.id)}, {"status", "agreed"}},
                            .sort = "id",
                            .limit = store::page_limit_max};
    DENGYUN_TRY(notes, unit.list<Note>(open));
    for (auto& note : notes.items) {
        if (note.kind != NoteKind::credit) continue;
        DENGYUN_TRY(taken, take(unit, escrow, std::move(note)));
        if (taken.status == NoteStatus::settled) DENGYUN_CHECK(api::disarm_timer(unit, taken));
        DENGYUN_CHECK(keep(unit, std::move(taken)));
    }
    return {};
}

Result<> owe(store::Unit& unit, const Escrow& escrow, Money amount, std::string reason) {
    auto note = credit_of(escrow, amount, std::move(reason));
    note.recover_at = unit.now() + recovery_time;
    DENGYUN_TRY(made, unit.insert(std::move(note)));
    return api::arm_timer(unit, made);
}

Result<Note> credit(store::Unit& unit, const Escrow& given, Money amount, std::string reason) {
    DENGYUN_TRY(made, unit.insert(credit_of(given, amount, std::move(reason))));
    auto escrow = given;
    DENGYUN_TRY(taken, take(unit, escrow, std::move(made)));
    DENGYUN_CHECK(unit.update(std::move(escrow), "recovered"));
    return keep(unit, std::move(taken));
}

Result<> recover(store::Unit& unit, Note note) {
    DENGYUN_TRY(escrow, unit.find(note.escrow_id));
    const auto before = note.recovered;
    DENGYUN_TRY(taken, take(unit, escrow, std::move(note)));
    if (taken.recovered != before) DENGYUN_CHECK(unit.update(std::move(escrow), "recovered"));
    DENGYUN_CHECK(keep(unit, std::move(taken)));
    return {};
}

Result<Note> add_note(store::Unit& unit, const Escrow& escrow, NoteKind kind, Money amount, std::string reason,
                      bool is_agreed) {
    Note note{.escrow_id = escrow.id,
              .supplier_id = escrow.supplier_id,
              .kind = kind,
              .amount = amount,
              .reason = std::move(reason),
              .status = is_agreed || kind == NoteKind::bonus ? NoteStatus::agreed : NoteStatus::proposed};
    note.organisation_id = escrow.organisation_id;
    DENGYUN_TRY(made, unit.insert(std::move(note)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

}  // namespace dengyun::escrow
