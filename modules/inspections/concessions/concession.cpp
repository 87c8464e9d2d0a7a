#include "modules/inspections/concessions/concession.h"

namespace dengyun::inspections {
namespace {

constexpr meta::Choice statuses[] = {{"offered", {"待答复", "Offered"}},
                                     {"agreed", {"已同意", "Agreed"}},
                                     {"refused", {"已拒绝", "Refused"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}},
                                     {"lapsed", {"逾期失效", "Lapsed"}}};
constexpr meta::Choices status_choices{"concession_status", statuses};
constexpr meta::Choice actions[] = {{"agree", {"同意", "Agree"}},
                                    {"refuse", {"拒绝", "Refuse"}},
                                    {"withdraw", {"撤回", "Withdraw"}},
                                    {"lapse", {"逾期", "Lapse"}}};
constexpr meta::Choices action_choices{"concession_action", actions};

using C = Concession;
constexpr auto fields = meta::record<C>(
    meta::field<&C::inspection_id>("inspection_id", {"检验单", "Inspection"},
                                   {.flags = meta::read_only | meta::filterable, .reference = "inspection"}),
    meta::field<&C::party_id>("party_id", {"对方", "Other party"},
                              {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&C::price_cut>(
        "price_cut", {"减价", "Price cut"},
        {.flags = meta::required | meta::immutable, .min = 1, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&C::reason>(
        "reason", {"说明", "Reason"},
        {.flags = meta::required | meta::immutable, .length_max = 500, .format = meta::Format::multiline}),
    meta::field<&C::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&C::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_party[] = {"party_id"};
constexpr std::string_view by_inspection[] = {"inspection_id"};
constexpr meta::Index indexes[] = {
    {.name = "concession_party", .columns = by_party, .across_organisations = true},
    {.name = "concession_inspection", .columns = by_inspection, .across_organisations = true}};

using S = ConcessionStatus;
using A = ConcessionAction;
constexpr flow::Rules offerer{.permission = "inspections.concede"};
constexpr flow::Rules answerer{.permission = "inspections.concede", .by_platform = true};
constexpr std::array transitions{
    flow::transition(S::offered, A::agree, S::agreed, answerer),
    flow::transition(S::offered, A::refuse, S::refused, answerer),
    flow::transition(S::offered, A::withdraw, S::withdrawn, offerer),
    flow::transition(S::offered, A::lapse, S::lapsed, {}),
};
constexpr std::array timers{flow::timer(S::offered, answer_time, A::lapse)};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(ConcessionStatus) { return status_choices; }
const meta::Choices& choices_of(ConcessionAction) { return action_choices; }

constinit const meta::Entity Concession::description{
    .name = "concession", .label = {"让步接收", "Concession"}, .fields = fields, .indexes = indexes};
constinit const flow::StateTable Concession::states =
    flow::state_table<ConcessionStatus, ConcessionAction>("concession", transitions, timers);

}  // namespace dengyun::inspections
