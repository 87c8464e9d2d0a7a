#pragma once
// What the demonstration's buyers have made besides the licence plate: five parts that pass through workshops of all
// kinds. Invented; times and yields are usual ones, rounded.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "demo/generate.h"

namespace dengyun::demo {

struct GoodsOperation {
    std::string_view name, name_en;
    std::string_view process;  // a code of the process catalogue
    int setup_minutes = 10;
    int seconds_per_piece = 10;
    int yield_percent = 99;
    int tolerance_um = 0;  // 0: none that matters
};
struct Goods {
    std::string_view number, name, name_en, unit, group, material, material_en;
    int length_mm{}, width_mm{};             // of the front view
    bool has_holes = true;                   // in its corners
    std::vector<GoodsOperation> operations;  // one after the other
};
[[nodiscard]] const std::vector<Goods>& goods();

// The part drawing: one landscape A4 page of PDF 1.4. Equal arguments give equal bytes.
[[nodiscard]] std::string goods_drawing(const Goods& what, std::string_view revision);

}  // namespace dengyun::demo
