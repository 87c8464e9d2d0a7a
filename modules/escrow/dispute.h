#pragma once
// A dispute freezes what it is about, and nothing else: of the contract's value, or, for goods that were accepted, of
// the retention first. docs/state-machines/escrow_dispute.md
//
// Each side says its piece (open); either may propose a split that the other agrees to (negotiation); what they do not
// agree about is decided by someone who is no party (arbitration), on what is there: who has said nothing is not waited
// for. Either side may appeal once. Every state has its time, and where nobody decides in time the money goes to the
// side that alone has said something, else back to the buyer, whose it is until it is earned. What is put right is
// lifted; the dispute about a return follows the return and has no time of its own.
#include "modules/escrow/escrow.h"

namespace dengyun::escrow {

inline constexpr Duration statement_time = 5 * flow::day;
inline constexpr Duration negotiation_time = 7 * flow::day;
inline constexpr Duration arbitration_time = 10 * flow::day;  // also of an appeal
inline constexpr Duration appeal_time = 5 * flow::day;

enum class DisputeStatus { open, negotiation, arbitration, decided, appealed, agreed, executed, lifted };
enum class DisputeAction { negotiate, agree, escalate, decide, appeal, execute, lift };
const meta::Choices& choices_of(DisputeStatus);
const meta::Choices& choices_of(DisputeAction);

struct Dispute : meta::Record<Dispute> {
    Id<Escrow> escrow_id{};
    Id<Organisation> supplier_id{};
    std::optional<std::string> subject_kind;
    std::optional<Id<Subject>> subject_id;
    Money amount{};
    Money from_retention{};  // of the amount
    Money lifted{};          // of the amount, free again
    std::string reason;
    bool opened_by_supplier = false;
    bool follows_subject = false;  // is not decided by itself
    DisputeStatus status = DisputeStatus::open;
    // What each side says, once.
    std::optional<std::string> buyer_statement;
    std::optional<std::string> supplier_statement;
    // The last split that was proposed; the rest goes to the buyer.
    std::optional<Money> proposed_to_supplier;
    bool proposed_by_supplier = false;
    // What was decided or agreed.
    std::optional<Money> to_supplier;
    std::optional<Money> to_buyer;
    std::optional<std::string> decision;
    bool is_deemed = false;  // nobody decided in time
    // An appeal keeps what was decided first.
    std::optional<std::string> appeal_reason;
    bool appealed_by_supplier = false;
    std::optional<Money> first_to_supplier;
    std::optional<std::string> first_decision;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// What is frozen for it still.
[[nodiscard]] Money in_dispute(const Dispute& dispute);

}  // namespace dengyun::escrow
