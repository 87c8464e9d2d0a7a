// Formulas, version by version.
#include "modules/evaluations/routes.h"

namespace dengyun::evaluations {

void add_formula_routes(api::Routes& routes) {
    const auto reads = api::needs("evaluations.read");
    routes.declare(EvaluationFormula::description);
    routes.declare(FormulaCriterion::description);
    routes.list<EvaluationFormula>("/api/v1/evaluation-formulas", reads,
                                   {"本单位的评价公式，各版本", "One's own formula, version by version"},
                                   [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                       return reader.list<EvaluationFormula>(query);
                                   },
                                   {.list_of = "evaluation_formula"});
    routes.get<EvaluationFormula>("/api/v1/evaluation-formulas/{id}", reads, {"查看评价公式", "Read a formula"},
                                  [](const api::Call& call, store::Reader& reader) -> Result<EvaluationFormula> {
                                      DENGYUN_TRY(id, call.id<EvaluationFormula>());
                                      return reader.find(id);
                                  });
    routes.post<EvaluationFormula, EvaluationFormula>(
        "/api/v1/evaluation-formulas", api::needs("evaluations.judge"),
        {"评价公式的新版本", "A new version of the formula"},
        [](const api::Call& call, store::Unit& unit, const EvaluationFormula& given) {
            return add_formula(unit, call.principal->organisation, given);
        });
}

}  // namespace dengyun::evaluations
