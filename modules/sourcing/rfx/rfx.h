#pragma once
// An RFx: what a buyer asks the network or invited suppliers to bid for, by a deadline. The row belongs to the buyer;
// what others may see of it says `is_visible`. docs/state-machines/rfx.md
//
// Conditions are published as versions: an amendment raises `terms_version` and makes every bid stale until its bidder
// confirms or replaces it. In a live format the bids are entries, and an auction (auctions/auction.h) decides.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "modules/circles/api.h"
#include "modules/enterprise/api.h"
#include "modules/items/api.h"

namespace dengyun::sourcing {

inline constexpr std::int64_t rfxs_max = 100'000;  // per buyer
inline constexpr std::size_t lines_max = 100;
inline constexpr std::size_t criteria_max = 10;
inline constexpr std::int64_t weight_sum_max = 1'000'000;          // millionths: at most the price once more
inline constexpr std::int64_t quantity_max = 1'000'000'000'000;    // milli
inline constexpr std::int64_t amount_fen_max = 1'000'000'000'000;  // ten thousand million yuan
inline constexpr Duration draft_time = 90 * flow::day;             // then it is dropped
inline constexpr Duration evaluation_time = 15 * flow::day;        // then the ranking stands as it is
inline constexpr Duration announcement_time = 15 * flow::day;
inline constexpr Duration contract_time = 90 * flow::day;  // an award that comes to no contract lapses

enum class Format { sealed, english, three_round, dutch, japanese };
enum class Audience { network, invited, circle };
enum class AwardBy { lot, line };
enum class RfxStatus {
    draft,
    published,
    closed,
    opened,
    evaluated,
    standstill,
    awarded,
    contracted,
    cancelled,
    unsuccessful
};
enum class RfxAction {
    publish,
    amend,
    close,
    open,
    evaluate,
    announce,
    award,
    contract,
    cancel,
    lapse,
    fail,
    reject_all
};
const meta::Choices& choices_of(Format);
const meta::Choices& choices_of(Audience);
const meta::Choices& choices_of(AwardBy);
const meta::Choices& choices_of(RfxStatus);
const meta::Choices& choices_of(RfxAction);

struct RfxLine {
    std::int64_t position = 0;
    std::optional<Id<items::Item>> item_id;
    std::string description_text;
    std::optional<std::string> specification;
    Quantity quantity{};
    std::string unit;
    std::optional<meta::Date> due_on;
    std::optional<Id<enterprise::Site>> site_id;
    static const meta::Entity description;
};

// A criterion beside the price: who answers `worst` is charged `weight` millionths of his price, `best` nothing.
struct RfxCriterion {
    std::string name;
    std::optional<std::string> unit;
    std::int64_t weight = 0;
    std::int64_t worst = 0;
    std::int64_t best = 0;
    static const meta::Entity description;
};

struct Rfx : meta::Record<Rfx> {
    std::string number;  // "RFQ-000012": counts the buyer's
    std::string title;
    Format format = Format::sealed;
    Audience audience = Audience::network;
    std::optional<Id<circles::Circle>> circle_id;  // whose members may read it and bid, where it is for a circle
    AwardBy award_by = AwardBy::lot;
    std::vector<RfxLine> lines;
    std::vector<RfxCriterion> criteria;
    std::optional<std::string> terms;
    std::optional<Money> ceiling;  // of the whole lot; the buyer's own secret
    Instant closes_at{};           // the deadline of bids, of entries in a live format
    std::int64_t opening_hours = 24;
    std::int64_t standstill_days = 3;
    // Of a live format.
    std::optional<Instant> auction_at;
    std::optional<Money> start_price;
    std::optional<Money> limit_price;
    std::optional<Money> price_step;
    std::optional<std::int64_t> length_minutes;     // english
    std::optional<std::int64_t> step_seconds;       // dutch, japanese
    std::optional<std::int64_t> extension_seconds;  // english: soft close
    std::optional<std::int64_t> pause_seconds;      // three_round
    std::optional<std::int64_t> turn_seconds;       // three_round

    RfxStatus status = RfxStatus::draft;
    std::optional<std::string> status_reason;
    std::int64_t terms_version = 0;  // 0: never published
    std::optional<Instant> published_at;
    std::optional<Instant> closed_at;
    std::optional<Instant> opening_until;  // bidders open their seals until then
    std::optional<Instant> opened_at;
    std::optional<Instant> standstill_until;
    std::int64_t bids = 0;  // that were submitted and not withdrawn; told once bidding is closed
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Pure. Numbers the lines. Errors: invalid with issues on lines (required), lines.N.due_on (in_past), criteria.N.worst
// (taken), criteria (weights_too_large), circle_id (required, only_for_circle), closes_at (in_past), and on what a live
// format lacks (required) or must not have (not_in_this_format).
[[nodiscard]] Result<> complete(Rfx& rfx, Instant now);
[[nodiscard]] bool is_live(Format format);

}  // namespace dengyun::sourcing
