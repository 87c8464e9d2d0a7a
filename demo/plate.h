#pragma once
// The licence plate for shared bicycles of the white paper (4.5.1): its operations, and the two files that show it. The
// files are made here, line by line; equal arguments give equal bytes.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "demo/generate.h"

namespace dengyun::demo {

inline constexpr int plate_width_mm = 200;
inline constexpr int plate_height_mm = 120;

struct PlateOperation {
    int step{};
    Text name;
    std::string process;            // a code of the process catalogue
    std::vector<int> predecessors;  // steps
    int setup_minutes{};
    int seconds_per_piece{};
    int yield_percent{};
    std::string note;
};
[[nodiscard]] std::vector<PlateOperation> plate_operations();

// The part drawing: one landscape A4 page of PDF 1.4 with front view, section, dimensions and title block. `revision`
// is ASCII.
[[nodiscard]] std::string plate_drawing(std::string_view number, std::string_view revision);
// The artwork of the print: a PNG of 800 x 480 pixels with the number, which is up to eight digits.
[[nodiscard]] std::string plate_artwork(std::string_view digits);

}  // namespace dengyun::demo
