#include "modules/shipments/service.h"

#include "kernel/api/two_sided.h"
#include "kernel/store/rows.h"
#include "modules/shipments/label.h"
#include "modules/shipments/signing.h"

namespace dengyun::shipments {
namespace {

Result<> check_site(store::Reader& reader, const std::optional<Id<enterprise::Site>>& id, Id<Organisation> owner,
                    std::string_view field) {
    if (!id) return {};
    const auto site = reader.find(*id);
    if (site && site->organisation_id == owner) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{std::string(field), "unknown_reference"}});
}

Result<> check_parties(store::Reader& reader, const Shipment& shipment) {
    if (!reader.find(Id<enterprise::Enterprise>{shipment.receiver_id.value}))
        return fail(ErrorKind::invalid, "request.invalid", {{"receiver_id", "unknown_reference"}});
    DENGYUN_CHECK(check_site(reader, shipment.from_site_id, shipment.organisation_id, "from_site_id"));
    return check_site(reader, shipment.to_site_id, shipment.receiver_id, "to_site_id");
}

// What each move writes on the shipment, beyond its state.
Result<> before_move(store::Unit& unit, Shipment& shipment, std::int64_t action) {
    switch (static_cast<ShipmentAction>(action)) {
        case ShipmentAction::dispatch:
            DENGYUN_CHECK(complete(shipment));
            DENGYUN_CHECK(check_parties(unit, shipment));
            if (shipment.revision_id)
                DENGYUN_CHECK(items::check_in_force(unit, *shipment.revision_id, shipment.organisation_id));
            shipment.dispatched_at = unit.now();
            shipment.dispatched_by = unit.scope().actor().name;
            shipment.keeper_id = shipment.organisation_id;
            shipment.expected_at = std::max(shipment.expected_at.value_or(unit.now() + travel_time), unit.now());
            return {};
        case ShipmentAction::arrive:
        case ShipmentAction::report_arrival:
            shipment.arrived_at = unit.now();
            return {};
        case ShipmentAction::sign:
        case ShipmentAction::deem:
            shipment.signed_at = unit.now();
            shipment.signed_by = unit.scope().actor().name;
            shipment.keeper_id = shipment.receiver_id;
            return {};
        default:
            return {};
    }
}

}  // namespace

Result<Shipment> create(store::Unit& unit, Shipment shipment) {
    if (!shipment.organisation_id) shipment.organisation_id = unit.scope().organisation();
    DENGYUN_CHECK(complete(shipment));
    DENGYUN_CHECK(check_parties(unit, shipment));
    shipment.id = unit.new_id<Shipment>();
    shipment.label_code = label_code(shipment.id);
    shipment.status = ShipmentStatus::draft;
    shipment.keeper_id = shipment.organisation_id;
    return unit.insert(std::move(shipment));
}

Result<Shipment> revise(store::Unit& unit, const Shipment& before, Shipment after) {
    // Made for another document: to whom and of what is that document's to say.
    const bool is_bound =
        before.subject_id && (after.receiver_id != before.receiver_id || after.revision_id != before.revision_id ||
                              after.lines.size() != before.lines.size());
    // What is forwarded is all that there is; who receives less signs for less.
    const bool is_less = before.is_forwarding && !std::ranges::equal(before.lines, after.lines, {},
                                                                     &ShipmentLine::quantity, &ShipmentLine::quantity);
    if (is_bound || is_less) return fail(ErrorKind::conflict, "shipment.bound");
    if (before.subject_id)
        for (std::size_t i = 0; i < after.lines.size(); ++i)
            after.lines[i].subject_position = before.lines[i].subject_position;
    DENGYUN_CHECK(complete(after));
    DENGYUN_CHECK(check_parties(unit, after));
    return unit.update(std::move(after));
}

Result<Shipment> redirect(store::Unit& unit, Shipment draft, Id<Organisation> receiver,
                          std::optional<Id<enterprise::Site>> to_site) {
    draft.receiver_id = receiver;
    draft.to_site_id = to_site;
    DENGYUN_CHECK(complete(draft));
    DENGYUN_CHECK(check_parties(unit, draft));
    return unit.update(std::move(draft), "redirected");
}

Result<> withdraw(store::Unit& unit, const Shipment& draft) { return unit.remove(draft); }

Result<Shipment> step(store::Unit& unit, Shipment shipment, ShipmentAction action, const flow::Mover& mover) {
    return api::move_two_sided<Shipment>(unit, std::move(shipment), static_cast<std::int64_t>(action), mover,
                                         &Shipment::receiver_id, before_move);
}

Result<Shipment> move(store::Unit& unit, Shipment shipment, ShipmentAction action, const flow::Mover& mover,
                      const Consequences& then) {
    if (action == ShipmentAction::sign || action == ShipmentAction::deem)
        return sign_as_it_stands(unit, std::move(shipment), action, mover, then);
    DENGYUN_TRY(moved, step(unit, std::move(shipment), action, mover));
    if (then) DENGYUN_CHECK(then(unit, moved, nullptr));
    return std::move(moved);
}

Result<std::vector<Shipment>> shipments_for(store::Reader& reader, std::string_view subject_kind, Id<Subject> subject) {
    const std::array parameters{meta::Scalar(subject_kind), meta::Scalar(subject.value)};
    return store::rows_of<Shipment>(
        reader, "SELECT id FROM shipment WHERE subject_kind = ? AND subject_id = ? ORDER BY id LIMIT 200", parameters);
}

Result<> check_receivable(store::Reader& reader, Id<items::Revision> id, Id<Organisation> receiver,
                          bool superseded_accepted) {
    const auto checked = items::check_in_force(reader, id, receiver);
    if (checked || checked.error().code != "revision.superseded" || !superseded_accepted) return checked;
    DENGYUN_TRY(revision, reader.find(id));
    DENGYUN_TRY(newer, items::released_revision(reader, revision.organisation_id, revision.item_id));
    if (!newer) return checked;
    return items::check_in_force(reader, newer->id, receiver);
}

}  // namespace dengyun::shipments
