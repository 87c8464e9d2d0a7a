#pragma once
// The towns of the cluster: data/towns.csv, which is part of the program.
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "demo/generate.h"

namespace dengyun::demo {

struct Town {
    std::string code;  // nine digits; the first six are the county's
    Text name;         // "泗门镇", "Simen"
    double longitude{};
    double latitude{};
    std::array<int, kind_count> weights{};  // how common each kind of firm is, 0 to 5
    Text specialities;
    [[nodiscard]] std::string_view county() const { return std::string_view(code).substr(0, 6); }
};

struct County {
    std::string_view code;
    std::string_view name;     // "余姚市"
    std::string_view name_en;  // "Yuyao"
    std::string_view city;     // "宁波市"
    std::string_view city_en;
    std::string_view area_code;  // of the telephone
};

[[nodiscard]] std::span<const Town> towns();
// The code must be of a county that has a town in the table.
[[nodiscard]] const County& county_of(std::string_view region_code);

}  // namespace dengyun::demo
