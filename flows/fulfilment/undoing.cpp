// A receipt that was posted by mistake: what it has moved along goes back, as long as nothing follows from it.
#include <algorithm>

#include "flows/fulfilment/pieces.h"

namespace dengyun::fulfilment {
namespace {

using orders::OperationTask;
using shipments::Shipment;

// Of the receiver's tasks, the last first.
Result<> take_from_tasks(store::Unit& unit, const OperationTask& from, Id<Organisation> receiver, Quantity quantity) {
    DENGYUN_TRY(tasks, orders::successors_of(unit, from));
    std::erase_if(tasks, [&](const OperationTask& one) { return one.workshop_id != receiver || is_cancelled(one); });
    if (tasks.empty()) return fail(ErrorKind::conflict, "fulfilment.forwarded");
    auto left = quantity.value;
    for (auto to = tasks.rbegin(); to != tasks.rend() && left > 0; ++to) {
        const auto input = std::ranges::find(to->inputs, from.id, &orders::TaskInput::task_id);
        const auto part = std::min(left, input->received.value);
        if (part == 0) continue;
        DENGYUN_CHECK(ordering::give_back(unit, from.id, to->id, {part}));
        left -= part;
    }
    return left == 0 ? Result<>{} : fail(ErrorKind::conflict, "fulfilment.forwarded");
}

Result<> undo_forwarding(store::Unit& unit, const Shipment& shipment, Quantity sound) {
    DENGYUN_TRY(task, unit.find(Id<OperationTask>{shipment.to_subject_id->value}));
    if (orders::is_final(task.status)) return fail(ErrorKind::conflict, "ordering.over");
    if (task.workshop_id != shipment.receiver_id) return fail(ErrorKind::conflict, "fulfilment.forwarded");
    std::int64_t sent = 0;
    for (const auto& line : shipment.lines) sent += line.quantity.value;
    const auto arrived = std::min(sound.value, sent);
    DENGYUN_CHECK(
        orders::follow(unit, std::move(task), {shipment.subject_id->value}, Quantity{-sent}, Quantity{-arrived}));
    return {};
}

}  // namespace

Result<> undo_receipt(store::Unit& unit, const Shipment& shipment, const shipments::Receipt& receipt) {
    if (shipment.subject_kind != task_subject && shipment.subject_kind != forwarded_subject)
        return fail(ErrorKind::conflict, "receipt.bound");
    DENGYUN_TRY(back,
                unit.list<returns::GoodsReturn>({.filters = {{"shipment_id", to_text(shipment.id)}}, .limit = 1}));
    if (!back.items.empty()) return fail(ErrorKind::conflict, "fulfilment.returned");
    const Quantity sound{sound_pieces(receipt)};
    if (shipment.subject_kind == forwarded_subject) return undo_forwarding(unit, shipment, sound);
    if (sound.value == 0) return {};
    DENGYUN_TRY(from, unit.find(Id<OperationTask>{shipment.subject_id->value}));
    DENGYUN_TRY(order, unit.find(from.order_id));
    return shipment.receiver_id == order.organisation_id ? ordering::undeliver(unit, from.id, sound)
                                                         : take_from_tasks(unit, from, shipment.receiver_id, sound);
}

}  // namespace dengyun::fulfilment
