#include "flows/purchasing/scoring.h"

#include <algorithm>

#include "modules/scores/api.h"

namespace dengyun::purchasing {
namespace {

using purchase_orders::OrderLine;
using purchase_orders::OrderResponse;
using purchase_orders::PurchaseOrder;
using scores::million;
using store::Event;

constexpr std::int64_t late_day_ppm = 100'000;
constexpr Duration soon = std::chrono::hours(8);  // a working day: an answer within it is as it should be
// Who takes all the time that there is has done this well.
constexpr std::int64_t last_moment_ppm = 400'000;

Result<> note(store::Unit& unit, Id<Organisation> supplier, Id<Organisation> buyer, scores::ScoreEntry entry) {
    entry.organisation_id = supplier;
    entry.counterparty_id = buyer;
    return scores::note(unit, std::move(entry));
}

// In equal steps from the first working day to the end of the time that there is.
std::int64_t promptness_ppm(Duration taken) {
    const auto span = purchase_orders::answer_time - soon;
    const auto beyond = std::clamp(taken - soon, Duration{0}, Duration(span));
    return million - (million - last_moment_ppm) * beyond.count() / Duration(span).count();
}

// How soon the first answer to an order came.
Result<> on_response(store::Unit& unit, const Event& event) {
    const auto response = unit.find(Id<OrderResponse>{event.entity_id});
    if (!response || response->organisation_id != event.organisation_id || response->terms_version != 1) return {};
    DENGYUN_TRY(order, unit.find(response->order_id));
    if (!order.issued_at) return {};
    return note(unit, order.supplier_id, order.organisation_id,
                {.criterion = scores::Criterion::response,
                 .value_ppm = promptness_ppm(event.at - *order.issued_at),
                 .what = order.number,
                 .subject_kind = std::string(PurchaseOrder::description.name),
                 .subject_id = {order.id.value},
                 .occurred_at = event.at});
}

// Nobody answered a line in time.
Result<> on_silence(store::Unit& unit, const Event& event) {
    const auto line = unit.find(Id<OrderLine>{event.entity_id});
    if (!line || line->organisation_id != event.organisation_id) return {};
    return note(unit, line->supplier_id, line->organisation_id,
                {.criterion = scores::Criterion::response,
                 .value_ppm = 0,
                 .what = line->number,
                 .subject_kind = std::string(PurchaseOrder::description.name),
                 .subject_id = {line->order_id.value},
                 .occurred_at = event.at});
}

Result<> on_event(store::Unit& unit, const Event& event) {
    if (event.name == "purchase_order_response.created") return on_response(unit, event);
    if (event.name == "purchase_order_line.lapsed") return on_silence(unit, event);
    return {};
}

}  // namespace

std::int64_t punctuality_ppm(const OrderLine& line, Quantity received_before, meta::Date day) {
    const auto& schedules = line.confirmed_schedules.empty() ? line.schedules : line.confirmed_schedules;
    auto due_on = line.due_on;
    auto left = received_before.value;
    for (const auto& one : schedules) {
        due_on = one.due_on;
        if (left < one.quantity.value) break;
        left -= one.quantity.value;
    }
    const auto days_late = std::max<std::int64_t>((day - due_on).count(), 0);
    return std::max<std::int64_t>(million - late_day_ppm * days_late, 0);
}

Result<> note_receipt(store::Unit& unit, const shipments::Shipment& shipment, const shipments::Receipt& receipt) {
    auto punctuality = million;
    std::int64_t received = 0;
    std::int64_t sound = 0;
    std::string what;
    for (const auto& counted : receipt.lines) {
        const auto& goods = shipment.lines[static_cast<std::size_t>(counted.position) - 1];
        DENGYUN_TRY(line,
                    purchase_orders::line_at(unit, {shipment.subject_id->value}, goods.subject_position.value_or(0)));
        if (what.empty()) what = line.number + " " + goods.lot;
        // A rejected part is delivered anew; it was on time or not when it first came.
        const Quantity before{line.received.value - counted.received.value};
        punctuality = std::min(punctuality, punctuality_ppm(line, before, china_date(unit.now())));
        if (line.has_inspection) continue;
        received += counted.received.value;
        sound += counted.received.value - counted.damaged.value;
    }
    const scores::ScoreEntry about{
        .what = what, .subject_kind = "shipment", .subject_id = {shipment.id.value}, .occurred_at = unit.now()};
    auto on_time = about;
    on_time.criterion = scores::Criterion::on_time;
    on_time.value_ppm = punctuality;
    DENGYUN_CHECK(note(unit, shipment.organisation_id, shipment.receiver_id, std::move(on_time)));
    if (received == 0) return {};
    auto quality = about;
    quality.criterion = scores::Criterion::quality;
    DENGYUN_TRY(value, multiply_divide(million, sound, received));
    quality.value_ppm = value;
    return note(unit, shipment.organisation_id, shipment.receiver_id, std::move(quality));
}

Scoring::Scoring(store::Store& store, const Clock& clock) : subscriber_(store, clock, "purchasing.scoring", on_event) {}

}  // namespace dengyun::purchasing
