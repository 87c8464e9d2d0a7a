#include "modules/evaluations/routes.h"

#include "kernel/api/two_sided.h"

namespace dengyun::evaluations {

void add_appeal_routes(api::Routes& routes) {
    api::add_two_sided<EvaluationAppeal>(
        routes, {.path = "/api/v1/evaluation-appeals",
                 .incoming = "/api/v1/received-evaluation-appeals",
                 .own_summary = {"本单位的评价申诉", "One's own appeals"},
                 .incoming_summary = {"供应商的评价申诉", "Appeals of suppliers"},
                 .read = "evaluations.read",
                 .other_field = "buyer_id",
                 .other = &EvaluationAppeal::buyer_id,
                 .move = [](store::Unit& unit, EvaluationAppeal appeal, std::int64_t action, const flow::Mover& mover) {
                     return move_appeal(unit, std::move(appeal), static_cast<AppealAction>(action), mover);
                 }});
    routes.post<AppealInput, EvaluationAppeal>("/api/v1/evaluation-appeals", api::needs("evaluations.appeal"),
                                               {"对评价提出申诉", "Appeal an evaluation"},
                                               [](const api::Call& call, store::Unit& unit, const AppealInput& input) {
                                                   return file_appeal(unit, call.principal->organisation, input);
                                               },
                                               {.reach = api::Reach::crossing});
    routes.post<RevisionInput, EvaluationAppeal>(
        "/api/v1/evaluation-appeals/{id}/revision/actions", api::needs("evaluations.judge"),
        {"依申诉更正评价", "Change the evaluation by the appeal"},
        [](const api::Call& call, store::Unit& unit, const RevisionInput& input) -> Result<EvaluationAppeal> {
            DENGYUN_TRY(appeal, api::find_as_party<EvaluationAppeal>(call, unit, &EvaluationAppeal::buyer_id));
            const bool other_side = appeal.organisation_id != call.principal->organisation;
            return change_by_appeal(unit, std::move(appeal), input, {*call.principal, false, other_side});
        },
        {.reach = api::Reach::crossing});
}

}  // namespace dengyun::evaluations
