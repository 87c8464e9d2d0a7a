// Goal: what is usual is learnt before anything is told; a jump, another level and a slow shift are told, the usual
// hardly ever, the more sensitive the more; what was read from the store counts like what came live.
#include "modules/telemetry/alarms/unusual.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <random>

#include "modules/telemetry/alarms/condition.h"

namespace dengyun::telemetry {
namespace {

constexpr timeseries::Time second = 1'000'000'000;
constexpr timeseries::Time day = 86'400 * second;
constexpr timeseries::Time step = 10 * second;

// A spindle's temperature: a daily course and noise that is nearly normal, the same on every machine.
class Spindle {
  public:
    explicit Spindle(std::uint64_t seed) : random_(seed) {}
    double at(timeseries::Time time) {
        const auto course = std::sin(2 * std::numbers::pi * static_cast<double>(time % day) / day);
        double noise = -6;
        for (int i = 0; i < 12; i++) noise += static_cast<double>(random_() >> 11) * 0x1p-53;
        return 40 + 3 * course + 0.4 * noise;
    }

  private:
    std::mt19937_64 random_;
};

// How often it begins to hold in so many days, after one of learning.
int begins(Sensitivity sensitivity, std::uint64_t seed, int days) {
    Unusual unusual(sensitivity, day);
    Spindle spindle(seed);
    int count = 0;
    bool held = false;
    for (timeseries::Time at = step; at < (days + 1) * day; at += step) {
        const bool holds = unusual.holds(at, spindle.at(at));
        count += holds && !held ? 1 : 0;
        held = holds;
    }
    return count;
}

TEST(Unusual, TheUsualIsHardlyEverTold) {
    int low = 0;
    int normal = 0;
    int high = 0;
    for (std::uint64_t seed = 1; seed <= 4; seed++) {
        low += begins(Sensitivity::low, seed, 14);
        normal += begins(Sensitivity::normal, seed, 14);
        high += begins(Sensitivity::high, seed, 14);
    }
    EXPECT_LE(low, normal);
    EXPECT_LE(normal, high);
    // In eight weeks of a machine that is well.
    EXPECT_EQ(low, 0);
    EXPECT_LE(normal, 8);
    EXPECT_LE(high, 56);
}

// What is told of a change that begins after two days and lasts so long.
std::optional<Oddity> told(Sensitivity sensitivity, double added, timeseries::Time lasting, std::uint64_t seed) {
    Unusual unusual(sensitivity, day);
    Spindle spindle(seed);
    const auto from = 3 * day;
    for (timeseries::Time at = step; at < from + lasting; at += step) {
        const auto value = spindle.at(at) + (at >= from ? added : 0);
        if (unusual.holds(at, value) && at >= from) return unusual.oddity();
    }
    return std::nullopt;
}

TEST(Unusual, JumpsLevelsAndShiftsAreToldWithTheUsual) {
    for (std::uint64_t seed = 1; seed <= 5; seed++) {
        const auto jump = told(Sensitivity::normal, 8, step, seed);
        ASSERT_TRUE(jump) << seed;
        EXPECT_NEAR(jump->usual, 40, 2) << seed;
        EXPECT_TRUE(told(Sensitivity::low, 15, step, seed)) << seed;
        // Six times the noise, as long as it lasts; what is a part of the noise is nothing.
        EXPECT_TRUE(told(Sensitivity::high, 2.4, day / 24, seed)) << seed;
        EXPECT_FALSE(told(Sensitivity::low, 0.4, day / 24, seed)) << seed;
    }
}

TEST(Unusual, NothingIsToldWhileItLearns) {
    for (const auto& [learning, count] : {std::pair{day, 8'000}, std::pair{second, 290}}) {
        Unusual unusual(Sensitivity::high, learning);
        for (int i = 1; i < count; i++)
            EXPECT_FALSE(unusual.holds(i * step, i % 50 == 0 ? 1e6 : i % 3)) << learning << ' ' << i;
    }
}

TEST(Unusual, LateAndDoubledValuesAndWhatIsNoNumberChangeNothing) {
    Unusual one(Sensitivity::normal, second);
    Unusual other(Sensitivity::normal, second);
    Spindle spindle(7);
    for (timeseries::Time at = step; at < day / 10; at += step) {
        const auto value = spindle.at(at);
        one.learn(at, value);
        other.learn(at, value);
        other.learn(at, 1e9);
        other.learn(at - step, 1e9);
        other.learn(at + 1, std::nan(""));
    }
    EXPECT_TRUE(one.holds(day, 60));
    EXPECT_TRUE(other.holds(day, 60));
    EXPECT_EQ(one.oddity(), other.oddity());
}

// A watch that begins now and reads the past goes on as one that was there.
TEST(Unusual, WhatWasReadCountsLikeWhatWasHeard) {
    const Condition condition{.kind = ConditionKind::unusual, .off_delay = 600 * second, .learning = day};
    Watch always(condition, 0);
    const auto from = 2 * day;
    Watch later(condition, from);
    Spindle spindle(3);
    std::vector<Watch::Change> before;
    std::vector<Watch::Change> heard;
    std::vector<Watch::Change> read;
    for (timeseries::Time at = step; at < from + day / 4; at += step) {
        const auto value = spindle.at(at) + (at == from + 100 * step ? 20 : 0);
        const Watch::Heard one{.number = value};
        always.row(at, {&one, 1}, at <= from ? before : heard);
        if (at <= from)
            later.remember(at, {&one, 1});
        else
            later.row(at, {&one, 1}, read);
    }
    EXPECT_EQ(heard, read);
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].at, from + 100 * step);
    ASSERT_TRUE(read[0].odd);
    EXPECT_NE(read[0].odd->kind, OddityKind::shift);
    EXPECT_NEAR(read[0].odd->usual, 40, 4);
    EXPECT_GE(read[1].at, from + 160 * step);
    EXPECT_FALSE(read[1].odd);
}

}  // namespace
}  // namespace dengyun::telemetry
