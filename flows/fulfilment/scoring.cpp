// From events to entries of scores.
#include <algorithm>

#include "flows/fulfilment/fulfilment.h"
#include "modules/scores/api.h"

namespace dengyun::fulfilment {
namespace {

using scores::million;
using store::Event;

constexpr Duration soon = std::chrono::hours(2);  // an answer within this is as it should be
// Who takes all the time that there is has done this well.
constexpr std::int64_t late_ppm = 400'000;

Result<> note(store::Unit& unit, Id<Organisation> party, std::optional<Id<Organisation>> counterparty,
              scores::Criterion criterion, std::int64_t value_ppm, std::string what, const Event& about) {
    scores::ScoreEntry entry{.criterion = criterion,
                             .value_ppm = value_ppm,
                             .what = std::move(what),
                             .counterparty_id = counterparty,
                             .subject_kind = about.entity,
                             .subject_id = {about.entity_id},
                             .occurred_at = about.at};
    entry.organisation_id = party;
    return scores::note(unit, std::move(entry));
}

// In equal steps from the first hours to the whole time of an offer.
std::int64_t value_of_answer(Duration taken) {
    const auto beyond = std::clamp(taken - soon, Duration{0}, orders::offer_time - soon);
    return million - (million - late_ppm) * beyond.count() / (orders::offer_time - soon).count();
}

Result<> on_task(store::Unit& unit, const Event& event) {
    const bool is_answer = event.name == "operation_task.accepted" || event.name == "operation_task.declined";
    if (!is_answer && event.name != "operation_task.expired") return {};
    const auto task = unit.find(Id<orders::OperationTask>{event.entity_id});
    // Planned anew meanwhile: it is another workshop's now.
    if (!task || !task->offered_until) return {};
    const auto offered_at = *task->offered_until - orders::offer_time;
    return note(unit, task->workshop_id, task->organisation_id, scores::Criterion::response,
                is_answer ? value_of_answer(event.at - offered_at) : 0, task->lot_number, event);
}

// Each side by the share that it was given.
Result<> on_escrow_dispute(store::Unit& unit, const Event& event) {
    const auto dispute = unit.find(Id<escrow::Dispute>{event.entity_id});
    if (!dispute || !dispute->to_supplier || !dispute->to_buyer) return {};
    const auto whole = dispute->to_supplier->value + dispute->to_buyer->value;
    if (whole < 1) return {};
    const auto escrow = unit.find(dispute->escrow_id);
    if (!escrow) return {};
    const auto share = [&](Money part) { return multiply_divide(million, part.value, whole).value_or(0); };
    DENGYUN_CHECK(note(unit, dispute->supplier_id, dispute->organisation_id, scores::Criterion::dispute,
                       share(*dispute->to_supplier), escrow->title, event));
    return note(unit, dispute->organisation_id, dispute->supplier_id, scores::Criterion::dispute,
                share(*dispute->to_buyer), escrow->title, event);
}

// Upheld: who refused was wrong. Told in the log of both sides, counted in the requester's.
Result<> on_return(store::Unit& unit, const Event& event) {
    const auto moved = unit.find(Id<returns::GoodsReturn>{event.entity_id});
    if (!moved || moved->organisation_id != event.organisation_id) return {};
    return note(unit, moved->supplier_id, moved->organisation_id, scores::Criterion::dispute, 0,
                moved->goods + " " + moved->lot, event);
}

Result<> on_event(store::Unit& unit, const Event& event) {
    if (event.entity == orders::OperationTask::description.name) return on_task(unit, event);
    if (event.name == "escrow_dispute.executed") return on_escrow_dispute(unit, event);
    if (event.name == "goods_return.upheld") return on_return(unit, event);
    return {};
}

}  // namespace

Scoring::Scoring(store::Store& store, const Clock& clock) : subscriber_(store, clock, "fulfilment.scoring", on_event) {}

}  // namespace dengyun::fulfilment
