#include "modules/listings/matches/match.h"

#include <algorithm>
#include <cmath>

#include "modules/listings/matches/measure.h"
#include "modules/reference/api.h"

namespace dengyun::listings {
namespace {

constexpr meta::Choice criteria[] = {{"goods", {"品名与牌号", "Goods and grade"}},
                                     {"quantity", {"数量满足", "Quantity covered"}},
                                     {"price", {"价格", "Price"}},
                                     {"distance", {"距离", "Distance"}},
                                     {"delivery_date", {"交货日期", "Delivery date"}},
                                     {"party_score", {"对方信用分", "Score of the party"}}};
constexpr meta::Choices criterion_choices{"match_criterion", criteria};

constexpr meta::Options told{.flags = meta::read_only};
using R = MatchReason;
constexpr auto reason_fields =
    meta::fields(meta::field<&R::criterion>("criterion", {"标准", "Criterion"}, told),
                 meta::field<&R::points>("points", {"得分", "Points"}, told),
                 meta::field<&R::weight>("weight", {"权重", "Weight"}, told),
                 meta::field<&R::contribution>("contribution", {"贡献", "Contribution"}, told),
                 meta::field<&R::is_known>("is_known", {"双方都写明", "Both sides say it"}, told));
using M = ListingMatch;
constexpr auto match_fields = meta::fields(
    meta::field<&M::listing_id>("listing_id", {"供求信息", "Listing"},
                                {.flags = meta::read_only, .reference = "listing"}),
    meta::field<&M::organisation_id>("organisation_id", {"单位", "Organisation"},
                                     {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&M::title>("title", {"标题", "Title"}, told), meta::field<&M::goods>("goods", {"品名", "Goods"}, told),
    meta::field<&M::grade>("grade", {"牌号", "Grade"}, told),
    meta::field<&M::quantity>("quantity", {"剩余数量", "Remaining"},
                              {.flags = meta::read_only, .format = meta::Format::milli}),
    meta::field<&M::unit>("unit", {"单位", "Unit"}, told),
    meta::field<&M::unit_price>("unit_price", {"单价", "Unit price"},
                                {.flags = meta::read_only, .format = meta::Format::micro_yuan}),
    meta::field<&M::region_code>("region_code", {"所在地", "Place"},
                                 {.flags = meta::read_only, .format = meta::Format::region}),
    meta::field<&M::deliver_on>("deliver_on", {"交货日期", "Delivery date"}, told),
    meta::field<&M::valid_until>("valid_until", {"有效期至", "Valid until"}, told),
    meta::field<&M::demonstration>("demonstration", {"演示数据", "Demonstration data"}, told),
    meta::field<&M::score>("score", {"匹配度", "Score"}, told),
    meta::field<&M::reasons>("reasons", {"理由", "Reasons"}, told),
    meta::field<&M::covered_ppm>("covered_ppm", {"满足比例（百万分之）", "Covered (ppm)"}, told),
    meta::field<&M::price_gap_ppm>("price_gap_ppm", {"价差（百万分之）", "Price gap (ppm)"}, told),
    meta::field<&M::distance_m>("distance_m", {"距离（米）", "Distance (m)"}, told),
    meta::field<&M::days_late>("days_late", {"晚到天数", "Days late"}, told),
    meta::field<&M::party_ppm>("party_ppm", {"信用分（百万分之）", "Score of the party (ppm)"}, told));
using A = ListingMatches;
constexpr auto answer_fields = meta::fields(
    meta::field<&A::items>("items", {"匹配", "Matches"}, {.flags = meta::read_only, .items_max = matches_max}),
    meta::field<&A::considered>("considered", {"比较过的条数", "Considered"}, told));

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t gap_ppm_max = 10 * million;
constexpr std::int64_t points_unknown = points_max / 2;

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Both name their goods and neither name holds the other.
bool are_unrelated(const std::string& own, const std::string& other) {
    return !own.empty() && !other.empty() && !holds(own, other) && !holds(other, own);
}

const Listing& supply_of(const Listing& own, const Listing& other) {
    return own.side == ListingSide::supply ? own : other;
}
const Listing& demand_of(const Listing& own, const Listing& other) {
    return own.side == ListingSide::demand ? own : other;
}

// The same name 600, a part of it 400; the same grade 400, one of them without 200.
std::optional<std::int64_t> goods_points(const Listing& own, const Listing& other) {
    const auto own_goods = plain(own.goods.value_or(""));
    const auto other_goods = plain(other.goods.value_or(""));
    if (own_goods.empty() || other_goods.empty()) return std::nullopt;
    const auto own_grade = plain(own.grade.value_or(""));
    const auto other_grade = plain(other.grade.value_or(""));
    const std::int64_t by_name = own_goods == other_goods ? 600 : 400;
    if (own_grade.empty() || other_grade.empty()) return by_name + 200;
    return by_name + (own_grade == other_grade ? 400 : 0);
}

std::optional<std::int64_t> covered_ppm(const Listing& supply, const Listing& demand) {
    const auto there = remaining(supply);
    const auto wanted = remaining(demand);
    if (!there || !wanted || wanted->value <= 0) return std::nullopt;
    const auto same = in_unit(*there, supply.unit.value_or(""), demand.unit.value_or(""));
    if (!same) return std::nullopt;
    if (*same >= *wanted) return million;
    const auto share = multiply_divide(same->value, million, wanted->value);
    return share ? std::optional(*share) : std::nullopt;
}

// Of one own unit.
std::optional<UnitPrice> price_in_own_unit(const Listing& own, const Listing& other) {
    if (!other.unit_price) return std::nullopt;
    return per_unit(*other.unit_price, other.unit.value_or(""), own.unit.value_or(other.unit.value_or("")));
}

std::optional<std::int64_t> price_gap_ppm(const Listing& own, const Listing& other) {
    const auto price = price_in_own_unit(own, other);
    if (!price || !own.unit_price) return std::nullopt;
    const auto difference = price->value - own.unit_price->value;
    const auto gap = multiply_divide(difference, million, own.unit_price->value);
    if (!gap) return difference > 0 ? gap_ppm_max : -gap_ppm_max;
    return std::clamp(*gap, -gap_ppm_max, gap_ppm_max);
}

// The seat of the region, or of the level above that has one.
std::optional<reference::Coordinates> seat_of(std::string_view region_code) {
    std::optional<reference::Coordinates> seat;
    for (const auto* entry : reference::regions().path(region_code))
        if (entry->at) seat = entry->at;
    return seat;
}

std::optional<std::int64_t> distance_m(const Listing& own, const Listing& other) {
    const auto from = seat_of(own.region_code);
    const auto to = seat_of(other.region_code);
    if (!from || !to) return std::nullopt;
    return std::llround(reference::distance_km(*from, *to) * 1'000);
}

std::optional<std::int64_t> days_late(const Listing& supply, const Listing& demand) {
    if (!supply.deliver_on || !demand.deliver_on) return std::nullopt;
    return std::max<std::int64_t>(0, (*supply.deliver_on - *demand.deliver_on).count());
}

// How much better than asked: a buyer likes it cheaper, a seller dearer.
std::int64_t price_points(std::int64_t gap_ppm, ListingSide own) {
    const auto better = own == ListingSide::demand ? -gap_ppm : gap_ppm;
    return std::clamp<std::int64_t>(points_max / 2 + better * (points_max / 2) / price_everything_ppm, 0, points_max);
}

std::optional<std::int64_t> points_of(MatchCriterion criterion, const ListingMatch& match, const Listing& own,
                                      const Listing& other) {
    switch (criterion) {
        case MatchCriterion::goods:
            return goods_points(own, other);
        case MatchCriterion::quantity:
            return match.covered_ppm ? std::optional(*match.covered_ppm * points_max / million) : std::nullopt;
        case MatchCriterion::price:
            return match.price_gap_ppm ? std::optional(price_points(*match.price_gap_ppm, own.side)) : std::nullopt;
        case MatchCriterion::distance:
            return match.distance_m
                       ? std::optional(points_max * std::max<std::int64_t>(0, near_nothing_m - *match.distance_m) /
                                       near_nothing_m)
                       : std::nullopt;
        case MatchCriterion::delivery_date:
            return match.days_late
                       ? std::optional(points_max * std::max<std::int64_t>(0, late_nothing_days - *match.days_late) /
                                       late_nothing_days)
                       : std::nullopt;
        case MatchCriterion::party_score:
            return match.party_ppm * points_max / million;
    }
    return std::nullopt;
}

}  // namespace

const meta::Choices& choices_of(MatchCriterion) { return criterion_choices; }

bool is_match(const Listing& own, const Listing& other) {
    if (other.side == own.side || other.kind != own.kind || other.organisation_id == own.organisation_id) return false;
    if (own.kind == ListingKind::spot_goods && own.goods_kind != other.goods_kind) return false;
    return !are_unrelated(plain(own.goods.value_or("")), plain(other.goods.value_or("")));
}

ListingMatch judge(const Listing& own, const Listing& other, std::int64_t party_ppm) {
    ListingMatch match{.listing_id = other.id,
                       .organisation_id = other.organisation_id,
                       .title = other.title,
                       .goods = other.goods,
                       .grade = other.grade,
                       .quantity = remaining(other),
                       .unit = other.unit,
                       .unit_price = other.unit_price,
                       .region_code = other.region_code,
                       .deliver_on = other.deliver_on,
                       .valid_until = other.valid_until,
                       .demonstration = other.demonstration,
                       .reasons = {},
                       .covered_ppm = covered_ppm(supply_of(own, other), demand_of(own, other)),
                       .price_gap_ppm = price_gap_ppm(own, other),
                       .distance_m = distance_m(own, other),
                       .days_late = days_late(supply_of(own, other), demand_of(own, other)),
                       .party_ppm = std::clamp<std::int64_t>(party_ppm, 0, million)};
    for (const auto& [criterion, weight] : criterion_weights) {
        const auto points = points_of(criterion, match, own, other);
        const auto counted = points.value_or(points_unknown);
        match.reasons.push_back({criterion, counted, weight, counted * weight / points_max, points.has_value()});
        match.score += match.reasons.back().contribution;
    }
    return match;
}

std::vector<ListingMatch> rank(const Listing& own, const std::vector<Candidate>& candidates, std::size_t limit) {
    // Of the same score who names a price comes first, then the price that is better for oneself.
    struct Ranked {
        ListingMatch match;
        std::optional<UnitPrice> price;
    };
    std::vector<Ranked> found;
    for (const auto& [listing, party_ppm] : candidates)
        if (is_match(own, listing)) found.push_back({judge(own, listing, party_ppm), price_in_own_unit(own, listing)});
    std::ranges::sort(found, [&](const Ranked& a, const Ranked& b) {
        if (a.match.score != b.match.score) return a.match.score > b.match.score;
        if (a.price.has_value() != b.price.has_value()) return a.price.has_value();
        if (a.price && *a.price != *b.price) return (*a.price < *b.price) == (own.side == ListingSide::demand);
        return a.match.listing_id < b.match.listing_id;
    });
    std::vector<ListingMatch> best;
    for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) best.push_back(std::move(found[i].match));
    return best;
}

constinit const meta::Entity MatchReason::description{
    .name = "match_reason", .label = {"匹配理由", "Reason"}, .fields = reason_fields, .stored = false};
constinit const meta::Entity ListingMatch::description{
    .name = "listing_match", .label = {"匹配", "Match"}, .fields = match_fields, .stored = false};
constinit const meta::Entity ListingMatches::description{
    .name = "listing_matches", .label = {"匹配结果", "Matches"}, .fields = answer_fields, .stored = false};

}  // namespace dengyun::listings
