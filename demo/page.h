#pragma once
// A drawing sheet: one landscape A4 page of PDF 1.4, written line by line. Lengths in points, from the lower left
// corner; words are ASCII without brackets and backslashes.
#include <array>
#include <string>
#include <string_view>

namespace dengyun::demo {

inline constexpr double page_width = 842;
inline constexpr double page_height = 595;

class Page {
  public:
    void width(double points);
    void dash(bool on);
    void line(double x1, double y1, double x2, double y2);
    void box(double x, double y, double w, double h);
    void rounded_box(double x, double y, double w, double h, double r);  // corners of radius r
    void circle(double x, double y, double r) { rounded_box(x - r, y - r, 2 * r, 2 * r, r); }
    void text(double x, double y, double size, std::string_view words);
    // Dimensions between two arrows.
    void across(double x1, double x2, double y, std::string_view words);
    void upright(double x, double y1, double y2, std::string_view words);

    struct Title {
        std::string_view part, number, revision, material, scale;
        std::array<std::string_view, 3> notes;
    };
    // The border, the title block and the notes.
    void title(const Title& what);

    // The file.
    [[nodiscard]] std::string pdf() const;

  private:
    void curve(double a, double b, double c, double d, double e, double f);
    void arrow(double x, double y, double dx, double dy);
    std::string out_;  // the operators of the page
};

}  // namespace dengyun::demo
