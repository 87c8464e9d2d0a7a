#pragma once
// Slots that stand behind plans. Plans of one order that need a machine at overlapping times share a slot: only one of
// them will be done.
#include <span>

#include "flows/dispatching/dispatching.h"

namespace dengyun::dispatching {

struct SharedSlot {
    Id<capacity::Machine> machine{};
    Instant starts_at{};
    Instant ends_at{};
    std::vector<std::size_t> plans;  // that need it
    Id<capacity::CapacitySlot> slot{};
};
// By machine and time, apart from each other. Only the plans that `is_kept` says.
[[nodiscard]] std::vector<SharedSlot> shared_slots(std::span<const plans::Plan> plans,
                                                   const std::vector<bool>& is_kept);

// Reserves what the plans need. A plan whose time somebody else has taken meanwhile is not kept any more, and what only
// such plans need is freed again.
[[nodiscard]] Result<std::vector<SharedSlot>> reserve_slots(store::Unit& unit, std::span<const plans::Plan> plans,
                                                            const capacity::NewReservation& of,
                                                            std::vector<bool>& is_kept);
[[nodiscard]] Id<capacity::CapacitySlot> slot_of(std::span<const SharedSlot> slots, const plans::PlannedLot& lot);

}  // namespace dengyun::dispatching
