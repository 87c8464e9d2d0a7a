// Goal: a verdict follows from the claim, what the machine told and the rule, as worked out by hand; what is at the
// tolerance is not doubted, what is beyond it is.
#include "modules/evidence/judging/judge.h"

#include <gtest/gtest.h>

namespace dengyun::evidence {
namespace {

using R = Reason;
using Reasons = std::vector<Reason>;

// 100 pieces in an hour; the machine was heard all the time, ran 50 minutes of it and counted 104.
constexpr Claim claimed{.pieces = 100, .interval_s = 3'600};
constexpr Told good{.has_device = true,
                    .has_data = true,
                    .cycles = 104,
                    .running_s = 3'000,
                    .known_s = 3'600,
                    .power_kw = 9.5,
                    .planned_cycle_s = 30};
const EvidenceRule rule{};

void expect(const Judgement& found, Verdict verdict, const Reasons& reasons) {
    EXPECT_EQ(found.verdict, verdict);
    EXPECT_EQ(found.reasons, reasons);
}

TEST(Judging, WhatTheMachineBearsOutIsPlausible) { expect(judge(claimed, good, rule), Verdict::plausible, {}); }

TEST(Judging, OfNoDeviceIsNoDoubt) { expect(judge(claimed, {}, rule), Verdict::no_device, {}); }

TEST(Judging, OfSilenceSaysSo) {
    expect(judge(claimed, {.has_device = true}, rule), Verdict::silent, {R::no_data});
    expect(judge(claimed, {.has_device = true, .has_data = true}, rule), Verdict::silent, {R::tells_nothing});
}

// 5 % of 100 may be missing, and one piece may be counted just afterwards: 95 and 94.5 pass, 94 does not.
TEST(Judging, CountsFewerCyclesThanPiecesBeyondTheTolerance) {
    auto told = good;
    told.cycles = 95;
    expect(judge(claimed, told, rule), Verdict::plausible, {});
    told.cycles = 94.5;
    expect(judge(claimed, told, rule), Verdict::plausible, {});
    told.cycles = 94;
    expect(judge(claimed, told, rule), Verdict::doubtful, {R::cycles_missing});
    // Reworked pieces were counted when they were made.
    expect(judge({.pieces = 100, .interval_s = 3'600, .is_rework = true}, told, rule), Verdict::plausible, {});
}

TEST(Judging, ToleratesAsMuchAsTheRuleSays) {
    auto told = good;
    told.cycles = 52;
    EvidenceRule lenient;
    lenient.cycles_missing_ppm_max = 500'000;
    expect(judge(claimed, told, lenient), Verdict::plausible, {});
    EvidenceRule strict;
    strict.cycles_missing_ppm_max = 0;
    told.cycles = 99;
    expect(judge(claimed, told, strict), Verdict::doubtful, {R::cycles_missing});
    told.cycles = 99.5;
    expect(judge(claimed, told, strict), Verdict::plausible, {});
}

// 2 % of an hour are 72 s, 20 % are 720 s.
TEST(Judging, SeesWhatTheMachineRan) {
    auto told = good;
    told.planned_cycle_s.reset();
    told.running_s = 71;
    expect(judge(claimed, told, rule), Verdict::doubtful, {R::not_running});
    told.running_s = 72;
    expect(judge(claimed, told, rule), Verdict::doubtful, {R::interval_longer});
    told.running_s = 720;
    expect(judge(claimed, told, rule), Verdict::plausible, {});
}

// 100 pieces of 30 s are 3,000 s; 20 % faster than planned: 2,500 s running.
TEST(Judging, DoubtsWhatIsFasterThanTheMachineCan) {
    auto told = good;
    told.running_s = 2'500;
    expect(judge(claimed, told, rule), Verdict::plausible, {});
    told.running_s = 2'499;
    expect(judge(claimed, told, rule), Verdict::doubtful, {R::too_fast});
}

TEST(Judging, MissesThePower) {
    auto told = good;
    told.power_kw = 0.1;
    expect(judge(claimed, told, rule), Verdict::plausible, {});
    told.power_kw = 0.099;
    expect(judge(claimed, told, rule), Verdict::doubtful, {R::no_power});
}

// Heard for 1,799 of 3,600 s: too little to say that it did not run, but a counter that rose by enough says enough.
TEST(Judging, OfGapsTrustsTheCounterOnly) {
    auto told = good;
    told.known_s = 1'799;
    told.running_s = 10;
    expect(judge(claimed, told, rule), Verdict::plausible, {});
    told.cycles = 40;
    expect(judge(claimed, told, rule), Verdict::silent, {R::cycles_missing, R::little_data});
    told.cycles.reset();
    expect(judge(claimed, told, rule), Verdict::silent, {R::little_data});
}

TEST(Judging, OfTheLastPartOfALongIntervalDoesNotCount) {
    auto told = good;
    told.cycles = 3;
    expect(judge({.pieces = 100, .interval_s = 3'600, .is_cut = true}, told, rule), Verdict::plausible,
           {R::interval_cut});
}

TEST(Rule, HasBounds) {
    EvidenceRule given;
    EXPECT_TRUE(check_rule(given));
    given.busy_ppm_min = given.running_ppm_min - 1;
    ASSERT_FALSE(check_rule(given));
    EXPECT_EQ(check_rule(given).error().issues.at(0).field, "busy_ppm_min");
}

}  // namespace
}  // namespace dengyun::evidence
