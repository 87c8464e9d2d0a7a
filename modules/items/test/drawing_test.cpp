// Goal: what a file is follows from its content and not from its name.
#include "modules/items/drawings/drawing.h"

#include <gtest/gtest.h>

namespace dengyun::items {
namespace {

using namespace std::string_literals;

std::string png(std::uint8_t width_high, std::uint8_t height_low) {
    std::string bytes = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s;
    bytes += std::string(1, static_cast<char>(width_high)) + "\0\1\0"s;
    bytes += "\0\0\0"s + std::string(1, static_cast<char>(height_low));
    return bytes;
}

TEST(Drawings, AreKnownByTheirContent) {
    EXPECT_EQ(drawing_type("%PDF-1.7 …"), "application/pdf");
    EXPECT_EQ(drawing_type(png(0, 1)), "image/png");
    EXPECT_EQ(drawing_type("\xff\xd8\xff\xe0"s), "image/jpeg");
    EXPECT_EQ(drawing_type("RIFF....WEBPVP8 "), "image/webp");
    EXPECT_EQ(drawing_type("AC1027..."), "image/vnd.dwg");
    EXPECT_EQ(drawing_type("ISO-10303-21;\nHEADER;"), "model/step");
    EXPECT_EQ(drawing_type("  0\r\nSECTION\r\n  2\r\nHEADER\r\n"), "image/vnd.dxf");
    EXPECT_EQ(drawing_type("999\nmade by hand\n0\nSECTION\n"), "image/vnd.dxf");
}

TEST(Drawings, AreNothingElse) {
    for (const auto& bytes : {""s, "MZ"s, "PK\3\4"s, "<svg xmlns='…'><script/></svg>"s, "<html>"s, "0\nnothing\n"s,
                              "\x89PNG\r\n\x1a\n"s, png(0, 0), png(0xff, 1)})
        EXPECT_EQ(drawing_type(bytes), "") << bytes;
}

TEST(Drawings, HaveNamesThatFit) {
    EXPECT_TRUE(fits_name("application/pdf", "车牌.PDF"));
    EXPECT_TRUE(fits_name("image/jpeg", "a.b.jpeg"));
    EXPECT_TRUE(fits_name("image/png", "no ending"));
    EXPECT_FALSE(fits_name("image/png", "a.pdf"));
    EXPECT_FALSE(fits_name("application/pdf", "a.pdf.exe"));
}

}  // namespace
}  // namespace dengyun::items
