// Goal: every rule of this module, allowed and refused, without a database.
#include "modules/enterprise/certificates/rules.h"

#include <gtest/gtest.h>

#include "modules/enterprise/api.h"
#include "modules/enterprise/contacts/rules.h"
#include "modules/enterprise/files/delivery.h"
#include "modules/enterprise/profile/rules.h"
#include "modules/enterprise/rows.h"
#include "modules/enterprise/sites/rules.h"

namespace dengyun::enterprise {
namespace {

constexpr meta::Date today{std::chrono::days(20'513)};  // 2026-03-01

std::string issues_of(const Result<>& result) {
    if (result) return "none";
    std::string text;
    for (const auto& issue : result.error().issues) text += (text.empty() ? "" : " ") + issue.field + ':' + issue.code;
    return text.empty() ? result.error().code : text;
}
std::string codes_of(const std::vector<Issue>& issues) {
    std::string text;
    for (const auto& issue : issues) text += (text.empty() ? "" : " ") + issue.field + ':' + issue.code;
    return text;
}

TEST(ProfileRules, ChecksCodesCoordinatesAndDates) {
    EXPECT_EQ(issues_of(check_profile({.name = "a"}, today)), "none");
    EXPECT_EQ(issues_of(check_profile({.industry_code = "3525", .region_code = "330206", .founded_on = today}, today)),
              "none");
    EXPECT_EQ(
        issues_of(check_profile(
            {.industry_code = "9999", .region_code = "999999", .founded_on = today + std::chrono::days(1)}, today)),
        "region_code:unknown_reference industry_code:unknown_reference founded_on:in_future");
    EXPECT_EQ(issues_of(check_profile({.longitude = 121.5}, today)), "latitude:required");
    EXPECT_EQ(issues_of(check_profile({.latitude = 29.9}, today)), "longitude:required");
}

TEST(ProfileRules, TakesCoordinatesFromItsRegion) {
    Enterprise enterprise{.industry_code = "3525", .region_code = "330206"};
    complete_profile(enterprise, nullptr);
    EXPECT_EQ(enterprise.longitude, 121.8442);
    EXPECT_EQ(enterprise.latitude, 29.8998);
    EXPECT_EQ(enterprise.province_code, "330000");
    EXPECT_EQ(enterprise.prefecture_code, "330200");
    EXPECT_EQ(enterprise.industry_section, "C");
    EXPECT_EQ(enterprise.industry_division, "35");
    EXPECT_EQ(enterprise.industry_group, "352");
}

TEST(ProfileRules, MovesCoordinatesWithTheRegionUnlessTheyWereGiven) {
    Enterprise before{.region_code = "330206"};
    complete_profile(before, nullptr);
    auto moved = before;
    moved.region_code = "331002";
    complete_profile(moved, &before);
    EXPECT_EQ(moved.longitude, 121.4430);

    auto own = before;
    own.longitude = 121.9;
    auto own_moved = own;
    own_moved.region_code = "331002";
    complete_profile(own_moved, &own);
    EXPECT_EQ(own_moved.longitude, 121.9);

    auto both = before;
    both.region_code = "331002";
    both.longitude = 121.45;
    both.latitude = 28.7;
    complete_profile(both, &before);
    EXPECT_EQ(both.longitude, 121.45);
}

TEST(ProfileRules, ForgetsWhatNoLongerFollows) {
    Enterprise before{.industry_code = "3525", .region_code = "330206"};
    complete_profile(before, nullptr);
    auto after = before;
    after.industry_code.reset();
    after.region_code.reset();
    complete_profile(after, &before);
    EXPECT_FALSE(after.longitude || after.province_code || after.prefecture_code || after.industry_section);
}

TEST(ProfileRules, WarnsAndDoesNotRefuse) {
    EXPECT_EQ(codes_of(warnings_of(Enterprise{.company_code = "91350100M000100Y43"})), "");
    EXPECT_EQ(codes_of(warnings_of(Enterprise{.company_code = "91350100M000100Y44"})),
              "company_code:company_code_check");
    EXPECT_EQ(codes_of(warnings_of(Enterprise{.company_code = "123"})), "company_code:company_code_length");
    EXPECT_EQ(codes_of(warnings_of(Enterprise{.longitude = 29.9, .latitude = 81.8})), "longitude:outside_china");
    EXPECT_EQ(codes_of(warnings_of(Enterprise{.region_code = "330206", .longitude = 103.0, .latitude = 30.0})),
              "longitude:far_from_region");
    EXPECT_EQ(codes_of(warnings_of(Enterprise{.region_code = "330206", .longitude = 121.9, .latitude = 29.9})), "");
    EXPECT_EQ(codes_of(warnings_of(Site{.region_code = "330206", .longitude = 29.9, .latitude = 81.8})),
              "longitude:outside_china");
}

TEST(ProfileRules, WidensAFilterToItsLevel) {
    EXPECT_EQ(region_field_for("330000"), "province_code");
    EXPECT_EQ(region_field_for("330200"), "prefecture_code");
    EXPECT_EQ(region_field_for("330206"), "region_code");
    EXPECT_EQ(region_field_for("999999"), "region_code");
    EXPECT_EQ(industry_field_for("C"), "industry_section");
    EXPECT_EQ(industry_field_for("35"), "industry_division");
    EXPECT_EQ(industry_field_for("352"), "industry_group");
    EXPECT_EQ(industry_field_for("3525"), "industry_code");
    EXPECT_EQ(industry_field_for("nothing"), "industry_code");
}

TEST(SiteRules, NeedAKnownPlace) {
    Site site{.region_code = "330206"};
    EXPECT_EQ(issues_of(check_site(site)), "none");
    complete_site(site, nullptr);
    EXPECT_EQ(site.latitude, 29.8998);
    EXPECT_EQ(issues_of(check_site({.region_code = "1", .longitude = 120})),
              "region_code:unknown_reference latitude:required");
}

TEST(ContactRules, NeedAWayToReachThePerson) {
    EXPECT_EQ(issues_of(check_contact({.name = "李"})), "phone:no_way_to_reach");
    EXPECT_EQ(issues_of(check_contact({.name = "李", .phone = ""})), "phone:no_way_to_reach");
    EXPECT_EQ(issues_of(check_contact({.name = "李", .phone = "13800138000"})), "none");
    EXPECT_EQ(issues_of(check_contact({.name = "李", .email = "li@example.cn"})), "none");
}

TEST(CapabilityRules, ACapacityHasItsUnit) {
    EXPECT_EQ(issues_of(check_capability({.process = reference::process("turning")})), "none");
    EXPECT_EQ(issues_of(check_capability({.monthly_capacity = 5, .capacity_unit = "件"})), "none");
    EXPECT_EQ(issues_of(check_capability({.monthly_capacity = 5})), "capacity_unit:required");
}

TEST(CertificateRules, DatesFollowEachOther) {
    const auto yesterday = today - std::chrono::days(1);
    EXPECT_EQ(issues_of(check_certificate({.issued_on = today, .expires_on = today}, today)), "none");
    EXPECT_EQ(issues_of(check_certificate({.issued_on = today + std::chrono::days(2), .expires_on = yesterday}, today)),
              "issued_on:in_future expires_on:before_issue");
}

TEST(CertificateRules, TheLastDayEndsAtMidnightInChina) {
    const Certificate certificate{.expires_on = today, .file_id = Id<store::StoredFile>{7}};
    const auto midnight = parse_instant("2026-03-02T00:00:00+08:00").value();
    EXPECT_EQ(end_of_validity(certificate), midnight);
    EXPECT_FALSE(reason_not_to_submit(certificate, midnight - Duration(1)));
    EXPECT_EQ(reason_not_to_submit(certificate, midnight), "certificate.no_longer_valid");
    EXPECT_EQ(reason_not_to_verify(certificate, midnight), "certificate.no_longer_valid");
    EXPECT_EQ(china_date(midnight - Duration(1)), today);
    EXPECT_EQ(china_date(midnight), today + std::chrono::days(1));
}

TEST(CertificateRules, ASubmissionIsComplete) {
    const auto now = Instant(today);
    EXPECT_EQ(reason_not_to_submit({.expires_on = today}, now), "certificate.no_file");
    EXPECT_EQ(reason_not_to_submit({.file_id = Id<store::StoredFile>{7}}, now), "certificate.no_last_day");
}

TEST(CertificateRules, OnlyDraftsAreEdited) {
    for (std::int64_t s = 0; s < std::ssize(choices_of(CertificateStatus{}).entries); ++s) {
        const auto status = static_cast<CertificateStatus>(s);
        EXPECT_EQ(check_editable({.status = status}).has_value(), status == CertificateStatus::draft);
        EXPECT_TRUE(!is_public(status) || is_for_review(status));
    }
    EXPECT_FALSE(is_for_review(CertificateStatus::draft));
    EXPECT_FALSE(is_for_review(CertificateStatus::rejected));
    EXPECT_FALSE(is_public(CertificateStatus::submitted));
    EXPECT_TRUE(is_public(CertificateStatus::revoked));
}

TEST(Delivery, ShowsOnlyWhatCannotRun) {
    EXPECT_TRUE(may_show("application/pdf"));
    for (const auto type : {"text/html", "image/svg+xml", "text/plain", "application/octet-stream", ""})
        EXPECT_FALSE(may_show(type));
}

}  // namespace
}  // namespace dengyun::enterprise
