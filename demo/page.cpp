#include "demo/page.h"

#include <fmt/format.h>

namespace dengyun::demo {

void Page::width(double points) { out_ += fmt::format("{} w\n", points); }
void Page::dash(bool on) { out_ += on ? "[8 3 2 3] 0 d\n" : "[] 0 d\n"; }

void Page::line(double x1, double y1, double x2, double y2) {
    out_ += fmt::format("{:.2f} {:.2f} m {:.2f} {:.2f} l S\n", x1, y1, x2, y2);
}

void Page::box(double x, double y, double w, double h) {
    out_ += fmt::format("{:.2f} {:.2f} {:.2f} {:.2f} re S\n", x, y, w, h);
}

void Page::rounded_box(double x, double y, double w, double h, double r) {
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

void Page::text(double x, double y, double size, std::string_view words) {
    out_ += fmt::format("BT /F1 {} Tf {:.2f} {:.2f} Td ({}) Tj ET\n", size, x, y, words);
}

void Page::across(double x1, double x2, double y, std::string_view words) {
    line(x1, y, x2, y);
    arrow(x1, y, 1, 0);
    arrow(x2, y, -1, 0);
    text((x1 + x2) / 2 - 3.0 * static_cast<double>(words.size()), y + 4, 11, words);
}

void Page::upright(double x, double y1, double y2, std::string_view words) {
    line(x, y1, x, y2);
    arrow(x, y1, 0, 1);
    arrow(x, y2, 0, -1);
    text(x - 6.2 * static_cast<double>(words.size()) - 4, (y1 + y2) / 2 - 4, 11, words);
}

void Page::title(const Title& what) {
    constexpr double x = 500, y = 30, w = 312, row = 26;
    width(1.4);
    box(30, 30, page_width - 60, page_height - 60);
    box(x, y, w, 4 * row);
    width(0.5);
    for (int i = 1; i < 4; ++i) line(x, y + i * row, x + w, y + i * row);
    line(x + 90, y, x + 90, y + 4 * row);
    const auto entry = [&](int i, std::string_view label, std::string_view value) {
        text(x + 8, y + i * row + 9, 9, label);
        text(x + 98, y + i * row + 9, 12, value);
    };
    entry(3, "Part", what.part);
    entry(2, "Number / revision", fmt::format("{}   Rev. {}", what.number, what.revision));
    entry(1, "Material", what.material);
    entry(0, "Scale / tolerances", fmt::format("{}   ISO 2768-m   Demonstration", what.scale));
    for (std::size_t i = 0; i < what.notes.size(); ++i)
        text(50, 70 - 16 * static_cast<double>(i), 10, fmt::format("{}  {}", i + 1, what.notes.at(i)));
}

std::string Page::pdf() const {
    const std::string objects[] = {
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        fmt::format(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
            ">> >>",
            page_width, page_height),
        fmt::format("<< /Length {} >>\nstream\n{}endstream", out_.size(), out_),
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

void Page::curve(double a, double b, double c, double d, double e, double f) {
    out_ += fmt::format("{:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c ", a, b, c, d, e, f);
}

void Page::arrow(double x, double y, double dx, double dy) {
    out_ += fmt::format("{:.2f} {:.2f} m {:.2f} {:.2f} l {:.2f} {:.2f} l f\n", x, y, x + 7 * dx - 2 * dy,
                        y + 7 * dy + 2 * dx, x + 7 * dx + 2 * dy, y + 7 * dy - 2 * dx);
}

}  // namespace dengyun::demo
