#include <fmt/format.h>

#include "demo/plate.h"

namespace dengyun::demo {
namespace {

constexpr double scale = 2;   // points per millimetre
constexpr double left = 150;  // of the front view, points
constexpr double bottom = 230;
constexpr double page_width = 842;
constexpr double page_height = 595;

// The operators of one page.
class Page {
  public:
    void width(double points) { out_ += fmt::format("{} w\n", points); }
    void dash(bool on) { out_ += on ? "[8 3 2 3] 0 d\n" : "[] 0 d\n"; }
    void line(double x1, double y1, double x2, double y2) {
        out_ += fmt::format("{:.2f} {:.2f} m {:.2f} {:.2f} l S\n", x1, y1, x2, y2);
    }
    void box(double x, double y, double w, double h) {
        out_ += fmt::format("{:.2f} {:.2f} {:.2f} {:.2f} re S\n", x, y, w, h);
    }
    // Corners of radius r.
    void rounded_box(double x, double y, double w, double h, double r) {
        const double k = r * 0.5523;
        out_ += fmt::format("{:.2f} {:.2f} m {:.2f} {:.2f} l ", x + r, y, x + w - r, y);
        curve(x + w - r + k, y, x + w, y + r - k, x + w, y + r);
        out_ += fmt::format("{:.2f} {:.2f} l ", x + w, y + h - r);
        curve(x + w, y + h - r + k, x + w - r + k, y + h, x + w - r, y + h);
        out_ += fmt::format("{:.2f} {:.2f} l ", x + r, y + h);
        curve(x + r - k, y + h, x, y + h - r + k, x, y + h - r);
        out_ += fmt::format("{:.2f} {:.2f} l ", x, y + r);
        curve(x, y + r - k, x + r - k, y, x + r, y);
        out_ += "S\n";
    }
    void circle(double x, double y, double r) { rounded_box(x - r, y - r, 2 * r, 2 * r, r); }
    // ASCII without brackets and backslashes.
    void text(double x, double y, double size, std::string_view words) {
        out_ += fmt::format("BT /F1 {} Tf {:.2f} {:.2f} Td ({}) Tj ET\n", size, x, y, words);
    }
    void arrow(double x, double y, double dx, double dy) {
        out_ += fmt::format("{:.2f} {:.2f} m {:.2f} {:.2f} l {:.2f} {:.2f} l f\n", x, y, x + 7 * dx - 2 * dy,
                            y + 7 * dy + 2 * dx, x + 7 * dx + 2 * dy, y + 7 * dy - 2 * dx);
    }
    void across(double x1, double x2, double y, std::string_view words) {
        line(x1, y, x2, y);
        arrow(x1, y, 1, 0);
        arrow(x2, y, -1, 0);
        text((x1 + x2) / 2 - 3.0 * static_cast<double>(words.size()), y + 4, 11, words);
    }
    void upright(double x, double y1, double y2, std::string_view words) {
        line(x, y1, x, y2);
        arrow(x, y1, 0, 1);
        arrow(x, y2, 0, -1);
        text(x - 6.2 * static_cast<double>(words.size()) - 4, (y1 + y2) / 2 - 4, 11, words);
    }
    [[nodiscard]] const std::string& operators() const { return out_; }

  private:
    void curve(double a, double b, double c, double d, double e, double f) {
        out_ += fmt::format("{:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c ", a, b, c, d, e, f);
    }
    std::string out_;
};

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

void draw_title(Page& page, std::string_view number, std::string_view revision) {
    constexpr double x = 500, y = 30, w = 312, row = 26;
    page.width(1.4);
    page.box(30, 30, page_width - 60, page_height - 60);
    page.box(x, y, w, 4 * row);
    page.width(0.5);
    for (int i = 1; i < 4; ++i) page.line(x, y + i * row, x + w, y + i * row);
    page.line(x + 90, y, x + 90, y + 4 * row);
    const auto entry = [&](int i, std::string_view label, std::string_view value) {
        page.text(x + 8, y + i * row + 9, 9, label);
        page.text(x + 98, y + i * row + 9, 12, value);
    };
    entry(3, "Part", "Licence plate, shared bicycle");
    entry(2, "Number / revision", fmt::format("{}   Rev. {}", number, revision));
    entry(1, "Material", "PC sheet, 1.5 mm, white");
    entry(0, "Scale / tolerances", "1:1.4   ISO 2768-m   Demonstration");
    page.text(50, 70, 10, "1  All edges deburred, 0.3 x 45 deg.");
    page.text(50, 54, 10, "2  Print: every code is scanned; scan rate 100 %, adhesion class 0 - ISO 2409.");
    page.text(50, 38, 10, "3  Final inspection by sample: GB/T 2828.1, level II, AQL 1.0.");
}

}  // namespace

std::string plate_drawing(std::string_view number, std::string_view revision) {
    Page page;
    draw_title(page, number, revision);
    draw_front(page);
    draw_dimensions(page);
    const std::string objects[] = {
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        fmt::format(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
            ">> >>",
            page_width, page_height),
        fmt::format("<< /Length {} >>\nstream\n{}endstream", page.operators().size(), page.operators()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
    std::string out = "%PDF-1.4\n";
    std::string table = "0000000000 65535 f \n";
    int count = 0;
    for (const auto& object : objects) {
        table += fmt::format("{:010} 00000 n \n", out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", ++count, object);
    }
    const auto start = out.size();
    out += fmt::format("xref\n0 {}\n{}trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", count + 1, table,
                       count + 1, start);
    return out;
}

}  // namespace dengyun::demo
