// Goal: a price is exact: each component rounded once, half up, the sum never below the minimum; checked against exact
// rational arithmetic in another form.
#include "modules/capacity/rates/price.h"

#include <gtest/gtest.h>
#include <random>

namespace dengyun::capacity {
namespace {

std::string text_of(const Price& price) {
    std::string text;
    for (const auto& line : price.lines)
        text += fmt::format("{}={} ", meta::name_of(line.component), line.amount.value);
    return text + fmt::format("total={}", price.total.value);
}

RateCard card() {
    RateCard card;
    card.setup_price = {5'000};
    card.per_hour = {120'000'000};
    card.per_piece = {35'000};
    card.per_square_metre = {45'000'000};
    card.per_kilogram = {2'500'000};
    return card;
}

TEST(Prices, AddUpTheirComponents) {
    const Work work{
        .pieces = 20'000, .setup_ms = 1'200'000, .unit_time_ms = 18'000, .area_mm2 = 24'000, .mass_mg = 60'000};
    // 50 + (1,200 s + 360,000 s) at 120/h + 700 + 480 m² at 45 + 1,200 kg at 2.5
    EXPECT_EQ(text_of(price_of(card(), work).value()),
              "setup=5000 machine_time=1204000 pieces=70000 area=2160000 weight=300000 total=3739000");
}

TEST(Prices, RoundOnceAndHalfUp) {
    RateCard washers;
    washers.per_piece = {100};  // 0.0001 yuan
    EXPECT_EQ(price_of(washers, {.pieces = 49}).value().total.value, 0);
    EXPECT_EQ(price_of(washers, {.pieces = 50}).value().total.value, 1);
    EXPECT_EQ(price_of(washers, {.pieces = 149}).value().total.value, 1);
    EXPECT_EQ(price_of(washers, {.pieces = 150}).value().total.value, 2);
    EXPECT_EQ(price_of(washers, {.pieces = 1'000}).value().total.value, 10);  // 一千个才赚一毛钱
}

TEST(Prices, FollowTheTierOfAllVariantsTogether) {
    auto tiers = card();
    tiers.per_hour = tiers.per_square_metre = tiers.per_kilogram = {};
    tiers.tiers = {{.pieces_from = 1'000, .rate_millionths = 900'000},
                   {.pieces_from = 10'000, .rate_millionths = 750'000}};
    EXPECT_EQ(text_of(price_of(tiers, {.pieces = 999}).value()), "setup=5000 pieces=3497 total=8497");
    EXPECT_EQ(text_of(price_of(tiers, {.pieces = 1'000}).value()), "setup=5000 pieces=3150 total=8150");
    EXPECT_EQ(text_of(price_of(tiers, {.pieces = 1'000, .tier_pieces = 12'000}).value()),
              "setup=5000 pieces=2625 total=7625");
}

TEST(Prices, AreNeverBelowTheMinimum) {
    auto small = card();
    small.minimum_charge = {20'000};
    EXPECT_EQ(text_of(price_of(small, {.pieces = 1}).value()), "setup=5000 pieces=4 minimum=14996 total=20000");
}

TEST(Prices, RefuseWhatCannotBeCounted) {
    EXPECT_EQ(price_of(card(), {.pieces = 0}).error().code, "request.invalid");
    EXPECT_EQ(price_of(card(), {.pieces = 1, .setup_ms = -1}).error().issues.front().field, "setup_ms");
    EXPECT_EQ(price_of(card(), {.pieces = 1'000'000'000, .area_mm2 = 1'000'000'000'000}).error().code,
              "number.overflow");
}

// Long division digit by digit, far from the 128-bit product of the code under test.
TEST(Prices, AgreeWithLongDivision) {
    std::mt19937_64 random(12);
    for (int round = 0; round < 20'000; ++round) {
        RateCard one;
        one.per_piece = {static_cast<std::int64_t>(random() % 5'000'000)};
        one.tiers = {{.pieces_from = 1, .rate_millionths = 1 + static_cast<std::int64_t>(random() % whole_rate)}};
        const auto pieces = 1 + static_cast<std::int64_t>(random() % 100'000);
        const auto rate = one.tiers.front().rate_millionths;
        // price * pieces <= 5e11; split by the divisor 1e10 so that each part stays within 64 bits.
        const auto product = one.per_piece.value * pieces;
        const auto high = product / 10'000 * rate;
        const auto low = product % 10'000 * rate;
        auto fen = high / whole_rate;
        const auto rest = (high % whole_rate) * 10'000 + low;
        fen += rest / 10'000'000'000 + (rest % 10'000'000'000 >= 5'000'000'000 ? 1 : 0);
        EXPECT_EQ(price_of(one, {.pieces = pieces}).value().total.value, fen);
    }
}

TEST(RateCards, RefuseWhatAsksNothingOrFalls) {
    RateCard empty;
    EXPECT_EQ(check_rate_card(empty).error().issues.front().code, "asks_nothing");
    auto falling = card();
    falling.tiers = {{.pieces_from = 10, .rate_millionths = 1}, {.pieces_from = 10, .rate_millionths = 1}};
    EXPECT_EQ(check_rate_card(falling).error().issues.front().field, "tiers.1.pieces_from");
}

}  // namespace
}  // namespace dengyun::capacity
