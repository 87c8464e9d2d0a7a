// Goods follow their task: where somebody else does it now, whoever has them passes them on with a hand-over note, and
// they count as arrived when they are signed for.
#include <algorithm>

#include "flows/fulfilment/pieces.h"

namespace dengyun::fulfilment {
namespace {

using orders::OperationTask;
using shipments::Shipment;
using shipments::ShipmentStatus;

Quantity shipped(const Shipment& shipment) {
    Quantity sum{};
    for (const auto& line : shipment.lines) sum.value += line.quantity.value;
    return sum;
}

// Drafts of goods for a task: not let go of yet.
Result<std::vector<Shipment>> drafts_for(store::Reader& reader, const OperationTask& task) {
    std::vector<Shipment> drafts;
    for (const auto& input : task.inputs)
        for (const auto kind : {task_subject, forwarded_subject}) {
            DENGYUN_TRY(all, shipments::shipments_for(reader, kind, {input.task_id.value}));
            for (auto& one : all)
                if (one.status == ShipmentStatus::draft && one.to_subject_id == Id<shipments::Subject>{task.id.value})
                    drafts.push_back(std::move(one));
        }
    return drafts;
}

// To whoever does the task now. Who has the goods himself needs no note for them.
Result<> readdress(store::Unit& unit, Shipment draft, const OperationTask& task) {
    if (draft.organisation_id != task.workshop_id) {
        DENGYUN_CHECK(shipments::redirect(unit, std::move(draft), task.workshop_id, task.site_id));
        return {};
    }
    DENGYUN_CHECK(shipments::withdraw(unit, draft));
    if (!draft.is_forwarding) return {};  // good pieces of his own: he passes them on
    DENGYUN_TRY(now, unit.find(task.id));
    const auto quantity = shipped(draft);
    return ordering::bring_along(unit, std::move(now), {draft.subject_id->value}, quantity, quantity);
}

}  // namespace

Result<> forward(store::Unit& unit, Id<OperationTask> from_id, const OperationTask& to, Id<Organisation> keeper,
                 std::optional<Id<enterprise::Site>> site, Quantity quantity) {
    DENGYUN_TRY(from, unit.find(from_id));
    DENGYUN_TRY(item, unit.find(from.item_id));
    DENGYUN_TRY(before, shipments::shipments_for(unit, forwarded_subject, {from.id.value}));
    Shipment note{.receiver_id = to.workshop_id,
                  .from_site_id = site,
                  .to_site_id = to.site_id,
                  .subject_kind = std::string(forwarded_subject),
                  .subject_id = Id<shipments::Subject>{from.id.value},
                  .subject_organisation_id = from.organisation_id,
                  .to_subject_id = Id<shipments::Subject>{to.id.value},
                  .is_forwarding = true,
                  .revision_id = from.revision_id};
    note.organisation_id = keeper;
    note.lines.push_back({.lot = fmt::format("{}/F{}", from.lot_number, before.size() + 1),
                          .goods = from.title,
                          .unit = item.unit,
                          .quantity = quantity});
    DENGYUN_CHECK(shipments::create(unit, std::move(note)));
    return {};
}

Result<> forward_goods(store::Unit& unit, Id<OperationTask> id, const OperationTask& former) {
    DENGYUN_TRY(task, unit.find(id));
    if (task.workshop_id == former.workshop_id) return {};
    DENGYUN_TRY(drafts, drafts_for(unit, task));
    for (auto& draft : drafts) DENGYUN_CHECK(readdress(unit, std::move(draft), task));
    for (const auto& input : former.inputs) {
        if (input.received.value == 0) continue;
        DENGYUN_CHECK(forward(unit, input.task_id, task, former.workshop_id, former.site_id, input.received));
    }
    return {};
}

Result<> after_forwarding(store::Unit& unit, const Shipment& shipment, const shipments::Receipt* receipt) {
    const bool is_lost = shipment.status == ShipmentStatus::lost;
    if (receipt == nullptr && !is_lost) return {};
    const Id<OperationTask> from{shipment.subject_id->value};
    DENGYUN_TRY(task, unit.find(Id<OperationTask>{shipment.to_subject_id->value}));
    // Nothing waits for the goods any more.
    if (orders::is_final(task.status)) return {};
    const auto sent = shipped(shipment);
    const Quantity sound{receipt == nullptr ? 0 : std::min(sound_pieces(*receipt), sent.value)};
    if (task.workshop_id == shipment.receiver_id)
        return ordering::bring_along(unit, std::move(task), from, sent, sound);
    // It has moved on once more.
    if (sound.value > 0) DENGYUN_CHECK(forward(unit, from, task, shipment.receiver_id, shipment.to_site_id, sound));
    return ordering::bring_along(unit, std::move(task), from, {sent.value - sound.value}, {});
}

}  // namespace dengyun::fulfilment
