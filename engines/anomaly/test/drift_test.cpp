// Goal: a joint change that no single series shows is told; what was learnt scores as learnt.
#include "engines/anomaly/drift.h"

#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace dengyun::anomaly {
namespace {

// Two series that go together, and one of its own.
std::vector<std::vector<double>> rows_of(std::size_t count, std::uint64_t seed, double apart = 0) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> noise;
    std::vector<std::vector<double>> rows;
    for (std::size_t i = 0; i < count; i++) {
        const auto common = noise(random);
        rows.push_back({100 + common + 0.1 * noise(random) + apart, 5 - 2 * common + 0.1 * noise(random) + 2 * apart,
                        noise(random)});
    }
    return rows;
}

double share_above(Drift& drift, const std::vector<std::vector<double>>& rows) {
    std::size_t above = 0;
    for (const auto& row : rows) above += drift.score(row) > 1 ? 1 : 0;
    return static_cast<double>(above) / static_cast<double>(rows.size());
}

TEST(Drift, AJointChangeIsTold) {
    auto drift = Drift::learn(rows_of(2'000, 1));
    ASSERT_TRUE(drift);
    EXPECT_LT(share_above(*drift, rows_of(2'000, 2)), 0.1);
    // Three quarters of the common spread, against the way in which the two go together.
    EXPECT_GT(share_above(*drift, rows_of(500, 3, 0.75)), 0.8);
}

TEST(Drift, WhatIsAbsentCountsAsUnchanged) {
    auto drift = Drift::learn(rows_of(500, 1)).value();
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    const auto before = drift.score(std::vector{100.0, 5.0, 0.0});
    EXPECT_DOUBLE_EQ(drift.score(std::vector{nan, nan, nan}), before);
}

TEST(Drift, BadRowsAreRefused) {
    const std::vector<std::vector<double>> few(9, {1.0});
    const std::vector<std::vector<double>> empty(20, std::vector<double>{});
    const std::vector<std::vector<double>> wide(20, std::vector<double>(drift_series_max + 1, 1.0));
    auto uneven = rows_of(20, 1);
    uneven[5].pop_back();
    auto odd = rows_of(20, 1);
    odd[5][0] = std::numeric_limits<double>::infinity();
    for (const auto& rows : {few, empty, wide, uneven, odd}) EXPECT_FALSE(Drift::learn(rows));
    // A series that never changed is one all the same.
    auto constant = Drift::learn(std::vector<std::vector<double>>(20, {7.0, 7.0})).value();
    EXPECT_LE(constant.score(std::vector{7.0, 7.0}), 1);
    EXPECT_GT(constant.score(std::vector{8.0, 7.0}), 1);
}

}  // namespace
}  // namespace dengyun::anomaly
