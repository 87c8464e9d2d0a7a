// Goal: a routing is a graph without circles, whatever is asked of it: random graphs against a brute-force search,
// order behind every predecessor, pieces that cover the yield.
#include "modules/items/routings/graph.h"

#include <gtest/gtest.h>
#include <map>
#include <random>

namespace dengyun::items {
namespace {

using Operations = std::vector<Operation>;

Operation step(std::int64_t number, std::vector<std::int64_t> predecessors, std::int64_t yield = 1'000'000) {
    return {.number = number, .predecessors = std::move(predecessors), .yield_millionths = yield};
}

Operations random_graph(std::mt19937& random, int size, int per_cent) {
    Operations all;
    for (int i = 1; i <= size; ++i) {
        std::vector<std::int64_t> before;
        for (int j = 1; j <= size; ++j)
            if (static_cast<int>(random() % 100) < per_cent) before.push_back(j);
        all.push_back(step(i, before));
    }
    return all;
}

// Floyd–Warshall over "comes after": independent of the search under test.
bool has_circle(const Operations& all) {
    const auto n = all.size() + 1;
    std::vector<std::vector<bool>> after(n, std::vector<bool>(n, false));
    for (const auto& one : all)
        for (const auto before : one.predecessors)
            after[static_cast<std::size_t>(one.number)][static_cast<std::size_t>(before)] = true;
    for (std::size_t k = 1; k < n; ++k)
        for (std::size_t i = 1; i < n; ++i)
            for (std::size_t j = 1; j < n; ++j)
                if (after[i][k] && after[k][j]) after[i][j] = true;
    for (std::size_t i = 1; i < n; ++i)
        if (after[i][i]) return true;
    return false;
}

TEST(Graph, FindsACircleWhereThereIsOne) {
    std::mt19937 random(7);
    int circles = 0;
    for (int round = 0; round < 2'000; ++round) {
        const auto all = random_graph(random, 2 + static_cast<int>(random() % 7), 5 + static_cast<int>(random() % 20));
        bool refused = false;
        for (const auto& one : all) refused = refused || !check_precedence(all, one.number);
        EXPECT_EQ(refused, has_circle(all));
        circles += refused ? 1 : 0;
    }
    EXPECT_GT(circles, 200);
    EXPECT_LT(circles, 1'800);
}

TEST(Graph, PutsEveryOperationBehindItsPredecessors) {
    std::mt19937 random(8);
    for (int round = 0; round < 500; ++round) {
        const auto all = random_graph(random, 8, 12);
        if (has_circle(all)) continue;
        const auto ordered = in_order(all);
        ASSERT_EQ(ordered.size(), all.size());
        std::vector<std::int64_t> seen;
        for (const auto& one : ordered) {
            for (const auto before : one.predecessors)
                EXPECT_NE(std::ranges::find(seen, before), seen.end()) << one.number << " before " << before;
            seen.push_back(one.number);
        }
    }
}

TEST(Graph, LetsAPiecePassWhatLiesSideBySideOneAfterAnother) {
    // 10 → (20, 30) → 40, and 15 is a part of its own that is put in at 40.
    const Operations plate{step(10, {}), step(15, {}), step(20, {10}), step(30, {10}), step(40, {20, 30, 15})};
    std::map<std::int64_t, std::vector<std::int64_t>> from;
    for (const auto& one : passage(plate)) from[one.number] = one.predecessors;
    EXPECT_EQ(from, (std::map<std::int64_t, std::vector<std::int64_t>>{
                        {10, {}}, {15, {}}, {20, {10}}, {30, {20}}, {40, {15, 30}}}));

    std::mt19937 random(10);
    for (int round = 0; round < 500; ++round) {
        const auto all = random_graph(random, 8, 12);
        if (has_circle(all)) continue;
        const auto passed = passage(all);
        ASSERT_EQ(passed.size(), all.size());
        std::map<std::int64_t, std::int64_t> next;  // of each operation
        for (const auto& one : passed)
            for (const auto before : one.predecessors) EXPECT_TRUE(next.emplace(before, one.number).second) << before;
        // Whoever comes after another in the routing is met on that one's way.
        for (const auto& one : all)
            for (const auto before : one.predecessors) {
                auto at = before;
                while (at != one.number && next.contains(at)) at = next[at];
                EXPECT_EQ(at, one.number) << "after " << before;
            }
    }
}

TEST(Graph, StartsEnoughPiecesForTheYield) {
    const Operations line{step(10, {}, 500'000), step(20, {10}), step(30, {20}, 900'000)};
    // 100 good ones: 112 into the last (111.1 rounded up), as many into the second, twice that into the first.
    EXPECT_EQ(pieces_in(line, 100).value(), (std::vector<std::int64_t>{224, 112, 112}));
    std::mt19937 random(9);
    for (int round = 0; round < 1'000; ++round) {
        const auto yield = 1 + static_cast<std::int64_t>(random() % 1'000'000);
        const auto good = 1 + static_cast<std::int64_t>(random() % 100'000);
        const auto in = pieces_in(Operations{step(1, {}, yield)}, good).value().front();
        EXPECT_GE(in * yield, good * 1'000'000);
        EXPECT_LT((in - 1) * yield, good * 1'000'000);
    }
}

TEST(Graph, RefusesMorePiecesThanCanBeCounted) {
    const Operations line{step(10, {}, 1)};
    const auto refused = pieces_in(line, 9'007'199'254'740'991);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "number.overflow");
}

}  // namespace
}  // namespace dengyun::items
