// Slots of one's own machines by hand, and the week of a machine.
#include "modules/capacity/routes.h"

#include "kernel/api/resource.h"
#include "modules/capacity/slots/week.h"

namespace dengyun::capacity {
namespace {

constexpr Duration reservation_by_hand = flow::day;

// By hand a slot is reserved for the own organisation, for a day where nothing else is said.
Result<> prepare(store::Unit& unit, CapacitySlot& slot, const CapacitySlot* before) {
    if (before != nullptr) return {};
    if (!unit.find(slot.machine_id))
        return fail(ErrorKind::invalid, "request.invalid", {{"machine_id", "unknown_reference"}});
    slot.expires_at = slot.expires_at.value_or(unit.now() + reservation_by_hand);
    slot.holder_id = unit.scope().organisation();
    slot.status = SlotStatus::reserved;
    return claim(unit, slot);
}

Result<> removable(store::Reader&, const CapacitySlot& slot) {
    if (slot.status == SlotStatus::free) return {};
    return fail(ErrorKind::conflict, "capacity_slot.not_free");
}

Result<MachineWeek> read_week(const api::Call& call, store::Reader& reader) {
    constexpr auto week = std::chrono::days(7);
    DENGYUN_TRY(id, call.id<Machine>());
    DENGYUN_TRY(machine, reader.find(id));
    auto from = reader.now();
    if (const auto given = call.query_parameter("from")) {
        auto read = parse_instant(*given);
        if (!read) return fail(ErrorKind::invalid, "request.invalid", {{"from", "malformed"}});
        from = *read;
    }
    MachineWeek answer{.from = from, .to = from + week, .working = {}, .occupied = {}};
    DENGYUN_TRY(calendar, calendar_of(reader, machine));
    const auto working = working_intervals(calendar, answer.from, answer.to);
    for (const auto& one : working) answer.working.push_back({one.begin, one.end});
    DENGYUN_TRY(slots, slots_of(reader, machine, answer.from, answer.to));
    const bool own = call.principal->organisation == machine.organisation_id;
    std::vector<Interval> busy;
    for (const auto& slot : slots) {
        OccupiedTime time{.starts_at = slot.starts_at, .ends_at = slot.ends_at, .status = slot.status};
        if (own || slot.holder_id == call.principal->organisation) {
            time.purpose = slot.purpose;
            time.slot_id = slot.id;
            time.expires_at = slot.expires_at;
        }
        busy.push_back({slot.starts_at, slot.ends_at});
        answer.occupied.push_back(std::move(time));
    }
    const auto minutes = [](Duration length) { return std::chrono::floor<std::chrono::minutes>(length).count(); };
    answer.working_minutes = minutes(length_of(working));
    answer.free_minutes = answer.working_minutes - minutes(common_length(working, busy));
    return answer;
}

}  // namespace

void add_slot_routes(api::Routes& routes) {
    api::add_resource<CapacitySlot>(routes, {.path = "/api/v1/capacity-slots",
                                             .read = "capacity.read",
                                             .edit = "capacity.reserve",
                                             .prepare = prepare,
                                             .removable = removable,
                                             .before_move = before_move});
    routes.get<MachineWeek>(
        "/api/v1/machines/{id}/week", api::needs("capacity.read"), {"设备周历", "Read a week of a machine"}, read_week,
        {.reach = api::Reach::all,
         .parameters = {
             {"from", {"从何时起的七天，不写则从现在起", "Seven days from here on; from now where absent"}}}});
}

}  // namespace dengyun::capacity
