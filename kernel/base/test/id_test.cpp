// Goal: ids rise and never repeat, whatever the clock and the threads do, and their text form is the only one.
#include "kernel/base/id.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <thread>
#include <vector>

namespace dengyun {
namespace {

struct Thing;
const Instant start = instant_of(1'772'323'200'000);  // 2026-03-01

TEST(Id, RisesWhileTheClockStandsRunsOrIsSetBack) {
    ManualClock clock(start);
    IdSource ids(clock, 7);
    std::int64_t last = 0;
    const auto take = [&](int count) {
        for (int i = 0; i < count; ++i) {
            const auto next = ids.next_value();
            ASSERT_GT(next, last);
            last = next;
        }
    };
    take(10'000);  // more than one millisecond holds: borrows from the future
    clock.advance(Duration(1));
    take(10);
    clock.set(start - Duration(3'600'000));
    take(10'000);
    clock.set(start + Duration(60'000));
    take(10);
    EXPECT_EQ(id_time(last), start + Duration(60'000));
}

TEST(Id, IsUniqueAmongThreads) {
    ManualClock clock(start);
    IdSource ids(clock, 1023);
    std::vector<std::vector<std::int64_t>> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : made)
            threads.emplace_back([&] {
                for (int i = 0; i < 5'000; ++i) mine.push_back(ids.next_value());
            });
    }
    std::set<std::int64_t> all;
    for (const auto& mine : made) {
        EXPECT_TRUE(std::ranges::is_sorted(mine));
        all.insert(mine.begin(), mine.end());
    }
    EXPECT_EQ(all.size(), 20'000U);
}

TEST(Id, NodesNeverMeet) {
    ManualClock clock(start);
    IdSource one(clock, 1);
    IdSource two(clock, 2);
    std::set<std::int64_t> all;
    for (int i = 0; i < 5'000; ++i) {
        all.insert(one.next_value());
        all.insert(two.next_value());
    }
    EXPECT_EQ(all.size(), 10'000U);
}

TEST(Id, IsPositiveUntilTheClockRunsOut) {
    ManualClock clock(instant_of(0));
    IdSource before_the_epoch(clock, 0);
    EXPECT_GT(before_the_epoch.next_value(), 0);
    ManualClock late(instant_of(1'577'836'800'000 + (std::int64_t{1} << 41) - 2));
    EXPECT_GT(IdSource(late, 1023).next_value(), 0);
}

TEST(Id, RefusesANodeThatDoesNotFit) {
    ManualClock clock(start);
    EXPECT_DEATH(IdSource(clock, 1024), "broken invariant");
}

TEST(Id, HasOneTextForm) {
    EXPECT_EQ(to_text(Id<Thing>{42}), "42");
    EXPECT_EQ(parse_id<Thing>("9223372036854775807")->value, 9223372036854775807);
    for (const auto text :
         {"", "0", "-1", "+1", "01", " 1", "1 ", "1.0", "0x1", "9223372036854775808", "99999999999999999999", "一"})
        EXPECT_FALSE(parse_id<Thing>(text).has_value()) << text;
}

}  // namespace
}  // namespace dengyun
