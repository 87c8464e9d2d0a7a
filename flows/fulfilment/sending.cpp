// From a passed task to a shipment, and from its signature to the tasks and the buyer that wait for the goods.
#include <algorithm>

#include "flows/fulfilment/pieces.h"
#include "modules/scores/api.h"

namespace dengyun::fulfilment {
namespace {

using orders::OperationTask;
using shipments::Shipment;
using shipments::ShipmentStatus;

std::unexpected<Error> invalid(std::string field, std::string_view code, std::string detail = {}) {
    return fail(ErrorKind::invalid, "request.invalid", {{std::move(field), std::string(code), std::move(detail)}});
}

// Of the receiver's tasks the first that still waits for pieces of `from`, else the last.
Id<OperationTask> receiving_task(std::span<const OperationTask> successors, const OperationTask& from,
                                 const OperationTask& first) {
    auto last = first.id;
    for (const auto& one : successors) {
        if (one.workshop_id != first.workshop_id || one.status == orders::TaskStatus::cancelled) continue;
        if (missing(one, from.id) > 0) return one.id;
        last = one.id;
    }
    return last;
}

// The receiver's tasks that wait for the goods, in the order of the routing. Where the plan has changed while they were
// under way, those of whoever does it now: the goods are forwarded from there.
Result<std::vector<OperationTask>> waiting_for(store::Reader& reader, const OperationTask& from,
                                               Id<Organisation> receiver) {
    DENGYUN_TRY(successors, orders::successors_of(reader, from));
    std::erase_if(successors, is_cancelled);
    const auto is_receivers = [&](const OperationTask& one) { return one.workshop_id == receiver; };
    if (std::ranges::any_of(successors, is_receivers))
        std::erase_if(successors, [&](const OperationTask& one) { return !is_receivers(one); });
    return std::move(successors);
}

// Each what it still waits for; what is more goes to the last.
Result<> distribute(store::Unit& unit, const OperationTask& from, const std::vector<OperationTask>& to,
                    Quantity quantity, const Shipment* arrived = nullptr) {
    auto left = quantity.value;
    for (const auto& one : to) {
        const bool is_last = one.id == to.back().id;
        const auto part = is_last ? left : std::min(left, missing(one, from.id));
        if (part == 0) continue;
        left -= part;
        if (arrived == nullptr || arrived->receiver_id == one.workshop_id) {
            DENGYUN_CHECK(ordering::hand_over(unit, from.id, one.id, {part}));
            continue;
        }
        DENGYUN_CHECK(ordering::hand_over(unit, from.id, one.id, {part}, orders::Arrival::elsewhere));
        DENGYUN_CHECK(forward(unit, from.id, one, arrived->receiver_id, arrived->to_site_id, {part}));
    }
    return {};
}

Result<> note_punctuality(store::Unit& unit, const OperationTask& from, const Shipment& shipment) {
    const auto sent_at = shipment.dispatched_at.value_or(unit.now());
    const auto days_late =
        std::max<std::int64_t>(std::chrono::ceil<std::chrono::days>(sent_at - from.planned_end_at).count() - 1, 0);
    scores::ScoreEntry entry{.criterion = scores::Criterion::on_time,
                             .value_ppm = std::max<std::int64_t>(scores::million - 100'000 * days_late, 0),
                             .what = from.lot_number,
                             .counterparty_id = from.organisation_id,
                             .subject_kind = "shipment",
                             .subject_id = {shipment.id.value}};
    entry.organisation_id = from.workshop_id;
    return scores::note(unit, std::move(entry));
}

}  // namespace

bool is_cancelled(const OperationTask& task) { return task.status == orders::TaskStatus::cancelled; }

Result<std::int64_t> on_the_way_from(store::Reader& reader, Id<OperationTask> from) {
    DENGYUN_TRY(sent, shipments::shipments_for(reader, task_subject, {from.value}));
    std::int64_t sum = 0;
    for (const auto& shipment : sent) {
        const bool may_arrive = shipment.status == ShipmentStatus::draft ||
                                shipment.status == ShipmentStatus::dispatched ||
                                shipment.status == ShipmentStatus::arrived;
        if (!may_arrive) continue;
        for (const auto& line : shipment.lines) sum += line.quantity.value;
    }
    return sum;
}

Result<Quantity> open_pieces(store::Reader& reader, const OperationTask& from) {
    DENGYUN_TRY(on_the_way, on_the_way_from(reader, from.id));
    return Quantity{std::max<std::int64_t>(from.good.value - from.handed_over.value - on_the_way, 0)};
}

Result<Quantity> awaited(store::Reader& reader, const orders::SalesOrder& order) {
    std::int64_t open = order.quantity.value - (order.delivered.value - order.rejected.value);
    DENGYUN_TRY(tasks, orders::tasks_of(reader, order.id));
    for (const auto& task : tasks) {
        if (!task.is_last) continue;
        DENGYUN_TRY(on_the_way, on_the_way_from(reader, task.id));
        open -= on_the_way;
    }
    return Quantity{std::max<std::int64_t>(open, 0)};
}

std::int64_t missing(const OperationTask& to, Id<OperationTask> from) {
    const auto input = std::ranges::find(to.inputs, from, &orders::TaskInput::task_id);
    if (input == to.inputs.end()) return 0;
    const auto open = input->quantity.value - input->received.value - input->elsewhere.value;
    // Plans divide lots by shares; what goes on are whole pieces.
    const auto pieces = (std::max<std::int64_t>(0, open) + orders::one_piece - 1) / orders::one_piece;
    return pieces * orders::one_piece;
}

Result<Shipment> send(store::Unit& unit, const OperationTask& from, const SendInput& input) {
    if (from.status != orders::TaskStatus::passed) return fail(ErrorKind::conflict, "fulfilment.not_passed");
    DENGYUN_TRY(order, unit.find(from.order_id));
    DENGYUN_TRY(successors, orders::successors_of(unit, from));
    std::erase_if(successors, is_cancelled);
    const auto next = std::ranges::find(successors, input.receiver_id, &OperationTask::workshop_id);
    const bool to_buyer = from.is_last && input.receiver_id == order.organisation_id;
    if ((next == successors.end() && !to_buyer) || input.receiver_id == from.workshop_id)
        return invalid("receiver_id", "not_a_receiver");
    // What is counted at the gate are pieces.
    if (input.quantity.value % orders::one_piece != 0) return invalid("quantity", "not_whole");
    DENGYUN_TRY(open, open_pieces(unit, from));
    if (to_buyer) {
        // The buyer signs for no more than he has ordered.
        DENGYUN_TRY(waits, awaited(unit, order));
        open = std::min(open, waits);
    }
    if (input.quantity > open) return invalid("quantity", "exceeds_open", to_text(open));
    DENGYUN_TRY(sent, shipments::shipments_for(unit, task_subject, {from.id.value}));
    Shipment shipment{.receiver_id = input.receiver_id,
                      .from_site_id = from.site_id,
                      .to_site_id = to_buyer ? order.site_id : next->site_id,
                      .subject_kind = std::string(task_subject),
                      .subject_id = Id<shipments::Subject>{from.id.value},
                      .subject_organisation_id = from.organisation_id,
                      .revision_id = from.revision_id,
                      .carrier = input.carrier,
                      .tracking_number = input.tracking_number,
                      .expected_at = input.expected_at,
                      .note = input.note};
    shipment.organisation_id = from.workshop_id;
    if (!to_buyer) shipment.to_subject_id = Id<shipments::Subject>{receiving_task(successors, from, *next).value};
    DENGYUN_TRY(item, unit.find(from.item_id));
    auto lot = from.lot_number;
    if (!sent.empty()) lot += fmt::format("/{}", sent.size() + 1);
    shipment.lines.push_back({.lot = std::move(lot),
                              .goods = from.title,
                              .unit = item.unit,
                              .quantity = input.quantity,
                              .packages = input.packages});
    return shipments::create(unit, std::move(shipment));
}

Result<OperationTask> pass_on(store::Unit& unit, const OperationTask& from) {
    if (from.status != orders::TaskStatus::passed) return fail(ErrorKind::conflict, "fulfilment.not_passed");
    DENGYUN_TRY(open, open_pieces(unit, from));
    if (open.value == 0) return invalid("quantity", "exceeds_open", to_text(open));
    DENGYUN_TRY(successors, orders::successors_of(unit, from));
    std::erase_if(successors,
                  [&](const OperationTask& one) { return one.workshop_id != from.workshop_id || is_cancelled(one); });
    if (successors.empty()) return fail(ErrorKind::conflict, "operation_task.not_a_successor");
    DENGYUN_CHECK(distribute(unit, from, successors, open));
    return unit.find(from.id);
}

std::int64_t sound_pieces(const shipments::Receipt& receipt) {
    std::int64_t sound = 0;
    for (const auto& line : receipt.lines) sound += line.received.value - line.damaged.value;
    return sound;
}

Result<> after_shipment(store::Unit& unit, const Shipment& shipment, const shipments::Receipt* receipt) {
    if (shipment.subject_kind == forwarded_subject) return after_forwarding(unit, shipment, receipt);
    if (shipment.subject_kind != task_subject || receipt == nullptr) return {};
    DENGYUN_TRY(from, unit.find(Id<OperationTask>{shipment.subject_id->value}));
    DENGYUN_CHECK(note_punctuality(unit, from, shipment));
    // An order that has ended early has taken over what there was: nothing waits for the goods any more.
    const auto sound = std::min(sound_pieces(*receipt), from.good.value - from.handed_over.value);
    if (sound <= 0) return {};
    DENGYUN_TRY(order, unit.find(from.order_id));
    if (shipment.receiver_id != order.organisation_id) {
        DENGYUN_TRY(waiting, waiting_for(unit, from, shipment.receiver_id));
        return waiting.empty() ? Result<>{} : distribute(unit, from, waiting, {sound}, &shipment);
    }
    DENGYUN_TRY(delivered, ordering::deliver(unit, std::move(order), from.id, {sound}));
    static_cast<void>(delivered);
    return {};
}

}  // namespace dengyun::fulfilment
