// Goal: the master tables have the structure of the standard's: letters by lot size, sample sizes in the preferred
// series R5, one series of acceptance numbers along all diagonals, arrows to the nearest plan, and the chance of
// acceptance at the limit that the standard gives.
#include <cmath>
#include <gtest/gtest.h>
#include <map>

#include "modules/inspections/sampling/plan.h"

namespace dengyun::inspections {
namespace {

using enum Severity;

constexpr std::string_view letters = "ABCDEFGHJKLMNPQR";
constexpr int aqls = 16;

// A lot and a level that have that letter, with a lot as large as there is.
struct Lot {
    std::int64_t pieces;
    Level level;
};
constexpr Lot lots[] = {{50, Level::s_1},
                        {500, Level::s_1},
                        {35'000, Level::s_1},
                        {1'000'000, Level::s_1},
                        {1'000'000, Level::s_2},
                        {35'000, Level::s_3},
                        {500'000, Level::s_3},
                        {1'000'000, Level::s_3},
                        {500'000, Level::s_4},
                        {1'000'000, Level::s_4},
                        {150'000, Level::general_1},
                        {500'000, Level::general_1},
                        {1'000'000, Level::general_1},
                        {500'000, Level::general_2},
                        {1'000'000, Level::general_2},
                        {1'000'000, Level::general_3}};

Plan plan_of(std::size_t letter, int aql, Severity severity) {
    return plan_for(lots[letter].pieces, lots[letter].level, static_cast<Aql>(aql), severity).value();
}
bool has_own_plan(std::size_t letter, int aql, Severity severity) {
    return plan_of(letter, aql, severity).code_letter == letters[letter];
}

// The letter that a lot begins with: the one whose row its plans are. A and B lead to the same plans up to AQL 10, and
// both are told as A.
std::string letters_of(std::int64_t pieces) {
    std::string text;
    for (int level = 0; level <= static_cast<int>(Level::general_3); ++level) {
        const auto is_row = [&](std::size_t letter) {
            for (int aql = 0; aql < aqls; ++aql) {
                const auto plan = plan_for(pieces, static_cast<Level>(level), static_cast<Aql>(aql), normal).value();
                const auto other = plan_of(letter, aql, normal);
                if (plan.code_letter != other.code_letter || plan.accept_number != other.accept_number) return false;
            }
            return true;
        };
        char found = '?';
        for (std::size_t i = letters.size(); i-- > 0;)
            if (is_row(i)) found = letters[i];
        text += found;
    }
    return text;
}

TEST(SamplingTables, LettersFollowTheLotSize) {
    EXPECT_EQ(letters_of(50), "AAACCDE");
    EXPECT_EQ(letters_of(51), "AACCCEF");
    EXPECT_EQ(letters_of(280), "ACDEEGH");
    EXPECT_EQ(letters_of(1'200), "CCEFGJK");
    EXPECT_EQ(letters_of(1'201), "CDEGHKL");
    EXPECT_EQ(letters_of(35'000), "CDFHKMN");
    EXPECT_EQ(letters_of(500'001), "DEHKNQR");
    constexpr std::int64_t last_of_row[] = {8,   15,    25,    50,     90,     150,     280,
                                            500, 1'200, 3'200, 10'000, 35'000, 150'000, 500'000};
    for (const auto last : last_of_row) {
        const auto here = letters_of(last), next = letters_of(last + 1);
        EXPECT_NE(here, next) << last;
        for (std::size_t i = 0; i < here.size(); ++i) EXPECT_LE(here[i], next[i]) << last;
        // Of the general levels III is the one letter ahead of II.
        if (here[5] != 'A') EXPECT_EQ(letters.find(here[6]), letters.find(here[5]) + 1) << last;
        EXPECT_LE(here[0], here[1]);
        EXPECT_LE(here[1], here[2]);
        EXPECT_LE(here[2], here[3]);
        EXPECT_LE(here[3], here[4]);
        EXPECT_LE(here[4], here[5]);
    }
}

TEST(SamplingTables, SizesAreOfThePreferredSeries) {
    // R5: five steps to ten times, rounded to whole pieces.
    for (std::size_t letter = 0; letter < letters.size(); ++letter)
        for (int aql = 0; aql < aqls; ++aql) {
            if (!has_own_plan(letter, aql, normal)) continue;
            const auto size = static_cast<double>(plan_of(letter, aql, normal).sample_size);
            const double preferred = std::pow(10, (static_cast<double>(letter) + 1.5) / 5);
            EXPECT_NEAR(size / preferred, 1, 0.06) << letters[letter] << ' ' << preferred;
            if (has_own_plan(letter, aql, tightened))
                EXPECT_EQ(plan_of(letter, aql, tightened).sample_size, plan_of(letter, aql, normal).sample_size);
        }
    // Reduced: the sample of two letters before, and never fewer than two pieces.
    std::map<char, std::int64_t> usual, reduced_size;
    for (std::size_t letter = 0; letter < letters.size(); ++letter)
        for (int aql = 0; aql < aqls; ++aql) {
            if (has_own_plan(letter, aql, normal)) usual[letters[letter]] = plan_of(letter, aql, normal).sample_size;
            if (has_own_plan(letter, aql, reduced))
                reduced_size[letters[letter]] = plan_of(letter, aql, reduced).sample_size;
        }
    ASSERT_EQ(usual.size(), letters.size());
    for (const auto& [letter, size] : reduced_size) {
        const auto at = letters.find(letter);
        EXPECT_EQ(size, at < 2 ? 2 : usual[letters[at - 2]]) << letter;
    }
}

std::string series_of(Severity severity) {
    std::map<std::size_t, std::int64_t> by_diagonal;
    for (std::size_t letter = 0; letter < letters.size(); ++letter)
        for (int aql = 0; aql < aqls; ++aql) {
            if (!has_own_plan(letter, aql, severity)) continue;
            const auto plan = plan_of(letter, aql, severity);
            EXPECT_EQ(plan.reject_number, plan.accept_number + 1);
            const auto [known, is_new] =
                by_diagonal.emplace(letter + static_cast<std::size_t>(aql), plan.accept_number);
            EXPECT_EQ(known->second, plan.accept_number) << letters[letter] << ' ' << aql;
        }
    std::string text;
    for (const auto& [diagonal, number] : by_diagonal) text += fmt::format("{}:{} ", diagonal, number);
    return text;
}

TEST(SamplingTables, OneSeriesRunsAlongTheDiagonals) {
    EXPECT_EQ(series_of(normal), "14:0 17:1 18:2 19:3 20:5 21:7 22:10 23:14 24:21 ");
    EXPECT_EQ(series_of(tightened), "15:0 18:1 19:2 20:3 21:5 22:8 23:12 24:18 ");
    EXPECT_EQ(series_of(reduced), "14:0 18:1 19:2 20:3 21:4 22:6 23:8 24:10 ");
}

// Of the same sample, by the same limit, reduced inspection lets one more pass than normal inspection; never fewer.
TEST(SamplingTables, ReducedNumbersAreTheNormalOnesOfTheirSamplePlusOne) {
    int compared = 0;
    for (std::size_t letter = 3; letter < letters.size(); ++letter)
        for (int aql = 0; aql < aqls; ++aql) {
            if (!has_own_plan(letter, aql, reduced) || !has_own_plan(letter - 2, aql, normal)) continue;
            const auto here = plan_of(letter, aql, reduced), there = plan_of(letter - 2, aql, normal);
            ASSERT_EQ(here.sample_size, there.sample_size);
            if (there.accept_number < 1) continue;
            const bool is_last = there.accept_number == 10;
            EXPECT_EQ(here.accept_number, there.accept_number + (is_last ? 0 : 1)) << letters[letter] << ' ' << aql;
            ++compared;
        }
    EXPECT_GT(compared, 40);
}

// The chance of acceptance at the limit rises with the number along the diagonals to where it is nearly sure, without a
// bump.
TEST(SamplingTables, TheReducedChanceAtTheLimitHasNoBump) {
    std::map<std::int64_t, double> chance;  // by number, of letter R
    for (int aql = 0; aql < aqls; ++aql) {
        if (!has_own_plan(letters.size() - 1, aql, reduced)) continue;
        const auto plan = plan_of(letters.size() - 1, aql, reduced);
        chance[plan.accept_number] = acceptance_probability(plan, share_of(static_cast<Aql>(aql)));
    }
    for (const auto number : {2, 3, 4, 6, 8}) {
        ASSERT_TRUE(chance.contains(number)) << number;
        EXPECT_GT(chance[number], 0.98) << number;
        EXPECT_LT(chance[number], 0.997) << number;
    }
}

TEST(SamplingTables, ArrowsLeadToTheNearestPlan) {
    for (const auto severity : {normal, tightened, reduced})
        for (std::size_t letter = 0; letter < letters.size(); ++letter)
            for (int aql = 0; aql < aqls; ++aql) {
                const auto used = letters.find(plan_of(letter, aql, severity).code_letter);
                if (used == std::string_view::npos) continue;  // S, below
                for (auto between = std::min(letter, used) + 1; between < std::max(letter, used); ++between)
                    EXPECT_FALSE(has_own_plan(between, aql, severity)) << letters[letter] << ' ' << aql;
            }
    const auto text = [](char letter, Aql aql, Severity severity) {
        const auto plan = plan_of(letters.find(letter), static_cast<int>(aql), severity);
        return fmt::format("{} {} {}/{}", plan.code_letter, plan.sample_size, plan.accept_number, plan.reject_number);
    };
    // The corners, where an arrow would leave the table.
    EXPECT_EQ(text('A', Aql::percent_10, normal), "C 5 1/2");
    EXPECT_EQ(text('A', Aql::percent_10, tightened), "D 8 1/2");
    EXPECT_EQ(text('B', Aql::percent_10, tightened), "D 8 1/2");
    EXPECT_EQ(text('A', Aql::percent_10, reduced), "D 3 1/2");
    EXPECT_EQ(text('A', Aql::percent_6_5, tightened), "B 3 0/1");
    EXPECT_EQ(text('R', Aql::percent_0_015, normal), "P 800 0/1");
    EXPECT_EQ(text('R', Aql::percent_0_015, tightened), "Q 1250 0/1");
    EXPECT_EQ(text('Q', Aql::percent_0_025, tightened), "S 3150 1/2");
    EXPECT_EQ(text('R', Aql::percent_0_025, tightened), "S 3150 1/2");
    EXPECT_EQ(text('Q', Aql::percent_0_025, reduced), "N 200 0/1");
    EXPECT_EQ(text('R', Aql::percent_0_025, reduced), "N 200 0/1");
    EXPECT_EQ(text('P', Aql::percent_0_040, reduced), "R 800 1/2");
}

// At the limit itself lots pass more surely the more their plan may find, between these bounds.
TEST(SamplingTables, TheChanceAtTheLimitIsTheStandards) {
    const std::map<std::int64_t, std::pair<double, double>> normal_range{
        {0, {0.87, 0.89}},   {1, {0.90, 0.93}},   {2, {0.945, 0.965}},  {3, {0.955, 0.975}}, {5, {0.975, 0.99}},
        {7, {0.975, 0.995}}, {10, {0.98, 0.995}}, {14, {0.975, 0.995}}, {21, {0.985, 1.0}}};
    for (std::size_t letter = 0; letter < letters.size(); ++letter)
        for (int aql = 0; aql < aqls; ++aql) {
            if (!has_own_plan(letter, aql, normal)) continue;
            const auto plan = plan_of(letter, aql, normal);
            const auto chance = acceptance_probability(plan, share_of(static_cast<Aql>(aql)));
            const auto [least, most] = normal_range.at(plan.accept_number);
            EXPECT_GT(chance, least) << letters[letter] << ' ' << aql;
            EXPECT_LT(chance, most) << letters[letter] << ' ' << aql;
            if (plan.accept_number == 0 || !has_own_plan(letter, aql, reduced)) continue;
            EXPECT_GT(acceptance_probability(plan_of(letter, aql, reduced), share_of(static_cast<Aql>(aql))), 0.94);
        }
}

}  // namespace
}  // namespace dengyun::inspections
