// Goal: after any number of re-insertions the state is the one that a fresh computation gives; a re-insertion is
// refused exactly where it would close a cycle, and then nothing changes; children of two selections keep what both
// agree on.
#include "engines/scheduling/shop/shop_state.h"

#include <gtest/gtest.h>

#include "engines/scheduling/shop/dispatch.h"
#include "engines/scheduling/shop/neighbourhood.h"
#include "engines/scheduling/shop/relink.h"
#include "engines/scheduling/shop/test/sample_shops.h"

namespace dengyun::scheduling {
namespace {

void expect_same(const ShopState& state, const ShopState& fresh) {
    EXPECT_EQ(state.makespan, fresh.makespan);
    for (int o = 0; o < state.none; ++o) {
        ASSERT_EQ(state.end[o], fresh.end[o]) << o;
        ASSERT_EQ(state.rest[o], fresh.rest[o]) << o;
        ASSERT_EQ(state.place[o], fresh.place[o]) << o;
        ASSERT_EQ(state.machine_before[o], fresh.machine_before[o]) << o;
        ASSERT_EQ(state.machine_after[o], fresh.machine_after[o]) << o;
    }
}

// Whether `to` can be reached from `from` along chains and machine sequences, `skipped` taken out of its sequence.
bool reaches(const ShopState& state, int from, int to, int skipped) {
    if (from == state.none || to == state.none) return false;
    if (from == to) return true;
    int queue = from == skipped ? state.none : state.machine_after[from];
    if (queue == skipped && skipped != state.none) queue = state.machine_after[skipped];
    return reaches(state, state.job_after[from], to, skipped) || reaches(state, queue, to, skipped);
}

void walk(const Shop& shop, std::uint64_t seed, int steps) {
    RandomSource random(seed);
    ShopState state(shop);
    ShopState fresh(shop);
    state.load(dispatch(shop, {.noise = 1, .patience = 0.5}, random));
    for (int step = 0; step < steps; ++step) {
        // Any operation to any place of any of its machines.
        const int op = random.below(shop.operations());
        const auto o = static_cast<std::size_t>(op);
        const int mode = shop.mode_first[o] + random.below(shop.mode_first[o + 1] - shop.mode_first[o]);
        std::vector<int> list = state.sequence[shop.mode_machine[static_cast<std::size_t>(mode)]];
        std::erase(list, op);
        const auto place = static_cast<std::size_t>(random.below(static_cast<int>(list.size()) + 1));
        const int before = place == 0 ? state.none : list[place - 1];
        const int after = place == list.size() ? state.none : list[place];
        const bool closes_cycle =
            reaches(state, state.job_after[op], before, op) || reaches(state, after, state.job_before[op], op);
        ASSERT_EQ(state.reinsert(op, mode, before, after), !closes_cycle);
        fresh.load(state.save());
        expect_same(state, fresh);
        ASSERT_EQ(fault_of(shop, state.schedule()), "");
    }
}

TEST(shop_state, stays_right_under_any_reinsertion) {
    walk(random_shop(1, {4, 3, 3}), 1, 400);
    walk(random_shop(2, {3, 2, 4, 1, 0, 3}), 2, 400);
    walk(random_shop(3, {4, 3, 3, 3}), 3, 400);
}

// Moves of the neighbourhood in a shop that is large enough for the lazy update.
TEST(shop_state, stays_right_in_a_large_shop) {
    const auto shop = random_shop(4, {40, 40, 40, 1, 1, 99});
    RandomSource random(1);
    ShopState state(shop);
    ShopState fresh(shop);
    state.load(dispatch(shop, {.noise = 0.5, .patience = 0}, random));
    Neighbourhood neighbourhood(state);
    for (int step = 0; step < 150; ++step) {
        neighbourhood.find(random);
        ASSERT_FALSE(neighbourhood.moves.empty());
        const auto& move =
            neighbourhood.moves[static_cast<std::size_t>(random.below(static_cast<int>(neighbourhood.moves.size())))];
        EXPECT_TRUE(state.reinsert(move.op, move.mode, move.before, move.after)) << "offered moves close no cycle";
        fresh.load(state.save());
        expect_same(state, fresh);
    }
}

TEST(shop_state, a_child_keeps_what_its_parents_agree_on) {
    for (const auto& size : {ShopSize{5, 4, 4}, ShopSize{5, 3, 4, 3}}) {
        const auto shop = random_shop(8, size);
        RandomSource random(3);
        const auto a = dispatch(shop, {.noise = 1, .patience = 1}, random);
        const auto b = dispatch(shop, {.noise = 1, .patience = 0}, random);
        std::vector<int> rank_a(a.order.size());
        auto rank_b = rank_a;
        auto rank = rank_a;
        for (int round = 0; round < 20; ++round) {
            const auto child = merge(a, b, 0.5, random);
            for (std::size_t i = 0; i < a.order.size(); ++i) {
                rank_a[static_cast<std::size_t>(a.order[i])] = static_cast<int>(i);
                rank_b[static_cast<std::size_t>(b.order[i])] = static_cast<int>(i);
                rank[static_cast<std::size_t>(child.order[i])] = static_cast<int>(i);
            }
            for (std::size_t o = 0; o < rank.size(); ++o) {
                EXPECT_TRUE(child.mode[o] == a.mode[o] || child.mode[o] == b.mode[o]);
                for (std::size_t p = 0; p < rank.size(); ++p)
                    if (rank_a[o] < rank_a[p] && rank_b[o] < rank_b[p]) EXPECT_LT(rank[o], rank[p]);
            }
            EXPECT_EQ(distance(shop, child, child), 0);
        }
        EXPECT_GT(distance(shop, a, b), 0);
    }
}

}  // namespace
}  // namespace dengyun::scheduling
