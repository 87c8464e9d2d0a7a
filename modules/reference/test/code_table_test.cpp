// Goal: the tree answers as a plain walk over its rows does, and a broken table is refused.
#include "modules/reference/code_table.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace dengyun::reference {
namespace {

constexpr std::string_view small =
    "code,name,parent,name_en,longitude,latitude\n"
    "B2,乙二,B,Second of B,120.0,30.0\n"
    "A,甲,,Alpha,,\n"
    "B,乙,,Beta,121.0,30.0\n"
    "B1,乙一,B,First of B,121.0,30.0\n"
    "B11,乙一一,B1,,,\n";

CodeTable small_table() { return *CodeTable::from_csv(small); }

std::string codes_of(const std::vector<const Entry*>& entries) {
    std::string out;
    for (const auto* entry : entries) out += entry->code + " ";
    return out;
}

TEST(code_table, finds_goes_down_and_up) {
    const auto table = small_table();
    ASSERT_NE(table.find("B1"), nullptr);
    EXPECT_EQ(table.find("B1")->name, "乙一");
    EXPECT_EQ(table.find("B1")->level, 2);
    EXPECT_EQ(table.find("C"), nullptr);
    EXPECT_EQ(table.find(""), nullptr);
    EXPECT_EQ(codes_of(table.children("")), "A B ");
    EXPECT_EQ(codes_of(table.children("B")), "B1 B2 ");
    EXPECT_EQ(codes_of(table.children("A")), "");
    EXPECT_EQ(codes_of(table.children("C")), "");
    EXPECT_EQ(codes_of(table.path("B11")), "B B1 B11 ");
    EXPECT_EQ(codes_of(table.path("C")), "");
    EXPECT_TRUE(table.is_leaf(*table.find("A")));
    EXPECT_FALSE(table.is_leaf(*table.find("B1")));
}

TEST(code_table, search_puts_the_best_first_and_is_bounded) {
    const auto table = small_table();
    EXPECT_EQ(codes_of(table.search("b", 10)), "B B1 B11 B2 ");
    EXPECT_EQ(codes_of(table.search("乙一", 10)), "B1 B11 ");
    EXPECT_EQ(codes_of(table.search("SECOND", 10)), "B2 ");
    EXPECT_EQ(codes_of(table.search("b", 2)), "B B1 ");
    EXPECT_EQ(codes_of(table.search("b", 0)), "");
    EXPECT_EQ(codes_of(table.search("", 10)), "");
    EXPECT_EQ(codes_of(table.search(std::string(CodeTable::query_bytes_max + 1, 'b'), 10)), "");
}

TEST(code_table, nearest_is_a_leaf_with_coordinates) {
    const auto table = small_table();
    const auto near = table.nearest({120.9, 30.0});
    ASSERT_TRUE(near.has_value());
    EXPECT_EQ(near->entry->code, "B2");  // B and B1 are nearer, but not leaves
    EXPECT_NEAR(near->distance_km, 86.7, 0.5);
    EXPECT_FALSE(table.nearest({181, 0}).has_value());
    EXPECT_FALSE(table.nearest({std::numeric_limits<double>::quiet_NaN(), 0}).has_value());
    EXPECT_FALSE(CodeTable::from_csv("code,name,parent\nA,a,\n")->nearest({120, 30}).has_value());
}

TEST(code_table, distances_agree_with_known_ones) {
    EXPECT_NEAR(distance_km({116.4074, 39.9042}, {121.4737, 31.2304}), 1067, 3);  // Beijing to Shanghai
    EXPECT_NEAR(distance_km({0, 0}, {0, 90}), 10007.5, 1);
    EXPECT_NEAR(distance_km({0, 0}, {180, 0}), 20015, 1);
    EXPECT_EQ(distance_km({121, 30}, {121, 30}), 0);
}

TEST(code_table, broken_tables_are_refused) {
    const auto code_of = [](std::string_view text) { return CodeTable::from_csv(text).error().code; };
    EXPECT_EQ(code_of(""), "reference.bad_table");
    EXPECT_EQ(code_of("code,name\nA,a\n"), "csv.malformed");
    EXPECT_EQ(code_of("code,name,parent\nA,a,\nA,b,\n"), "reference.bad_table");
    EXPECT_EQ(code_of("code,name,parent\n,a,\n"), "reference.bad_table");
    EXPECT_EQ(code_of("code,name,parent\nA,a,B\n"), "reference.bad_table");
    EXPECT_EQ(code_of("code,name,parent\nA,a,B\nB,b,A\n"), "reference.bad_table");
    const std::string header = "code,name,parent,longitude,latitude\n";
    for (const auto* place : {"A,a,,120,\n", "A,a,,x,30\n", "A,a,,30,120\n", "A,a,,nan,30\n", "A,a,,1 ,30\n"})
        EXPECT_EQ(code_of(header + place), "reference.bad_table") << place;
}

}  // namespace
}  // namespace dengyun::reference
