// Goal: the sampling plans are those of the standard and hang together as an operating characteristic must, by a
// computation that shares nothing with the tables' code; and the switching rules go where the standard says.
#include <cmath>
#include <gtest/gtest.h>
#include <map>

#include "modules/inspections/sampling/switching.h"

namespace dengyun::inspections {
namespace {

std::string plan_text(std::int64_t lot, Level level, Aql aql, Severity severity = Severity::normal) {
    const auto plan = plan_for(lot, level, aql, severity);
    if (!plan) return plan.error().issues.front().field + ":" + plan.error().issues.front().code;
    return fmt::format("{} {} {}/{}", plan->code_letter, plan->sample_size, plan->accept_number, plan->reject_number);
}

TEST(Sampling, PlansAreThoseOfTheStandard) {
    using enum Level;
    using enum Aql;
    using enum Severity;
    EXPECT_EQ(plan_text(20'000, general_2, percent_1_0), "M 315 7/8");
    EXPECT_EQ(plan_text(2'000, general_2, percent_1_0), "K 125 3/4");
    EXPECT_EQ(plan_text(2'000, general_2, percent_0_10), "K 125 0/1");
    EXPECT_EQ(plan_text(2'000, general_2, percent_2_5), "K 125 7/8");
    EXPECT_EQ(plan_text(2'000, general_2, percent_6_5), "K 125 14/15");
    EXPECT_EQ(plan_text(2'000, general_2, percent_1_0, tightened), "K 125 2/3");
    EXPECT_EQ(plan_text(2'000, general_2, percent_1_0, reduced), "K 50 2/3");
    EXPECT_EQ(plan_text(400, general_2, percent_0_25), "H 50 0/1");
    EXPECT_EQ(plan_text(400, general_2, percent_2_5), "H 50 3/4");
    EXPECT_EQ(plan_text(400, general_2, percent_1_0, tightened), "J 80 1/2");  // an arrow downwards
    EXPECT_EQ(plan_text(100, general_2, percent_1_0), "E 13 0/1");             // F has the arrow upwards
    EXPECT_EQ(plan_text(200, general_2, percent_1_0), "H 50 1/2");             // G has the arrow downwards
    EXPECT_EQ(plan_text(10'000, s_1, percent_1_0), "E 13 0/1");
    EXPECT_EQ(plan_text(1'000'000, general_3, percent_10), "K 125 21/22");  // nothing asks for more
    EXPECT_EQ(plan_text(1'000'000, general_3, percent_0_010), "Q 1250 0/1");
    EXPECT_EQ(plan_text(1'000'000, general_3, percent_0_025, tightened), "S 3150 1/2");
    EXPECT_EQ(plan_text(1'000'000, general_3, percent_0_010, tightened), "R 2000 0/1");
    EXPECT_EQ(plan_text(5, general_2, percent_1_0), "E 5 0/1");  // the whole lot
    EXPECT_EQ(plan_text(1, general_1, percent_6_5), "A 1 0/1");
    EXPECT_EQ(plan_text(0, general_2, percent_1_0), "lot_size:too_small");
    EXPECT_EQ(plan_text(lot_pieces_max + 1, general_2, percent_1_0), "lot_size:too_large");
}

// The chance that a sample without replacement from a lot has at most `accept` bad pieces, by counting.
double counted_probability(int lot, int bad, int sample, int accept) {
    std::vector<double> chance(static_cast<std::size_t>(sample) + 1, 0.0);
    chance[0] = 1;
    for (int drawn = 0; drawn < sample; ++drawn) {
        std::vector<double> next(chance.size(), 0.0);
        for (int found = 0; found <= drawn; ++found) {
            const double p = static_cast<double>(bad - found) / (lot - drawn);
            next[static_cast<std::size_t>(found)] += chance[static_cast<std::size_t>(found)] * (1 - p);
            next[static_cast<std::size_t>(found) + 1] += chance[static_cast<std::size_t>(found)] * std::max(p, 0.0);
        }
        chance = std::move(next);
    }
    double sum = 0;
    for (int found = 0; found <= accept; ++found) sum += chance[static_cast<std::size_t>(found)];
    return sum;
}

TEST(Sampling, TheOperatingCharacteristicIsTheOneOfDrawingPieces) {
    const Plan plan{'K', 125, 3, 4};
    for (const int bad : {100, 500, 1'000, 3'000})
        EXPECT_NEAR(acceptance_probability(plan, bad / 100'000.0), counted_probability(100'000, bad, 125, 3), 2e-3);
    // The standard's table 10-K: with AQL 1.0 lots of 1.10 % are accepted in 95 of 100 cases, of 5.27 % in 10.
    EXPECT_NEAR(acceptance_probability(plan, 0.0110), 0.95, 0.005);
    EXPECT_NEAR(acceptance_probability(plan, 0.0527), 0.10, 0.005);
}

TEST(Sampling, IsFairToTheSupplierAndStricterStepByStep) {
    for (int level = 0; level <= static_cast<int>(Level::general_3); ++level) {
        for (int limit = 0; limit <= static_cast<int>(Aql::percent_10); ++limit) {
            const auto aql = static_cast<Aql>(limit);
            for (const std::int64_t lot : {30, 300, 3'000, 30'000, 300'000, 3'000'000}) {
                std::map<Severity, Plan> plans;
                for (const auto severity : {Severity::normal, Severity::tightened, Severity::reduced})
                    plans[severity] = plan_for(lot, static_cast<Level>(level), aql, severity).value();
                const auto at = [&](Severity severity) {
                    return acceptance_probability(plans[severity], share_of(aql));
                };
                const auto text = fmt::format("lot {} level {} aql {}", lot, level, limit);
                // Good work passes: at the limit itself between 87 and 100 of 100 lots.
                EXPECT_GT(at(Severity::normal), 0.87) << text;
                EXPECT_LE(at(Severity::tightened), at(Severity::normal) + 1e-12) << text;
                EXPECT_GE(at(Severity::reduced), at(Severity::normal) - 0.005) << text;
                EXPECT_LE(plans[Severity::reduced].sample_size, plans[Severity::normal].sample_size) << text;
                if (limit > 0 && plans[Severity::normal].sample_size < lot) {
                    const auto tighter =
                        plan_for(lot, static_cast<Level>(level), static_cast<Aql>(limit - 1), Severity::normal).value();
                    if (tighter.sample_size == plans[Severity::normal].sample_size)
                        EXPECT_LE(tighter.accept_number, plans[Severity::normal].accept_number) << text;
                }
            }
        }
    }
}

// 'a': accepted, 'r': not; the severity after each lot as n, t, r or x (discontinued).
std::string switched(std::string_view lots, bool may_reduce = true, std::int64_t accept_number = 1) {
    Series series;
    std::string text;
    for (const char lot : lots) {
        series = after_lot(series, {lot == 'a', accept_number, lot == 'a'}, may_reduce);
        text += series.is_discontinued ? 'x' : "ntr"[static_cast<int>(series.severity)];
    }
    return text;
}

TEST(Switching, GoesWhereTheStandardSays) {
    EXPECT_EQ(switched("raar"), "nnnt");      // two of five
    EXPECT_EQ(switched("raaaar"), "nnnnnn");  // one of five, twice
    EXPECT_EQ(switched("rraaaaa"),
              "nttttt"
              "n");  // five accepted in a row
    EXPECT_EQ(switched("rraaaaraaaaa"), "nttttttttttn");
    EXPECT_EQ(switched("rrrrrrr"), "ntttttx");  // the fifth on tightened inspection
    EXPECT_EQ(switched("rrrrrrra"), "ntttttxx");
    EXPECT_EQ(switched(std::string(15, 'a')), std::string(14, 'n') + "r");          // 15 lots of 2 points
    EXPECT_EQ(switched(std::string(10, 'a'), true, 3), std::string(9, 'n') + "r");  // 10 lots of 3
    EXPECT_EQ(switched(std::string(40, 'a'), false), std::string(40, 'n'));
    EXPECT_EQ(switched(std::string(14, 'a') + "r" + std::string(15, 'a')), std::string(29, 'n') + "r");
    EXPECT_EQ(switched(std::string(15, 'a') + "aar"), std::string(14, 'n') + "rrrn");
}

TEST(Switching, ScoresThreeOnlyForALotThatPassesOneStepTighter) {
    const auto plan = plan_for(2'000, Level::general_2, Aql::percent_1_0, Severity::normal).value();  // K 125 3/4
    EXPECT_TRUE(accepted_one_step_tighter(plan, Aql::percent_1_0, 2));                                // 0.65: 2/3
    EXPECT_FALSE(accepted_one_step_tighter(plan, Aql::percent_1_0, 3));
    Series series{.score = 27};
    EXPECT_EQ(after_lot(series, {true, 3, false}, true).score, 0);
    EXPECT_EQ(after_lot(series, {true, 3, true}, true).severity, Severity::reduced);
}

TEST(Switching, ResumesOnTightenedInspection) {
    EXPECT_EQ(resumed({.severity = Severity::tightened, .rejections = 5, .is_discontinued = true}),
              (Series{.severity = Severity::tightened}));
    EXPECT_EQ(resumed({.score = 12}), (Series{.score = 12}));
}

}  // namespace
}  // namespace dengyun::inspections
