#include "modules/capacity/slots/service.h"

#include "kernel/api/flow_routes.h"
#include "kernel/store/rows.h"

namespace dengyun::capacity {
namespace {

const flow::Mover system_mover{meta::all_seeing(), true, false};

constexpr std::int64_t number(SlotAction action) { return static_cast<std::int64_t>(action); }

Result<CapacitySlot> move(store::Unit& unit, CapacitySlot slot, SlotAction action) {
    DENGYUN_TRY(moved, api::move<CapacitySlot>(unit, std::move(slot), number(action), system_mover, before_move));
    // The flow moves in the system's name and leaves the timer of the state before; a new state has its own.
    if (moved.status == SlotStatus::free || moved.status == SlotStatus::used)
        DENGYUN_CHECK(api::disarm_timer(unit, moved));
    return std::move(moved);
}

bool occupies(const CapacitySlot& slot, Instant now) {
    if (slot.status == SlotStatus::free) return false;
    return slot.status != SlotStatus::reserved || !slot.expires_at || *slot.expires_at > now;
}

Result<std::vector<CapacitySlot>> overlapping(store::Reader& reader, const Machine& machine, Instant from, Instant to) {
    const std::array parameters{meta::Scalar(machine.organisation_id.value), meta::Scalar(machine.id.value),
                                meta::Scalar(milliseconds_of(from - slot_length_max)),
                                meta::Scalar(milliseconds_of(to)), meta::Scalar(milliseconds_of(from))};
    return store::rows_of<CapacitySlot>(
        reader,
        "SELECT id FROM capacity_slot WHERE organisation_id = ? AND machine_id = ? AND starts_at > ? AND starts_at < ? "
        "AND ends_at > ? AND status <> 'free' ORDER BY starts_at",
        parameters);
}

}  // namespace

Result<WorkingCalendar> calendar_of(store::Reader& reader, const Machine& machine) {
    if (!machine.calendar_id) return usual_calendar();
    return reader.find(*machine.calendar_id);
}

Result<std::vector<CapacitySlot>> slots_of(store::Reader& reader, const Machine& machine, Instant from, Instant to) {
    DENGYUN_TRY(found, overlapping(reader, machine, from, to));
    std::erase_if(found, [&](const CapacitySlot& slot) { return !occupies(slot, reader.now()); });
    return std::move(found);
}

Result<> claim(store::Unit& unit, const CapacitySlot& slot) {
    DENGYUN_CHECK(check_slot(slot, unit.now()));
    DENGYUN_TRY(machine, unit.find(slot.machine_id));
    if (!machine.is_available) return fail(ErrorKind::conflict, "machine.not_available");
    // Two units that claim time of one machine meet at its row: on PostgreSQL the second one waits here, and is then
    // refused as a serialisation conflict and tried again on what the first one has left.
    const std::array touched{meta::Scalar(machine.organisation_id.value), meta::Scalar(machine.id.value)};
    DENGYUN_TRY(rows,
                unit.execute("UPDATE machine SET slot_changes = slot_changes + 1 WHERE organisation_id = ? AND id = ?",
                             touched));
    if (rows != 1) return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(calendar, calendar_of(unit, machine));
    if (working_intervals(calendar, slot.starts_at, slot.ends_at).empty())
        return fail(ErrorKind::conflict, "capacity_slot.outside_calendar");
    DENGYUN_TRY(others, overlapping(unit, machine, slot.starts_at, slot.ends_at));
    for (auto& other : others) {
        if (other.id == slot.id) continue;
        if (occupies(other, unit.now())) return fail(ErrorKind::conflict, "capacity_slot.taken");
        DENGYUN_TRY(lapsed, move(unit, std::move(other), SlotAction::lapse));
        static_cast<void>(lapsed);
    }
    return {};
}

Result<> before_move(store::Unit& unit, CapacitySlot& slot, std::int64_t action) {
    if (action == number(SlotAction::reserve)) {
        slot.expires_at = slot.expires_at.value_or(unit.now() + flow::day);
        return claim(unit, slot);
    }
    if (action == number(SlotAction::book)) {
        if (!occupies(slot, unit.now())) return fail(ErrorKind::conflict, "capacity_slot.expired");
        slot.expires_at.reset();
        return {};
    }
    if (action == number(SlotAction::release) || action == number(SlotAction::lapse)) slot.expires_at.reset();
    return {};
}

Result<CapacitySlot> reserve(store::Unit& unit, const NewReservation& reservation) {
    DENGYUN_TRY(machine, unit.find(reservation.machine));
    CapacitySlot slot{.machine_id = machine.id,
                      .starts_at = reservation.starts_at,
                      .ends_at = reservation.ends_at,
                      .purpose = reservation.purpose,
                      .holder_id = reservation.holder,
                      .expires_at = reservation.expires_at};
    slot.organisation_id = machine.organisation_id;
    slot.status = SlotStatus::reserved;
    DENGYUN_CHECK(claim(unit, slot));
    DENGYUN_TRY(made, unit.insert(std::move(slot)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

Result<CapacitySlot> book(store::Unit& unit, Id<CapacitySlot> id) {
    DENGYUN_TRY(slot, unit.find(id));
    return move(unit, std::move(slot), SlotAction::book);
}

Result<CapacitySlot> release(store::Unit& unit, Id<CapacitySlot> id, std::string reason) {
    DENGYUN_TRY(slot, unit.find(id));
    if (slot.status == SlotStatus::free) return std::move(slot);
    slot.status_reason = std::move(reason);
    return move(unit, std::move(slot), SlotAction::release);
}

Result<CapacitySlot> use(store::Unit& unit, Id<CapacitySlot> id) {
    DENGYUN_TRY(slot, unit.find(id));
    return move(unit, std::move(slot), SlotAction::use);
}

}  // namespace dengyun::capacity
