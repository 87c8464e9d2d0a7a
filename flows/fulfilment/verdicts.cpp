// What verdicts and returns do to tasks, orders, money and scores.
#include "flows/fulfilment/fulfilment.h"
#include "modules/scores/api.h"

namespace dengyun::fulfilment {
namespace {

using inspections::Inspection;
using inspections::InspectionStatus;
using orders::OperationTask;
using orders::TaskAction;
using orders::TaskStatus;

Result<> note_quality(store::Unit& unit, const Inspection& inspection) {
    // Nobody looked: nothing is known.
    if (!inspection.nonconforming) return {};
    const bool is_accepted = inspection.status == InspectionStatus::accepted;
    const bool is_conceded = inspection.status == InspectionStatus::concession;
    scores::ScoreEntry entry{.criterion = scores::Criterion::quality,
                             .value_ppm = is_accepted   ? scores::million
                                          : is_conceded ? scores::million / 2
                                                        : 0,
                             .what = inspection.goods + " " + inspection.lot,
                             .counterparty_id = inspection.organisation_id,
                             .subject_kind = "inspection",
                             .subject_id = {inspection.id.value}};
    entry.organisation_id = inspection.supplier_id;
    return scores::note(unit, std::move(entry));
}

// A task that was reported is inspected, and then passed or put right.
Result<> judge_task(store::Unit& unit, const Inspection& inspection) {
    DENGYUN_TRY(found, unit.find(Id<OperationTask>{inspection.subject_id->value}));
    OperationTask task = std::move(found);
    const auto& system = orders::system_mover();
    if (task.status == TaskStatus::reported) {
        DENGYUN_TRY(inspected, ordering::act_on_task(unit, std::move(task), TaskAction::inspect, system));
        task = std::move(inspected);
    }
    if (task.status != TaskStatus::inspected) return {};  // moved on meanwhile
    // It may have been worked on since the lot was drawn.
    const auto rejected = std::min(inspection.rejected_quantity.value, task.good.value - task.handed_over.value);
    if (rejected > 0) {
        DENGYUN_TRY(regraded, orders::regrade(unit, std::move(task), {rejected}, {}));
        task = std::move(regraded);
    }
    auto action = rejected > 0 ? TaskAction::rework : TaskAction::pass;
    // Where nothing is good there is nothing to pass.
    if (task.good.value == 0) action = task.rework.value > 0 ? TaskAction::rework : TaskAction::scrap;
    DENGYUN_TRY(judged, ordering::act_on_task(unit, std::move(task), action, system));
    static_cast<void>(judged);
    return {};
}

Result<> judge_delivery(store::Unit& unit, const Inspection& inspection) {
    DENGYUN_TRY(order, unit.find(Id<orders::SalesOrder>{inspection.subject_id->value}));
    // Others may have judged some of the lot meanwhile.
    const auto open = order.delivered.value - order.accepted.value - order.rejected.value;
    const auto rejected = std::min(inspection.rejected_quantity.value, open);
    const auto accepted = std::min(inspection.accepted_quantity.value, open - rejected);
    if (accepted + rejected == 0) return {};
    // Agreed before the value is released: it is settled with this release.
    if (inspection.price_cut) DENGYUN_CHECK(ordering::lower_price(unit, order, *inspection.price_cut, inspection.lot));
    DENGYUN_TRY(judged, ordering::judge(unit, std::move(order), {accepted}, {rejected}));
    if (rejected == 0) return {};
    // Refused and not agreed about: its value is nobody's until it is.
    return ordering::dispute_rejected(unit, judged, {rejected}, {Inspection::description.name, inspection.id.value},
                                      inspection.lot);
}

// Of what goes back: the pieces that were sound when they came. Damaged ones were never part of the delivery, and go
// back first.
Result<Quantity> sound_pieces(store::Reader& reader, const returns::GoodsReturn& moved) {
    DENGYUN_TRY(shipment, reader.find(moved.shipment_id));
    DENGYUN_TRY(before, returns::sent_before(reader, moved));
    const auto damaged = shipment.lines[static_cast<std::size_t>(moved.position) - 1].damaged.value;
    const auto open = std::max<std::int64_t>(damaged - before.value, 0);
    return Quantity{std::max<std::int64_t>(moved.quantity.value - open, 0)};
}

// What nobody has judged yet is rejected; what was accepted is credited.
Result<> credit(store::Unit& unit, orders::SalesOrder order, const returns::GoodsReturn& moved) {
    DENGYUN_TRY(sound, sound_pieces(unit, moved));
    const auto unjudged = order.delivered.value - order.accepted.value - order.rejected.value;
    const auto rejected = std::min(sound.value, unjudged);
    if (rejected > 0) {
        DENGYUN_TRY(judged, ordering::judge(unit, std::move(order), {}, {rejected}));
        order = std::move(judged);
    }
    const auto credited = std::min(sound.value - rejected, order.accepted.value - order.returned.value);
    if (credited > 0) DENGYUN_CHECK(ordering::credit_return(unit, std::move(order), {credited}));
    return {};
}

}  // namespace

Result<> after_verdict(store::Unit& unit, const Inspection& inspection) {
    DENGYUN_CHECK(note_quality(unit, inspection));
    if (inspection.subject_kind == task_subject) return judge_task(unit, inspection);
    if (inspection.subject_kind == order_subject) return judge_delivery(unit, inspection);
    return {};
}

Result<> after_return(store::Unit& unit, const returns::GoodsReturn& moved) {
    using enum returns::ReturnStatus;
    if (moved.subject_kind != task_subject) return {};
    DENGYUN_TRY(from, unit.find(Id<OperationTask>{moved.subject_id->value}));
    DENGYUN_TRY(order, unit.find(from.order_id));
    // Between workshops the goods are the prime's to settle with both; the order's counters know the buyer's only.
    if (moved.organisation_id != order.organisation_id) return {};
    const ordering::Subject subject{returns::GoodsReturn::description.name, moved.id.value};
    if (moved.status == disputed)
        return ordering::dispute_return(unit, order, moved.quantity, subject, moved.lot + " " + moved.reason);
    const bool is_settled =
        moved.status == credited || moved.status == repaired || moved.status == replaced || moved.status == closed;
    if (is_settled)
        DENGYUN_CHECK(ordering::end_return_dispute(unit, order, subject, std::string(meta::name_of(moved.status))));
    if (moved.status == credited) DENGYUN_CHECK(credit(unit, order, moved));
    return is_settled ? ordering::end_guarantee(unit, order) : Result<>{};
}

}  // namespace dengyun::fulfilment
