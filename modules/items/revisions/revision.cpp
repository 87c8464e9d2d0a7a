#include "modules/items/revisions/revision.h"

namespace dengyun::items {
namespace {

constexpr meta::Choice statuses[] = {{"draft", {"草稿", "Draft"}},
                                     {"released", {"已发布", "Released"}},
                                     {"superseded", {"已被取代", "Superseded"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}}};
constexpr meta::Choices status_choices{"revision_status", statuses};
constexpr meta::Choice actions[] = {
    {"release", {"发布", "Release"}}, {"supersede", {"取代", "Supersede"}}, {"withdraw", {"撤回", "Withdraw"}}};
constexpr meta::Choices action_choices{"revision_action", actions};

using R = Revision;
constexpr auto fields = meta::record<R>(
    meta::field<&R::item_id>("item_id", {"物料", "Item"},
                             {.flags = meta::required | meta::immutable | meta::filterable, .reference = "item"}),
    meta::field<&R::code>("code", {"版次", "Revision code"},
                          {.flags = meta::required | meta::sortable, .length_max = 20}),
    meta::field<&R::change_note>("change_note", {"变更说明", "Change note"},
                                 {.length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&R::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&R::released_at>("released_at", {"发布时间", "Released at"}, {.flags = meta::read_only}),
    meta::field<&R::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_code[] = {"item_id", "code"};
constexpr meta::Index indexes[] = {{.name = "revision_code", .columns = by_code, .unique = true}};

using S = RevisionStatus;
using A = RevisionAction;
constexpr flow::Rules engineer{.permission = "items.release"};
constexpr std::array transitions{
    flow::transition(S::draft, A::release, S::released, engineer),
    // Follows from the release of the next revision.
    flow::transition(S::released, A::supersede, S::superseded, {}),
    flow::transition(S::released, A::withdraw, S::withdrawn, engineer),
};
static_assert(flow::sound(transitions));

}  // namespace

const meta::Choices& choices_of(RevisionStatus) { return status_choices; }
const meta::Choices& choices_of(RevisionAction) { return action_choices; }

constinit const meta::Entity Revision::description{
    .name = "revision", .label = {"版本", "Revision"}, .fields = fields, .indexes = indexes, .title_field = "code"};
constinit const flow::StateTable Revision::states =
    flow::state_table<RevisionStatus, RevisionAction>("revision", transitions);

}  // namespace dengyun::items
