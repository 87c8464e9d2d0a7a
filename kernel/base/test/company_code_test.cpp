// Goal: published codes pass, every slip of one character and nearly every swap is found, and each finding has a text.
#include "kernel/base/company_code.h"

#include <gtest/gtest.h>
#include <string>

#include "kernel/base/message.h"

namespace dengyun {
namespace {

using enum CompanyCodeFinding;
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::string_view sample = "91350100M000100Y43";  // a widely printed sample

TEST(company_code, published_codes_pass) {
    for (const std::string_view code : {sample, std::string_view("914403001922038216"),
                                        std::string_view("9144030071526726XG"), std::string_view("91330100799655058B")})
        EXPECT_EQ(check_company_code(code), ok) << code;
}

TEST(company_code, shape_is_told_first) {
    EXPECT_EQ(check_company_code(""), bad_length);
    EXPECT_EQ(check_company_code("91350100M000100Y4"), bad_length);
    EXPECT_EQ(check_company_code("91350100M000100Y433"), bad_length);
    EXPECT_EQ(check_company_code("91350100m000100y43"), bad_character);
    EXPECT_EQ(check_company_code("91350100I000100Y43"), bad_character);
    EXPECT_EQ(check_company_code("91 50100M000100Y43"), bad_character);
    EXPECT_EQ(check_company_code("9135A100M000100Y43"), bad_character);
    EXPECT_EQ(check_company_code(std::string(17, '1') + '\0'), bad_character);
}

TEST(company_code, every_single_slip_is_found) {
    for (std::size_t at = 0; at < sample.size(); ++at)
        for (const char other : alphabet) {
            std::string slip(sample);
            if (slip[at] == other) continue;
            slip[at] = other;
            EXPECT_NE(check_company_code(slip), ok) << slip;
        }
}

TEST(company_code, every_swap_of_unlike_neighbours_is_found) {
    for (std::size_t at = 0; at + 1 < sample.size(); ++at) {
        std::string swapped(sample);
        std::swap(swapped[at], swapped[at + 1]);
        EXPECT_EQ(check_company_code(swapped) == ok, swapped == sample) << swapped;
    }
}

TEST(company_code, the_inner_check_is_told_apart) {
    std::string code(sample);
    code[16] = '5';
    code[17] = company_check_character(std::string_view(code).substr(0, 17));
    EXPECT_EQ(check_company_code(code), bad_organisation_character);
    code[17] = code[17] == '0' ? '1' : '0';
    EXPECT_EQ(check_company_code(code), bad_check_character);
}

TEST(company_code, organisation_codes_of_the_standard) {
    EXPECT_EQ(organisation_check_character("D2143569"), 'X');  // the example of GB 11714
    EXPECT_EQ(organisation_check_character("00000000"), '0');
}

TEST(company_code, every_finding_has_a_text) {
    const MessageCatalogue catalogue;
    EXPECT_TRUE(issue_code_of(ok).empty());
    for (const auto finding : {bad_length, bad_character, bad_check_character, bad_organisation_character})
        EXPECT_TRUE(catalogue.contains("issue." + std::string(issue_code_of(finding))));
}

}  // namespace
}  // namespace dengyun
