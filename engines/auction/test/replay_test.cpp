// Goal: a recorded auction replays to the same end, and a changed record is found at the place of the change.
#include <gtest/gtest.h>
#include <random>

#include "engines/auction/api.h"

namespace dengyun::auction {
namespace {

const Instant noon = instant_of(1'772'352'000'000);
using std::chrono::minutes;

struct Recorded {
    Rules rules;
    std::vector<Entry> entries;
    std::vector<Move> moves;
    Phase end;
};

// Anybody offers anything at any time; what is refused is not recorded.
Recorded recorded(Format format, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::int64_t end) {
        return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random);
    };
    Recorded run{.rules = {.format = format,
                           .start = {100'000},
                           .limit = {format == Format::dutch ? 120'000 : 60'000},
                           .step = {1'000},
                           .length = minutes(20),
                           .step_time = minutes(1),
                           .window = minutes(2),
                           .extension = minutes(2),
                           .pause = minutes(5),
                           .turn = minutes(2)}};
    for (std::int64_t alias = 1; alias <= 5; ++alias) {
        run.entries.push_back({.alias = alias});
        if (format == Format::three_round) {
            run.entries.back().amount = run.entries.back().adjusted = Money{80'000 + below(20) * 1'000};
            run.entries.back().order = alias;
        }
    }
    auto entries = run.entries;
    auto phase = begin(run.rules, entries, noon);
    auto now = noon;
    std::int64_t order = 0;
    while (!phase.over) {
        now += std::chrono::seconds(1 + below(40));
        if (now >= phase.ends_at) {
            run.moves.push_back({0, {.at = now}});
            phase = advance(run.rules, phase, entries, now);
            ++order;
            continue;
        }
        auto& own = entries[static_cast<std::size_t>(below(5))];
        const Money amount{below(3) == 0 ? phase.price.value : 100'000 - below(60'000)};
        std::optional<Money> best;
        for (const auto& entry : entries)
            if (entry.amount && (!best || entry.adjusted < *best)) best = entry.adjusted;
        const auto next = offer(run.rules, phase, own, best, {amount, amount, now});
        if (!next) continue;
        run.moves.push_back({own.alias, {amount, amount, now}});
        phase = *next;
        own.amount = own.adjusted = amount;
        own.order = ++order;
    }
    run.end = phase;
    return run;
}

TEST(Replay, ComesToTheSameEndAndFindsAChange) {
    for (const auto format : {Format::english, Format::three_round, Format::dutch, Format::japanese})
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            auto run = recorded(format, seed);
            const auto again = replay(run.rules, run.entries, noon, run.moves);
            ASSERT_FALSE(again.fault);
            EXPECT_EQ(again.phase, run.end);
            EXPECT_EQ(again.moves, run.moves.size());
            const auto offered = std::ranges::find_if(run.moves, [](const Move& move) { return move.alias != 0; });
            if (offered == run.moves.end()) continue;
            offered->given.amount.value = 200'000'00;  // above everything that any format allows
            const auto changed = replay(run.rules, run.entries, noon, run.moves);
            ASSERT_TRUE(changed.fault);
            EXPECT_EQ(changed.moves, static_cast<std::size_t>(offered - run.moves.begin()));
        }
}

}  // namespace
}  // namespace dengyun::auction
