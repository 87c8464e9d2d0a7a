// Goal: a key may save up a burst and then asks at its rate; keys do not disturb each other and do not fill the memory.
#include "kernel/http/rate_limit.h"

#include <gtest/gtest.h>

namespace dengyun::http {
namespace {

using std::chrono::milliseconds;

TEST(RateLimiter, BurstThenRate) {
    ManualClock clock(instant_of(1'000));
    RateLimiter limiter(10, 3, 100, clock);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.take("a"));
    EXPECT_FALSE(limiter.take("a"));
    EXPECT_TRUE(limiter.take("b")) << "another key has its own bucket";
    clock.advance(milliseconds(99));
    EXPECT_FALSE(limiter.take("a"));
    clock.advance(milliseconds(1));
    EXPECT_TRUE(limiter.take("a"));
    EXPECT_FALSE(limiter.take("a"));
    clock.advance(std::chrono::hours(1));
    EXPECT_FALSE(limiter.take("a", 4)) << "no more than the burst is saved up";
    EXPECT_TRUE(limiter.take("a", 3));
}

TEST(RateLimiter, ZeroIsNoLimit) {
    const ManualClock clock(instant_of(0));
    RateLimiter limiter(0, 0, 10, clock);
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(limiter.take("a"));
    EXPECT_EQ(limiter.keys(), 0u);
}

TEST(RateLimiter, KeysAreBounded) {
    const ManualClock clock(instant_of(0));
    RateLimiter limiter(1, 1, 64, clock);
    for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(limiter.take(std::to_string(i)));
    EXPECT_LE(limiter.keys(), 64u);
    EXPECT_FALSE(limiter.take("9999")) << "the last used is remembered";
}

TEST(RateLimiter, AClockSetBackTakesNothingAway) {
    ManualClock clock(instant_of(10'000));
    RateLimiter limiter(1, 2, 64, clock);
    EXPECT_TRUE(limiter.take("a"));
    clock.set(instant_of(0));
    EXPECT_TRUE(limiter.take("a"));
    EXPECT_FALSE(limiter.take("a"));
}

}  // namespace
}  // namespace dengyun::http
