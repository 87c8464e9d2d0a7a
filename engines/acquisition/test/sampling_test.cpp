// Goal: what is told follows every change beyond the deadband, and no value comes too often or stays away too long.
#include "engines/acquisition/sampling.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace dengyun::acquisition {
namespace {

TEST(Sampling, TellsEverythingWhereNothingIsSaid) {
    Sampler sampler;
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(sampler.takes({}, 1.0, i));
}

// A chart of the told values never lies further from the true one than the deadband, at any time.
TEST(Sampling, StaysWithinTheDeadband) {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const bool in_percent = round % 2 == 0;
        const Sampling sampling{.deadband_absolute = in_percent ? std::nullopt : std::optional(0.5),
                                .deadband_percent = in_percent ? std::optional(10.0) : std::nullopt,
                                .interval_max_ms = 500};
        Sampler sampler;
        double value = 10;
        double told = 0;
        std::int64_t told_at = -1;
        int count = 0;
        for (std::int64_t at = 0; at < 5'000; at += 10) {
            value += (static_cast<double>(random() % 201) - 100) / 500;
            if (sampler.takes(sampling, value, at)) {
                told = value;
                told_at = at;
                ++count;
            }
            ASSERT_LE(std::abs(value - told), in_percent ? std::abs(told) * 0.1 : 0.5);
            ASSERT_LT(at - told_at, 500);
        }
        ASSERT_LT(count, 250);
    }
}

TEST(Sampling, KeepsItsIntervals) {
    const Sampling sampling{.interval_min_ms = 100};
    Sampler sampler;
    EXPECT_TRUE(sampler.takes(sampling, 1.0, 1'000));
    EXPECT_FALSE(sampler.takes(sampling, 2.0, 1'099));
    EXPECT_TRUE(sampler.takes(sampling, 2.0, 1'100));
    EXPECT_TRUE(sampler.takes(sampling, 3.0, 500));  // the clock was set back
}

TEST(Sampling, TellsTextsAndStatesWhenTheyChange) {
    const Sampling sampling{.deadband_absolute = 0};
    Sampler sampler;
    EXPECT_TRUE(sampler.takes(sampling, std::string("run"), 1));
    EXPECT_FALSE(sampler.takes(sampling, std::string("run"), 2));
    EXPECT_TRUE(sampler.takes(sampling, std::string("stop"), 3));
    EXPECT_TRUE(sampler.takes(sampling, true, 4));
    EXPECT_FALSE(sampler.takes(sampling, true, 5));
}

TEST(Sampling, DropsWhatABrokenSensorSays) {
    const Sampling sampling{.drop_below = -40, .drop_above = 200, .drop_values = {0}};
    Sampler sampler;
    EXPECT_FALSE(sampler.takes(sampling, -41.0, 1));
    EXPECT_FALSE(sampler.takes(sampling, 3'276.7, 2));
    EXPECT_FALSE(sampler.takes(sampling, std::int64_t{0}, 3));
    EXPECT_TRUE(sampler.takes(sampling, 20.0, 4));
    EXPECT_TRUE(sampler.takes(sampling, false, 5));  // a state is none
}

}  // namespace
}  // namespace dengyun::acquisition
