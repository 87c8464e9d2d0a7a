#include "modules/audit/event_view.h"

namespace dengyun {
namespace {
constexpr meta::Choice actor_kinds[] = {
    {"user", {"用户", "User"}}, {"api_key", {"接口密钥", "API key"}}, {"system", {"系统", "System"}}};
constexpr meta::Choices actor_kind_choices{"actor_kind", actor_kinds};
}  // namespace

const meta::Choices& choices_of(ActorKind) { return actor_kind_choices; }

}  // namespace dengyun

namespace dengyun::audit {
namespace {

using meta::field;

constexpr auto event_fields = meta::fields(
    field<&EventView::sequence>("sequence", {"序号", "Number"}, {.flags = meta::read_only | meta::sortable}),
    field<&EventView::at>("at", {"时间", "Time"}, {.flags = meta::read_only}),
    field<&EventView::actor_kind>("actor_kind", {"操作者类别", "Kind of actor"}, {.flags = meta::read_only}),
    field<&EventView::actor_name>("actor_name", {"操作者", "Actor"}, {.flags = meta::read_only}),
    field<&EventView::entity>("entity", {"对象", "Entity"}, {.flags = meta::read_only | meta::filterable}),
    field<&EventView::entity_id>("entity_id", {"对象编号", "Id of the entity"},
                                 {.flags = meta::read_only | meta::filterable}),
    field<&EventView::event>("event", {"事件", "Event"}, {.flags = meta::read_only}),
    field<&EventView::data>("data", {"内容", "Content"},
                            {.flags = meta::read_only,
                             .format = meta::Format::json,
                             .help = {"修改时为 {字段: [修改前, 修改后]}", "Of a change: {field: [before, after]}"}}),
    field<&EventView::hash>("hash", {"校验值", "Hash"},
                            {.flags = meta::read_only,
                             .help = {"由前一事件的校验值和本事件算出", "Made from the hash before and this event"}}));

constexpr auto verification_fields =
    meta::fields(field<&VerificationView::ok>("ok", {"完好", "Intact"}, {.flags = meta::read_only}),
                 field<&VerificationView::events>("events", {"事件数", "Events"}, {.flags = meta::read_only}),
                 field<&VerificationView::first_bad_sequence>(
                     "first_bad_sequence", {"第一个有问题的序号", "First bad number"}, {.flags = meta::read_only}),
                 field<&VerificationView::reason>(
                     "reason", {"问题", "Reason"},
                     {.flags = meta::read_only,
                      .help = {"hash 内容被改；gap 缺号；head 末尾不符",
                               "hash: content changed; gap: a number is missing; head: the end does not fit"}}));

}  // namespace

constinit const meta::Entity EventView::description{
    .name = "event", .label = {"事件", "Event"}, .fields = event_fields, .title_field = "event", .stored = false};
constinit const meta::Entity VerificationView::description{.name = "event_verification",
                                                           .label = {"事件链校验", "Verification of the event chain"},
                                                           .fields = verification_fields,
                                                           .stored = false};

EventView view_of(store::Event event) {
    return {.sequence = event.sequence,
            .at = event.at,
            .actor_kind = event.actor_kind,
            .actor_name = std::move(event.actor_name),
            .entity = std::move(event.entity),
            .entity_id = {event.entity_id},
            .event = std::move(event.name),
            .data = std::move(event.data),
            .hash = std::move(event.hash)};
}

VerificationView view_of(const store::Verification& verification) {
    VerificationView view{.ok = verification.faults.empty(), .events = verification.events};
    if (!view.ok) {
        view.first_bad_sequence = verification.faults.front().sequence;
        view.reason = verification.faults.front().reason;
    }
    return view;
}

}  // namespace dengyun::audit
