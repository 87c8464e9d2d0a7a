// Goal: the shares of regions are those of the money, and add up to the whole.
#include <gtest/gtest.h>
#include <random>

#include "flows/studio/studio.h"

namespace dengyun::studio {
namespace {

TEST(LocalContent, IsTheShareOfTheValue) {
    const auto content = local_content({{Money{600}, "330200", "330000"},
                                        {Money{100}, "330200", "330000"},
                                        {Money{200}, "331000", "330000"},
                                        {Money{100}, std::nullopt, std::nullopt}},
                                       "330200", "330000");
    ASSERT_TRUE(content);
    EXPECT_EQ(content->total.value, 1'000);
    EXPECT_EQ(content->suppliers, 4);
    EXPECT_EQ(content->prefecture_ppm, 700'000);
    EXPECT_EQ(content->province_ppm, 900'000);
    ASSERT_EQ(content->regions.size(), 3U);
    EXPECT_EQ(content->regions[0].region_code, "330200");
    EXPECT_EQ(content->regions[0].suppliers, 2);
    EXPECT_EQ(content->regions[0].share_ppm, 700'000);
}

TEST(LocalContent, OfNothingIsNothing) {
    const auto content = local_content({}, "330200", "330000");
    ASSERT_TRUE(content);
    EXPECT_EQ(content->total.value, 0);
    EXPECT_EQ(content->prefecture_ppm, 0);
    EXPECT_TRUE(content->regions.empty());
    // Who does not say where he is buys nothing locally, also from those who do not say it.
    const auto unknown = local_content({{Money{5}, std::nullopt, std::nullopt}}, std::nullopt, std::nullopt);
    EXPECT_EQ(unknown->prefecture_ppm, 0);
}

TEST(LocalContent, SharesAddUpForAnyMoney) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        std::mt19937_64 random(seed);
        std::vector<SuppliedValue> supplied;
        std::int64_t sum = 0;
        for (std::uint64_t i = 0; i < 1 + random() % 40; ++i) {
            supplied.push_back({Money{static_cast<std::int64_t>(random() % 1'000'000'000'000)},
                                std::to_string(330'000 + 100 * (random() % 12)), "330000"});
            sum += supplied.back().value.value;
        }
        const auto content = local_content(supplied, "330200", "330000");
        ASSERT_TRUE(content);
        EXPECT_EQ(content->total.value, sum);
        if (sum == 0) continue;
        std::int64_t shares = 0;
        std::int64_t money = 0;
        for (const auto& region : content->regions) {
            shares += region.share_ppm;
            money += region.value.value;
        }
        EXPECT_EQ(shares, 1'000'000) << seed;
        EXPECT_EQ(money, sum) << seed;
        EXPECT_LE(content->prefecture_ppm, content->province_ppm) << seed;
    }
}

}  // namespace
}  // namespace dengyun::studio
