#pragma once
// What the routes take and answer beyond the entities. Private to this module.
#include "modules/shipments/receipts/receipt.h"

namespace dengyun::shipments {

// A signature by the scanned label; no lines: everything as shipped.
struct SignInput {
    std::string label_code;
    std::vector<ReceiptLine> lines;
    bool over_delivery_accepted = false;
    bool superseded_accepted = false;
    std::optional<std::string> note;
    static const meta::Entity description;
};

// One side of a hand-over note, as it is printed.
struct NoteParty {
    std::string name;
    std::optional<std::string> site;
    std::optional<std::string> address;
    std::optional<std::string> signed_by;
    std::optional<Instant> signed_at;
    static const meta::Entity description;
};

// The hand-over note: the shipment with everything that its paper shows, names and addresses written out.
struct HandOverNote {
    std::string label_code;
    ShipmentStatus status = ShipmentStatus::draft;
    std::optional<Outcome> outcome;
    NoteParty sender;
    NoteParty receiver;
    std::optional<std::string> item_number;
    std::optional<std::string> item_name;
    std::optional<std::string> revision_code;
    std::vector<ShipmentLine> lines;
    std::int64_t packages = 0;
    std::optional<std::string> carrier;
    std::optional<std::string> tracking_number;
    std::optional<Instant> expected_at;
    std::optional<std::string> note;
    std::optional<std::string> receipt_note;
    bool deemed = false;
    static const meta::Entity description;
};
[[nodiscard]] Result<HandOverNote> hand_over_note(store::Reader& reader, const Shipment& shipment);

}  // namespace dengyun::shipments
