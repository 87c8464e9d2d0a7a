#include <algorithm>
#include <fmt/format.h>

#include "kernel/api/two_sided.h"
#include "modules/evaluations/evaluations/judging.h"
#include "modules/evaluations/service.h"

namespace dengyun::evaluations {
namespace {

Result<EvaluationAppeal> step(store::Unit& unit, EvaluationAppeal appeal, AppealAction action,
                              const flow::Mover& mover) {
    return api::move_two_sided<EvaluationAppeal>(unit, std::move(appeal), static_cast<std::int64_t>(action), mover,
                                                 &EvaluationAppeal::buyer_id);
}

void exclude(Evaluation& evaluation, const std::vector<Exclusion>& given, std::vector<Issue>& issues) {
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto result = std::ranges::find(evaluation.results, given[i].position, &CriterionResult::position);
        if (result == evaluation.results.end()) {
            issues.push_back({fmt::format("exclusions.{}.position", i), "unknown_record"});
        } else if (given[i].input < 1 || given[i].input > std::ssize(result->inputs)) {
            issues.push_back({fmt::format("exclusions.{}.input", i), "unknown_record"});
        } else {
            result->inputs[static_cast<std::size_t>(given[i].input) - 1].is_excluded = true;
        }
    }
}

}  // namespace

Result<EvaluationAppeal> file_appeal(store::Unit& unit, Id<Organisation> supplier, const AppealInput& input) {
    DENGYUN_TRY(evaluation, unit.find(input.evaluation_id));
    if (evaluation.supplier_id != supplier || evaluation.status == EvaluationStatus::draft ||
        evaluation.status == EvaluationStatus::withdrawn)
        return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(filed, unit.find_by<EvaluationAppeal>("evaluation_appeal_evaluation",
                                                      std::array{meta::Scalar(evaluation.id.value)}));
    if (filed) return fail(ErrorKind::conflict, "evaluation_appeal.filed_already");
    if (evaluation.status != EvaluationStatus::published || unit.now() > *evaluation.published_at + appeal_window)
        return fail(ErrorKind::conflict, "evaluation_appeal.too_late");
    EvaluationAppeal appeal{.buyer_id = evaluation.organisation_id,
                            .evaluation_id = evaluation.id,
                            .title = evaluation.title,
                            .grounds = input.grounds,
                            .total_before_ppm = evaluation.total_ppm};
    appeal.organisation_id = supplier;
    DENGYUN_TRY(made, unit.insert(std::move(appeal)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    DENGYUN_CHECK(unit.emit(made.buyer_id, EvaluationAppeal::description.name, made.id.value, "filed",
                            fmt::format(R"({{"organisation_id":"{}"}})", to_text(supplier))));
    return std::move(made);
}

Result<EvaluationAppeal> move_appeal(store::Unit& unit, EvaluationAppeal appeal, AppealAction action,
                                     const flow::Mover& mover) {
    if (action == AppealAction::change) return fail(ErrorKind::conflict, "evaluation_appeal.by_revision");
    const bool is_unanswered = action == AppealAction::uphold && appeal.status_reason.value_or("").empty();
    DENGYUN_TRY(moved, step(unit, std::move(appeal), action, mover));
    if (is_unanswered) return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
    if (action != AppealAction::lapse) return std::move(moved);
    DENGYUN_TRY(evaluation, unit.find(moved.evaluation_id));
    DENGYUN_TRY(aside, move_evaluation(unit, std::move(evaluation), EvaluationAction::set_aside, system_mover()));
    static_cast<void>(aside);
    return std::move(moved);
}

Result<EvaluationAppeal> change_by_appeal(store::Unit& unit, EvaluationAppeal appeal, const RevisionInput& input,
                                          const flow::Mover& mover) {
    DENGYUN_TRY(to, flow::next_state(EvaluationAppeal::states, static_cast<std::int64_t>(appeal.status),
                                     static_cast<std::int64_t>(AppealAction::change), &appeal, unit.now(), mover));
    static_cast<void>(to);
    DENGYUN_TRY(evaluation, unit.find(appeal.evaluation_id));
    std::vector<Issue> issues;
    if (input.exclusions.empty() && input.judgements.empty()) issues.push_back({"exclusions", "required"});
    exclude(evaluation, input.exclusions, issues);
    take_judgements(evaluation, input.judgements, unit.now(), issues);
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    weigh(evaluation);
    evaluation.status_reason = input.reason;
    appeal.status_reason = input.reason;
    appeal.total_after_ppm = evaluation.total_ppm;
    DENGYUN_TRY(revised, move_evaluation(unit, std::move(evaluation), EvaluationAction::revise, system_mover()));
    static_cast<void>(revised);
    return step(unit, std::move(appeal), AppealAction::change, mover);
}

}  // namespace dengyun::evaluations
