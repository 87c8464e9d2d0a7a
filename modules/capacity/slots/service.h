#pragma once
// Slots as the flows move them, within their own unit of work. The scope must be allowed to write for the machine's
// organisation.
#include <vector>

#include "kernel/store/unit.h"
#include "modules/capacity/slots/capacity_slot.h"

namespace dengyun::capacity {

struct NewReservation {
    Id<Machine> machine{};
    Instant starts_at{};
    Instant ends_at{};
    Id<Organisation> holder{};
    std::string purpose;
    Instant expires_at{};
};
// Reserves the time. Whoever comes second at the same time is refused, also when both ask at once: the machine's row is
// touched first. A reservation whose time is up does not stand in the way.
// Errors: not_found; invalid as check_slot; conflict "capacity_slot.taken", "capacity_slot.outside_calendar" (no work
// in that time), "machine.not_available".
[[nodiscard]] Result<CapacitySlot> reserve(store::Unit& unit, const NewReservation& reservation);
// reserved → booked. Errors: of the state table; conflict "capacity_slot.expired".
[[nodiscard]] Result<CapacitySlot> book(store::Unit& unit, Id<CapacitySlot> slot);
// reserved or booked → free; one that is free already stays so.
[[nodiscard]] Result<CapacitySlot> release(store::Unit& unit, Id<CapacitySlot> slot, std::string reason);
// booked → used.
[[nodiscard]] Result<CapacitySlot> use(store::Unit& unit, Id<CapacitySlot> slot);

// What occupies a machine in that time, sorted; reservations whose time is up are left out.
[[nodiscard]] Result<std::vector<CapacitySlot>> slots_of(store::Reader& reader, const Machine& machine, Instant from,
                                                         Instant to);
// The machine's calendar; usual_calendar() where it names none.
[[nodiscard]] Result<WorkingCalendar> calendar_of(store::Reader& reader, const Machine& machine);

// What goes with a creation and a move through the routes; see api::Resource.
[[nodiscard]] Result<> claim(store::Unit& unit, const CapacitySlot& slot);
[[nodiscard]] Result<> before_move(store::Unit& unit, CapacitySlot& slot, std::int64_t action);

}  // namespace dengyun::capacity
