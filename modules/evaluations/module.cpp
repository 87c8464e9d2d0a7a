// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/evaluations/api.h"
#include "modules/evaluations/routes.h"

namespace dengyun::evaluations {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"evaluations.read",
     {"查看供应商评价", "Read evaluations of suppliers"},
     api::leading_roles | api::working_roles | RoleSet{Role::platform_operator, Role::service_provider}},
    {"evaluations.judge",
     {"评价供应商、答复申诉", "Evaluate suppliers and decide appeals"},
     api::leading_roles | RoleSet{Role::buyer, Role::platform_operator}},
    {"evaluations.exempt", {"放行低于合格线的供应商", "Exempt suppliers from the line"}, api::leading_roles},
    {"evaluations.appeal",
     {"对客户的评价提出申诉", "Appeal evaluations"},
     api::leading_roles | RoleSet{Role::planner, Role::service_provider}},
};

constexpr Message own_messages[] = {
    {"evaluation_formula.too_many",
     {"评价公式的版本已达上限。", "There are as many versions of the formula as there can be."}},
    {"evaluation.no_formula", {"请先写好评价公式。", "Write a formula first."}},
    {"evaluation.published",
     {"这个评价期的评价已经发布，不能重算；供应商可以申诉。",
      "The evaluation of this period was published and is not made anew; the supplier may appeal."}},
    {"evaluation.not_draft", {"评价已发布，不能再改。", "The evaluation was published and cannot be changed."}},
    {"evaluation.nothing_known",
     {"这个评价期内没有任何记录，无法发布。", "Nothing is known of this period; it cannot be published."}},
    {"evaluation.below_line",
     {"该供应商的评价低于合格线，不能邀请询价或下达新订单；有权的人可以说明理由后放行。",
      "The evaluation of this supplier is below the line: no invitation and no new order. Somebody who may can exempt "
      "him, with the reason."}},
    {"evaluation_appeal.too_late",
     {"评价发布已超过 30 天，或已经更正、作废，不能再申诉。",
      "It was published more than 30 days ago, or was revised or set aside already; it cannot be appealed."}},
    {"evaluation_appeal.filed_already", {"对这次评价已经申诉过。", "This evaluation was appealed already."}},
    {"evaluation_appeal.by_revision",
     {"请写明剔除哪些依据或改判哪一项，用“更正”办理。", "Say what no longer counts: use the revision."}},
    {"issue.below_line", {"得分与合格线：{detail}。", "Points, and the line: {detail}."}},
    {"issue.only_for_judged", {"只有人工评价的指标才写名称。", "Only what people judge has a name."}},
    {"issue.only_for_documents",
     {"没有“资质”这项指标，不用选证书。", "Without the criterion of documents no certificates are asked for."}},
    {"issue.period_too_long", {"最长 {detail} 天。", "At most {detail} days."}},
    {"issue.not_judged_here", {"这一项不是人工评价的。", "This criterion is not judged by people."}},
    {"issue.unknown_record", {"评价中没有这条依据。", "The evaluation has no such record."}},
};

constexpr const meta::Entity* own_entities[] = {&EvaluationFormula::description, &Evaluation::description,
                                                &EvaluationAppeal::description, &SupplierExemption::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    add_formula_routes(routes);
    add_evaluation_routes(routes);
    add_appeal_routes(routes);
    add_exemption_routes(routes);
    add_waiting(routes);
}

}  // namespace dengyun::evaluations
