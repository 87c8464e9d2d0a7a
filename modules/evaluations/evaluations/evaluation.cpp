#include "modules/evaluations/evaluations/evaluation.h"

namespace dengyun::evaluations {
namespace {

constexpr meta::Choice statuses[] = {{"draft", {"草稿", "Draft"}},
                                     {"published", {"已发布", "Published"}},
                                     {"revised", {"申诉后已更正", "Revised on appeal"}},
                                     {"set_aside", {"已作废", "Set aside"}},
                                     {"withdrawn", {"已撤下", "Withdrawn"}}};
constexpr meta::Choices status_choices{"evaluation_status", statuses};
constexpr meta::Choice actions[] = {{"publish", {"发布", "Publish"}},
                                    {"withdraw", {"撤下", "Withdraw"}},
                                    {"lapse", {"逾期未发布", "Lapse"}},
                                    {"revise", {"更正", "Revise"}},
                                    {"set_aside", {"作废", "Set aside"}}};
constexpr meta::Choices action_choices{"evaluation_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
using I = EvaluationInput;
constexpr auto input_fields =
    meta::fields(meta::field<&I::what>("what", {"事由", "What happened"}, told),
                 meta::field<&I::value_ppm>("value_ppm", {"得分（百万分之）", "Value (ppm)"}, told),
                 meta::field<&I::weight>("weight", {"权重", "Weight"}, told),
                 meta::field<&I::subject_kind>("subject_kind", {"单据类型", "Document (kind)"},
                                               {.flags = meta::read_only, .length_max = 40}),
                 meta::field<&I::subject_id>("subject_id", {"单据", "Document"}, told),
                 meta::field<&I::occurred_at>("occurred_at", {"发生时间", "Occurred at"}, told),
                 meta::field<&I::is_excluded>("is_excluded", {"申诉后剔除", "Excluded on appeal"}, told));
using R = CriterionResult;
constexpr auto result_fields = meta::fields(
    meta::field<&R::position>("position", {"序号", "Place"}, told),
    meta::field<&R::kind>("kind", {"指标", "Criterion"}, told), meta::field<&R::name>("name", {"名称", "Name"}, told),
    meta::field<&R::weight>("weight", {"权重", "Weight"}, told),
    meta::field<&R::rate_ppm>("rate_ppm", {"得分（百万分之）", "Rate (ppm)"}, told),
    meta::field<&R::contribution_ppm>("contribution_ppm", {"贡献（百万分之）", "Contribution (ppm)"}, told),
    meta::field<&R::inputs>("inputs", {"依据", "Records"},
                            {.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(inputs_max)}));

using E = Evaluation;
constexpr auto fields = meta::record<E>(
    meta::field<&E::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&E::title>("title", {"评价期", "Period"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&E::formula_id>("formula_id", {"评价公式", "Formula"},
                                {.flags = meta::read_only, .reference = "evaluation_formula"}),
    meta::field<&E::formula_number>("formula_number", {"公式版本", "Version of the formula"}, told),
    meta::field<&E::starts_on>("starts_on", {"开始日期", "From"}, told),
    meta::field<&E::ends_on>("ends_on", {"结束日期", "Until"}, {.flags = meta::read_only | meta::sortable}),
    meta::field<&E::results>("results", {"各项得分", "Criteria"},
                             {.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(criteria_max)}),
    meta::field<&E::records>("records", {"记录数", "Records"}, told),
    meta::field<&E::total_ppm>("total_ppm", {"总分（百万分之）", "Total (ppm)"}, told),
    meta::field<&E::line_ppm>("line_ppm", {"合格线（百万分之）", "Line (ppm)"}, told),
    meta::field<&E::records_min>("records_min", {"最少记录数", "Records at least"}, told),
    meta::field<&E::is_below_line>("is_below_line", {"低于合格线", "Below the line"},
                                   {.flags = meta::read_only | meta::filterable}),
    meta::field<&E::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&E::status_reason>("status_reason", {"说明", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&E::published_at>("published_at", {"发布时间", "Published at"}, told));
constexpr std::string_view by_period[] = {"supplier_id", "starts_on", "ends_on"};
constexpr std::string_view by_supplier[] = {"supplier_id", "status"};
constexpr meta::Index indexes[] = {
    {.name = "evaluation_period", .columns = by_period},
    {.name = "evaluation_supplier", .columns = by_supplier, .across_organisations = true}};

using S = EvaluationStatus;
using A = EvaluationAction;
constexpr flow::Rules buyer{.permission = "evaluations.judge"};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::draft, A::publish, S::published, buyer),
    flow::transition(S::draft, A::withdraw, S::withdrawn, buyer),
    flow::transition(S::draft, A::lapse, S::withdrawn, {.event = "lapsed"}),
    // What is published stands, unless an appeal changes it.
    flow::transition(S::published, A::revise, S::revised, nobody),
    flow::transition(S::published, A::set_aside, S::set_aside, nobody),
};
constexpr std::array timers{flow::timer(S::draft, draft_time, A::lapse)};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(EvaluationStatus) { return status_choices; }
const meta::Choices& choices_of(EvaluationAction) { return action_choices; }

constinit const meta::Entity EvaluationInput::description{
    .name = "evaluation_input", .label = {"评价依据", "Record"}, .fields = input_fields, .stored = false};
constinit const meta::Entity CriterionResult::description{
    .name = "evaluation_result", .label = {"指标得分", "Criterion"}, .fields = result_fields, .stored = false};
constinit const meta::Entity Evaluation::description{.name = "evaluation",
                                                     .label = {"供应商评价", "Evaluation"},
                                                     .fields = fields,
                                                     .indexes = indexes,
                                                     .title_field = "title"};
constinit const flow::StateTable Evaluation::states =
    flow::state_table<EvaluationStatus, EvaluationAction>("evaluation", transitions, timers);

}  // namespace dengyun::evaluations
