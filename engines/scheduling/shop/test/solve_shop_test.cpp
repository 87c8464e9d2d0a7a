// Goal: on small shops the solver finds what brute force finds and proves nothing false; its schedules are feasible;
// the names of jobs and machines do not matter; an easier shop is never longer; the same seed gives the same schedule.
#include "engines/scheduling/shop/solve_shop.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "engines/scheduling/shop/lower_bound.h"
#include "engines/scheduling/shop/random_source.h"
#include "engines/scheduling/shop/test/sample_shops.h"

namespace dengyun::scheduling {
namespace {

ShopResult solve(const Shop& shop, std::int64_t iterations = 20'000, int threads = 1, std::uint64_t seed = 1) {
    Limits limits;
    limits.iterations = iterations;
    limits.threads = threads;
    limits.seed = seed;
    auto result = solve_shop(shop, limits, {});
    EXPECT_EQ(fault_of(shop, result.schedule), "");
    EXPECT_EQ(makespan_of(shop, result.schedule), result.makespan);
    EXPECT_LE(result.lower_bound, result.makespan);
    return result;
}

const ShopSize shapes[] = {
    {.jobs = 3, .machines = 3, .operations = 3},
    {.jobs = 4, .machines = 2, .operations = 2},
    {.jobs = 3, .machines = 2, .operations = 3},  // machines recur
    {.jobs = 3, .machines = 3, .operations = 3, .duration_min = 0, .duration_max = 2},
    {.jobs = 3, .machines = 3, .operations = 2, .modes = 3},
    {.jobs = 2, .machines = 3, .operations = 3, .modes = 2, .duration_min = 0},
};

TEST(solve_shop, finds_what_brute_force_finds) {
    for (const auto& shape : shapes) {
        for (std::uint64_t seed = 0; seed < 25; ++seed) {
            const auto shop = random_shop(seed, shape);
            const auto shortest = shortest_makespan(shop);
            EXPECT_EQ(solve(shop).makespan, shortest) << "seed " << seed;
            const auto bound = lower_bound(shop);
            EXPECT_LE(bound, shortest) << "seed " << seed;
            Windows windows(shop);
            const auto better = destructive_bound(windows, bound, shortest + 5, [] { return false; });
            EXPECT_TRUE(windows.admits(shortest, [] { return false; })) << "seed " << seed;
            EXPECT_GE(better, bound) << "seed " << seed;
            EXPECT_LE(better, shortest) << "seed " << seed;
        }
    }
}

// Where all machines are full, no operation fits anywhere else by itself: only exchanges lead to the optimum.
TEST(solve_shop, fills_machines_to_the_brim) {
    Shop shop;
    shop.machines = 4;
    RandomSource random(5);
    for (int m = 0; m < shop.machines; ++m) {
        Time left = 300;
        while (left > 0) {
            const Time duration = left < 40 ? left : 20 + random.below(20);
            left -= duration;
            for (int to = 0; to < shop.machines; ++to) {
                shop.mode_machine.push_back(to);
                shop.mode_duration.push_back(duration);
            }
            shop.mode_first.push_back(shop.modes());
            shop.job_first.push_back(shop.operations());
        }
    }
    EXPECT_EQ(solve(shop).makespan, 300);
}

TEST(solve_shop, larger_shops_are_feasible_with_several_threads) {
    for (const auto& shape :
         {ShopSize{20, 10, 10, 1, 1, 99}, ShopSize{12, 6, 12, 1, 0, 9}, ShopSize{15, 8, 6, 4, 1, 50}}) {
        const auto shop = random_shop(7, shape);
        const auto result = solve(shop, 5'000, 3);
        EXPECT_GT(result.moves, 0);
    }
}

TEST(solve_shop, a_large_shop_is_feasible) {
    const auto shop = random_shop(3, {200, 20, 20, 1, 1, 99});
    const auto few = solve(shop, 0);
    const auto more = solve(shop, 500);
    EXPECT_LE(more.makespan, few.makespan);
}

TEST(solve_shop, the_same_seed_gives_the_same_schedule) {
    for (const auto& shape : {ShopSize{10, 10, 10, 1, 1, 99}, ShopSize{10, 5, 6, 3, 1, 30}}) {
        const auto shop = random_shop(11, shape);
        const auto once = solve(shop, 30'000, 1, 5);
        const auto again = solve(shop, 30'000, 1, 5);
        EXPECT_EQ(once.schedule.start, again.schedule.start);
        EXPECT_EQ(once.schedule.mode, again.schedule.mode);
        EXPECT_EQ(once.moves, again.moves);
    }
}

// Jobs in reverse, machine m becomes machines-1-m.
Shop renamed(const Shop& shop) {
    Shop other;
    other.machines = shop.machines;
    for (int j = shop.jobs() - 1; j >= 0; --j) {
        for (int o = shop.job_first[static_cast<std::size_t>(j)]; o < shop.job_first[static_cast<std::size_t>(j) + 1];
             ++o) {
            for (int i = shop.mode_first[static_cast<std::size_t>(o)];
                 i < shop.mode_first[static_cast<std::size_t>(o) + 1]; ++i) {
                other.mode_machine.push_back(shop.machines - 1 - shop.mode_machine[static_cast<std::size_t>(i)]);
                other.mode_duration.push_back(shop.mode_duration[static_cast<std::size_t>(i)]);
            }
            other.mode_first.push_back(other.modes());
        }
        other.job_first.push_back(other.operations());
    }
    return other;
}

TEST(solve_shop, names_of_jobs_and_machines_do_not_matter) {
    for (const auto& shape : shapes) {
        for (std::uint64_t seed = 50; seed < 60; ++seed) {
            const auto shop = random_shop(seed, shape);
            const auto other = renamed(shop);
            EXPECT_EQ(lower_bound(shop), lower_bound(other));
            EXPECT_EQ(solve(shop).makespan, solve(other).makespan);
        }
    }
}

TEST(solve_shop, an_easier_shop_is_never_longer) {
    for (const auto& shape : shapes) {
        for (std::uint64_t seed = 70; seed < 80; ++seed) {
            const auto shop = random_shop(seed, shape);
            auto easier = shop;
            for (auto& duration : easier.mode_duration)
                duration -= duration > 1 && (static_cast<int>(seed) + duration) % 2 == 0 ? 1 : 0;
            EXPECT_LE(solve(easier).makespan, solve(shop).makespan);
            EXPECT_LE(lower_bound(easier), lower_bound(shop));
        }
    }
}

TEST(solve_shop, stops_at_the_target_and_at_the_proven_optimum) {
    const auto shop = random_shop(5, {10, 10, 10, 1, 1, 99});
    const auto good = solve(shop, 50'000).makespan;
    Limits limits;
    limits.iterations = 1'000'000'000;
    limits.target = good + 20;
    EXPECT_LE(solve_shop(shop, limits, {}).makespan, good + 20);
    // One job: its length is the bound, and the first schedule meets it.
    const auto single = random_shop(6, {1, 5, 5});
    limits.target.reset();
    const auto result = solve_shop(single, limits, {});
    EXPECT_TRUE(result.optimal());
}

TEST(solve_shop, reports_every_improvement_once) {
    const auto shop = random_shop(9, {10, 10, 10, 1, 1, 99});
    Limits limits;
    limits.iterations = 20'000;
    std::vector<Time> told;
    const auto result =
        solve_shop(shop, limits, [&](const ShopProgress& progress) { told.push_back(progress.makespan); });
    EXPECT_TRUE(std::ranges::is_sorted(told, std::greater_equal<>()));
    EXPECT_EQ(std::ranges::adjacent_find(told), told.end());
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back(), result.makespan);
}

// Every machine is busy all the time, and the jobs nearly so: a full timetable cut into pieces, each job going on with
// the piece of another machine that begins soonest
// after the one before.
Shop packed_shop(std::uint64_t seed, int machines, Time horizon, Time duration_max) {
    RandomSource random(seed);
    struct Piece {
        Time start, duration;
        int machine;
    };
    std::vector<Piece> pieces;
    for (int m = 0; m < machines; ++m)
        for (Time at = 0; at < horizon;) {
            const Time duration = std::min(horizon - at, 1 + random.below(duration_max));
            pieces.push_back({at, duration, m});
            at += duration;
        }
    std::ranges::sort(pieces, {}, &Piece::start);
    std::vector<std::vector<Piece>> jobs;
    for (const auto& piece : pieces) {
        std::vector<Piece>* latest = nullptr;
        for (auto& job : jobs) {
            const Time end = job.back().start + job.back().duration;
            if (end <= piece.start && job.back().machine != piece.machine &&
                (latest == nullptr || end > latest->back().start + latest->back().duration))
                latest = &job;
        }
        (latest != nullptr ? *latest : jobs.emplace_back()).push_back(piece);
    }
    Shop shop;
    shop.machines = machines;
    for (const auto& job : jobs) {
        for (const auto& piece : job) {
            shop.mode_machine.push_back(piece.machine);
            shop.mode_duration.push_back(piece.duration);
            shop.mode_first.push_back(shop.modes());
        }
        shop.job_first.push_back(shop.operations());
    }
    return shop;
}

TEST(solve_shop, propagation_orders_a_shop_without_idle_time) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const auto shop = packed_shop(seed, 10, 1'000, 60);
        const auto result = solve(shop, 0);
        EXPECT_EQ(result.lower_bound, 1'000) << "seed " << seed;
        EXPECT_LE(result.makespan, 1'100) << "seed " << seed;
    }
}

TEST(solve_shop, a_shop_without_operations_takes_no_time) {
    Shop shop;
    shop.machines = 2;
    shop.job_first = {0, 0, 0};
    const auto result = solve(shop);
    EXPECT_EQ(result.makespan, 0);
    EXPECT_TRUE(result.optimal());
}

}  // namespace
}  // namespace dengyun::scheduling
