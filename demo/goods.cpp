#include "demo/goods.h"

#include <algorithm>
#include <fmt/format.h>

#include "demo/page.h"

namespace dengyun::demo {

const std::vector<Goods>& goods() {
    static const std::vector<Goods> all{
        {.number = "BP-220",
         .name = "亚克力标牌",
         .name_en = "Acrylic sign",
         .unit = "块",
         .group = "标牌",
         .material = "PMMA",
         .material_en = "PMMA sheet, 3 mm",
         .length_mm = 220,
         .width_mm = 140,
         .operations = {{"开料", "Cutting to blanks", "blanking", 15, 6, 99, 0},
                        {"UV 打印", "UV printing", "uv_printing", 20, 24, 98, 300},
                        {"覆膜", "Laminating", "laminating", 15, 9, 99, 0},
                        {"雕刻", "Engraving", "engraving", 20, 30, 99, 200},
                        {"清点包装", "Counting and packing", "packing", 10, 5, 100, 0}}},
        {.number = "SK-410",
         .name = "铝合金散热座",
         .name_en = "Aluminium heat sink",
         .unit = "件",
         .group = "机加工件",
         .material = "6061",
         .material_en = "Aluminium 6061-T6",
         .length_mm = 120,
         .width_mm = 90,
         .operations = {{"铣削", "Milling", "milling", 45, 210, 98, 60},
                        {"去毛刺", "Deburring", "deburring", 10, 25, 100, 0},
                        {"阳极氧化", "Anodising", "anodising", 60, 20, 98, 0},
                        {"成品检验", "Final inspection", "inspection", 15, 20, 100, 0},
                        {"清点包装", "Counting and packing", "packing", 10, 8, 100, 0}}},
        {.number = "MB-118",
         .name = "控制箱面板",
         .name_en = "Control-cabinet panel",
         .unit = "块",
         .group = "钣金件",
         .material = "SPCC",
         .material_en = "Cold-rolled steel SPCC, 1.2 mm",
         .length_mm = 280,
         .width_mm = 180,
         .operations = {{"冲压", "Stamping", "stamping", 60, 12, 99, 150},
                        {"去毛刺", "Deburring", "deburring", 10, 15, 100, 0},
                        {"喷粉", "Powder coating", "powder_coating", 40, 25, 97, 0},
                        {"清点包装", "Counting and packing", "packing", 10, 8, 100, 0}}},
        {.number = "KG-052",
         .name = "镀层卡箍",
         .name_en = "Coated clamp",
         .unit = "件",
         .group = "钣金件",
         .material = "SPCC",
         .material_en = "Cold-rolled steel SPCC, 1.5 mm",
         .length_mm = 160,
         .width_mm = 90,
         .operations = {{"冲压", "Stamping", "stamping", 60, 10, 99, 150},
                        {"去毛刺", "Deburring", "deburring", 10, 12, 100, 0},
                        {"喷粉", "Powder coating", "powder_coating", 40, 20, 98, 0},
                        {"清点包装", "Counting and packing", "packing", 10, 6, 100, 0}}},
        {.number = "DZ-036",
         .name = "导向轴",
         .name_en = "Guide shaft",
         .unit = "根",
         .group = "机加工件",
         .material = "40Cr",
         .material_en = "Steel 40Cr, hardened",
         .length_mm = 260,
         .width_mm = 36,
         .has_holes = false,
         .operations = {{"数控车削", "CNC turning", "turning", 30, 160, 99, 60},
                        {"热处理", "Heat treatment", "heat_treatment", 90, 30, 99, 0},
                        {"外圆磨削", "Cylindrical grinding", "grinding", 40, 140, 98, 25},
                        {"成品检验", "Final inspection", "inspection", 15, 30, 100, 0}}},
    };
    return all;
}

std::string goods_drawing(const Goods& what, std::string_view revision) {
    constexpr double middle_x = 380, middle_y = 330;
    constexpr double view_width = 420, view_height = 230;
    const double scale = std::min(view_width / what.length_mm, view_height / what.width_mm);
    const double w = what.length_mm * scale, h = what.width_mm * scale;
    const double left = middle_x - w / 2, bottom = middle_y - h / 2;
    const double inset = std::min(w, h) / 6;
    const double hole = inset / 3;
    Page page;
    page.title({.part = what.name_en,
                .number = what.number,
                .revision = revision,
                .material = what.material_en,
                .scale = fmt::format("{:.1f}:1", scale / 2.835),
                .notes = {"All edges deburred, 0.3 x 45 deg.", "Surface free of scratches and burrs.",
                          "Final inspection by sample: GB/T 2828.1, level II, AQL 1.0."}});
    page.width(1.6);
    page.rounded_box(left, bottom, w, h, hole);
    page.width(0.8);
    if (what.has_holes) {
        for (const double x : {left + inset, left + w - inset})
            for (const double y : {bottom + inset, bottom + h - inset}) page.circle(x, y, hole);
        page.text(left + w - 60, bottom + h + 14, 11, fmt::format("4 x D{:.0f}", 2 * hole / scale));
    }
    page.width(0.4);
    page.dash(true);
    page.line(left - 16, middle_y, left + w + 16, middle_y);
    page.line(middle_x, bottom - 16, middle_x, bottom + h + 16);
    page.dash(false);
    page.width(0.5);
    for (const double x : {left, left + w}) page.line(x, bottom - 4, x, bottom - 52);
    page.across(left, left + w, bottom - 46, fmt::format("{} +/-0.2", what.length_mm));
    for (const double y : {bottom, bottom + h}) page.line(left - 4, y, left - 62, y);
    page.upright(left - 56, bottom, bottom + h, fmt::format("{}", what.width_mm));
    return page.pdf();
}

}  // namespace dengyun::demo
