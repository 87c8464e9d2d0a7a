#include "demo/page.h"
#include "demo/plate.h"

namespace dengyun::demo {
namespace {

constexpr double scale = 2;   // points per millimetre
constexpr double left = 150;  // of the front view, points
constexpr double bottom = 230;

void draw_front(Page& page) {
    constexpr double w = plate_width_mm * scale;
    constexpr double h = plate_height_mm * scale;
    page.width(1.6);
    page.rounded_box(left, bottom, w, h, 10 * scale);
    page.width(0.8);
    page.rounded_box(left + 6 * scale, bottom + 6 * scale, w - 12 * scale, h - 12 * scale, 6 * scale);
    for (const double x : {20.0, 180.0})
        for (const double y : {14.0, 106.0}) {
            page.circle(left + x * scale, bottom + y * scale, 2.5 * scale);
            page.width(0.4);
            page.dash(true);
            page.line(left + (x - 6) * scale, bottom + y * scale, left + (x + 6) * scale, bottom + y * scale);
            page.line(left + x * scale, bottom + (y - 6) * scale, left + x * scale, bottom + (y + 6) * scale);
            page.dash(false);
            page.width(0.8);
        }
    page.box(left + 24 * scale, bottom + 30 * scale, 60 * scale, 60 * scale);
    page.text(left + 34 * scale, bottom + 58 * scale, 13, "QR 60 x 60");
    page.box(left + 94 * scale, bottom + 40 * scale, 86 * scale, 40 * scale);
    page.text(left + 104 * scale, bottom + 56 * scale, 26, "0000 0000");
}

void draw_dimensions(Page& page) {
    constexpr double right = left + plate_width_mm * scale;
    constexpr double top = bottom + plate_height_mm * scale;
    page.width(0.5);
    for (const double x : {left, right}) page.line(x, bottom - 4, x, bottom - 46);
    page.across(left, right, bottom - 40, "200 +/-0.2");
    for (const double x : {left + 20 * scale, left + 180 * scale}) page.line(x, bottom + 20, x, bottom - 24);
    page.across(left + 20 * scale, left + 180 * scale, bottom - 18, "160 +/-0.1");
    for (const double y : {bottom, top}) page.line(left - 4, y, left - 62, y);
    page.upright(left - 56, bottom, top, "120");
    for (const double y : {bottom + 14 * scale, bottom + 106 * scale}) page.line(left + 30, y, left - 34, y);
    page.upright(left - 28, bottom + 14 * scale, bottom + 106 * scale, "92");
    page.text(right - 92, top + 14, 11, "4 x D5 +0.1/0    4 x R10");
    // Section: sheet, print, film, adhesive.
    constexpr double x = right + 60;
    page.width(1.2);
    page.box(x, bottom, 9, plate_height_mm * scale);
    page.width(0.5);
    page.line(x + 6, bottom, x + 6, top);
    page.line(x + 7.5, bottom, x + 7.5, top);
    page.text(x - 6, top + 14, 11, "A-A");
    page.text(x + 18, top - 20, 10, "PC 1.5");
    page.text(x + 18, top - 36, 10, "UV print");
    page.text(x + 18, top - 52, 10, "film 0.1");
    page.text(x + 18, top - 68, 10, "adhesive");
}

}  // namespace

std::string plate_drawing(std::string_view number, std::string_view revision) {
    Page page;
    page.title({.part = "Licence plate, shared bicycle",
                .number = number,
                .revision = revision,
                .material = "PC sheet, 1.5 mm, white",
                .scale = "1:1.4",
                .notes = {"All edges deburred, 0.3 x 45 deg.",
                          "Print: every code is scanned; scan rate 100 %, adhesion class 0 - ISO 2409.",
                          "Final inspection by sample: GB/T 2828.1, level II, AQL 1.0."}});
    draw_front(page);
    draw_dimensions(page);
    return page.pdf();
}

}  // namespace dengyun::demo
