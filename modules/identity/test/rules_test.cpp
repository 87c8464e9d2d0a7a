// Goal: the pure rules of accounts say yes and no where they should, and say why.
#include "modules/identity/rules.h"

#include <gtest/gtest.h>

namespace dengyun::identity {
namespace {

std::string code_of(const std::optional<Issue>& issue) { return issue ? issue->code : ""; }

TEST(Rules, FoldsAndChecksSignInNames) {
    EXPECT_EQ(fold_login("  Zhang.San@Example.CN "), "zhang.san@example.cn");
    EXPECT_EQ(code_of(check_login("13800138000")), "");
    EXPECT_EQ(code_of(check_login("ab")), "too_short");
    EXPECT_EQ(code_of(check_login(std::string(65, 'a'))), "too_long");
    EXPECT_EQ(code_of(check_login("张三丰")), "bad_login");
    EXPECT_EQ(code_of(check_login("a b c")), "bad_login");
    EXPECT_EQ(code_of(check_login("ZhangSan")), "bad_login") << "not folded";
}

TEST(Rules, ChecksPasswordsByLengthAndByHowCommonTheyAre) {
    EXPECT_EQ(code_of(check_password("correct horse", "zhang")), "");
    EXPECT_EQ(code_of(check_password("一二三四五六七八九十", "zhang")), "") << "characters, not bytes";
    EXPECT_EQ(code_of(check_password("ninechars", "zhang")), "too_short");
    EXPECT_EQ(code_of(check_password(std::string(129, 'x'), "zhang")), "too_long");
    EXPECT_EQ(code_of(check_password(std::string(128, 'x'), "zhang")), "");
    EXPECT_EQ(code_of(check_password("Zhang.San@x", "zhang.san@x")), "password_is_login");
    EXPECT_EQ(code_of(check_password("QwertyUiop", "zhang")), "common_password");
    EXPECT_EQ(code_of(check_password("with\ncontrol1", "zhang")), "not_text");
    EXPECT_EQ(code_of(check_password("bad utf8 \xff\xfe 123", "zhang")), "not_text");
}

TEST(Rules, ChecksTimeZonesAndRoleCodes) {
    for (const auto* good : {"Asia/Shanghai", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+8"})
        EXPECT_EQ(code_of(check_time_zone(good)), "") << good;
    for (const auto* bad : {"", "Shanghai", "/etc/passwd", "Asia//Shanghai", "Asia/", "Asia/../x", "Asia/Atlantis"})
        EXPECT_EQ(code_of(check_time_zone(bad)), "bad_time_zone") << bad;
    EXPECT_EQ(code_of(check_role_code("quality_lead")), "");
    for (const auto* bad : {"", "a", "Quality", "1st", "with space", "质检"})
        EXPECT_EQ(code_of(check_role_code(bad)), "bad_role_code") << bad;
}

TEST(Rules, CountsOneCustomerAsOneAddress) {
    EXPECT_EQ(address_group("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(address_group("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(address_group("2001:db8:1:2:aaaa::1"), address_group("2001:db8:1:2:bbbb::2"));
    EXPECT_NE(address_group("2001:db8:1:2::1"), address_group("2001:db8:1:3::1"));
    EXPECT_EQ(address_group("not an address"), "not an address");
}

}  // namespace
}  // namespace dengyun::identity
