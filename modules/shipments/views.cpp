#include "modules/shipments/views.h"

#include "modules/shipments/service.h"

namespace dengyun::shipments {
namespace {

using I = SignInput;
constexpr auto sign_fields = meta::fields(
    meta::field<&I::label_code>("label_code", {"标签码", "Label code"}, {.flags = meta::required}),
    meta::field<&I::lines>("lines", {"清点，不填为足额", "Counts; none: as shipped"},
                           {.items_max = static_cast<std::uint32_t>(lines_max)}),
    meta::field<&I::over_delivery_accepted>("over_delivery_accepted", {"同意接收超交", "Over-delivery accepted"}, {}),
    meta::field<&I::superseded_accepted>("superseded_accepted",
                                         {"同意接收旧版本货物", "Goods of the old revision accepted"}, {}),
    meta::field<&I::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));

constexpr meta::Options told{.flags = meta::read_only};
using P = NoteParty;
constexpr auto party_fields = meta::fields(meta::field<&P::name>("name", {"单位", "Organisation"}, told),
                                           meta::field<&P::site>("site", {"厂区", "Site"}, told),
                                           meta::field<&P::address>("address", {"地址", "Address"}, told),
                                           meta::field<&P::signed_by>("signed_by", {"签字人", "Signed by"}, told),
                                           meta::field<&P::signed_at>("signed_at", {"签字时间", "Signed at"}, told));

using N = HandOverNote;
constexpr auto note_fields =
    meta::fields(meta::field<&N::label_code>("label_code", {"标签码", "Label code"}, told),
                 meta::field<&N::status>("status", {"状态", "Status"}, told),
                 meta::field<&N::outcome>("outcome", {"签收结果", "Outcome"}, told),
                 meta::field<&N::sender>("sender", {"发货方", "Sender"}, told),
                 meta::field<&N::receiver>("receiver", {"收货方", "Receiver"}, told),
                 meta::field<&N::item_number>("item_number", {"物料编号", "Item number"}, told),
                 meta::field<&N::item_name>("item_name", {"物料", "Item"}, told),
                 meta::field<&N::revision_code>("revision_code", {"版次", "Revision code"}, told),
                 meta::field<&N::lines>("lines", {"货物", "Lines"}, told),
                 meta::field<&N::packages>("packages", {"总件数", "Packages"}, told),
                 meta::field<&N::carrier>("carrier", {"承运人", "Carrier"}, told),
                 meta::field<&N::tracking_number>("tracking_number", {"运单号", "Tracking number"}, told),
                 meta::field<&N::expected_at>("expected_at", {"预计到达", "Expected at"}, told),
                 meta::field<&N::note>("note", {"发货备注", "Sender's note"}, told),
                 meta::field<&N::receipt_note>("receipt_note", {"收货备注", "Receiver's note"}, told),
                 meta::field<&N::deemed>("deemed", {"逾期视同签收", "Deemed signed"}, told));

Result<NoteParty> party_of(store::Reader& reader, Id<Organisation> organisation,
                           const std::optional<Id<enterprise::Site>>& site) {
    NoteParty party;
    if (const auto profile = reader.find(Id<enterprise::Enterprise>{organisation.value})) party.name = profile->name;
    if (!site) return party;
    DENGYUN_TRY(found, reader.find(*site));
    party.site = found.name;
    party.address = found.address;
    return party;
}

}  // namespace

constinit const meta::Entity SignInput::description{
    .name = "shipment_sign_input", .label = {"签收", "Signature"}, .fields = sign_fields, .stored = false};
constinit const meta::Entity NoteParty::description{
    .name = "hand_over_party", .label = {"交接方", "Party"}, .fields = party_fields, .stored = false};
constinit const meta::Entity HandOverNote::description{
    .name = "hand_over_note", .label = {"交接单", "Hand-over note"}, .fields = note_fields, .stored = false};

Result<HandOverNote> hand_over_note(store::Reader& reader, const Shipment& shipment) {
    HandOverNote note{.label_code = shipment.label_code,
                      .status = shipment.status,
                      .outcome = shipment.outcome,
                      .lines = shipment.lines,
                      .carrier = shipment.carrier,
                      .tracking_number = shipment.tracking_number,
                      .expected_at = shipment.expected_at,
                      .note = shipment.note};
    DENGYUN_TRY(sender, party_of(reader, shipment.organisation_id, shipment.from_site_id));
    DENGYUN_TRY(receiver, party_of(reader, shipment.receiver_id, shipment.to_site_id));
    note.sender = std::move(sender);
    note.sender.signed_by = shipment.dispatched_by;
    note.sender.signed_at = shipment.dispatched_at;
    note.receiver = std::move(receiver);
    note.receiver.signed_by = shipment.signed_by;
    note.receiver.signed_at = shipment.signed_at;
    if (shipment.revision_id) {
        DENGYUN_TRY(revision, reader.find(*shipment.revision_id));
        DENGYUN_TRY(item, reader.find(revision.item_id));
        note.item_number = item.number;
        note.item_name = item.name;
        note.revision_code = revision.code;
    }
    for (const auto& line : shipment.lines) note.packages += line.packages;
    DENGYUN_TRY(receipt, receipt_of(reader, shipment.id));
    if (receipt && receipt->status == ReceiptStatus::posted) {
        note.receipt_note = receipt->note;
        note.deemed = receipt->deemed;
    }
    return note;
}

}  // namespace dengyun::shipments
