// Goal: the throttle waits, doubles, forgets and forgives as its policy says; many attempts at once gain nothing.
#include "modules/identity/throttle.h"

#include <gtest/gtest.h>
#include <thread>

#include "kernel/store/test/harness.h"
#include "modules/identity/api.h"

namespace dengyun::identity {
namespace {

using namespace std::chrono_literals;

constexpr ThrottlePolicy policy{
    .purpose = "test", .free_attempts = 3, .first_delay = 10s, .delay_max = 60s, .forget_after = 1h};
constexpr Instant start = instant_of(1'772'353'800'000);

TEST(ThrottleState, DoublesItsWaitUpToTheBound) {
    ThrottleState state;
    const Duration waits[] = {0s, 0s, 10s, 20s, 40s, 60s, 60s};
    for (const auto wait : waits) {
        state = after_attempt(state, policy, start);
        EXPECT_EQ(std::max(state.locked_until - start, Duration{0}) % 1h, wait) << state.attempts;
    }
    for (int i = 0; i < 1000; ++i) state = after_attempt(state, policy, start);
    EXPECT_EQ(state.locked_until - start, 60s) << "no overflow";
}

TEST(ThrottleState, StartsAnewAfterAPause) {
    ThrottleState state{.attempts = 50, .last_attempt_at = start, .locked_until = start + 60s};
    EXPECT_EQ(after_attempt(state, policy, start + 1h).attempts, 1);
    EXPECT_EQ(after_attempt(state, policy, start + 1h - 1ms).attempts, 51);
}

class ThrottleTest : public store::test::BothDatabases {
  protected:
    ThrottleTest() : BothDatabases({}, migrations()) {}
    Admission attempt(std::string_view subject) {
        return *store().write<Admission>(system, [&](store::Unit& unit) { return admit(unit, policy, subject); });
    }
};
DENGYUN_BOTH_DATABASES(ThrottleTest);

TEST_P(ThrottleTest, RemembersAcrossRestarts) {
    EXPECT_FALSE(attempt("a").locks);
    EXPECT_FALSE(attempt("a").locks);
    reopen();
    EXPECT_TRUE(attempt("a").locks);
    EXPECT_TRUE(attempt("b").admitted());
    EXPECT_EQ(attempt("a").retry_after, 10s);
    clock.advance(9s);
    EXPECT_EQ(attempt("a").retry_after, 1s);
    clock.advance(1s);
    EXPECT_TRUE(attempt("a").admitted());
    EXPECT_EQ(attempt("a").retry_after, 20s);
}

TEST_P(ThrottleTest, ForgivesAndGivesBack) {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(attempt("a").admitted());
    EXPECT_FALSE(attempt("a").admitted());
    ASSERT_TRUE(store().run_write(system, [](store::Unit& unit) { return give_back(unit, policy, "a"); }));
    EXPECT_TRUE(attempt("a").admitted()) << "two failures count";
    EXPECT_FALSE(attempt("a").admitted());
    ASSERT_TRUE(store().run_write(system, [](store::Unit& unit) { return forgive(unit, policy, "a"); }));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(attempt("a").admitted()) << i;
}

TEST_P(ThrottleTest, ManyAtOnceAreCountedEach) {
    std::atomic<int> admitted = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                const auto outcome =
                    store().write<Admission>(system, [&](store::Unit& unit) { return admit(unit, policy, "a"); });
                if (outcome && outcome->admitted()) ++admitted;
            });
    }
    EXPECT_LE(admitted, 3);
    EXPECT_GE(admitted, 1);
}

}  // namespace
}  // namespace dengyun::identity
