// Shipments as their two sides see them. The routes cross organisations and look at the caller's side themselves.
#include "modules/shipments/routes.h"

#include "kernel/api/two_sided.h"
#include "modules/shipments/views.h"

namespace dengyun::shipments {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};

// A draft that is the caller's own, and that no flow has made for another document.
Result<Shipment> find_own_draft(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(shipment, api::find_expected<Shipment>(call, reader));
    if (shipment.organisation_id != call.principal->organisation)
        return fail(ErrorKind::not_found, "request.not_found");
    if (shipment.status != ShipmentStatus::draft) return fail(ErrorKind::conflict, "shipment.posted");
    return std::move(shipment);
}

Result<Shipment> change(const api::Call& call, store::Unit& unit, const meta::Patch<Shipment>& patch) {
    DENGYUN_TRY(before, find_own_draft(call, unit));
    DENGYUN_TRY(after, patch.applied_to(before));
    return revise(unit, before, std::move(after));
}

// The scanned code names the shipment, so the caller needs no list to find it in.
Result<Shipment> find_by_label(const api::Call& call, store::Reader& reader, std::string_view text) {
    const auto id = read_label(text);
    if (!id) return fail(ErrorKind::invalid, "request.invalid", {{"label_code", "no_label"}});
    const auto found = reader.find(*id);
    const auto own = call.principal->organisation;
    if (!found || (found->receiver_id != own && found->organisation_id != own))
        return fail(ErrorKind::not_found, "request.not_found");
    return *found;
}

Result<Shipment> sign_by_label(const api::Call& call, store::Unit& unit, const SignInput& input,
                               const Consequences& then) {
    DENGYUN_TRY(shipment, find_by_label(call, unit, input.label_code));
    // Who scans it at the sender's is no receiver, and the table says so; also once everything is signed.
    const bool receives = shipment.receiver_id == call.principal->organisation;
    if (!receives || !call.principal->may("shipments.receive")) return fail(ErrorKind::forbidden, "request.forbidden");
    return sign(unit, std::move(shipment),
                {.lines = input.lines,
                 .over_delivery_accepted = input.over_delivery_accepted,
                 .superseded_accepted = input.superseded_accepted,
                 .note = input.note},
                {*call.principal, false, true}, then);
}

}  // namespace

void add_shipment_routes(api::Routes& routes, const Consequences& then) {
    api::add_two_sided<Shipment>(
        routes, {.path = "/api/v1/shipments",
                 .incoming = "/api/v1/incoming-shipments",
                 .own_summary = {"本单位发出的货", "Shipments of one's own"},
                 .incoming_summary = {"发给本单位的货", "Shipments that come in"},
                 .read = "shipments.read",
                 .watch = "shipments.watch",
                 .other_field = "receiver_id",
                 .other = &Shipment::receiver_id,
                 .move = [then](store::Unit& unit, Shipment shipment, std::int64_t action, const flow::Mover& mover) {
                     return move(unit, std::move(shipment), static_cast<ShipmentAction>(action), mover, then);
                 }});
    routes.post<Shipment, Shipment>(
        "/api/v1/shipments", api::needs("shipments.send"), {"新建发货单", "Create a shipment"},
        [](const api::Call& call, store::Unit& unit, const Shipment& given) {
            Shipment shipment = given;
            shipment.organisation_id = call.principal->organisation;
            return create(unit, std::move(shipment));
        },
        crossing);
    routes.patch<Shipment, Shipment>("/api/v1/shipments/{id}", api::needs("shipments.send"),
                                     {"修改发货单", "Change a shipment"}, change, crossing);
    routes.remove(
        "/api/v1/shipments/{id}", api::needs("shipments.send"), {"删除发货单", "Remove a shipment"},
        [](const api::Call& call, store::Unit& unit) -> Result<> {
            DENGYUN_TRY(shipment, find_own_draft(call, unit));
            if (shipment.is_forwarding) return fail(ErrorKind::conflict, "shipment.bound");
            return unit.remove(shipment);
        },
        crossing);
    routes.get<HandOverNote>("/api/v1/shipments/{id}/hand-over-note", api::needs("shipments.read"),
                             {"交接单（打印）", "The hand-over note, for print"},
                             [](const api::Call& call, store::Reader& reader) -> Result<HandOverNote> {
                                 DENGYUN_TRY(shipment,
                                             api::find_as_party<Shipment>(call, reader, &Shipment::receiver_id));
                                 return hand_over_note(reader, shipment);
                             },
                             {.reach = api::Reach::all});
    routes.get<Shipment>("/api/v1/shipment-labels/{code}", api::needs("shipments.read"),
                         {"扫码查看发货单", "The shipment that a scanned label names"},
                         [](const api::Call& call, store::Reader& reader) {
                             return find_by_label(call, reader, call.path_parameter("code"));
                         },
                         {.reach = api::Reach::all});
    routes.post<SignInput, Shipment>(
        "/api/v1/shipment-signatures/actions", api::needs("shipments.receive"),
        {"扫码签收", "Sign for a shipment by its scanned label"},
        [then](const api::Call& call, store::Unit& unit, const SignInput& input) {
            return sign_by_label(call, unit, input, then);
        },
        crossing);
}

}  // namespace dengyun::shipments
