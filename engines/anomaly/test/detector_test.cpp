// Goal: what is common scores low, whatever its unit and its daily course; a spike, a step and a slow shift are told.
#include "engines/anomaly/detector.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numbers>
#include <random>

namespace dengyun::anomaly {
namespace {

constexpr double minutes_5 = 300;

// A day's course and noise of one part in ten, every five minutes.
class Machine {
  public:
    explicit Machine(std::uint64_t seed, double unit = 1) : random_(seed), unit_(unit) {}
    double at_s() const { return static_cast<double>(count_) * minutes_5; }
    double next() {
        const auto course = std::sin(2 * std::numbers::pi * at_s() / 86'400);
        count_++;
        return unit_ * (20 + 5 * course + 0.5 * noise_(random_));
    }

  private:
    std::mt19937_64 random_;
    std::normal_distribution<double> noise_{};
    double unit_;
    std::size_t count_ = 0;
};

// Shows the detector so many values; answers the greatest score.
double show(Detector& detector, Machine& machine, int count, double added = 0) {
    double greatest = 0;
    for (int i = 0; i < count; i++) {
        const auto at_s = machine.at_s();
        greatest = std::max(greatest, detector.score(at_s, machine.next() + added));
    }
    return greatest;
}

constexpr int day = 288;

TEST(Detector, TheUsualScoresLowInEveryUnit) {
    for (const auto unit : {1e-6, 1.0, 1e9}) {
        Machine machine(1, unit);
        Detector detector;
        EXPECT_EQ(show(detector, machine, 50), 0);
        show(detector, machine, 5 * day);
        int unusual = 0;
        for (int i = 0; i < 10 * day; i++) {
            const auto at_s = machine.at_s();
            unusual += detector.score(at_s, machine.next()) >= unusual_score ? 1 : 0;
        }
        EXPECT_LT(unusual, 10 * day / 100) << unit;
    }
}

TEST(Detector, SpikesStepsAndShiftsAreUnusual) {
    for (std::uint64_t seed = 1; seed <= 10; seed++) {
        const auto score_of = [&](int count, double added) {
            Machine machine(seed);
            Detector detector;
            show(detector, machine, 14 * day);
            return show(detector, machine, count, added);
        };
        EXPECT_GT(score_of(1, 10), unusual_score) << seed;
        EXPECT_GT(score_of(20, -6), unusual_score) << seed;
        EXPECT_GT(score_of(day, 3), unusual_score) << seed;
    }
}

TEST(Detector, TheGreaterTheRarer) {
    double before = 0;
    for (const double added : {5.0, 10.0, 100.0, 1e6}) {
        Machine machine(3);
        Detector detector;
        show(detector, machine, 3 * day);
        const auto score = show(detector, machine, 1, added);
        EXPECT_GT(score, before);
        before = score;
    }
}

TEST(Detector, WhatIsNoNumberIsPassed) {
    Detector detector;
    for (const double odd : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        EXPECT_EQ(detector.score(0, odd), 0);
        EXPECT_EQ(detector.score(odd, 1), 0);
    }
    EXPECT_EQ(detector.score(0, std::numeric_limits<double>::max()), 0);
    EXPECT_EQ(detector.seen(), 0U);
    // A constant, and times before 1970 do no harm.
    for (int i = 0; i < 1000; i++) EXPECT_EQ(detector.score(-3600.0 * i, 7), 0);
    EXPECT_GT(detector.score(0, 8), unusual_score);
}

}  // namespace
}  // namespace dengyun::anomaly
