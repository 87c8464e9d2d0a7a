#pragma once
// What can be done with evaluations, appeals and exemptions, each in one unit with its rows and events. The unit's
// scope writes both sides (Scope::crossing, Scope::system); what each side may do is asked of the state tables.
#include <map>

#include "kernel/store/unit.h"
#include "modules/evaluations/appeals/appeal.h"
#include "modules/evaluations/exemptions/exemption.h"

namespace dengyun::evaluations {

[[nodiscard]] const flow::Mover& system_mover();

// The next version of the organisation's formula. Errors: check_formula's; limit "evaluation_formula.too_many".
[[nodiscard]] Result<EvaluationFormula> add_formula(store::Unit& unit, Id<Organisation> buyer,
                                                    EvaluationFormula formula);
// The version that counts. Error: conflict "evaluation.no_formula".
[[nodiscard]] Result<EvaluationFormula> formula_of(store::Reader& reader, Id<Organisation> buyer);

// Everybody who has a formula.
[[nodiscard]] Result<std::vector<Id<Organisation>>> formula_owners(store::Reader& reader);

struct Period {
    meta::Date starts_on{};
    meta::Date ends_on{};  // its last day
};
// Pure. Errors: invalid with issues on ends_on (before_start, too_long, in_future).
[[nodiscard]] Result<> check_period(const Period& period, meta::Date today);

// What flows have found of a supplier in the period.
using Evidence = std::map<CriterionKind, std::vector<EvaluationInput>>;
// A draft; the draft that is there of the same supplier and period is made anew, with its judgements. Errors: invalid
// with issues on supplier_id (unknown_reference, same_party); check_period's; conflict "evaluation.published".
[[nodiscard]] Result<Evaluation> evaluate(store::Unit& unit, const EvaluationFormula& formula,
                                          Id<Organisation> supplier, const Period& period, const Evidence& evidence);
// Of a draft. Errors: conflict "evaluation.not_draft"; invalid with issues on judgements.N.position (not_judged_here).
[[nodiscard]] Result<Evaluation> judge(store::Unit& unit, Evaluation evaluation, const std::vector<Judgement>& given);
// publish, withdraw. Errors: of the state table; conflict "evaluation.nothing_known".
[[nodiscard]] Result<Evaluation> move_evaluation(store::Unit& unit, Evaluation evaluation, EvaluationAction action,
                                                 const flow::Mover& mover);

// Errors: not_found where it is not published for that supplier; conflict "evaluation_appeal.too_late",
// "evaluation_appeal.filed_already".
[[nodiscard]] Result<EvaluationAppeal> file_appeal(store::Unit& unit, Id<Organisation> supplier,
                                                   const AppealInput& input);
// hear, uphold (with a reason), withdraw; lapse of the timer sets the evaluation aside. Errors: of the state table;
// conflict "evaluation_appeal.by_revision"; invalid with an issue on reason.
[[nodiscard]] Result<EvaluationAppeal> move_appeal(store::Unit& unit, EvaluationAppeal appeal, AppealAction action,
                                                   const flow::Mover& mover);
// What the appeal is right about no longer counts, and the evaluation is weighed anew. Errors: of the state table;
// invalid with issues on exclusions (required where there is no judgement either), exclusions.N.position or .input
// (unknown_record), judgements.N.position (not_judged_here).
[[nodiscard]] Result<EvaluationAppeal> change_by_appeal(store::Unit& unit, EvaluationAppeal appeal,
                                                        const RevisionInput& input, const flow::Mover& mover);

// At most exemption_days_max ahead. Errors: invalid with issues on supplier_id (unknown_reference, same_party),
// valid_until (in_past, too_long).
[[nodiscard]] Result<SupplierExemption> exempt(store::Unit& unit, SupplierExemption exemption);

// The effect of the line: whether that buyer may invite that supplier and order from him. Counts the latest evaluation
// in force of the buyer's own and of the network's, for effect_time; an exemption lifts both. The scope must read all.
// Error: conflict "evaluation.below_line" with an issue on supplier_id (below_line; detail: points and line).
[[nodiscard]] Result<> check_line(store::Reader& reader, Id<Organisation> buyer, Id<Organisation> supplier);

}  // namespace dengyun::evaluations
