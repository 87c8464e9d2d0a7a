// Goal: who comes first is right, the same in whatever order the bids are given, and its reason is the true one;
// against a ranking by brute force.
#include <gtest/gtest.h>
#include <random>

#include "engines/auction/api.h"

namespace dengyun::auction {
namespace {

Bid bid(std::int64_t id, std::int64_t value, std::int64_t order) {
    return {.id = id, .order = order, .lines = {{1, {value}}}};
}
const Contest one_line{.positions = {1}};

TEST(AdjustedPrice, ChargesWhatIsWorse) {
    // A guarantee of 0 to 24 months, 10 %; a delivery of 30 down to 10 days, 5 %.
    const std::vector<Criterion> criteria{{100'000, 0, 24}, {50'000, 30, 10}};
    using Answers = std::vector<std::optional<std::int64_t>>;
    const auto of = [&](const Answers& answers) { return adjusted_price({100'000}, criteria, answers)->value; };
    EXPECT_EQ(of({24, 10}), 100'000);
    EXPECT_EQ(of({12, 20}), 107'500);
    EXPECT_EQ(of({0, 30}), 115'000);
    EXPECT_EQ(of({}), 115'000);
    EXPECT_EQ(of({99, -5}), 100'000);  // better than asked for is no advantage
    EXPECT_EQ(adjusted_price({amount_max}, std::vector<Criterion>{{2'000'000'000, 0, 1}}, Answers{0}).error().code,
              "number.overflow");
}

TEST(Rank, TellsTheReason) {
    const auto reasons = [](std::vector<Bid> bids, const Contest& contest = one_line) {
        std::vector<std::pair<std::int64_t, Reason>> text;
        const auto ranked = rank(contest, bids);
        for (const auto& row : *ranked) text.emplace_back(row.id, row.reason);
        return text;
    };
    using Rows = std::vector<std::pair<std::int64_t, Reason>>;
    EXPECT_EQ(reasons({bid(1, 100, 1)}), (Rows{{1, Reason::only}}));
    EXPECT_EQ(reasons({bid(1, 100, 1), bid(2, 90, 2)}), (Rows{{2, Reason::lowest}, {1, Reason::higher}}));
    EXPECT_EQ(reasons({bid(1, 90, 2), bid(2, 90, 1)}), (Rows{{2, Reason::tie_earlier}, {1, Reason::equal_later}}));
    auto out = bid(3, 1, 3);
    out.is_disqualified = true;
    EXPECT_EQ(reasons({bid(1, 90, 2), out, {.id = 4}}),
              (Rows{{1, Reason::only}, {4, Reason::incomplete}, {3, Reason::disqualified}}));
    Contest dear = one_line;
    dear.ceiling = Money{95};
    EXPECT_EQ(reasons({bid(1, 96, 1), bid(2, 95, 2)}, dear), (Rows{{2, Reason::only}, {1, Reason::above_ceiling}}));
}

TEST(Rank, AwardsLinesApartOrTheLotAsOne) {
    const std::vector<Bid> bids{{.id = 1, .order = 1, .lines = {{1, {100}}, {2, {50}}}},
                                {.id = 2, .order = 2, .lines = {{1, {80}}, {2, {90}}}},
                                {.id = 3, .order = 3, .lines = {{2, {40}}}}};
    const auto lot = *rank({.positions = {1, 2}}, bids);
    EXPECT_EQ(lot[0].id, 1);
    EXPECT_EQ(lot[0].gap.value, 20);
    EXPECT_EQ(lot[2].reason, Reason::incomplete);
    const auto lines = *rank({.positions = {2, 1}, .by_line = true}, bids);
    ASSERT_EQ(lines.size(), 6U);
    EXPECT_EQ(lines[0].id, 2);
    EXPECT_EQ(lines[0].position, 1);
    EXPECT_EQ(lines[3].id, 3);
    EXPECT_EQ(lines[3].position, 2);
}

// Nobody who is not first is strictly better than the first in anything that counts before the submission.
TEST(Rank, IsTheSameInAnyOrderAndFindsTheBest) {
    std::mt19937_64 random(7);
    const auto below = [&](std::int64_t end) {
        return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random);
    };
    for (int round = 0; round < 2'000; ++round) {
        const Contest contest{.positions = {1, 2}, .criteria = {{100'000, 0, 10}}, .by_line = below(2) == 0};
        std::vector<Bid> bids;
        for (std::int64_t id = 1; id <= 1 + below(8); ++id)
            bids.push_back({.id = id,
                            .order = below(4),
                            .is_disqualified = below(9) == 0,
                            .answers = {below(12)},
                            .lines = {{1, {100 + below(3)}}, {2, {100 + below(3)}}}});
        const auto first = *rank(contest, bids);
        std::ranges::shuffle(bids, random);
        EXPECT_EQ(*rank(contest, bids), first);
        for (const auto& winner : first) {
            if (winner.rank != 1) continue;
            for (const auto& other : first)
                if (other.position == winner.position && other.rank > 1)
                    EXPECT_LE(std::tuple(winner.adjusted, winner.price), std::tuple(other.adjusted, other.price));
        }
    }
}

}  // namespace
}  // namespace dengyun::auction
