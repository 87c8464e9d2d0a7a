// Goal: profiles are what they say; readings are taken as ThingsBoard takes them and nothing else is; state spans fill
// their window and know what is not known.
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "engines/timeseries/roll_up.h"
#include "modules/telemetry/devices/device.h"
#include "modules/telemetry/intake/readings.h"
#include "modules/telemetry/queries/states.h"

namespace dengyun::telemetry {
namespace {

using timeseries::second;

TEST(Profiles, AreReadAndFitTogether) {
    std::set<std::string> names;
    for (const auto& profile : profiles()) {
        EXPECT_TRUE(names.insert(profile.name).second) << profile.name;
        std::set<std::string> points;
        for (const auto& point : profile.points) {
            EXPECT_TRUE(points.insert(point.name).second) << point.name;
            EXPECT_EQ(point.kind == PointKind::state, !point.states.empty()) << point.name;
            if (point.range_min && point.range_max) EXPECT_LT(*point.range_min, *point.range_max) << point.name;
            if (point.kind == PointKind::counter) EXPECT_NE(point.type, PointType::text) << point.name;
        }
        for (const auto& used : {profile.state_point, profile.count_point, profile.reject_point})
            EXPECT_TRUE(used.empty() || points.contains(used)) << profile.name << ' ' << used;
        if (!profile.state_point.empty()) EXPECT_EQ(profile.find(profile.state_point)->kind, PointKind::state);
    }
    EXPECT_EQ(names.size(), 7U);
    EXPECT_EQ(profile_or_generic("gone").name, "generic_meter");
}

TEST(Token, HasAHintThatStays) {
    SystemRandom random;
    const auto hint = new_token_hint(random);
    const auto first = new_token(hint, random);
    const auto second_one = new_token(hint, random);
    EXPECT_NE(first, second_one);
    EXPECT_EQ(hint_of(first), hint);
    EXPECT_EQ(hint_of(second_one), hint);
    for (const std::string& wrong :
         {std::string(), first.substr(1), first + "x", std::string(45, 'a'), "dyk" + first.substr(3)})
        EXPECT_EQ(hint_of(wrong), "") << wrong;
}

std::string told(std::string_view text) {
    const auto read = read_readings(text);
    if (!read) return read.error().code;
    std::string out;
    for (const auto& reading : read->readings) {
        out += reading.at ? std::to_string(*reading.at / 1'000'000) + ':' : ":";
        for (const auto& value : reading.values) {
            out += value.name + '=';
            std::visit(
                [&](const auto& held) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::string>)
                        out += held;
                    else
                        out += std::to_string(held);
                },
                value.value);
            out += ' ';
        }
    }
    for (const auto& issue : read->issues) out += '!' + issue.field + ' ' + issue.code;
    return out;
}

TEST(Readings, AreTakenInEveryForm) {
    EXPECT_EQ(told(R"({"t":21.5,"n":3,"on":true,"state":"running"})"), ":t=21.500000 n=3 on=1 state=running ");
    EXPECT_EQ(told(R"({"ts":1772323200000,"values":{"t":1}})"), "1772323200000:t=1 ");
    EXPECT_EQ(told(R"([{"t":1},{"ts":5,"values":{"t":2}}])"), ":t=1 5:t=2 ");
    EXPECT_EQ(told(R"({"ts":7})"), ":ts=7 ");  // a point of that name
    EXPECT_EQ(told(R"({"t":null})"), "");
    EXPECT_EQ(told("[]"), "");
    EXPECT_EQ(told(R"({"big":18446744073709551615})"), ":big=18446744073709551616.000000 ");
}

TEST(Readings, SayWhatTheyDoNotTake) {
    for (const auto* wrong :
         {"", "1", "[1]", "{", R"("x")", R"({"a":1,"a":2})", R"({"ts":"x","values":{}})", R"({"ts":1,"values":[]})",
          R"({"ts":-1,"values":{"a":1}})", R"({"ts":1e300,"values":{"a":1}})"})
        EXPECT_EQ(told(wrong), "telemetry.bad_json") << wrong;
    EXPECT_EQ(told(R"({"a":{"b":1},"c":2})"), ":c=2 !a point_not_scalar");
    EXPECT_EQ(told("{\"\":1}"), "! point_bad_name");
    EXPECT_EQ(told("{\"a\":\"" + std::string(300, 'x') + "\"}"), "!a point_text_too_long");
    std::string many = "[";
    for (int i = 0; i <= 10'000; i++) many += R"({"a":1},)";
    many.back() = ']';
    EXPECT_EQ(told(many), "telemetry.too_many_values");
}

using Spans = std::vector<StateSpan>;
constexpr timeseries::Time s = second;

TEST(StateSpans, FillTheWindow) {
    const std::vector<StateRow> rows{{10 * s, 1}, {20 * s, 2}, {30 * s, 2}, {40 * s, {}}, {50 * s, 1}};
    EXPECT_EQ(state_spans(rows, 0, 100 * s, 0, 1000 * s),
              (Spans{{0, 10 * s, {}}, {10 * s, 20 * s, 1}, {20 * s, 50 * s, 2}, {50 * s, 100 * s, 1}}));
    // What was before the window goes on in it; the future is not told.
    EXPECT_EQ(state_spans(rows, 15 * s, 60 * s, 0, 55 * s),
              (Spans{{15 * s, 20 * s, 1}, {20 * s, 50 * s, 2}, {50 * s, 55 * s, 1}}));
    EXPECT_EQ(state_spans({}, 0, 5 * s, 0, 100 * s), (Spans{{0, 5 * s, {}}}));
    EXPECT_EQ(state_spans(rows, 200 * s, 300 * s, 0, 100 * s), Spans{});
}

TEST(StateSpans, AfterASilenceNothingIsKnown) {
    const std::vector<StateRow> rows{{10 * s, 1}, {50 * s, {}}, {60 * s, 2}};
    EXPECT_EQ(
        state_spans(rows, 0, 100 * s, 15 * s, 1000 * s),
        (Spans{
            {0, 10 * s, {}}, {10 * s, 25 * s, 1}, {25 * s, 60 * s, {}}, {60 * s, 75 * s, 2}, {75 * s, 100 * s, {}}}));
}

// Whatever the rows, each moment of the window is told once, and as a plain look at the rows would tell it.
TEST(StateSpans, AgreeWithAPlainLook) {
    std::uint64_t seed = 7;
    const auto below = [&](std::uint64_t bound) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return (seed >> 33) % bound;
    };
    for (int round = 0; round < 300; round++) {
        std::vector<StateRow> rows;
        timeseries::Time at = 0;
        for (std::uint64_t i = below(30); i > 0; i--) {
            at += static_cast<timeseries::Time>(1 + below(10)) * s;
            rows.push_back({at, below(3) == 0 ? std::nullopt : std::optional<timeseries::Cell>(below(3))});
        }
        const auto from = static_cast<timeseries::Time>(below(40)) * s;
        const auto to = from + static_cast<timeseries::Time>(1 + below(100)) * s;
        const auto silence = static_cast<timeseries::Time>(below(3) * 4) * s;
        const auto spans = state_spans(rows, from, to, silence, INT64_MAX);
        auto next = from;
        for (const auto& span : spans) {
            EXPECT_EQ(span.from, next);
            next = span.to;
        }
        EXPECT_EQ(next, to);
        for (auto moment = from; moment < to; moment += s) {
            std::optional<timeseries::Cell> expected;
            timeseries::Time heard = -1;
            for (const auto& row : rows) {
                if (row.time > moment) break;
                if (silence > 0 && heard >= 0 && row.time - heard > silence) expected.reset();
                if (row.state) expected = row.state;
                heard = row.time;
            }
            if (silence > 0 && heard >= 0 && moment - heard >= silence) expected.reset();
            const auto span =
                std::ranges::find_if(spans, [&](const auto& one) { return one.from <= moment && moment < one.to; });
            ASSERT_NE(span, spans.end());
            ASSERT_EQ(span->state, expected) << "round " << round << " at " << moment / s;
        }
    }
}

}  // namespace
}  // namespace dengyun::telemetry
