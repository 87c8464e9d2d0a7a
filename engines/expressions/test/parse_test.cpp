// Goal: what is written is understood as people read it; what is wrong is refused with a code that has a text in both
// languages and the character where it is; no text goes past the bounds.
#include <gtest/gtest.h>

#include "engines/expressions/api.h"

namespace dengyun::expressions {
namespace {

std::optional<PointKind> find_point(std::string_view name) {
    if (name == "t" || name == "温度" || name == "cpu,host=a/usage") return PointKind{};
    if (name == "n") return PointKind{.is_counter = true, .rollover = 65'536};
    if (name == "on") return PointKind{.type = Type::truth};
    if (name == "state") return PointKind{.type = Type::text};
    if (name.starts_with('p')) return PointKind{};
    return std::nullopt;
}

std::string refusal(std::string_view text) {
    const auto parsed = parse(text, find_point);
    return parsed ? "fine" : parsed.error().code.substr(11) + ' ' + std::to_string(parsed.error().position);
}

// With t = 3 and nothing else heard.
std::string value(std::string_view text) {
    auto parsed = parse(text, find_point);
    if (!parsed) return refusal(text);
    Evaluator evaluator(std::make_shared<const Program>(std::move(*parsed)), TimeZone::find("Asia/Shanghai"));
    const auto& points = evaluator.program().points;
    for (std::size_t i = 0; i < points.size(); i++)
        if (points[i].name == "t") evaluator.hear(i, second, 3);
    const auto whole = evaluator.value(10 * second);
    if (!whole) return "missing";
    return evaluator.program().type() == Type::truth ? (*whole != 0 ? "true" : "false")
                                                     : std::to_string(static_cast<int>(*whole));
}

TEST(Parse, BindsAsPeopleReadIt) {
    EXPECT_EQ(value("1 + 2 * 3 - 4 / 2"), "5");
    EXPECT_EQ(value("(1 + 2) * -3"), "-9");
    EXPECT_EQ(value("10 - 2 - 3"), "5");
    EXPECT_EQ(value("7 % 4"), "3");
    EXPECT_EQ(value("t > 2 and t < 4 or false"), "true");
    EXPECT_EQ(value("not t > 2 or true and true"), "true");
    EXPECT_EQ(value("t = 3 ? 10 : t = 4 ? 20 : 30"), "10");
    EXPECT_EQ(value("min(5, t, 9) + max(1, 2)"), "5");
    EXPECT_EQ(value("abs(-2) + sqrt(9)"), "5");
    EXPECT_EQ(value("age(t)"), "9");
    EXPECT_EQ(value("hour()"), "8");
    EXPECT_EQ(value("weekday()"), "4");
    EXPECT_EQ(value("（1＋2）＊3＞＝9"), "true");
    EXPECT_EQ(value("min(t, 60s) + avg(t, 1.5m)"), "6");
    EXPECT_EQ(value("t == 3 and t != 4"), "true");
}

TEST(Parse, WhatIsNotKnownIsMissing) {
    EXPECT_EQ(value("温度 > 1"), "missing");
    EXPECT_EQ(value("温度 > 1 and false"), "false");
    EXPECT_EQ(value("温度 > 1 or t = 3"), "true");
    EXPECT_EQ(value("not (温度 > 1)"), "missing");
    EXPECT_EQ(value("1 / 0"), "missing");
    EXPECT_EQ(value("sqrt(-1)"), "missing");
    EXPECT_EQ(value("state = \"down\""), "missing");
    EXPECT_EQ(value("delta(t, 1m)"), "missing");
    EXPECT_EQ(value("avg([cpu,host=a/usage], 1m)"), "missing");
    EXPECT_EQ(value("t > 5 ? 温度 : 1"), "1");
}

TEST(Parse, RefusesWithThePlace) {
    EXPECT_EQ(refusal(""), "empty 1");
    EXPECT_EQ(refusal("t >"), "unexpected_end 4");
    EXPECT_EQ(refusal("温度 > > 1"), "unexpected 6");
    EXPECT_EQ(refusal("温度 + 湿度"), "unknown_point 6");
    EXPECT_EQ(refusal("t + on"), "not_a_number 5");
    EXPECT_EQ(refusal("t and on"), "not_a_truth 1");
    EXPECT_EQ(refusal("on < on"), "not_a_number 1");
    EXPECT_EQ(refusal("on = true"), "fine");
    EXPECT_EQ(refusal("on = t"), "different_types 6");
    EXPECT_EQ(refusal("t ? 1 : 2"), "not_a_truth 1");
    EXPECT_EQ(refusal("on ? 1 : on"), "different_types 10");
    EXPECT_EQ(refusal("on ? 1"), "unexpected_end 7");
    EXPECT_EQ(refusal("state"), "text_only_compared 1");
    EXPECT_EQ(refusal("state < \"a\""), "text_only_compared 7");
    EXPECT_EQ(refusal("\"a\" = \"a\""), "text_only_compared 1");
    EXPECT_EQ(refusal("state = 3"), "different_types 9");
    EXPECT_EQ(refusal("state = \"down"), "unclosed_text 9");
    EXPECT_EQ(refusal("[cpu"), "unclosed_name 1");
    EXPECT_EQ(refusal("avg(t)"), "no_window 6");
    EXPECT_EQ(refusal("avg(t, 5)"), "no_window 8");
    EXPECT_EQ(refusal("avg(t + 1, 5m)"), "wrong_arguments 5");
    EXPECT_EQ(refusal("avg(t, 8d)"), "bad_window 8");
    EXPECT_EQ(refusal("avg(t, 5x)"), "bad_number 8");
    EXPECT_EQ(refusal("min(t)"), "wrong_arguments 6");
    EXPECT_EQ(refusal("sine(t)"), "unknown_function 1");
    EXPECT_EQ(refusal("age(3)"), "wrong_arguments 5");
    EXPECT_EQ(refusal("t $ 3"), "bad_character 3");
    EXPECT_EQ(refusal("t t"), "unexpected 3");
    EXPECT_EQ(refusal("(t"), "unexpected_end 3");
    EXPECT_EQ(refusal("1e999"), "bad_number 1");
}

TEST(Parse, HasBounds) {
    EXPECT_EQ(refusal(std::string(text_bytes_max + 1, ' ')), "too_long 1");
    EXPECT_EQ(refusal(std::string(30, '(') + "t" + std::string(30, ')')).substr(0, 8), "too_deep");
    EXPECT_EQ(refusal(std::string(30, '-') + "t").substr(0, 8), "too_deep");
    std::string many = "p0";
    for (int i = 1; i < 17; i++) many += "+p" + std::to_string(i);
    EXPECT_EQ(refusal(many).substr(0, 15), "too_many_points");
    std::string large = "t";
    for (int i = 0; i < 150; i++) large += "+t";
    EXPECT_EQ(refusal(large).substr(0, 9), "too_large");
    std::string windows = "sum(t,1s)";
    for (int i = 2; i < 10; i++) windows += "+sum(t," + std::to_string(i) + "s)";
    EXPECT_EQ(refusal(windows).substr(0, 16), "too_many_windows");
}

TEST(Parse, EveryRefusalHasAText) {
    MessageCatalogue catalogue;
    catalogue.add(messages());
    for (const auto* text : {"", "t >", "t + on", "on and t", "state", "t $ 3", "x", "f(t)", "avg(t)", "avg(t, 9d)"})
        EXPECT_TRUE(catalogue.contains("issue." + parse(text, find_point).error().code)) << text;
}

TEST(Names, AreThoseOfPoints) {
    EXPECT_EQ(names_in("avg(t, 5m) > 温度 and not [a/b] = \"x\" or hour() > t"),
              (std::vector<std::string>{"t", "温度", "a/b"}));
    EXPECT_EQ(names_in("t + $"), (std::vector<std::string>{"t"}));
}

TEST(Window, ACounterIsFollowedThroughResetsAndWraps) {
    const auto follow = [](std::vector<double> values) {
        auto parsed = parse("delta(n, 1m)", find_point);
        Evaluator evaluator(std::make_shared<const Program>(std::move(*parsed)), nullptr);
        Time at = second;
        for (const auto value : values) evaluator.hear(0, at += second, value);
        return evaluator.value(at).value_or(-1);
    };
    EXPECT_EQ(follow({100, 110, 120}), 20);
    EXPECT_EQ(follow({100, 110, 5, 8}), 18);    // a reset
    EXPECT_EQ(follow({65'530, 65'535, 3}), 9);  // wrapped
    EXPECT_EQ(follow({7}), -1);
}

}  // namespace
}  // namespace dengyun::expressions
