// Goal: whatever goes into a codec comes out bit by bit, for every kind of double and integer; and codecs are as short
// as they say.
#include <algorithm>
#include <gtest/gtest.h>

#include "engines/timeseries/codec/bit_packing.h"
#include "engines/timeseries/codec/cells.h"
#include "engines/timeseries/codec/integers.h"
#include "engines/timeseries/test/random_rows.h"
#include "kernel/base/test/sanitized.h"

namespace dengyun::timeseries {
namespace {

using test::below;

std::size_t round_trip(const std::vector<Cell>& cells, ColumnType type) {
    Bytes bytes;
    encode_cells(cells, type, bytes);
    const auto length = bytes.size();
    bytes.resize(length + packing_margin);
    std::vector<Cell> back(cells.size());
    ByteReader in(ByteView(bytes).first(length));
    EXPECT_TRUE(decode_cells(in, back));
    EXPECT_EQ(in.left(), 0U);
    EXPECT_EQ(back, cells);
    return length;
}

TEST(Codec, PacksEveryWidth) {
    test::Random random(1);
    for (unsigned width = 0; width <= 64; width++)
        for (const std::size_t count : {1U, 2U, 63U, 128U, 129U, 1000U}) {
            std::vector<std::uint64_t> values(count);
            for (auto& value : values) value = width == 0 ? 0 : random() >> (64 - width);
            Bytes bytes;
            pack(values, width, bytes);
            ASSERT_EQ(bytes.size(), packed_bytes(count, width));
            bytes.resize(bytes.size() + packing_margin);
            std::vector<std::uint64_t> back(count);
            unpack(bytes.data(), width, back);
            ASSERT_EQ(back, values) << width << " bits, " << count;
        }
}

TEST(Codec, RicePacksEveryParameter) {
    test::Random random(2);
    for (unsigned low_bits = 0; low_bits < 32; low_bits++)
        for (const std::size_t count : {1U, 5U, 128U}) {
            std::vector<std::uint64_t> values(count);
            for (auto& value : values)
                value = (below(random, below(random, rice_quotient_max) + 2) << low_bits) +
                        (random() & ((1ULL << low_bits) - 1));
            Bytes bytes;
            rice_pack(values, low_bits, bytes);
            ASSERT_EQ(bytes.size(), (rice_bits(values, low_bits) + 7) / 8);
            const auto length = bytes.size();
            bytes.resize(length + packing_margin);
            std::vector<std::uint64_t> back(count);
            ASSERT_TRUE(rice_unpack(ByteView(bytes).first(length), low_bits, back));
            ASSERT_EQ(back, values);
            ASSERT_FALSE(rice_unpack(ByteView(bytes).first(length - 1), low_bits, back) && back == values);
        }
}

TEST(Codec, EveryKindOfCellComesBack) {
    test::Random random(3);
    const int rounds = dengyun::test::is_sanitized ? 1500 : 6000;
    for (int round = 0; round < rounds; round++) {
        const auto count = 1 + below(random, below(random, 2) ? 20 : block_rows_max);
        round_trip(test::random_cells(random, count), round % 3 ? ColumnType::real : ColumnType::integer);
    }
}

TEST(Codec, DoublesOfEveryExponentComeBack) {
    test::Random random(4);
    for (std::uint64_t exponent = 0; exponent < 2048; exponent++) {
        std::vector<Cell> cells(40);
        for (auto& cell : cells) cell = (random() & 0x800FFFFFFFFFFFFFU) | (exponent << 52U);
        round_trip(cells, ColumnType::real);
    }
}

TEST(Codec, DecimalsOfEveryPrecisionComeBack) {
    test::Random random(5);
    for (int digits = 1; digits <= 17; digits++)
        for (int places = 0; places <= 18; places++) {
            std::vector<Cell> cells(64);
            for (auto& cell : cells) {
                std::string text = below(random, 2) ? "-" : "";
                for (int i = 0; i < digits; i++) text += static_cast<char>('0' + below(random, 10));
                text += "e-" + std::to_string(places);
                cell = real_cell(std::strtod(text.c_str(), nullptr));
            }
            round_trip(cells, ColumnType::real);
        }
}

TEST(Codec, IntegersAtTheirEndsComeBack) {
    for (const auto& values :
         std::vector<std::vector<std::int64_t>>{{INT64_MIN},
                                                {INT64_MAX, INT64_MIN},
                                                {INT64_MIN, INT64_MAX, 0, -1, 1},
                                                {0, INT64_MIN, 0, INT64_MIN, 0, INT64_MIN, 0, 0},
                                                {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7}}) {
        Bytes bytes;
        encode_integers(values, bytes);
        const auto length = bytes.size();
        bytes.resize(length + packing_margin);
        std::vector<std::int64_t> back(values.size());
        ByteReader in(ByteView(bytes).first(length));
        ASSERT_TRUE(decode_integers(in, back));
        ASSERT_EQ(back, values);
    }
}

// Sanitizers look on. What decodes in spite of the damage can be encoded again.
TEST(Codec, DamagedBytesStayInBounds) {
    test::Random random(7);
    for (int round = 0; round < (dengyun::test::is_sanitized ? 5000 : 20'000); round++) {
        Bytes bytes;
        const auto cells = test::random_cells(random, 1 + below(random, 300));
        encode_cells(cells, ColumnType::real, bytes);
        if (below(random, 10) == 0) std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(random()); });
        for (auto count = 1 + below(random, 4); count > 0; count--)
            bytes[below(random, std::min<std::size_t>(bytes.size(), below(random, 2) ? 12 : 4000))] =
                static_cast<std::uint8_t>(random());
        if (below(random, 4) == 0) bytes.resize(1 + below(random, bytes.size()));
        const auto length = bytes.size();
        bytes.resize(length + packing_margin);
        bytes.shrink_to_fit();
        std::vector<Cell> back(cells.size());
        ByteReader in(ByteView(bytes).first(length));
        if (decode_cells(in, back)) round_trip(back, ColumnType::real);
    }
}

// What the choice between codecs is for: the sizes are bounds with little room, so a codec that is no longer found
// shows.
TEST(Codec, IsShortWhereTheDataAreSimple) {
    test::Random random(6);
    const auto bytes_of = [&](auto make, ColumnType type = ColumnType::real) {
        std::vector<Cell> cells(1024);
        for (std::size_t row = 0; row < cells.size(); row++) cells[row] = make(row);
        return round_trip(cells, type);
    };
    EXPECT_LE(bytes_of([](std::size_t) { return real_cell(3.7); }), 12U);
    EXPECT_LE(bytes_of([](std::size_t row) { return integer_cell(static_cast<std::int64_t>(row) * 1'000'000'000); },
                       ColumnType::integer),
              30U);
    EXPECT_LE(bytes_of([](std::size_t row) { return real_cell(static_cast<double>(row / 100)); }), 45U);
    // Steps of +-3 hundredths: 7 values, 2.81 bits each.
    std::int64_t walk = 2150;
    EXPECT_LE(bytes_of([&](std::size_t) {
                  walk += static_cast<std::int64_t>(below(random, 7)) - 3;
                  return real_cell(static_cast<double>(walk) / 100);
              }),
              450U);
    // The same as a controller with single floats sends it.
    EXPECT_LE(bytes_of([&](std::size_t) {
                  walk += static_cast<std::int64_t>(below(random, 7)) - 3;
                  return real_cell(static_cast<double>(static_cast<float>(walk) / 100.0F));
              }),
              450U);
    // Multiples of a half.
    EXPECT_LE(bytes_of([&](std::size_t) { return real_cell(static_cast<double>(below(random, 4)) * 0.5); }), 280U);
    // Full doubles between 20 and 21: sign, exponent and the front of the mantissa are the same.
    std::uniform_real_distribution<double> uniform(20, 21);
    EXPECT_LE(bytes_of([&](std::size_t) { return real_cell(uniform(random)); }), 6400U);
}

}  // namespace
}  // namespace dengyun::timeseries
