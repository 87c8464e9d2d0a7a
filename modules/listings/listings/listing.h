#pragma once
// A listing: what an organisation offers (supply) or wants (demand) on the network: goods on hand, or a service around
// them. The row belongs to who posted it. Once it is open, the network or the circle that it names can read it.
// docs/state-machines/listing.md
//
// Quantities in thousandths of the unit, prices in millionths of a yuan per unit; no price: to be negotiated.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "kernel/store/files.h"
#include "modules/circles/api.h"

namespace dengyun::listings {

inline constexpr std::int64_t listings_max = 2'000;  // of one organisation, in any state
inline constexpr std::size_t circle_max = 50;        // organisations that a listing names
inline constexpr std::size_t photos_max = 5;
inline constexpr std::int64_t quantity_max = 1'000'000'000'000;        // milli
inline constexpr std::int64_t unit_price_max = 1'000'000'000'000'000;  // millionths of a yuan
inline constexpr std::int64_t valid_days_max = 365;
inline constexpr Duration draft_time = 90 * flow::day;  // then it is withdrawn
// A date ends in China, eight hours before it ends in Greenwich.
inline constexpr Duration end_of_date = std::chrono::hours(16);

enum class ListingSide { supply, demand };
enum class ListingKind { spot_goods, consignment, storage, logistics, finance, leasing };
enum class GoodsKind {
    plastics,
    rubber,
    steel,
    nonferrous_metals,
    chemicals,
    packaging,
    fasteners,
    electronics,
    tooling,
    used_equipment,
    other
};
enum class ListingAudience { network, circle };
enum class ListingStatus { draft, open, filled, expired, withdrawn };
enum class ListingAction { publish, fill, expire, withdraw, lapse, reopen };
const meta::Choices& choices_of(ListingSide);
const meta::Choices& choices_of(ListingKind);
const meta::Choices& choices_of(GoodsKind);
const meta::Choices& choices_of(ListingAudience);
const meta::Choices& choices_of(ListingStatus);
const meta::Choices& choices_of(ListingAction);

struct Listing : meta::Record<Listing> {
    ListingSide side = ListingSide::supply;
    ListingKind kind = ListingKind::spot_goods;
    std::string title;
    std::optional<GoodsKind> goods_kind;
    std::optional<std::string> goods;  // "ABS", "304 不锈钢板"
    std::optional<std::string> grade;  // "PA-757"
    std::optional<std::string> specification;
    std::optional<Quantity> quantity;
    std::optional<std::string> unit;
    std::optional<UnitPrice> unit_price;
    std::string region_code;  // where the goods are, or are wanted
    std::optional<std::string> province_code;
    std::optional<meta::Date> deliver_on;  // supply: from then on; demand: not later
    meta::Date valid_until{};              // its last day
    ListingAudience audience = ListingAudience::network;
    std::vector<Id<Organisation>> circle;          // chosen firms, and
    std::optional<Id<circles::Circle>> circle_id;  // the members of a circle that one leads
    std::vector<Id<store::StoredFile>> photos;
    Quantity agreed{};  // of the quantity, in negotiations
    ListingStatus status = ListingStatus::draft;
    std::optional<std::string> status_reason;
    bool demonstration = false;  // made by `dengyun demo`
    static const meta::Entity description;
    static const flow::StateTable states;
};

// What is not agreed on yet; absent where the listing has no quantity.
[[nodiscard]] std::optional<Quantity> remaining(const Listing& listing);
// Pure. Sets what follows from the codes. Errors: invalid with issues on what the kind asks for (required), region_code
// (unknown_reference), valid_until (in_past, beyond_a_year), circle (required
// where there is no circle_id either, only_for_circle, same_party, taken), circle_id (only_for_circle).
[[nodiscard]] Result<> complete(Listing& listing, Instant now);

}  // namespace dengyun::listings
