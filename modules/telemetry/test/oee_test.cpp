// Goal: OEE, MTBF and MTTR are those of the standard, worked out by hand; nothing is clamped, averaged or made up.
#include "modules/telemetry/oee/oee.h"

#include <gtest/gtest.h>

#include "engines/timeseries/roll_up.h"

namespace dengyun::telemetry {
namespace {

using M = StateMeaning;
constexpr timeseries::Time minute = 60 * timeseries::second;

std::vector<MeaningSpan> spans(std::initializer_list<std::pair<int, std::optional<M>>> given) {
    std::vector<MeaningSpan> all;
    timeseries::Time at = 0;
    for (const auto& [minutes, meaning] : given) {
        all.push_back({at, at + minutes * minute, meaning});
        at += minutes * minute;
    }
    return all;
}

// A shift of 8 hours: half an hour off (the break), 450 minutes planned busy; 30 minutes of set-up, 20 + 10 down,
// 15 idle, 375 running. 1,000 items of 20 s planned, 40 of them rejected:
//   availability 375/450 = 0.8333…, effectiveness 20 s * 1000 / 22500 s = 0.8888…, quality 0.96, OEE 0.7111…
//   MTBF 375 min / 2 = 187.5 min, MTTR 30 min / 2 = 15 min
TEST(Oee, OfAShiftByHand) {
    const auto shift = spans({{30, M::setup},
                              {100, M::running},
                              {20, M::down},
                              {110, M::running},
                              {30, M::off},
                              {15, M::idle},
                              {100, M::running},
                              {10, M::down},
                              {65, M::running}});
    const auto sums = sums_of(shift);
    EXPECT_EQ(sums.running, 375 * minute);
    EXPECT_EQ(sums.planned_busy(), 450 * minute);
    EXPECT_EQ(sums.off, 30 * minute);
    EXPECT_EQ(sums.failures, 2);
    const auto oee = oee_of({.times = sums, .produced = 1000, .rejected = 40, .planned_run_s = 20'000}, true);
    EXPECT_DOUBLE_EQ(*oee.availability, 375.0 / 450);
    EXPECT_DOUBLE_EQ(*oee.effectiveness, 20'000.0 / 22'500);
    EXPECT_DOUBLE_EQ(*oee.quality, 0.96);
    EXPECT_NEAR(*oee.oee, 0.7111111111111111, 1e-12);
    EXPECT_DOUBLE_EQ(*oee.mtbf_s, 187.5 * 60);
    EXPECT_FALSE(oee.mtbf_is_bound);
    EXPECT_DOUBLE_EQ(*oee.mttr_s, 15 * 60);
}

TEST(Oee, WithoutAFailureTheTimeBetweenThemIsLonger) {
    const auto oee = oee_of({.times = sums_of(spans({{60, M::running}}))}, true);
    EXPECT_TRUE(oee.mtbf_is_bound);
    EXPECT_DOUBLE_EQ(*oee.mtbf_s, 3600);
    EXPECT_FALSE(oee.mttr_s);
    EXPECT_FALSE(oee.quality);  // nothing was made
    EXPECT_FALSE(oee.oee);
}

TEST(Oee, AFailureCountsOnce) {
    // The window begins in one; another one goes on behind what nobody heard.
    const auto sums = sums_of(
        spans({{5, M::down}, {10, M::running}, {5, M::down}, {7, std::nullopt}, {5, M::down}, {10, M::running}}));
    EXPECT_EQ(sums.failures, 1);
    EXPECT_EQ(sums.down, 15 * minute);
    EXPECT_EQ(sums.unknown, 7 * minute);
    EXPECT_EQ(sums.planned_busy(), 35 * minute);
}

TEST(Oee, MoreThanPlannedIsToldAndNotClamped) {
    const auto oee = oee_of({.times = sums_of(spans({{10, M::running}})), .produced = 100, .planned_run_s = 900}, true);
    EXPECT_DOUBLE_EQ(*oee.effectiveness, 1.5);
    EXPECT_DOUBLE_EQ(*oee.oee, 1.5);
}

TEST(Oee, IsNeverBelowZero) {
    const auto oee =
        oee_of({.times = sums_of(spans({{10, M::running}})), .produced = 2, .rejected = 5, .planned_run_s = 60}, true);
    EXPECT_DOUBLE_EQ(*oee.quality, 0);
    EXPECT_DOUBLE_EQ(*oee.oee, 0);
}

TEST(Oee, NothingIsMadeUp) {
    const auto nothing = oee_of({}, true);
    EXPECT_FALSE(nothing.availability || nothing.effectiveness || nothing.quality || nothing.oee || nothing.mtbf_s ||
                 nothing.mttr_s);
    EXPECT_FALSE(oee_of({.times = sums_of(spans({{10, M::running}})), .produced = 5}, false).quality);
    // Made, and the planned time of one item is not known.
    EXPECT_FALSE(oee_of({.times = sums_of(spans({{10, M::running}})), .produced = 5}, true).effectiveness);
}

// Two machines of a line: 50 of 100 minutes and 300 of 300. The mean of the ratios would be 75 %.
TEST(Oee, OfALineAddsUpAndDoesNotAverage) {
    OeeParts line{.times = sums_of(spans({{50, M::running}, {50, M::idle}})),
                  .produced = 10,
                  .rejected = 5,
                  .planned_run_s = 3000};
    line.add({.times = sums_of(spans({{300, M::running}})), .produced = 90, .rejected = 0, .planned_run_s = 9000});
    const auto oee = oee_of(line, true);
    EXPECT_DOUBLE_EQ(*oee.availability, 350.0 / 400);
    EXPECT_DOUBLE_EQ(*oee.quality, 0.95);
    EXPECT_DOUBLE_EQ(*oee.effectiveness, 12'000.0 / 21'000);
}

}  // namespace
}  // namespace dengyun::telemetry
