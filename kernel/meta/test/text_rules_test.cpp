// Goal: only whole, visible, honest text is stored: valid UTF-8, no control characters, nothing that reorders a line.
#include "kernel/meta/text_rules.h"

#include <gtest/gtest.h>

namespace dengyun::meta {
namespace {

TEST(Text, CountsCharactersNotBytes) {
    EXPECT_EQ(check_text("", Format::plain).length, 0U);
    EXPECT_EQ(check_text("abc", Format::plain).length, 3U);
    EXPECT_EQ(check_text("模具厂", Format::plain).length, 3U);
    EXPECT_EQ(check_text("a😀é", Format::plain).length, 3U);
}

TEST(Text, MustBeUtf8) {
    for (const std::string_view good : {"\x7e", "\xc2\xa1", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                                        "\xef\xbf\xbd", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
        EXPECT_TRUE(check_text(good, Format::plain).printable) << good;
    for (const std::string_view bad :
         {"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xe4\xbd",
          "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80", "\xff", "a\xfe", "\xe6\xa8\xa1\xe5"})
        EXPECT_FALSE(check_text(bad, Format::plain).printable);
}

TEST(Text, HoldsNoControlCharacters) {
    for (const std::string_view bad : {std::string_view("a\0b", 3), std::string_view("a\x1b[31m"),
                                       std::string_view("\x7f"), std::string_view("a\xc2\x85"),
                                       std::string_view("a\xe2\x80\xae"
                                                        "b"),
                                       std::string_view("\xe2\x81\xa6")})
        EXPECT_FALSE(check_text(bad, Format::multiline).printable);
    EXPECT_FALSE(check_text("a\nb", Format::plain).printable);
    EXPECT_FALSE(check_text("a\tb", Format::plain).printable);
    EXPECT_TRUE(check_text("a\r\n\tb", Format::multiline).printable);
}

TEST(Text, IsVisibleUnlessAllBlank) {
    for (const auto blank : {"", " ", "\t\n", "\xc2\xa0", "\xe3\x80\x80 "})
        EXPECT_FALSE(check_text(blank, Format::multiline).visible);
    EXPECT_TRUE(check_text(" 一 ", Format::plain).visible);
}

TEST(Text, HasTheFormOfItsKind) {
    const auto fits = [](std::string_view text, Format format) { return check_text(text, format).well_formed; };
    for (const auto good : {"", "li@example.cn", "a.b+c@d-e.com", "李@例子.中国"})
        EXPECT_TRUE(fits(good, Format::email)) << good;
    for (const auto bad : {"li", "@example.cn", "li@", "li@example", "li@.cn", "li@example.", "a@b@c.cn", "a b@c.cn",
                           "<a@b.cn>", "a@b.cn,c@d.cn"})
        EXPECT_FALSE(fits(bad, Format::email)) << bad;
    for (const auto good : {"", "13800138000", "+86 574 8765 4321", "(0574) 8765-4321 ext 12"})
        EXPECT_TRUE(fits(good, Format::phone)) << good;
    for (const auto bad : {"1234", "call me", "0123456789012345678901234567890", "138\x30\x30;"})
        EXPECT_FALSE(fits(bad, Format::phone)) << bad;
    for (const auto good : {"", "https://example.cn", "http://example.cn/a?b=c"})
        EXPECT_TRUE(fits(good, Format::url)) << good;
    for (const auto bad : {"example.cn", "javascript:alert(1)", "https://", "https:///x", "https://a b", "ftp://a",
                           "https://a\"onload="})
        EXPECT_FALSE(fits(bad, Format::url)) << bad;
    EXPECT_TRUE(fits("anything", Format::plain));
}

}  // namespace
}  // namespace dengyun::meta
