// Goal: a watch of any kind raises and ends where a plain look at every moment of the history says so, whatever the
// history, the deadband, the delays and the hours; and by hand in the cases that people complain about.
#include <functional>
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

// What an expression comes to by all of the history up to now; nullopt: missing.
using Plain = std::function<std::optional<bool>(const std::vector<Sample>&, int now)>;
struct Spoken {
    std::string text;
    Plain plain;
    bool depends_on_time = false;
};
Spoken spoken(int which, double limit) {
    const auto number = std::to_string(static_cast<int>(limit));
    const auto last = [limit](const std::vector<Sample>& heard, int) -> std::optional<bool> {
        return heard.empty() ? std::nullopt : std::optional(heard.back().value > limit);
    };
    const auto age = [limit](const std::vector<Sample>& heard, int now) -> std::optional<bool> {
        return heard.empty() ? std::nullopt : std::optional(now - heard.back().at > limit);
    };
    const auto mean = [limit](const std::vector<Sample>& heard, int now) -> std::optional<bool> {
        double sum = 0;
        int count = 0;
        for (const auto& one : heard) {  // steps of half a second
            if (one.at * 2 <= now * 2 - 120) continue;
            sum += one.value;
            count++;
        }
        return count == 0 ? std::nullopt : std::optional(sum / count > limit);
    };
    switch (which) {
        case 0:
            return {"p > " + number, last};
        case 1:
            return {"age(p) > " + number, age, true};
        case 2:
            return {"avg(p, 1m) > " + number, mean, true};
        default:
            return {"p > " + number + " or age(p) > " + number,
                    [last, age](const std::vector<Sample>& heard, int now) -> std::optional<bool> {
                        if (heard.empty()) return std::nullopt;
                        return *last(heard, now) || *age(heard, now);
                    },
                    true};
    }
}
std::shared_ptr<const expressions::Program> program_of(const std::string& text) {
    auto parsed = expressions::parse(text, [](std::string_view) { return expressions::PointKind{}; });
    EXPECT_TRUE(parsed) << text;
    return std::make_shared<const expressions::Program>(std::move(*parsed));
}

// 08:00 in China is the beginning of time, a Thursday.
bool is_within(const Schedule& schedule, int now) {
    if (schedule.days == 0) return true;
    const auto minute = 480 + now / 60;
    const bool has_day = (schedule.days & 8U) != 0;
    const bool has_yesterday = (schedule.days & 4U) != 0;
    if (schedule.from_minute < schedule.to_minute)
        return has_day && minute >= schedule.from_minute && minute < schedule.to_minute;
    return (has_day && minute >= schedule.from_minute) || (has_yesterday && minute < schedule.to_minute);
}

// One moment after the other: what holds now by all that was heard so far, and since when.
Changes looked_at(const Condition& condition, const Spoken& spoken, const std::vector<Sample>& history, int end) {
    Changes changes;
    bool met = false;
    bool holds = false;
    bool active = false;
    int differs_since = -1;
    std::vector<Sample> heard;
    std::size_t next = 0;
    for (int now = 0; now <= end; now++) {
        const auto before = heard.empty() ? std::nullopt : std::optional(heard.back());
        const bool comes = next < history.size() && history[next].at == now;
        if (condition.kind == ConditionKind::silent && now - (before ? before->at : 0) >= condition.silence / second)
            met = true;
        if (comes) heard.push_back(history[next++]);
        const auto compare = [&](double value, double limit) {
            met = value > limit || (met && value > limit - condition.deadband);
        };
        const auto value = comes ? heard.back().value : 0;
        const auto rate = [&] { return (value - before->value) / (now - before->at) * 60; };
        if (condition.kind == ConditionKind::expression) {
            if (comes || (spoken.depends_on_time && now > 0 && now % 5 == 0))
                met = spoken.plain(heard, now).value_or(met);
        } else if (comes) {
            switch (condition.kind) {
                case ConditionKind::above:
                    compare(value, condition.threshold);
                    break;
                case ConditionKind::below:
                    compare(-value, -condition.threshold);
                    break;
                case ConditionKind::rising:
                    if (before) compare(rate(), condition.threshold);
                    break;
                case ConditionKind::falling:
                    if (before) compare(-rate(), condition.threshold);
                    break;
                case ConditionKind::silent:
                    met = false;
                    break;
                default:
                    met = value != 0;
            }
        }
        const bool held = met && is_within(condition.schedule, now);
        if (held != holds) differs_since = held == active ? -1 : now;
        holds = held;
        const auto delay = (holds ? condition.on_delay : condition.off_delay) / second;
        if (differs_since >= 0 && now - differs_since >= delay) {
            active = holds;
            differs_since = -1;
            changes.push_back({now * second, active, 0});
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
    const auto zone = TimeZone::find(usual_time_zone);
    for (int round = 0; round < 10'000; round++) {
        Condition condition{.kind = static_cast<ConditionKind>(below(7)),
                            .threshold = static_cast<double>(below(10)),
                            .deadband = static_cast<double>(below(4)),
                            .silence = (1 + below(20)) * second,
                            .on_delay = below(2) * below(15) * second,
                            .off_delay = below(2) * below(15) * second,
                            .zone = zone};
        const auto words = spoken(below(4), condition.threshold);
        if (condition.kind == ConditionKind::expression) condition.program = program_of(words.text);
        if (below(3) == 0)
            condition.schedule = {.days = static_cast<unsigned>(below(128)),
                                  .from_minute = 479 + below(4),
                                  .to_minute = 479 + below(4),
                                  .zone = zone};
        std::vector<Sample> history;
        int at = 0;
        for (int i = below(40); i > 0; i--) {
            at += 1 + below(below(4) == 0 ? 30 : 4);
            history.push_back({at, static_cast<double>(condition.kind == ConditionKind::state ? below(2) : below(14))});
        }
        const int end = at + below(60);
        const auto expected = looked_at(condition, words, history, end);
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

TEST(Watch, WhatIsMissingEndsNoAlarm) {
    const Condition condition{.kind = ConditionKind::expression,
                              .program = program_of("avg(p, 10s) > 80"),
                              .zone = TimeZone::find(usual_time_zone)};
    EXPECT_EQ(watched(condition, {{1, 90}}, 60), (Changes{{1 * second, true, 90}}));
    EXPECT_EQ(watched(condition, {{1, 90}, {40, 70}}, 60), (Changes{{1 * second, true, 90}, {40 * second, false, 70}}));
}

TEST(Watch, OutsideItsHoursNothingHolds) {
    // Thursdays from 08:01 to 08:02; time begins on one at 08:00.
    const Condition condition{
        .kind = ConditionKind::above,
        .threshold = 80,
        .schedule = {.days = 8, .from_minute = 481, .to_minute = 482, .zone = TimeZone::find(usual_time_zone)}};
    EXPECT_EQ(watched(condition, {{1, 90}}, 600), (Changes{{60 * second, true, 90}, {120 * second, false, 90}}));
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
