// Goal: a score is the same whoever computes it, is explained to the last part, forgives with time, and does not
// condemn a newcomer for one bad lot.
#include "modules/scores/formula.h"

#include <gtest/gtest.h>
#include <numeric>
#include <random>

namespace dengyun::scores {
namespace {

const Instant now = instant_of(1'772'323'200'000);

ScoreEntry entry(Criterion criterion, std::int64_t value, std::int64_t days_ago = 0, std::int64_t weight = 1) {
    static std::int64_t id = 0;
    return {.criterion = criterion,
            .value_ppm = value,
            .weight = weight,
            .what = "批",
            .subject_kind = "inspection",
            .subject_id = {++id},
            .occurred_at = now - std::chrono::days(days_ago)};
}

TEST(Formula, SharesAddUpToTheWhole) {
    std::int64_t shares = 0;
    for (const auto& rule : formula) shares += rule.share_ppm;
    EXPECT_EQ(shares, million);
}

TEST(Formula, KnowsNothingOfAStranger) {
    const auto computed = compute({}, now);
    EXPECT_EQ(computed.total_ppm, 907'500);  // 0.85 * 0.90 + 0.15 * 0.95
    EXPECT_TRUE(computed.reasons.empty());
}

TEST(Formula, WeighsByHand) {
    // On time: prior 5 * 365 at 0.9; two fresh entries of 1 and 0: lost (5 * 0.1 + 1) / 7 = 0.214286.
    const std::vector entries{entry(Criterion::on_time, million), entry(Criterion::on_time, 0)};
    const auto computed = compute(entries, now);
    EXPECT_EQ(computed.criteria[0].rate_ppm, million - 214'286);
    EXPECT_EQ(computed.criteria[0].entries, 2);
    EXPECT_EQ(computed.criteria[0].lost_ppm, 75'000);  // 0.35 * 0.214286
    ASSERT_EQ(computed.reasons.size(), 1U);
    EXPECT_EQ(computed.reasons[0].lost_ppm, 50'000);  // 0.35 / 7
    EXPECT_EQ(computed.total_ppm, 907'500 + 35'000 - 75'000);
}

TEST(Formula, ForgivesWithTime) {
    std::int64_t before = 0;
    for (const std::int64_t age : {0, 100, 200, 300, 364}) {
        const auto total = compute(std::vector{entry(Criterion::quality, 0, age)}, now).total_ppm;
        EXPECT_GT(total, before) << age;
        before = total;
    }
    for (const std::int64_t age : {period_days, period_days + 100, std::int64_t{-2}})
        EXPECT_EQ(compute(std::vector{entry(Criterion::quality, 0, age)}, now).total_ppm, 907'500) << age;
}

TEST(Formula, DoesNotDependOnOrderAndStaysWithinBounds) {
    std::mt19937_64 random(7);
    std::vector<ScoreEntry> entries;
    for (std::size_t i = 0; i < entries_max; ++i)
        entries.push_back(entry(static_cast<Criterion>(random() % 4),
                                static_cast<std::int64_t>(random() % (million + 1)),
                                static_cast<std::int64_t>(random() % 400), 1'000));
    const auto first = compute(entries, now);
    std::ranges::shuffle(entries, random);
    const auto second = compute(entries, now);
    EXPECT_EQ(first.total_ppm, second.total_ppm);
    ASSERT_EQ(first.reasons.size(), reasons_max * formula.size());
    for (std::size_t i = 0; i < first.reasons.size(); ++i)
        EXPECT_EQ(first.reasons[i].subject_id, second.reasons[i].subject_id);
    EXPECT_GE(first.total_ppm, 0);
    EXPECT_LE(first.total_ppm, million);
    // Better work never costs: every entry set right raises the score or leaves it.
    for (std::size_t i = 0; i < 50; ++i) {
        auto better = entries;
        better[i].value_ppm = million;
        EXPECT_GE(compute(better, now).total_ppm, first.total_ppm);
    }
}

}  // namespace
}  // namespace dengyun::scores
