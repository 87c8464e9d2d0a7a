#pragma once
// What the routes take and answer beyond the entities. Private to this module.
#include "modules/escrow/escrow.h"

namespace dengyun::escrow {

struct ReleaseInput {
    Money amount{};
    static const meta::Entity description;
};
struct RetentionInput {
    Money amount{};
    bool to_buyer = false;
    static const meta::Entity description;
};
struct DisputeInput {
    Money amount{};
    std::string reason;
    static const meta::Entity description;
};
struct StatementInput {
    std::string statement;
    static const meta::Entity description;
};
struct ProposalInput {
    Money to_supplier{};
    static const meta::Entity description;
};
struct DecisionInput {
    Money to_supplier{};
    Money to_buyer{};
    std::string decision;
    static const meta::Entity description;
};
struct NoteInput {
    NoteKind kind = NoteKind::penalty;
    Money amount{};
    std::string reason;
    static const meta::Entity description;
};

// Where an escrow's money is now, as the ledger has it: one place each, with what lies there.
enum class Place {
    on_hold,
    in_escrow,
    in_deposit,
    frozen,
    in_retention,
    with_tasks,
    to_supplier,
    to_commission,
    to_buyer
};
const meta::Choices& choices_of(Place);
struct MoneyAt {
    Place place = Place::in_escrow;
    Money amount{};
    std::optional<Id<ledger::Account>> account_id;
    static const meta::Entity description;
};
struct Whereabouts {
    Id<Escrow> escrow_id{};
    Money total{};
    std::vector<MoneyAt> places;
    std::vector<ledger::Transfer> transfers;  // the newest ones
    static const meta::Entity description;
};
[[nodiscard]] Result<Whereabouts> whereabouts(store::Reader& reader, const Escrow& escrow);

}  // namespace dengyun::escrow
