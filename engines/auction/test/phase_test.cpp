// Goal: each format does what its rules say: who may offer what and when, when it ends, and what is refused why.
#include <gtest/gtest.h>

#include "engines/auction/api.h"

namespace dengyun::auction {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
const Instant noon = instant_of(1'772'352'000'000);

std::string refusal(const Result<Phase>& result) {
    if (result) return "";
    const auto& error = result.error();
    return error.issues.empty() ? error.code : error.issues.front().code + " " + error.issues.front().detail;
}
Offer fen(std::int64_t amount, Instant at) { return {{amount}, {amount}, at}; }

const Rules english{.format = Format::english,
                    .start = {100'000},
                    .step = {500},
                    .length = minutes(30),
                    .window = minutes(2),
                    .extension = minutes(2)};

TEST(English, TakesWhatIsBelowTheBestByAStep) {
    const auto phase = begin(english, {}, noon);
    EXPECT_EQ(refusal(offer(english, phase, {.alias = 1}, {}, fen(100'001, noon))), "above_start 1000.00");
    EXPECT_EQ(refusal(offer(english, phase, {.alias = 1}, {}, fen(100'000, noon))), "");
    EXPECT_EQ(refusal(offer(english, phase, {.alias = 1}, Money{90'000}, fen(89'501, noon))), "not_low_enough 895.00");
    EXPECT_EQ(refusal(offer(english, phase, {.alias = 1}, Money{90'000}, fen(89'500, noon))), "");
    for (const std::int64_t amount : {0, -1})
        EXPECT_EQ(refusal(offer(english, phase, {.alias = 1}, {}, fen(amount, noon))), "too_small 0.01");
}

TEST(English, IsExtendedByAnOfferInTheLastMinutesAndNotOtherwise) {
    const auto phase = begin(english, {}, noon);
    EXPECT_EQ(phase.ends_at, noon + minutes(30));
    EXPECT_EQ(offer(english, phase, {.alias = 1}, {}, fen(90'000, noon + minutes(28)))->ends_at, noon + minutes(30));
    const auto late = noon + minutes(29);
    EXPECT_EQ(offer(english, phase, {.alias = 1}, {}, fen(90'000, late))->ends_at, late + minutes(2));
    EXPECT_EQ(refusal(offer(english, phase, {.alias = 1}, {}, fen(90'000, noon + minutes(30)))), "auction.over");
    EXPECT_TRUE(advance(english, phase, {}, noon + minutes(30)).over);
}

const Rules three{
    .format = Format::three_round, .start = {100'000}, .step = {1'000}, .pause = minutes(5), .turn = minutes(2)};

TEST(ThreeRounds, AreAPauseAndATurnEachTheHighestFirst) {
    std::vector<Entry> entries{
        {1, Money{90'000}, {90'000}, 1}, {2, Money{95'000}, {95'000}, 2}, {3, Money{90'000}, {90'000}, 3}};
    auto phase = begin(three, entries, noon);
    EXPECT_EQ(phase.ends_at, noon + minutes(5));
    EXPECT_EQ(phase.mover(), 0);
    EXPECT_EQ(phase.sequence, (std::vector<std::int64_t>{2, 3, 1}));  // of equals the earlier one moves later
    EXPECT_EQ(refusal(offer(three, phase, entries[1], {}, fen(80'000, noon))), "auction.not_your_turn");
    std::vector<std::int64_t> movers;
    auto now = noon;
    while (!phase.over) {
        now = phase.ends_at;
        phase = advance(three, phase, entries, now);
        if (phase.over) break;
        movers.push_back(phase.mover());
        if (phase.mover() == 2 && phase.round == 1) {
            EXPECT_EQ(refusal(offer(three, phase, entries[0], {}, fen(80'000, now))), "auction.not_your_turn");
            EXPECT_EQ(refusal(offer(three, phase, entries[1], {}, fen(94'001, now))), "not_low_enough 940.00");
            EXPECT_EQ(refusal(offer(three, phase, entries[1], {}, fen(80'000, now))), "");
            entries[1].amount = entries[1].adjusted = Money{80'000};
            entries[1].order = 4;
        }
    }
    // From the second round on the new best moves last.
    EXPECT_EQ(movers, (std::vector<std::int64_t>{2, 3, 1, 0, 3, 1, 2, 0, 3, 1, 2}));
    EXPECT_EQ(now, noon + 3 * minutes(5) + 9 * minutes(2));
    EXPECT_TRUE(begin(three, {}, noon).over);
}

TEST(Dutch, RisesUntilSomebodyTakesIt) {
    const Rules rules{
        .format = Format::dutch, .start = {50'000}, .limit = {52'500}, .step = {1'000}, .step_time = seconds(30)};
    auto phase = begin(rules, {}, noon);
    EXPECT_EQ(refusal(offer(rules, phase, {.alias = 1}, {}, fen(51'000, noon))), "not_the_price 500.00");
    for (const std::int64_t price : {51'000, 52'000, 52'500}) {
        phase = advance(rules, phase, {}, phase.ends_at);
        EXPECT_EQ(phase.price.value, price);
    }
    const auto taken = offer(rules, phase, {.alias = 1}, {}, fen(52'500, noon + seconds(100)));
    ASSERT_TRUE(taken);
    EXPECT_TRUE(taken->over);
    EXPECT_EQ(refusal(offer(rules, *taken, {.alias = 2}, {}, fen(52'500, noon + seconds(100)))), "auction.over");
    EXPECT_TRUE(advance(rules, phase, {}, phase.ends_at).over);
}

TEST(Japanese, FallsUntilOneIsLeft) {
    const Rules rules{
        .format = Format::japanese, .start = {50'000}, .limit = {40'000}, .step = {1'000}, .step_time = seconds(30)};
    std::vector<Entry> entries{{.alias = 1}, {.alias = 2}, {.alias = 3}};
    auto phase = begin(rules, entries, noon);
    const auto accept = [&](std::size_t who) {
        auto next = offer(rules, phase, entries[who], {}, fen(phase.price.value, noon));
        if (next) entries[who].amount = phase.price;
        return refusal(next);
    };
    EXPECT_EQ(accept(0) + accept(1), "");
    phase = advance(rules, phase, entries, noon);
    EXPECT_EQ(phase.price.value, 49'000);
    EXPECT_EQ(accept(2), "auction.dropped_out");
    EXPECT_EQ(accept(0), "");
    EXPECT_EQ(accept(0), "");  // twice is once
    EXPECT_TRUE(advance(rules, phase, entries, noon).over);
}

TEST(Rules, ThatMakeNoSenseAreRefused) {
    const auto issues = [](const Rules& rules) {
        std::string text;
        const auto checked = check_rules(rules);
        if (!checked)
            for (const auto& issue : checked.error().issues) text += issue.field + ":" + issue.code + " ";
        return text;
    };
    EXPECT_EQ(issues({.format = Format::english}), "step:too_small start:too_small length:too_small ");
    EXPECT_EQ(issues({.format = Format::dutch, .start = {2}, .limit = {1}, .step = {1}, .step_time = seconds(1)}),
              "limit:not_beyond_start ");
    EXPECT_EQ(issues({.format = Format::japanese, .start = {2}, .limit = {3}, .step = {1}, .step_time = seconds(1)}),
              "limit:not_beyond_start ");
    EXPECT_EQ(issues({.format = Format::english, .start = {2}, .step = {2}, .length = std::chrono::minutes(1)}),
              "step:too_large ");
    EXPECT_EQ(issues(english) + issues(three) + issues({.format = Format::sealed}), "");
}

}  // namespace
}  // namespace dengyun::auction
