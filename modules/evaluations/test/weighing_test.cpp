// Goal: an evaluation is the same whoever computes it, is explained to the last part, never falls by a better record,
// and leaves out what nothing is known of.
#include <gtest/gtest.h>
#include <random>

#include "modules/evaluations/evaluations/evaluation.h"

namespace dengyun::evaluations {
namespace {

CriterionResult result(CriterionKind kind, std::int64_t weight, const std::vector<std::int64_t>& values) {
    CriterionResult made{.kind = kind, .weight = weight};
    for (const auto value : values) made.inputs.push_back({.what = "批", .value_ppm = value});
    return made;
}

Evaluation weighed(std::vector<CriterionResult> results, std::int64_t line = 600'000, std::int64_t records_min = 1) {
    Evaluation evaluation{.results = std::move(results), .line_ppm = line, .records_min = records_min};
    weigh(evaluation);
    return evaluation;
}

TEST(Weighing, OfRatesByTheirWeights) {
    // On time 0.5, quality 0.9: (0.5 * 60 + 0.9 * 40) / 100 = 0.66.
    const auto made =
        weighed({result(CriterionKind::on_time, 60, {million, 0}), result(CriterionKind::quality, 40, {900'000})});
    EXPECT_EQ(made.total_ppm, 660'000);
    EXPECT_EQ(made.results[0].contribution_ppm, 300'000);
    EXPECT_EQ(made.results[1].contribution_ppm, 360'000);
    EXPECT_EQ(made.records, 3);
    EXPECT_FALSE(made.is_below_line);
}

TEST(Weighing, LeavesOutWhatNothingIsKnownOf) {
    const auto made = weighed({result(CriterionKind::on_time, 60, {400'000}), result(CriterionKind::price, 40, {})});
    EXPECT_EQ(made.total_ppm, 400'000);
    EXPECT_FALSE(made.results[1].rate_ppm);
    EXPECT_TRUE(made.is_below_line);
    const auto nothing = weighed({result(CriterionKind::on_time, 60, {})});
    EXPECT_FALSE(nothing.total_ppm);
    EXPECT_FALSE(nothing.is_below_line);
}

TEST(Weighing, OfTooFewRecordsHasNoEffectOnTheLine) {
    EXPECT_FALSE(weighed({result(CriterionKind::on_time, 1, {0, 0})}, 600'000, 3).is_below_line);
    EXPECT_TRUE(weighed({result(CriterionKind::on_time, 1, {0, 0, 0})}, 600'000, 3).is_below_line);
    // A judgement is no record.
    EXPECT_FALSE(weighed({result(CriterionKind::judged, 1, {0, 0, 0})}, 600'000, 3).is_below_line);
}

TEST(Weighing, RatesAPriceByItsGap) {
    EXPECT_EQ(rate_of_price(-50'000), million);
    EXPECT_EQ(rate_of_price(-900'000), million);
    EXPECT_EQ(rate_of_price(0), 800'000);
    EXPECT_EQ(rate_of_price(200'000), 0);
    EXPECT_EQ(rate_of_price(5'000'000), 0);
}

TEST(Weighing, HoldsItsPropertiesForAnyRecords) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        std::mt19937_64 random(seed);
        const auto below = [&](std::int64_t bound) {
            return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
        };
        std::vector<CriterionResult> results;
        for (std::int64_t i = 0; i <= below(criteria_max); ++i) {
            std::vector<std::int64_t> values(static_cast<std::size_t>(below(6)));
            for (auto& value : values) value = below(million + 1);
            results.push_back(result(CriterionKind::quality, 1 + below(weight_max), values));
            for (auto& input : results.back().inputs) input.weight = 1 + below(1'000);
        }
        auto made = weighed(results);
        std::int64_t sum = 0;
        std::int64_t best = 0;
        std::int64_t worst = million;
        for (const auto& one : made.results) {
            sum += one.contribution_ppm;
            if (!one.rate_ppm) continue;
            best = std::max(best, *one.rate_ppm);
            worst = std::min(worst, *one.rate_ppm);
        }
        EXPECT_EQ(sum, made.total_ppm.value_or(0)) << seed;
        if (!made.total_ppm) continue;
        EXPECT_LE(*made.total_ppm, best) << seed;
        EXPECT_GE(*made.total_ppm, worst) << seed;
        // One record is better, and all else the same.
        auto& criterion = made.results[static_cast<std::size_t>(below(std::ssize(made.results)))];
        if (criterion.inputs.empty()) continue;
        const auto before = *made.total_ppm;
        auto& input = criterion.inputs[static_cast<std::size_t>(below(std::ssize(criterion.inputs)))];
        input.value_ppm += (million - input.value_ppm) / 2;
        weigh(made);
        EXPECT_GE(*made.total_ppm, before) << seed;
    }
}

}  // namespace
}  // namespace dengyun::evaluations
