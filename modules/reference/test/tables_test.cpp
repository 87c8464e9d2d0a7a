// Goal: the tables inside the program are whole, plausible, and what their standards say.
#include <array>
#include <gtest/gtest.h>

#include "kernel/meta/entity.h"
#include "modules/reference/api.h"

namespace dengyun::reference {
namespace {

TEST(industries, are_whole) {
    EXPECT_EQ(industries().size(), 1971U);
    EXPECT_EQ(industries().children("").size(), 20U);
    std::array<int, 5> per_level{};
    for (const auto& entry : industries().entries()) {
        ASSERT_GE(entry.level, 1);
        ASSERT_LE(entry.level, 4);
        ++per_level[static_cast<std::size_t>(entry.level)];
        EXPECT_EQ(entry.code.size(), static_cast<std::size_t>(entry.level)) << entry.code;
        EXPECT_FALSE(entry.name.empty());
    }
    EXPECT_EQ(per_level, (std::array<int, 5>{0, 20, 97, 473, 1381}));
}

// Capabilities, machines and operations are stored with these codes: none may vanish.
TEST(processes, are_leaves_with_a_name_in_both_languages) {
    const auto& choices = choices_of(Process{});
    EXPECT_EQ(choices.entries.size() + processes().children("").size(), processes().size());
    for (const auto& choice : choices.entries) {
        EXPECT_TRUE(!choice.label.zh.empty() && !choice.label.en.empty()) << choice.name;
        EXPECT_EQ(meta::value_of<Process>(choice.name), process(choice.name));
        EXPECT_EQ(processes().find(choice.name)->level, 2) << choice.name;
    }
    for (const auto* code : {"uv_printing", "laminating", "punching", "engraving", "milling", "spark_erosion",
                             "injection_moulding", "die_casting", "electroplating", "anodising", "other"})
        EXPECT_TRUE(meta::value_of<Process>(code)) << code;
}

TEST(industries, sections_and_manufacturing_divisions_speak_english) {
    for (const auto* section : industries().children("")) EXPECT_FALSE(section->name_en.empty()) << section->code;
    const auto divisions = industries().children("C");
    EXPECT_EQ(divisions.size(), 31U);
    for (const auto* division : divisions) EXPECT_FALSE(division->name_en.empty()) << division->code;
}

TEST(industries, moulds_are_found_in_both_languages) {
    for (const auto* query : {"模具制造", "moulds", "3525"}) {
        const auto found = industries().search(query, 5);
        ASSERT_FALSE(found.empty()) << query;
        EXPECT_EQ(found.front()->code, "3525") << query;
    }
    EXPECT_EQ(industries().find("3525")->name, "模具制造");
    EXPECT_LE(industries().search("制造", 10'000).size(), CodeTable::search_results_max);
}

TEST(regions, are_whole) {
    EXPECT_EQ(regions().children("").size(), 34U);
    std::size_t without_place = 0;
    for (const auto& region : regions().entries()) {
        ASSERT_EQ(region.code.size(), 6U);
        const auto digits = static_cast<std::size_t>(region.level) * 2;
        EXPECT_EQ(region.code.find_first_not_of('0', digits), std::string::npos) << region.code;
        if (!region.parent.empty()) EXPECT_TRUE(region.code.starts_with(region.parent.substr(0, digits - 2)));
        if (!region.at) {
            ++without_place;
            continue;
        }
        EXPECT_GT(region.at->longitude, 73.0) << region.code;
        EXPECT_LT(region.at->longitude, 135.5) << region.code;
        EXPECT_GT(region.at->latitude, 3.0) << region.code;
        EXPECT_LT(region.at->latitude, 54.0) << region.code;
    }
    EXPECT_EQ(without_place, 128U);  // listed in data/README.md
}

TEST(regions, every_place_speaks_english_without_a_comma_or_a_chinese_sign) {
    for (const auto& region : regions().entries()) {
        if (region.level == 2 && (region.name == "市辖区" || region.name == "县")) continue;  // no places of their own
        if (region.level != 1 && !region.at) continue;
        EXPECT_FALSE(region.name_en.empty()) << region.code;
        EXPECT_EQ(region.name_en.find(','), std::string::npos) << region.code;  // the web app reads the lines by commas
        for (const char byte : region.name_en) EXPECT_LT(static_cast<unsigned char>(byte), 0xe0) << region.code;
    }
}

TEST(regions, every_county_of_the_cluster_has_a_place_near_its_city) {
    for (const auto* city : {"330200", "330300", "331000"}) {
        const auto counties = regions().children(city);
        EXPECT_GE(counties.size(), 9U);
        for (const auto* county : counties) {
            ASSERT_TRUE(county->at.has_value()) << county->code;
            EXPECT_LT(distance_km(*county->at, *regions().find(city)->at), 120) << county->code;
        }
    }
}

TEST(regions, path_names_leave_out_what_is_no_place) {
    EXPECT_EQ(region_path_name("330281"), "浙江省宁波市余姚市");
    EXPECT_EQ(region_path_name("110105"), "北京市朝阳区");
    EXPECT_EQ(region_path_name("500235"), "重庆市云阳县");
    EXPECT_EQ(region_path_name("419001"), "河南省济源市");
    EXPECT_EQ(region_path_name("441900"), "广东省东莞市");
    EXPECT_EQ(region_path_name("000000"), "");
    EXPECT_EQ(region_path_name("330281", Language::en), "Yuyao, Ningbo, Zhejiang");
    EXPECT_EQ(region_path_name("110105", Language::en), "Chaoyang District, Beijing");
    EXPECT_EQ(region_path_name("150102", Language::en), "Xincheng District, Hohhot, Inner Mongolia");
}

TEST(regions, the_nearest_county_of_a_place) {
    const auto near = regions().nearest({121.42, 28.67});
    ASSERT_TRUE(near.has_value());
    EXPECT_EQ(near->entry->name, "椒江区");
    EXPECT_LT(near->distance_km, 5);
    // In the middle of the ocean the distance tells that the answer is none.
    EXPECT_GT(regions().nearest({-120, 0})->distance_km, 5000);
}

TEST(reference, every_error_has_a_text) {
    MessageCatalogue catalogue;
    catalogue.add(messages());
    EXPECT_TRUE(catalogue.contains(CodeTable::from_csv("").error().code));
}

}  // namespace
}  // namespace dengyun::reference
