// Goal: the ranking is deterministic, explains itself to the last point, and is monotone: whatever is better for who
// asks never ranks lower. Also: units of mass are comparable, others are not made up.
#include "modules/listings/matches/match.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

#include "kernel/base/test/sanitized.h"
#include "modules/listings/matches/measure.h"

namespace dengyun::listings {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

Listing listing(std::int64_t id, ListingSide side, std::int64_t organisation) {
    Listing made{.side = side,
                 .title = "ABS",
                 .goods_kind = GoodsKind::plastics,
                 .goods = "ABS",
                 .grade = "PA-757",
                 .quantity = Quantity{20'000},
                 .unit = "吨",
                 .unit_price = UnitPrice{11'000'000'000},
                 .region_code = "330281",
                 .deliver_on = sys_days(2026y / 3 / 20),
                 .valid_until = sys_days(2026y / 4 / 30),
                 .status = ListingStatus::open};
    made.id = {id};
    made.organisation_id = {organisation};
    return made;
}
const Listing wanted = listing(1, ListingSide::demand, 11);
Listing offered(std::int64_t id = 2) { return listing(id, ListingSide::supply, 12); }

const MatchReason& reason(const ListingMatch& match, MatchCriterion criterion) {
    return *std::ranges::find(match.reasons, criterion, &MatchReason::criterion);
}

TEST(Units, OfMassAreComparable) {
    EXPECT_EQ(in_unit(Quantity{2'500}, "吨", "kg"), Quantity{2'500'000});
    EXPECT_EQ(in_unit(Quantity{1'500'000}, "公斤", "T"), Quantity{1'500});
    EXPECT_EQ(per_unit(UnitPrice{11'000'000'000}, "吨", "千克"), UnitPrice{11'000'000});
    EXPECT_EQ(per_unit(UnitPrice{11'000'000}, "kg", "t"), UnitPrice{11'000'000'000});
    EXPECT_EQ(in_unit(Quantity{5'000}, "卷", "卷"), Quantity{5'000});
    EXPECT_EQ(in_unit(Quantity{5'000}, "卷", "吨"), std::nullopt);
    EXPECT_FALSE(is_comparable("件", "箱"));
    EXPECT_EQ(plain("PA-757 / H"), "pa757h");
}

TEST(Match, NeedsTheOtherSideOfTheSameKindAndRelatedGoods) {
    EXPECT_TRUE(is_match(wanted, offered()));
    EXPECT_FALSE(is_match(wanted, wanted));
    auto other = offered();
    other.organisation_id = wanted.organisation_id;
    EXPECT_FALSE(is_match(wanted, other));
    other = offered();
    other.goods_kind = GoodsKind::steel;
    EXPECT_FALSE(is_match(wanted, other));
    other = offered();
    other.goods = "PP";
    EXPECT_FALSE(is_match(wanted, other));
    other.goods = "abs 再生料";
    EXPECT_TRUE(is_match(wanted, other));
    other.kind = ListingKind::storage;
    EXPECT_FALSE(is_match(wanted, other));
}

TEST(Match, ExplainsItsScoreToTheLastPoint) {
    auto other = offered();
    other.quantity = Quantity{5'000};
    other.unit_price = UnitPrice{10'450'000'000};  // 5 % cheaper
    other.region_code = "330206";
    other.deliver_on = sys_days(2026y / 3 / 23);  // three days late
    const auto match = judge(wanted, other, 920'000);
    EXPECT_EQ(match.covered_ppm, 250'000);
    EXPECT_EQ(match.price_gap_ppm, -50'000);
    EXPECT_EQ(match.days_late, 3);
    EXPECT_GT(*match.distance_m, 30'000);
    EXPECT_LT(*match.distance_m, 90'000);
    EXPECT_EQ(reason(match, MatchCriterion::goods).contribution, 300);
    EXPECT_EQ(reason(match, MatchCriterion::quantity).contribution, 37);
    EXPECT_EQ(reason(match, MatchCriterion::price).contribution, 150);
    EXPECT_EQ(reason(match, MatchCriterion::delivery_date).contribution, 72);
    EXPECT_EQ(reason(match, MatchCriterion::party_score).contribution, 110);
    std::int64_t sum = 0;
    std::int64_t weights = 0;
    for (const auto& one : match.reasons) {
        EXPECT_TRUE(one.is_known);
        EXPECT_EQ(one.contribution, one.points * one.weight / points_max);
        sum += one.contribution;
        weights += one.weight;
    }
    EXPECT_EQ(match.score, sum);
    EXPECT_EQ(weights, points_max);
}

TEST(Match, CountsWhatIsNotKnownInTheMiddleAndSaysSo) {
    auto other = offered();
    other.unit_price.reset();
    other.deliver_on.reset();
    other.unit = "卷";
    const auto match = judge(wanted, other, 900'000);
    for (const auto criterion : {MatchCriterion::price, MatchCriterion::delivery_date, MatchCriterion::quantity}) {
        EXPECT_FALSE(reason(match, criterion).is_known);
        EXPECT_EQ(reason(match, criterion).points, points_max / 2);
    }
    EXPECT_EQ(match.price_gap_ppm, std::nullopt);
    EXPECT_EQ(match.covered_ppm, std::nullopt);
}

TEST(Match, LooksAtWhatRemains) {
    auto other = offered();
    other.agreed = Quantity{10'000};
    EXPECT_EQ(judge(wanted, other, 0).covered_ppm, 500'000);
    auto own = wanted;
    own.agreed = Quantity{10'000};
    EXPECT_EQ(judge(own, other, 0).covered_ppm, 1'000'000);
}

TEST(Match, ASellerLikesItDearer) {
    auto own = offered();
    auto buyer = wanted;
    buyer.unit_price = UnitPrice{12'100'000'000};
    const auto dear = judge(own, buyer, 900'000);
    EXPECT_EQ(dear.price_gap_ppm, 100'000);
    EXPECT_EQ(reason(dear, MatchCriterion::price).points, 700);
}

// A random supply, seeded.
Listing drawn(std::mt19937_64& random, std::int64_t id) {
    auto other = offered(id);
    const auto pick = [&](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random);
    };
    other.quantity = Quantity{pick(1, 40'000)};
    other.unit_price = UnitPrice{pick(7'000, 16'000) * 1'000'000};
    if (pick(0, 3) == 0) other.grade = "其他";
    if (pick(0, 3) == 0) other.region_code = "440300";
    other.deliver_on = sys_days(2026y / 3 / 1) + std::chrono::days(pick(0, 60));
    other.organisation_id = {pick(12, 20)};
    return other;
}

std::size_t place_of(const std::vector<ListingMatch>& ranked, std::int64_t id) {
    return static_cast<std::size_t>(std::ranges::find(ranked, Id<Listing>{id}, &ListingMatch::listing_id) -
                                    ranked.begin());
}

TEST(Ranking, IsMonotone) {
    std::mt19937_64 random(7);
    for (int round = 0; round < (dengyun::test::is_sanitized ? 50 : 200); ++round) {
        std::vector<Candidate> all;
        for (std::int64_t id = 2; id < 22; ++id) all.push_back({drawn(random, id), 500'000 + 10'000 * id});
        const auto before = rank(wanted, all, 100);
        for (int better = 0; better < 5; ++better) {
            auto changed = all;
            auto& [one, party_ppm] = changed[static_cast<std::size_t>(round) % changed.size()];
            if (better == 0) one.unit_price->value -= 1 + round * 1'000'000LL;
            if (better == 1) one.quantity->value += 1 + round * 50LL;
            if (better == 2) one.deliver_on = *one.deliver_on - std::chrono::days(1 + round % 20);
            if (better == 3) party_ppm = std::min<std::int64_t>(party_ppm + 1 + round * 1'000LL, 1'000'000);
            if (better == 4) one.region_code = wanted.region_code;
            EXPECT_LE(place_of(rank(wanted, changed, 100), one.id.value), place_of(before, one.id.value))
                << round << ' ' << better;
        }
    }
}

TEST(Ranking, DoesNotDependOnTheOrderOfTheCandidates) {
    std::mt19937_64 random(3);
    std::vector<Candidate> all;
    for (std::int64_t id = 2; id < 60; ++id) all.push_back({drawn(random, id), 900'000});
    const auto ids = [](const std::vector<ListingMatch>& ranked) {
        std::vector<std::int64_t> found;
        for (const auto& one : ranked) found.push_back(one.listing_id.value);
        return found;
    };
    const auto first = ids(rank(wanted, all, 20));
    EXPECT_EQ(first.size(), 20U);
    for (int i = 0; i < 20; ++i) {
        std::ranges::shuffle(all, random);
        EXPECT_EQ(ids(rank(wanted, all, 20)), first);
    }
}

TEST(Ranking, HoldsAtTheBoundsOfTheFields) {
    auto own = wanted;
    own.unit_price = UnitPrice{1};
    own.quantity = Quantity{1};
    auto other = offered();
    other.unit_price = UnitPrice{unit_price_max};
    other.quantity = Quantity{quantity_max};
    const auto match = judge(own, other, 2'000'000);
    EXPECT_EQ(reason(match, MatchCriterion::price).points, 0);
    EXPECT_EQ(reason(match, MatchCriterion::quantity).points, points_max);
    EXPECT_EQ(reason(match, MatchCriterion::party_score).points, points_max);
    EXPECT_LE(match.score, points_max);
}

}  // namespace
}  // namespace dengyun::listings
