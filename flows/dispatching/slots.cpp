#include "flows/dispatching/slots.h"

#include <algorithm>
#include <set>

namespace dengyun::dispatching {
namespace {

constexpr std::string_view booked_otherwise = "booked otherwise";

std::set<std::int64_t> slots_in(std::span<const orders::OrderOption> options) {
    std::set<std::int64_t> all;
    for (const auto& option : options)
        for (const auto& lot : option.lots)
            if (lot.slot_id) all.insert(lot.slot_id->value);
    return all;
}

// Taken, out of order, gone, or longer than a slot may be. What the database refuses fails the unit instead.
bool is_lost(std::string_view code) {
    constexpr std::string_view codes[] = {"capacity_slot.taken", "capacity_slot.outside_calendar",
                                          "machine.not_available", "request.invalid", "request.not_found"};
    return std::ranges::find(codes, code) != std::end(codes);
}

Result<> free_slot(store::Unit& unit, Id<capacity::CapacitySlot> id, std::string_view reason) {
    DENGYUN_TRY(slot, unit.find(id));
    // What was worked in stays.
    if (slot.status == capacity::SlotStatus::used) return {};
    DENGYUN_CHECK(capacity::release(unit, id, std::string(reason)));
    return {};
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
        if (slot.slot) DENGYUN_CHECK(free_slot(unit, slot.slot, booked_otherwise));
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

Result<> free_options(store::Unit& unit, std::span<const orders::OrderOption> options, std::string_view reason) {
    for (const auto id : slots_in(options)) DENGYUN_CHECK(free_slot(unit, {id}, reason));
    return {};
}

Result<> free_option(store::Unit& unit, const orders::OrderOption& option, std::string_view reason) {
    DENGYUN_TRY(order, unit.find(option.order_id));
    DENGYUN_TRY(open, orders::open_options_of(unit, order, option.purpose));
    std::erase_if(open, [&](const orders::OrderOption& other) { return other.id == option.id; });
    const auto needed = slots_in(open);
    for (const auto id : slots_in(std::span(&option, 1)))
        if (!needed.contains(id)) DENGYUN_CHECK(free_slot(unit, {id}, reason));
    return {};
}

Result<> free_task(store::Unit& unit, const orders::OperationTask& task, std::string_view reason) {
    if (!task.slot_id) return {};
    return free_slot(unit, *task.slot_id, reason);
}

Result<orders::OrderOption> book_option(store::Unit& unit, const orders::SalesOrder& order,
                                        orders::OrderOption option) {
    for (const auto& lot : option.lots) {
        if (!lot.slot_id) continue;
        DENGYUN_TRY(slot, unit.find(*lot.slot_id));
        const bool is_there =
            slot.status == capacity::SlotStatus::reserved && (!slot.expires_at || *slot.expires_at > unit.now());
        if (!is_there) return fail(ErrorKind::conflict, "order_option.lapsed");
    }
    DENGYUN_TRY(open, orders::open_options_of(unit, order, option.purpose));
    open.push_back(option);
    DENGYUN_CHECK(free_options(unit, open, booked_otherwise));
    for (auto& lot : option.lots) {
        if (!lot.slot_id) continue;  // of a change: what goes on as it is
        DENGYUN_TRY(kept, capacity::reserve(unit, {.machine = lot.machine_id,
                                                   .starts_at = lot.starts_at,
                                                   .ends_at = lot.ends_at,
                                                   .holder = order.supplier_id,
                                                   .purpose = order.number + " " + std::to_string(lot.operation_number),
                                                   .expires_at = unit.now() + flow::day}));
        DENGYUN_TRY(booked, capacity::book(unit, kept.id));
        lot.slot_id = booked.id;
    }
    return option;
}

}  // namespace dengyun::dispatching
