// Goal: a watch raises and ends where a plain look at every moment of the history says so, whatever the history, the
// deadband and the delays; and by hand in the cases that people complain about.
#include <gtest/gtest.h>

#include "engines/timeseries/roll_up.h"
#include "modules/telemetry/alarms/condition.h"

namespace dengyun::telemetry {
namespace {

using timeseries::second;
using Changes = std::vector<Watch::Change>;
struct Sample {
    int at;  // seconds
    double value;
};

Changes watched(const Condition& condition, const std::vector<Sample>& history, int end, bool ticks = false) {
    Watch watch(condition, 0);
    Changes changes;
    int now = 0;
    for (const auto& [at, value] : history) {
        if (ticks)
            for (; now < at; now++) watch.advance(now * second, changes);
        watch.sample(at * second, value, changes);
    }
    watch.advance(end * second, changes);
    return changes;
}

// One moment after the other: what holds now by all that was heard so far, and since when.
Changes looked_at(const Condition& condition, const std::vector<Sample>& history, int end) {
    Changes changes;
    bool holds = false;
    bool active = false;
    int differs_since = -1;
    std::optional<Sample> heard;
    std::size_t next = 0;
    for (int now = 0; now <= end; now++) {
        const bool comes = next < history.size() && history[next].at == now;
        const auto before = heard;
        bool held = holds;
        if (condition.kind == ConditionKind::silent && now - (heard ? heard->at : 0) >= condition.silence / second)
            held = true;
        if (comes) {
            heard = history[next++];
            const auto value = heard->value;
            const auto limit = condition.threshold;
            switch (condition.kind) {
                case ConditionKind::above:
                    held = value > limit || (held && value > limit - condition.deadband);
                    break;
                case ConditionKind::below:
                    held = value < limit || (held && value < limit + condition.deadband);
                    break;
                case ConditionKind::rising:
                    if (before) {
                        const auto rate = (value - before->value) / (now - before->at) * 60;
                        held = rate > limit || (held && rate > limit - condition.deadband);
                    }
                    break;
                case ConditionKind::silent:
                    held = false;
                    break;
                case ConditionKind::state:
                    held = value != 0;
                    break;
            }
        }
        if (held != holds) differs_since = held == active ? -1 : now;
        holds = held;
        const auto delay = (holds ? condition.on_delay : condition.off_delay) / second;
        if (differs_since >= 0 && now - differs_since >= delay) {
            active = holds;
            differs_since = -1;
            changes.push_back({now * second, active, heard ? heard->value : 0});
        }
    }
    return changes;
}

TEST(Watch, AgreesWithAPlainLookOnRandomHistories) {
    std::uint64_t seed = 11;
    const auto below = [&](std::uint64_t bound) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((seed >> 33) % bound);
    };
    int raised = 0;
    for (int round = 0; round < 5'000; round++) {
        Condition condition{.kind = static_cast<ConditionKind>(below(5)),
                            .threshold = static_cast<double>(below(10)),
                            .deadband = static_cast<double>(below(4)),
                            .silence = (1 + below(20)) * second,
                            .on_delay = below(2) * below(15) * second,
                            .off_delay = below(2) * below(15) * second};
        std::vector<Sample> history;
        int at = 0;
        for (int i = below(40); i > 0; i--) {
            at += 1 + below(below(4) == 0 ? 30 : 4);
            history.push_back({at, static_cast<double>(condition.kind == ConditionKind::state ? below(2) : below(14))});
        }
        const int end = at + below(60);
        const auto expected = looked_at(condition, history, end);
        for (const bool ticks : {false, true}) {
            const auto seen = watched(condition, history, end, ticks);
            ASSERT_EQ(seen.size(), expected.size())
                << "round " << round << " kind " << static_cast<int>(condition.kind);
            for (std::size_t i = 0; i < seen.size(); i++) {
                ASSERT_EQ(seen[i].at, expected[i].at) << "round " << round << " change " << i;
                ASSERT_EQ(seen[i].is_active, expected[i].is_active) << "round " << round << " change " << i;
            }
        }
        for (const auto& change : expected) raised += change.is_active ? 1 : 0;
    }
    EXPECT_GT(raised, 2'000);
}

TEST(Watch, ADeadbandKeepsAValueAtTheLimitFromChattering) {
    const Condition condition{.kind = ConditionKind::above, .threshold = 80, .deadband = 2};
    const std::vector<Sample> history{{1, 79}, {2, 81}, {3, 79}, {4, 81}, {5, 78.5}, {6, 78}, {7, 81}};
    EXPECT_EQ(watched(condition, history, 10),
              (Changes{{2 * second, true, 81}, {6 * second, false, 78}, {7 * second, true, 81}}));
}

TEST(Watch, APeakShorterThanTheDelayIsNoAlarm) {
    const Condition condition{.kind = ConditionKind::above, .threshold = 80, .on_delay = 5 * second};
    EXPECT_EQ(watched(condition, {{1, 90}, {5, 70}, {10, 90}}, 14), Changes{});
    EXPECT_EQ(watched(condition, {{1, 90}, {5, 70}, {10, 90}}, 15), (Changes{{15 * second, true, 90}}));
}

TEST(Watch, SilenceIsToldByTheClockAndEndsWithAValue) {
    const Condition condition{.kind = ConditionKind::silent, .silence = 30 * second};
    EXPECT_EQ(watched(condition, {{10, 1}, {100, 2}}, 120),
              (Changes{{40 * second, true, 1}, {100 * second, false, 2}}));
    EXPECT_EQ(watched(condition, {}, 30), (Changes{{30 * second, true, 0}}));
}

TEST(Watch, LateAndDoubledValuesChangeNothing) {
    const Condition condition{.kind = ConditionKind::above, .threshold = 80};
    EXPECT_EQ(watched(condition, {{10, 70}, {5, 90}, {10, 90}}, 20), Changes{});
}

TEST(Watch, GoesOnFromAnOpenAlarm) {
    Watch watch({.kind = ConditionKind::above, .threshold = 80}, 0, true);
    Changes changes;
    watch.sample(second, 90, changes);
    EXPECT_EQ(changes, Changes{});
    watch.sample(2 * second, 10, changes);
    EXPECT_EQ(changes, (Changes{{2 * second, false, 10}}));
}

}  // namespace
}  // namespace dengyun::telemetry
