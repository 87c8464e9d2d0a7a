#include "modules/evaluations/formulas/formula.h"

#include <fmt/format.h>
#include <set>

namespace dengyun::evaluations {
namespace {

constexpr meta::Choice kinds[] = {{"on_time", {"准时", "On time"}},
                                  {"quality", {"质量", "Quality"}},
                                  {"response", {"响应", "Response"}},
                                  {"dispute", {"争议", "Disputes"}},
                                  {"price", {"价格", "Price"}},
                                  {"documents", {"资质", "Documents"}},
                                  {"judged", {"人工评价", "Judged by people"}}};
constexpr meta::Choices kind_choices{"evaluation_criterion_kind", kinds};

using C = FormulaCriterion;
constexpr auto criterion_fields = meta::fields(
    meta::field<&C::kind>("kind", {"指标", "Criterion"}, {.flags = meta::required}),
    meta::field<&C::name>("name", {"名称", "Name"}, {.length_max = 60}),
    meta::field<&C::weight>("weight", {"权重", "Weight"}, {.flags = meta::required, .min = 1, .max = weight_max}));

using F = EvaluationFormula;
constexpr auto fields = meta::record<F>(
    meta::field<&F::number>("number", {"版本", "Version"}, {.flags = meta::read_only | meta::sortable}),
    meta::field<&F::criteria>("criteria", {"指标与权重", "Criteria and weights"},
                              {.items_max = static_cast<std::uint32_t>(criteria_max)}),
    meta::field<&F::line_ppm>("line_ppm", {"合格线（百万分之）", "Line (ppm)"},
                              {.min = 0,
                               .max = million,
                               .help = {"低于此线不能邀请询价、不能下达新订单；0 为不设线",
                                        "Below it there are no invitations and no new orders; 0: no line"}}),
    meta::field<&F::records_min>(
        "records_min", {"最少记录数", "Records at least"},
        {.min = 1, .max = 1'000, .help = {"记录更少时，合格线不起作用", "With fewer the line has no effect"}}),
    meta::field<&F::certificates>("certificates", {"要求的证书", "Certificates asked for"}, {.items_max = 15}),
    meta::field<&F::note>("note", {"说明", "Note"}, {.length_max = 1'000, .format = meta::Format::multiline}));
constexpr std::string_view by_number[] = {"number"};
constexpr meta::Index indexes[] = {{.name = "evaluation_formula_number", .columns = by_number, .unique = true}};

}  // namespace

const meta::Choices& choices_of(CriterionKind) { return kind_choices; }

constinit const meta::Entity FormulaCriterion::description{.name = "evaluation_formula_criterion",
                                                           .label = {"评价指标", "Criterion"},
                                                           .fields = criterion_fields,
                                                           .stored = false};
constinit const meta::Entity EvaluationFormula::description{
    .name = "evaluation_formula", .label = {"评价公式", "Evaluation formula"}, .fields = fields, .indexes = indexes};

Result<> check_formula(const EvaluationFormula& formula) {
    std::vector<Issue> issues;
    if (formula.criteria.empty()) issues.push_back({"criteria", "required"});
    std::set<CriterionKind> known;
    std::set<std::string> names;
    for (std::size_t i = 0; i < formula.criteria.size(); ++i) {
        const auto& one = formula.criteria[i];
        const auto name = fmt::format("criteria.{}.name", i);
        if (one.kind != CriterionKind::judged) {
            if (one.name) issues.push_back({name, "only_for_judged"});
            if (!known.insert(one.kind).second) issues.push_back({fmt::format("criteria.{}.kind", i), "taken"});
        } else if (one.name.value_or("").empty()) {
            issues.push_back({name, "required"});
        } else if (!names.insert(*one.name).second) {
            issues.push_back({name, "taken"});
        }
    }
    const bool asks = known.contains(CriterionKind::documents);
    if (asks && formula.certificates.empty()) issues.push_back({"certificates", "required"});
    if (!asks && !formula.certificates.empty()) issues.push_back({"certificates", "only_for_documents"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::evaluations
