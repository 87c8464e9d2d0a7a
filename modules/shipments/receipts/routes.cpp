// Receipts by hand, for who counts first and signs later. Posting one signs for its shipment.
#include "modules/shipments/routes.h"

#include "kernel/api/two_sided.h"

namespace dengyun::shipments {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};

Result<Receipt> find_own_draft(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(receipt, api::find_expected<Receipt>(call, reader));
    if (receipt.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    if (receipt.status != ReceiptStatus::draft) return fail(ErrorKind::conflict, "receipt.posted");
    return std::move(receipt);
}

Result<Receipt> make(const api::Call& call, store::Unit& unit, const Receipt& given) {
    DENGYUN_TRY(id, call.id<Shipment>());
    DENGYUN_TRY(shipment, unit.find(id));
    if (shipment.receiver_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    return draft_receipt(unit, shipment, given);
}

Result<Receipt> change(const api::Call& call, store::Unit& unit, const meta::Patch<Receipt>& patch) {
    DENGYUN_TRY(before, find_own_draft(call, unit));
    DENGYUN_TRY(after, patch.applied_to(before));
    DENGYUN_TRY(shipment, unit.find(after.shipment_id));
    DENGYUN_CHECK(check_counts(shipment, after));
    return unit.update(std::move(after));
}

}  // namespace

void add_receipt_routes(api::Routes& routes, const Consequences& then, const Undo& undo) {
    api::add_two_sided<Receipt>(
        routes,
        {.path = "/api/v1/receipts",
         .incoming = "/api/v1/receipts-by-others",
         .own_summary = {"本单位的收货单", "Receipts of one's own"},
         .incoming_summary = {"对方对本单位发货的签收", "Receipts of what one has sent"},
         .read = "shipments.read",
         .watch = "shipments.watch",
         .other_field = "sender_id",
         .other = &Receipt::sender_id,
         .move = [then, undo](store::Unit& unit, Receipt receipt, std::int64_t action, const flow::Mover& mover) {
             return static_cast<ReceiptAction>(action) == ReceiptAction::post
                        ? post(unit, std::move(receipt), mover, then)
                        : reverse(unit, std::move(receipt), mover, undo);
         }});
    routes.post<Receipt, Receipt>("/api/v1/shipments/{id}/receipts", api::needs("shipments.receive"),
                                  {"新建收货单", "Begin a receipt of a shipment"}, make, crossing);
    routes.patch<Receipt, Receipt>("/api/v1/receipts/{id}", api::needs("shipments.receive"),
                                   {"修改收货单", "Change a receipt"}, change, crossing);
    routes.remove(
        "/api/v1/receipts/{id}", api::needs("shipments.receive"), {"删除收货单", "Remove a receipt"},
        [](const api::Call& call, store::Unit& unit) -> Result<> {
            DENGYUN_TRY(receipt, find_own_draft(call, unit));
            return unit.remove(receipt);
        },
        crossing);
}

}  // namespace dengyun::shipments
