// Goal: amounts are exact. Every result is compared with a slow oracle in 128 bits that rounds in another way; overflow
// is reported at the very edge and never wraps; what is split adds up.
#include "kernel/base/number.h"

#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <random>

namespace dengyun {
namespace {

__extension__ using Wide = __int128;

constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
constexpr auto highest = std::numeric_limits<std::int64_t>::max();

// Half away from zero by quotient and remainder; nullopt where the result leaves 64 bits.
std::optional<std::int64_t> oracle(std::int64_t a, std::int64_t b, std::int64_t divisor) {
    const Wide product = Wide{a} * b;
    const Wide magnitude = product < 0 ? -product : product;
    Wide quotient = magnitude / divisor;
    if ((magnitude % divisor) * 2 >= divisor) ++quotient;
    if (product < 0) quotient = -quotient;
    if (quotient < lowest || quotient > highest) return std::nullopt;
    return static_cast<std::int64_t>(quotient);
}

// Small, large and edge values alike.
class Numbers {
  public:
    std::int64_t any() {
        constexpr std::array edges{lowest,          lowest + 1, std::int64_t{-1}, std::int64_t{0},
                                   std::int64_t{1}, amount_max, highest - 1,      highest};
        if (below(8) == 0) return edges[below(edges.size())];
        const auto value = static_cast<std::int64_t>(random_() >> below(64));
        return below(2) == 0 ? value : -value;
    }
    std::int64_t positive() {
        const auto value = static_cast<std::int64_t>(random_() >> (1 + below(62)));
        return value == 0 ? 1 : value;
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

  private:
    std::mt19937_64 random_{20260301};
};

TEST(Number, RoundsHalfAwayFromZeroAsTheOracleDoes) {
    Numbers numbers;
    for (int i = 0; i < 200'000; ++i) {
        const auto a = numbers.any();
        const auto b = numbers.any();
        const auto divisor = numbers.positive();
        const auto expected = oracle(a, b, divisor);
        const auto got = multiply_divide(a, b, divisor);
        ASSERT_EQ(got.has_value(), expected.has_value()) << a << " * " << b << " / " << divisor;
        if (expected)
            ASSERT_EQ(*got, *expected) << a << " * " << b << " / " << divisor;
        else
            ASSERT_EQ(got.error().code, "number.overflow");
    }
}

TEST(Number, RoundsTiesAwayFromZero) {
    EXPECT_EQ(multiply_divide(1, 1, 2), 1);
    EXPECT_EQ(multiply_divide(-1, 1, 2), -1);
    EXPECT_EQ(multiply_divide(5, 1, 10), 1);
    EXPECT_EQ(multiply_divide(4, 1, 10), 0);
    EXPECT_EQ(multiply_divide(-4, 1, 10), 0);
    EXPECT_EQ(multiply_divide(highest, highest, highest), highest);
}

TEST(Number, SumsAndDifferencesReportOverflowAtTheEdge) {
    EXPECT_EQ(checked_add(highest, 0), highest);
    EXPECT_EQ(checked_add(highest, lowest), -1);
    EXPECT_EQ(checked_add(highest, 1).error().kind, ErrorKind::limit);
    EXPECT_EQ(checked_add(lowest, -1).error().code, "number.overflow");
    EXPECT_EQ(checked_subtract(lowest, 1).error().code, "number.overflow");
    EXPECT_EQ(checked_subtract(0, lowest).error().code, "number.overflow");
    EXPECT_EQ(checked_subtract(-1, lowest), highest);
    EXPECT_EQ(add(Money{100}, Money{23}), (Money{123}));
    EXPECT_EQ(subtract(Money{100}, Money{123}), (Money{-23}));
    EXPECT_FALSE(add(Money{highest}, Money{1}).has_value());
    EXPECT_FALSE(subtract(Money{lowest}, Money{1}).has_value());
}

TEST(Number, ALineIsRoundedOnceToFen) {
    // 3 washers at 0.0001 yuan are 0.0003 yuan: nothing; 50 are half a fen: one fen.
    EXPECT_EQ(line_value(UnitPrice{100}, Quantity{3'000}), (Money{0}));
    EXPECT_EQ(line_value(UnitPrice{100}, Quantity{50'000}), (Money{1}));
    EXPECT_EQ(line_value(UnitPrice{12'345'678}, Quantity{1'000'000}), (Money{1'234'568}));
    EXPECT_EQ(line_value(UnitPrice{-100}, Quantity{50'000}), (Money{-1}));
    EXPECT_EQ(line_value(UnitPrice{amount_max}, Quantity{amount_max}).error().code, "number.overflow");
    EXPECT_EQ(share_at(Money{10'000}, 60'000), (Money{600}));
    EXPECT_EQ(share_at(Money{25}, 20'000), (Money{1}));
    EXPECT_EQ(share_at(Money{24}, 20'000), (Money{0}));
}

// The shares add up, none is further than one from its exact part, and equal weights differ by at most one.
TEST(Number, SplitsWithoutLosingAFen) {
    Numbers numbers;
    for (int i = 0; i < 20'000; ++i) {
        std::vector<std::int64_t> weights(1 + numbers.below(12));
        for (auto& weight : weights) weight = numbers.below(4) == 0 ? 0 : numbers.positive();
        weights[numbers.below(weights.size())] = numbers.positive();
        const Money total{numbers.positive()};
        const auto parts = split(total, weights);
        ASSERT_TRUE(parts);
        Wide sum = 0;
        Wide weight_sum = 0;
        for (const auto weight : weights) weight_sum += weight;
        for (std::size_t k = 0; k < weights.size(); ++k) {
            sum += (*parts)[k].value;
            const auto low = static_cast<std::int64_t>(Wide{total.value} * weights[k] / weight_sum);
            ASSERT_GE((*parts)[k].value, low);
            ASSERT_LE((*parts)[k].value, low + 1);
            if (weights[k] == 0) ASSERT_EQ((*parts)[k].value, 0);
        }
        ASSERT_TRUE(sum == total.value);
    }
}

TEST(Number, TiesOfASplitGoToTheEarlierPart) {
    const std::array<std::int64_t, 3> equal{1, 1, 1};
    EXPECT_EQ(split(Money{100}, equal), (std::vector<Money>{{34}, {33}, {33}}));
    EXPECT_EQ(split(Money{0}, equal), (std::vector<Money>{{0}, {0}, {0}}));
}

TEST(Number, RefusesWeightsThatCannotBeSplitBy) {
    const auto code = [](Money total, std::vector<std::int64_t> weights) {
        const auto parts = split(total, weights);
        return parts ? std::string("split") : parts.error().code;
    };
    EXPECT_EQ(code(Money{1}, {}), "number.bad_weights");
    EXPECT_EQ(code(Money{1}, {0, 0}), "number.bad_weights");
    EXPECT_EQ(code(Money{1}, {2, -1}), "number.bad_weights");
    EXPECT_EQ(code(Money{-1}, {1}), "number.bad_weights");
    EXPECT_EQ(code(Money{1}, {highest, highest}), "split");
}

TEST(Number, DecimalTextComesBackExactly) {
    Numbers numbers;
    for (int i = 0; i < 50'000; ++i) {
        const auto value = numbers.any();
        const int decimals = static_cast<int>(numbers.below(7));
        const auto text = decimal_text(value, decimals);
        ASSERT_EQ(parse_decimal(text, decimals), value) << text;
    }
    EXPECT_EQ(decimal_text(-1230, 2), "-12.30");
    EXPECT_EQ(decimal_text(-5, 2), "-0.05");
    EXPECT_EQ(decimal_text(lowest, 0), "-9223372036854775808");
    EXPECT_EQ(to_text(Quantity{1'500}), "1.500");
    EXPECT_EQ(parse_decimal("12.3", 2), 1'230);
    EXPECT_EQ(parse_decimal("-0", 2), 0);
    EXPECT_EQ(parse_decimal("00012", 0), 12);
}

TEST(Number, RefusesTextThatIsNoDecimal) {
    const auto code = [](std::string_view text) {
        const auto value = parse_decimal(text, 2);
        return value ? std::to_string(*value) : value.error().code;
    };
    for (const auto text : {"", "-", ".", "1.", ".5", "+1", "1e3", " 1", "1 ", "1,000", "--1", "1.2.3", "一"})
        EXPECT_EQ(code(text), "number.malformed") << text;
    EXPECT_EQ(code("1.234"), "number.too_precise");
    EXPECT_EQ(code("92233720368547758.08"), "number.overflow");
    EXPECT_EQ(code("92233720368547758.07"), "9223372036854775807");
    EXPECT_EQ(code("99999999999999999999999999999999"), "number.overflow");
    EXPECT_EQ(parse_decimal("9223372036854775807", 6).error().code, "number.overflow");
}

}  // namespace
}  // namespace dengyun
