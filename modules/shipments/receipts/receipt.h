#pragma once
// A receipt: what the receiver of a shipment has counted. Its row belongs to the receiver; the sender is the other
// side. Posted it is the receiver's signature and never edited: a wrong one is reversed and another one posted.
// docs/state-machines/receipt.md
#include "modules/shipments/shipments/shipment.h"

namespace dengyun::shipments {

enum class ReceiptStatus { draft, posted, reversed };
enum class ReceiptAction { post, reverse };
const meta::Choices& choices_of(ReceiptStatus);
const meta::Choices& choices_of(ReceiptAction);

struct ReceiptLine {
    std::int64_t position = 0;  // of the shipment's line
    Quantity received{};        // damaged ones included
    Quantity damaged{};
    std::optional<std::string> note;
    static const meta::Entity description;
};

struct Receipt : meta::Record<Receipt> {
    Id<Shipment> shipment_id{};
    Id<Organisation> sender_id{};
    std::vector<ReceiptLine> lines;  // one for each line of the shipment
    bool over_delivery_accepted = false;
    bool superseded_accepted = false;  // knows the new revision, and takes goods that were made by the old one
    std::optional<std::string> note;
    ReceiptStatus status = ReceiptStatus::draft;
    std::optional<Outcome> outcome;
    bool deemed = false;  // nobody signed in time
    std::optional<Instant> posted_at;
    std::optional<std::string> posted_by;
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Everything as shipped.
[[nodiscard]] std::vector<ReceiptLine> counted_in_full(const Shipment& shipment);
// Pure. Errors: invalid with issues on lines (required), lines.N.position (unknown_line, taken), lines.N.received
// (exceeds_shipped, unless the over-delivery is accepted), lines.N.damaged (exceeds_received).
[[nodiscard]] Result<> check_counts(const Shipment& shipment, const Receipt& receipt);
// Damage is told before shortage. Pure.
[[nodiscard]] Outcome outcome_of(const Shipment& shipment, const Receipt& receipt);
// Whether both say the same of every line.
[[nodiscard]] bool same_counts(const Receipt& a, const Receipt& b);

}  // namespace dengyun::shipments
