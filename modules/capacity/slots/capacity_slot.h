#pragma once
// A capacity slot: a machine's time between two moments. `free` occupies nothing; a reservation ends by itself when its
// time is up. No two slots that are reserved, booked or used overlap on one machine.
// docs/state-machines/capacity_slot.md
#include <optional>
#include <string>

#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "modules/capacity/machines/machine.h"

namespace dengyun::capacity {

inline constexpr Duration slot_length_max = std::chrono::days(31);
inline constexpr Duration reservation_time_max = 7 * flow::day;
// Whoever forgets to report has his slot counted as used after this.
inline constexpr Duration use_time = 7 * flow::day;

enum class SlotStatus { free, reserved, booked, used };
enum class SlotAction { reserve, lapse, book, release, use };
const meta::Choices& choices_of(SlotStatus);
const meta::Choices& choices_of(SlotAction);

struct CapacitySlot : meta::Record<CapacitySlot> {
    Id<Machine> machine_id{};
    Instant starts_at{};
    Instant ends_at{};
    std::string purpose;                        // the document it is for, as people call it
    std::optional<Id<Organisation>> holder_id;  // for whom it is kept
    std::optional<Instant> expires_at;          // of a reservation
    SlotStatus status = SlotStatus::free;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Pure. Errors: invalid with issues not_after, too_long on ends_at; in_past, too_late on expires_at.
[[nodiscard]] Result<> check_slot(const CapacitySlot& slot, Instant now);

}  // namespace dengyun::capacity
