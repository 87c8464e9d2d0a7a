#include "modules/items/distributions/distribution.h"

namespace dengyun::items {
namespace {

constexpr meta::Choice statuses[] = {{"issued", {"待签收", "Issued"}},
                                     {"acknowledged", {"已签收", "Acknowledged"}},
                                     {"lapsed", {"逾期未签收", "Lapsed"}},
                                     {"recalled", {"已收回", "Recalled"}}};
constexpr meta::Choices status_choices{"distribution_status", statuses};
constexpr meta::Choice actions[] = {{"acknowledge", {"签收", "Acknowledge"}},
                                    {"lapse", {"逾期", "Lapse"}},
                                    {"reissue", {"重新发放", "Reissue"}},
                                    {"recall", {"收回", "Recall"}}};
constexpr meta::Choices action_choices{"distribution_action", actions};

using D = Distribution;
constexpr meta::Options told{.flags = meta::read_only};
constexpr auto fields = meta::record<D>(
    meta::field<&D::revision_id>("revision_id", {"版本", "Revision"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "revision"}),
    meta::field<&D::item_id>("item_id", {"物料", "Item"},
                             {.flags = meta::read_only | meta::filterable, .reference = "item"}),
    meta::field<&D::holder_id>("holder_id", {"发放给", "Given to"},
                               {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&D::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&D::acknowledged_at>("acknowledged_at", {"签收时间", "Acknowledged at"}, told),
    meta::field<&D::acknowledged_by>("acknowledged_by", {"签收人", "Acknowledged by"}, told),
    meta::field<&D::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_holder[] = {"holder_id"};
constexpr std::string_view by_pair[] = {"revision_id", "holder_id"};
constexpr meta::Index indexes[] = {{.name = "distribution_pair", .columns = by_pair, .unique = true},
                                   {.name = "distribution_holder", .columns = by_holder, .across_organisations = true}};

using S = DistributionStatus;
using A = DistributionAction;
constexpr flow::Rules owner{.permission = "items.release"};
constexpr flow::Rules holder{.permission = "items.acknowledge", .by_platform = true};
constexpr std::array transitions{
    flow::transition(S::issued, A::acknowledge, S::acknowledged, holder),
    flow::transition(S::issued, A::lapse, S::lapsed, {}),
    flow::transition(S::issued, A::recall, S::recalled, owner),
    flow::transition(S::acknowledged, A::recall, S::recalled, owner),
    flow::transition(S::lapsed, A::acknowledge, S::acknowledged, holder),
    flow::transition(S::lapsed, A::reissue, S::issued, owner),
    flow::transition(S::lapsed, A::recall, S::recalled, owner),
    flow::transition(S::recalled, A::reissue, S::issued, owner),
};
constexpr std::array timers{flow::timer(S::issued, acknowledgement_time, A::lapse)};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(DistributionStatus) { return status_choices; }
const meta::Choices& choices_of(DistributionAction) { return action_choices; }

constinit const meta::Entity Distribution::description{
    .name = "distribution", .label = {"图纸发放", "Distribution"}, .fields = fields, .indexes = indexes};
constinit const flow::StateTable Distribution::states =
    flow::state_table<DistributionStatus, DistributionAction>("distribution", transitions, timers);

}  // namespace dengyun::items
