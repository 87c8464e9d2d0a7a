#pragma once
// How well an open listing of somebody else answers one's own, and why. Pure, in whole numbers: the same answer for the
// same two listings and party score.
//
// Each criterion has points of 0 to 1,000 and a weight in thousandths; what it contributes is points * weight / 1,000,
// and the score is the sum of what they contribute. A better price, more of the quantity, a shorter way, an earlier
// delivery or a better party never lower it. What is not known on either side has the points in the middle.
#include <optional>
#include <string>
#include <vector>

#include "modules/listings/listings/listing.h"

namespace dengyun::listings {

inline constexpr std::size_t candidates_max = 500;  // the newest of the kind that are looked at
inline constexpr unsigned matches_max = 50;         // that are answered
inline constexpr std::int64_t points_max = 1'000;
inline constexpr std::int64_t near_nothing_m = 1'000'000;      // at this distance nearness counts nothing
inline constexpr std::int64_t price_everything_ppm = 250'000;  // so much better than asked has all the points
inline constexpr std::int64_t late_nothing_days = 30;          // so late has none

enum class MatchCriterion { goods, quantity, price, distance, delivery_date, party_score };
const meta::Choices& choices_of(MatchCriterion);

struct CriterionWeight {
    MatchCriterion criterion;
    std::int64_t weight;
};
inline constexpr CriterionWeight criterion_weights[] = {
    {MatchCriterion::goods, 300},    {MatchCriterion::quantity, 150},     {MatchCriterion::price, 250},
    {MatchCriterion::distance, 100}, {MatchCriterion::delivery_date, 80}, {MatchCriterion::party_score, 120}};

struct MatchReason {
    MatchCriterion criterion{};
    std::int64_t points = 0;
    std::int64_t weight = 0;
    std::int64_t contribution = 0;  // to the score
    bool is_known = true;           // false: one of the two does not say
    static const meta::Entity description;
};

struct ListingMatch {
    Id<Listing> listing_id{};
    Id<Organisation> organisation_id{};
    std::string title;
    std::optional<std::string> goods;
    std::optional<std::string> grade;
    std::optional<Quantity> quantity;  // what remains
    std::optional<std::string> unit;
    std::optional<UnitPrice> unit_price;
    std::string region_code;
    std::optional<meta::Date> deliver_on;
    meta::Date valid_until{};
    bool demonstration = false;
    std::int64_t score = 0;  // of points_max
    std::vector<MatchReason> reasons;
    std::optional<std::int64_t> covered_ppm;    // of the demand, by the supply
    std::optional<std::int64_t> price_gap_ppm;  // of the other's price to one's own; below 0: cheaper
    std::optional<std::int64_t> distance_m;
    std::optional<std::int64_t> days_late;
    std::int64_t party_ppm = 0;
    static const meta::Entity description;
};

// Whether the other could answer it at all: the other side of the same kind, by somebody else, of related goods.
[[nodiscard]] bool is_match(const Listing& own, const Listing& other);
// REQUIRES is_match. `party_ppm`: the score of who posted `other`, in millionths.
[[nodiscard]] ListingMatch judge(const Listing& own, const Listing& other, std::int64_t party_ppm);
struct Candidate {
    Listing listing;
    std::int64_t party_ppm = 0;
};
// The best first; of the same score the better price, then the older listing. At most `limit`.
[[nodiscard]] std::vector<ListingMatch> rank(const Listing& own, const std::vector<Candidate>& candidates,
                                             std::size_t limit);

// Answer of GET …/matches.
struct ListingMatches {
    std::vector<ListingMatch> items;
    std::int64_t considered = 0;
    static const meta::Entity description;
};

}  // namespace dengyun::listings
