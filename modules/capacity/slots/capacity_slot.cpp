#include "modules/capacity/slots/capacity_slot.h"

namespace dengyun::capacity {
namespace {

constexpr meta::Choice statuses[] = {{"free", {"空闲", "Free"}},
                                     {"reserved", {"已预留", "Reserved"}},
                                     {"booked", {"已占用", "Booked"}},
                                     {"used", {"已使用", "Used"}}};
constexpr meta::Choices status_choices{"capacity_slot_status", statuses};
constexpr meta::Choice actions[] = {{"reserve", {"预留", "Reserve"}},
                                    {"lapse", {"预留到期", "Lapse"}},
                                    {"book", {"占用", "Book"}},
                                    {"release", {"释放", "Release"}},
                                    {"use", {"使用", "Use"}}};
constexpr meta::Choices action_choices{"capacity_slot_action", actions};

using C = CapacitySlot;
constexpr unsigned given = meta::required | meta::immutable;
constexpr auto fields = meta::record<C>(
    meta::field<&C::machine_id>("machine_id", {"设备", "Machine"},
                                {.flags = given | meta::filterable, .reference = "machine"}),
    meta::field<&C::starts_at>("starts_at", {"开始", "Starts at"}, {.flags = given | meta::sortable}),
    meta::field<&C::ends_at>("ends_at", {"结束", "Ends at"}, {.flags = given}),
    meta::field<&C::purpose>("purpose", {"用途", "Purpose"}, {.flags = meta::required, .length_max = 100}),
    meta::field<&C::holder_id>("holder_id", {"预留给", "Kept for"},
                               {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&C::expires_at>("expires_at", {"预留至", "Reserved until"}, {.flags = meta::immutable}),
    meta::field<&C::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&C::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_time[] = {"machine_id", "starts_at"};
constexpr meta::Index indexes[] = {{.name = "capacity_slot_time", .columns = by_time}};

using S = SlotStatus;
using A = SlotAction;
constexpr flow::Rules planner{.permission = "capacity.reserve"};
constexpr flow::Rules freeing{.permission = "capacity.reserve", .event = "released"};
constexpr std::array transitions{
    flow::transition(S::free, A::reserve, S::reserved, planner),
    flow::transition(S::reserved, A::lapse, S::free, {.event = "lapsed"}),
    flow::transition(S::reserved, A::book, S::booked, planner),
    flow::transition(S::reserved, A::release, S::free, freeing),
    flow::transition(S::booked, A::release, S::free, freeing),
    flow::transition(S::booked, A::use, S::used, planner),
};
constexpr std::array timers{
    flow::timer(S::reserved, Duration{0}, A::lapse, "expires_at"),
    flow::timer(S::booked, use_time, A::use, "ends_at"),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(SlotStatus) { return status_choices; }
const meta::Choices& choices_of(SlotAction) { return action_choices; }

constinit const meta::Entity CapacitySlot::description{.name = "capacity_slot",
                                                       .label = {"产能时段", "Capacity slot"},
                                                       .fields = fields,
                                                       .indexes = indexes,
                                                       .title_field = "purpose"};
constinit const flow::StateTable CapacitySlot::states =
    flow::state_table<SlotStatus, SlotAction>("capacity_slot", transitions, timers);

Result<> check_slot(const CapacitySlot& slot, Instant now) {
    std::vector<Issue> issues;
    if (slot.ends_at <= slot.starts_at)
        issues.push_back({"ends_at", "not_after"});
    else if (slot.ends_at - slot.starts_at > slot_length_max)
        issues.push_back({"ends_at", "too_long_a_time", "31"});
    if (slot.expires_at && *slot.expires_at <= now)
        issues.push_back({"expires_at", "in_past"});
    else if (slot.expires_at && *slot.expires_at - now > reservation_time_max)
        issues.push_back({"expires_at", "too_long_a_time", "7"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::capacity
