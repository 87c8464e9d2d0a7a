// Goal: every number of every type in every word order reads back; what a type does not hold is refused.
#include "engines/acquisition/words.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace dengyun::acquisition {
namespace {

constexpr WordType types[] = {WordType::int16,   WordType::uint16, WordType::int32,  WordType::uint32,
                              WordType::float32, WordType::int64,  WordType::float64};
constexpr WordOrder orders[] = {WordOrder::abcd, WordOrder::cdab, WordOrder::badc, WordOrder::dcba};

double as_double(const std::variant<double, std::int64_t>& number) {
    return std::visit([](auto one) { return static_cast<double>(one); }, number);
}

TEST(Words, StandAsTheOrderSays) {
    // 0x12345678 = 305419896.
    const std::vector<std::vector<std::uint16_t>> words{
        {0x1234, 0x5678}, {0x5678, 0x1234}, {0x3412, 0x7856}, {0x7856, 0x3412}};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(std::get<std::int64_t>(number_in(words[i], WordType::uint32, orders[i])), 305'419'896);
        const auto made = words_for(305'419'896, WordType::uint32, orders[i]);
        ASSERT_TRUE(made);
        EXPECT_EQ((*made)[0], words[i][0]);
        EXPECT_EQ((*made)[1], words[i][1]);
    }
    const std::vector<std::uint16_t> eight{0x0102, 0x0304, 0x0506, 0x0708};
    EXPECT_EQ(std::get<std::int64_t>(number_in(eight, WordType::int64, WordOrder::abcd)), 0x0102030405060708);
    EXPECT_EQ(std::get<std::int64_t>(number_in(eight, WordType::int64, WordOrder::cdab)), 0x0708050603040102);
    EXPECT_EQ(std::get<std::int64_t>(number_in(eight, WordType::int64, WordOrder::badc)), 0x0201040306050807);
    EXPECT_EQ(std::get<std::int64_t>(number_in(eight, WordType::int64, WordOrder::dcba)), 0x0807060504030201);
}

TEST(Words, ReadBack) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20'000; ++i) {
        for (const auto type : types) {
            const auto order = orders[random() % 4];
            const auto count = static_cast<std::size_t>(words_of(type));
            std::array<std::uint16_t, words_max> words{};
            for (auto& word : words) word = static_cast<std::uint16_t>(random());
            const auto number = number_in(std::span(words).first(count), type, order);
            const auto value = as_double(number);
            if (!std::isfinite(value)) continue;
            if (type == WordType::int64 && std::abs(value) > 9e15) continue;  // no double holds it
            const auto made = words_for(value, type, order);
            ASSERT_TRUE(made) << value;
            for (std::size_t at = 0; at < count; ++at) ASSERT_EQ((*made)[at], words[at]);
        }
    }
}

TEST(Words, RefuseWhatTheyDoNotHold) {
    EXPECT_FALSE(words_for(32'768, WordType::int16, WordOrder::abcd));
    EXPECT_FALSE(words_for(-32'769, WordType::int16, WordOrder::abcd));
    EXPECT_FALSE(words_for(-1, WordType::uint16, WordOrder::abcd));
    EXPECT_FALSE(words_for(4'294'967'296.0, WordType::uint32, WordOrder::abcd));
    EXPECT_FALSE(words_for(9'223'372'036'854'775'808.0, WordType::int64, WordOrder::abcd));
    EXPECT_TRUE(words_for(-9'223'372'036'854'775'808.0, WordType::int64, WordOrder::abcd));
    EXPECT_FALSE(words_for(1e39, WordType::float32, WordOrder::abcd));
    for (const auto type : types) {
        EXPECT_FALSE(words_for(std::numeric_limits<double>::quiet_NaN(), type, WordOrder::abcd));
        EXPECT_FALSE(words_for(std::numeric_limits<double>::infinity(), type, WordOrder::abcd));
    }
    EXPECT_EQ((*words_for(1.6, WordType::uint16, WordOrder::abcd))[0], 2);
}

TEST(Words, AreScaledWhereThePointSaysSo) {
    const Point plain{};
    const Point scaled_point{.scale = 0.1, .offset = -5};
    EXPECT_EQ(std::get<std::int64_t>(*scaled(plain, std::int64_t{7})), 7);
    EXPECT_DOUBLE_EQ(std::get<double>(*scaled(scaled_point, std::int64_t{70})), 2);
    EXPECT_EQ(std::get<bool>(*scaled(plain, true)), true);
    EXPECT_DOUBLE_EQ(std::get<double>(*scaled(scaled_point, true)), -4.9);
    EXPECT_EQ(std::get<std::string>(*scaled(scaled_point, std::string("x"))), "x");
    EXPECT_FALSE(scaled(plain, std::numeric_limits<double>::infinity()));
    EXPECT_FALSE(scaled(Point{.scale = 1e300}, 1e300));
}

}  // namespace
}  // namespace dengyun::acquisition
