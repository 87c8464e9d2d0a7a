#pragma once
// A buyer's formula for the evaluation of suppliers: which criteria, with which weights, and the line below which a
// supplier is neither invited nor ordered from. A row is one version and is never changed: a change is the next one.
// Written by the platform's operator it is for the whole network.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"
#include "modules/enterprise/api.h"

namespace dengyun::evaluations {

inline constexpr std::int64_t million = 1'000'000;
inline constexpr std::size_t criteria_max = 12;
inline constexpr std::int64_t weight_max = 1'000;
inline constexpr std::int64_t formulas_max = 200;  // versions of one organisation

// The first four come from the entries of scores between the two, price from orders, documents from certificates;
// what a person judges has a name.
enum class CriterionKind { on_time, quality, response, dispute, price, documents, judged };
const meta::Choices& choices_of(CriterionKind);

struct FormulaCriterion {
    CriterionKind kind = CriterionKind::on_time;
    std::optional<std::string> name;  // of a judged one
    std::int64_t weight = 0;          // a part of the sum of the weights of all that is known
    static const meta::Entity description;
};

struct EvaluationFormula : meta::Record<EvaluationFormula> {
    std::int64_t number = 0;  // the version, from 1; the greatest one counts
    std::vector<FormulaCriterion> criteria;
    std::int64_t line_ppm = 0;                              // 0: no line
    std::int64_t records_min = 3;                           // with fewer records the line has no effect
    std::vector<enterprise::CertificateKind> certificates;  // that the criterion `documents` asks for
    std::optional<std::string> note;
    static const meta::Entity description;
};

// Pure. Errors: invalid with issues on criteria (required), criteria.N.kind (taken), criteria.N.name (required, taken,
// only_for_judged), certificates (required, only_for_documents).
[[nodiscard]] Result<> check_formula(const EvaluationFormula& formula);

}  // namespace dengyun::evaluations
