#include "modules/evaluations/appeals/appeal.h"

namespace dengyun::evaluations {
namespace {

constexpr meta::Choice statuses[] = {{"filed", {"已提出", "Filed"}},
                                     {"heard", {"受理中", "Being heard"}},
                                     {"upheld", {"维持原评价", "Upheld"}},
                                     {"changed", {"已更正", "Changed"}},
                                     {"set_aside", {"逾期未答复，评价作废", "Unanswered: evaluation set aside"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}}};
constexpr meta::Choices status_choices{"evaluation_appeal_status", statuses};
constexpr meta::Choice actions[] = {{"hear", {"受理", "Hear"}},
                                    {"uphold", {"维持原评价", "Uphold"}},
                                    {"change", {"更正评价", "Change"}},
                                    {"lapse", {"逾期未答复", "Lapse"}},
                                    {"withdraw", {"撤回申诉", "Withdraw"}}};
constexpr meta::Choices action_choices{"evaluation_appeal_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
using P = EvaluationAppeal;
constexpr auto fields = meta::record<P>(
    meta::field<&P::buyer_id>("buyer_id", {"评价方", "Buyer"},
                              {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&P::evaluation_id>("evaluation_id", {"评价", "Evaluation"},
                                   {.flags = meta::read_only | meta::filterable, .reference = "evaluation"}),
    meta::field<&P::title>("title", {"评价期", "Period"}, told),
    meta::field<&P::grounds>("grounds", {"申诉理由", "Grounds"},
                             {.flags = meta::read_only, .length_max = 2'000, .format = meta::Format::multiline}),
    meta::field<&P::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&P::status_reason>("status_reason", {"答复", "Answer"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&P::total_before_ppm>("total_before_ppm", {"原总分（百万分之）", "Total before (ppm)"}, told),
    meta::field<&P::total_after_ppm>("total_after_ppm", {"更正后总分（百万分之）", "Total after (ppm)"}, told));
constexpr std::string_view by_evaluation[] = {"evaluation_id"};
constexpr std::string_view by_buyer[] = {"buyer_id", "status"};
constexpr meta::Index indexes[] = {
    {.name = "evaluation_appeal_evaluation", .columns = by_evaluation, .unique = true, .across_organisations = true},
    {.name = "evaluation_appeal_buyer", .columns = by_buyer, .across_organisations = true}};

using N = AppealInput;
constexpr auto input_fields = meta::fields(
    meta::field<&N::evaluation_id>("evaluation_id", {"评价", "Evaluation"},
                                   {.flags = meta::required, .reference = "evaluation"}),
    meta::field<&N::grounds>("grounds", {"申诉理由", "Grounds"},
                             {.flags = meta::required, .length_max = 2'000, .format = meta::Format::multiline}));

constexpr meta::Options place{.flags = meta::required, .min = 1, .max = static_cast<std::int64_t>(criteria_max)};
using J = Judgement;
constexpr auto judgement_fields = meta::fields(
    meta::field<&J::position>("position", {"指标序号", "Criterion"}, place),
    meta::field<&J::value_ppm>("value_ppm", {"得分（百万分之）", "Value (ppm)"},
                               {.flags = meta::required, .min = 0, .max = million}),
    meta::field<&J::comment>("comment", {"评语", "Comment"}, {.flags = meta::required, .length_max = 200}));
constexpr meta::Options some_judgements{.items_max = static_cast<std::uint32_t>(criteria_max)};
constexpr auto judgements_fields =
    meta::fields(meta::field<&JudgementsInput::judgements>("judgements", {"人工评价", "Judgements"}, some_judgements));
using X = Exclusion;
constexpr auto exclusion_fields = meta::fields(
    meta::field<&X::position>("position", {"指标序号", "Criterion"}, place),
    meta::field<&X::input>("input", {"依据序号", "Record"},
                           {.flags = meta::required, .min = 1, .max = static_cast<std::int64_t>(inputs_max)}));
using V = RevisionInput;
constexpr auto revision_fields = meta::fields(
    meta::field<&V::exclusions>("exclusions", {"剔除的依据", "Records that no longer count"}, {.items_max = 200}),
    meta::field<&V::judgements>("judgements", {"更正的人工评价", "Judgements anew"}, some_judgements),
    meta::field<&V::reason>("reason", {"答复", "Answer"}, {.flags = meta::required, .length_max = 500}));

using S = AppealStatus;
using A = AppealAction;
constexpr flow::Rules supplier{.permission = "evaluations.appeal"};
constexpr flow::Rules buyer{.permission = "evaluations.judge", .by_platform = true};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::filed, A::hear, S::heard, buyer),
    flow::transition(S::filed, A::lapse, S::set_aside, nobody),
    flow::transition(S::filed, A::withdraw, S::withdrawn, supplier),
    flow::transition(S::heard, A::uphold, S::upheld, buyer),
    flow::transition(S::heard, A::change, S::changed, buyer),
    flow::transition(S::heard, A::lapse, S::set_aside, nobody),
    flow::transition(S::heard, A::withdraw, S::withdrawn, supplier),
};
constexpr std::array timers{flow::timer(S::filed, hearing_time, A::lapse),
                            flow::timer(S::heard, decision_time, A::lapse)};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(AppealStatus) { return status_choices; }
const meta::Choices& choices_of(AppealAction) { return action_choices; }

constinit const meta::Entity EvaluationAppeal::description{.name = "evaluation_appeal",
                                                           .label = {"评价申诉", "Appeal"},
                                                           .fields = fields,
                                                           .indexes = indexes,
                                                           .title_field = "title"};
constinit const flow::StateTable EvaluationAppeal::states =
    flow::state_table<AppealStatus, AppealAction>("evaluation_appeal", transitions, timers);
constinit const meta::Entity AppealInput::description{
    .name = "evaluation_appeal_input", .label = {"申诉", "Appeal"}, .fields = input_fields, .stored = false};
constinit const meta::Entity Judgement::description{
    .name = "evaluation_judgement", .label = {"人工评价", "Judgement"}, .fields = judgement_fields, .stored = false};
constinit const meta::Entity JudgementsInput::description{.name = "evaluation_judgements_input",
                                                          .label = {"人工评价", "Judgements"},
                                                          .fields = judgements_fields,
                                                          .stored = false};
constinit const meta::Entity Exclusion::description{
    .name = "evaluation_exclusion", .label = {"剔除的依据", "Exclusion"}, .fields = exclusion_fields, .stored = false};
constinit const meta::Entity RevisionInput::description{
    .name = "evaluation_revision_input", .label = {"更正", "Revision"}, .fields = revision_fields, .stored = false};

}  // namespace dengyun::evaluations
