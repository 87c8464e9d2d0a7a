#include "flows/dispatching/slots.h"

#include <algorithm>

namespace dengyun::dispatching {
namespace {

constexpr std::string_view booked_otherwise = "booked otherwise";

// Taken, out of order, gone, or longer than a slot may be. What the database refuses fails the unit instead.
bool is_lost(std::string_view code) {
    constexpr std::string_view codes[] = {"capacity_slot.taken", "capacity_slot.outside_calendar",
                                          "machine.not_available", "request.invalid", "request.not_found"};
    return std::ranges::find(codes, code) != std::end(codes);
}

}  // namespace

std::vector<SharedSlot> shared_slots(std::span<const plans::Plan> plans, const std::vector<bool>& is_kept) {
    std::vector<SharedSlot> needs;
    for (std::size_t p = 0; p < plans.size(); ++p)
        if (is_kept[p])
            for (const auto& lot : plans[p].lots)
                if (!lot.is_started) needs.push_back({lot.machine, lot.starts_at, lot.ends_at, {p}});
    std::ranges::sort(needs, {},
                      [](const SharedSlot& one) { return std::tuple(one.machine, one.starts_at, one.ends_at); });
    std::vector<SharedSlot> slots;
    for (auto& need : needs) {
        auto* last = slots.empty() ? nullptr : &slots.back();
        if (last == nullptr || last->machine != need.machine || need.starts_at >= last->ends_at) {
            slots.push_back(std::move(need));
            continue;
        }
        last->ends_at = std::max(last->ends_at, need.ends_at);
        if (std::ranges::find(last->plans, need.plans.front()) == last->plans.end())
            last->plans.push_back(need.plans.front());
    }
    return slots;
}

Result<std::vector<SharedSlot>> reserve_slots(store::Unit& unit, std::span<const plans::Plan> plans,
                                              const capacity::NewReservation& of, std::vector<bool>& is_kept) {
    auto slots = shared_slots(plans, is_kept);
    for (auto& slot : slots) {
        auto what = of;
        what.machine = slot.machine;
        what.starts_at = slot.starts_at;
        what.ends_at = slot.ends_at;
        auto made = capacity::reserve(unit, what);
        if (made) {
            slot.slot = made->id;
            continue;
        }
        if (!is_lost(made.error().code)) return std::unexpected(std::move(made).error());
        for (const auto plan : slot.plans) is_kept[plan] = false;
    }
    for (auto& slot : slots) {
        if (std::ranges::any_of(slot.plans, [&](std::size_t plan) { return is_kept[plan]; })) continue;
        if (slot.slot) DENGYUN_CHECK(capacity::release(unit, slot.slot, std::string(booked_otherwise)));
        slot.slot = {};
    }
    std::erase_if(slots, [](const SharedSlot& one) { return !one.slot; });
    return slots;
}

Id<capacity::CapacitySlot> slot_of(std::span<const SharedSlot> slots, const plans::PlannedLot& lot) {
    for (const auto& one : slots)
        if (one.machine == lot.machine && one.starts_at <= lot.starts_at && lot.ends_at <= one.ends_at) return one.slot;
    return {};
}

}  // namespace dengyun::dispatching
