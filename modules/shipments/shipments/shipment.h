#pragma once
// A shipment: goods that one organisation hands over to another. Its row belongs to the sender; the receiver is the
// other side. Two signatures, the sender's at dispatch and the receiver's at receipt, move custody and liability.
// docs/state-machines/shipment.md
#include <optional>
#include <string>
#include <vector>

#include "modules/enterprise/api.h"
#include "modules/items/api.h"

namespace dengyun::shipments {

inline constexpr std::size_t lines_max = 50;
inline constexpr std::int64_t quantity_max = 1'000'000'000'000;  // thousandths: a thousand million pieces
// Where the sender says nothing, goods are expected after this.
inline constexpr Duration travel_time = 3 * flow::day;
// What has not arrived so long after it was expected counts as lost.
inline constexpr Duration missing_time = 15 * flow::day;
// A receiver who says nothing so long after the arrival has signed in full.
inline constexpr Duration signing_time = 3 * flow::day;
// A receipt can be corrected for so long.
inline constexpr Duration closing_time = 15 * flow::day;

enum class ShipmentStatus { draft, dispatched, arrived, signed_for, closed, lost };
enum class ShipmentAction { dispatch, arrive, report_arrival, sign, deem, lose, miss, close, settle, reopen };
enum class Outcome { full, short_of, damaged };
const meta::Choices& choices_of(ShipmentStatus);
const meta::Choices& choices_of(ShipmentAction);
const meta::Choices& choices_of(Outcome);

struct ShipmentLine {
    std::int64_t position = 0;
    std::string lot;  // of the goods, as their maker calls it
    std::string goods;
    std::string unit;
    Quantity quantity{};  // as the sender counted
    std::int64_t packages = 1;
    Quantity received{};  // as signed, damaged ones included
    Quantity damaged{};
    std::optional<std::int64_t> subject_position;  // of the line of its subject, where that has lines
    static const meta::Entity description;
};

struct Subject;  // what the shipment is made for: an operation task, a purchase order

struct Shipment : meta::Record<Shipment> {
    std::string label_code;
    Id<Organisation> receiver_id{};
    std::optional<Id<enterprise::Site>> from_site_id;
    std::optional<Id<enterprise::Site>> to_site_id;
    // Given by the flows that make shipments for documents of other modules; never by hand.
    std::optional<std::string> subject_kind;
    std::optional<Id<Subject>> subject_id;
    std::optional<Id<Organisation>> subject_organisation_id;
    std::optional<Id<Subject>> to_subject_id;  // of the same kind: what the goods are for, at the receiver
    bool is_forwarding = false;                // asked of the sender, who has the goods and does not need them any more
    std::optional<Id<items::Revision>> revision_id;  // by which the goods were made
    std::string lots;                                // of the lines, for the search
    std::vector<ShipmentLine> lines;
    std::optional<std::string> carrier;
    std::optional<std::string> tracking_number;
    std::optional<Instant> expected_at;
    std::optional<std::string> note;
    ShipmentStatus status = ShipmentStatus::draft;
    std::optional<Outcome> outcome;
    std::optional<Id<Organisation>> keeper_id;  // who has the goods, and is liable for them
    std::optional<Instant> dispatched_at;
    std::optional<std::string> dispatched_by;  // the sender's signature: the person's name at that time
    std::optional<Instant> arrived_at;
    std::optional<Instant> signed_at;
    std::optional<std::string> signed_by;  // the receiver's
    std::optional<std::string> status_reason;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Pure. Numbers the lines and gathers their lots. Errors: invalid with issues on lines (required), lines.N.lot (taken),
// receiver_id (same_party).
[[nodiscard]] Result<> complete(Shipment& shipment);

}  // namespace dengyun::shipments
