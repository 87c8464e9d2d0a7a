#pragma once
// A week of a machine as its page draws it: when there is work, and what occupies it.
#include <vector>

#include "modules/capacity/slots/capacity_slot.h"

namespace dengyun::capacity {

struct WorkingTime {
    Instant starts_at{};
    Instant ends_at{};
    static const meta::Entity description;
};
// To whom the machine does not belong is not told what for and for whom a slot is kept.
struct OccupiedTime {
    Instant starts_at{};
    Instant ends_at{};
    SlotStatus status = SlotStatus::booked;
    std::optional<std::string> purpose;
    std::optional<Id<CapacitySlot>> slot_id;
    std::optional<Instant> expires_at;
    static const meta::Entity description;
};
struct MachineWeek {
    Instant from{};
    Instant to{};
    std::vector<WorkingTime> working;
    std::vector<OccupiedTime> occupied;
    std::int64_t working_minutes = 0;
    std::int64_t free_minutes = 0;
    static const meta::Entity description;
};

}  // namespace dengyun::capacity
