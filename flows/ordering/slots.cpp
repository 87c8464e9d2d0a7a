// Slots of options and tasks. Options of one order share slots where they need a machine at overlapping times: only one
// of them will be done.
#include <algorithm>
#include <set>

#include "flows/ordering/money.h"

namespace dengyun::ordering {
namespace {

std::set<std::int64_t> slots_in(std::span<const OrderOption> options) {
    std::set<std::int64_t> all;
    for (const auto& option : options)
        for (const auto& lot : option.lots)
            if (lot.slot_id) all.insert(lot.slot_id->value);
    return all;
}

Result<std::vector<OrderOption>> other_open_options(store::Reader& reader, const OrderOption& option) {
    DENGYUN_TRY(order, reader.find(option.order_id));
    DENGYUN_TRY(open, orders::open_options_of(reader, order, option.purpose));
    std::erase_if(open, [&](const OrderOption& other) { return other.id == option.id; });
    return std::move(open);
}

bool is_just(const capacity::CapacitySlot& slot, const orders::PlannedLot& lot) {
    return slot.machine_id == lot.machine_id && slot.starts_at == lot.starts_at && slot.ends_at == lot.ends_at;
}

}  // namespace

Result<> free_slot(store::Unit& unit, const std::optional<Id<capacity::CapacitySlot>>& id, std::string_view reason) {
    if (!id) return {};
    DENGYUN_TRY(slot, unit.find(*id));
    // Time that has been used is not given back.
    if (slot.status == capacity::SlotStatus::used) return {};
    DENGYUN_CHECK(capacity::release(unit, *id, std::string(reason)));
    return {};
}

Result<Id<capacity::CapacitySlot>> book_time(store::Unit& unit, const SalesOrder& order,
                                             const orders::PlannedLot& lot) {
    DENGYUN_TRY(kept, capacity::reserve(unit, {.machine = lot.machine_id,
                                               .starts_at = lot.starts_at,
                                               .ends_at = lot.ends_at,
                                               .holder = order.supplier_id,
                                               .purpose = order.number + " " + std::to_string(lot.operation_number),
                                               .expires_at = unit.now() + flow::day}));
    DENGYUN_TRY(booked, capacity::book(unit, kept.id));
    return booked.id;
}

Result<OrderOption> book_slots(store::Unit& unit, OrderOption option) {
    constexpr std::string_view reason = "booked otherwise";
    DENGYUN_TRY(order, unit.find(option.order_id));
    std::vector<orders::PlannedLot*> open;
    for (auto& lot : option.lots) {
        if (!lot.slot_id) continue;
        DENGYUN_TRY(slot, unit.find(*lot.slot_id));
        if (!is_just(slot, lot)) {
            const bool is_kept =
                slot.status == capacity::SlotStatus::reserved && (!slot.expires_at || *slot.expires_at > unit.now());
            if (!is_kept) return fail(ErrorKind::conflict, "capacity_slot.expired");
            open.push_back(&lot);
            continue;
        }
        DENGYUN_CHECK(capacity::book(unit, slot.id));
    }
    // Freed and taken again within the unit: nobody comes between.
    for (const auto* lot : open) DENGYUN_CHECK(free_slot(unit, lot->slot_id, reason));
    for (auto* lot : open) {
        DENGYUN_TRY(booked, book_time(unit, order, *lot));
        lot->slot_id = booked;
    }
    return option;
}

Result<> free_slots(store::Unit& unit, const OrderOption& option, std::string_view reason) {
    DENGYUN_TRY(others, other_open_options(unit, option));
    const auto needed = slots_in(others);
    for (const auto id : slots_in(std::span(&option, 1))) {
        if (needed.contains(id)) continue;
        DENGYUN_TRY(slot, unit.find(Id<capacity::CapacitySlot>{id}));
        // What an option that was accepted has booked stays.
        if (slot.status == capacity::SlotStatus::reserved) DENGYUN_CHECK(free_slot(unit, slot.id, reason));
    }
    return {};
}

}  // namespace dengyun::ordering
