#pragma once
// What the readers of a configuration share. Private to this room.
#include <algorithm>
#include <array>
#include <concepts>
#include <set>
#include <utility>

#include "engines/acquisition/model.h"
#include "kernel/base/json_place.h"

namespace dengyun::acquisition {

// The names that are given away already.
struct Taken {
    std::set<std::pair<std::string, std::string>> points;  // device, point
    std::set<std::string> connections;
};

// A name: not empty, without control characters.
[[nodiscard]] std::string read_name(const JsonPlace& place);
inline constexpr double number_max = 1e300;
[[nodiscard]] std::optional<double> read_optional(const JsonPlace& place, double min = -number_max);
// The members of a point, and those of what holds a point: {"type", …} and the point's.
inline constexpr std::array<std::string_view, 9> point_members{
    "device", "point", "scale", "offset", "deadband", "deadband_percent", "interval_min_ms", "interval_max_ms", "drop"};
template <std::same_as<const char*>... Name>
[[nodiscard]] constexpr auto with_point_members(Name... names) {
    std::array<std::string_view, point_members.size() + sizeof...(Name)> all{names...};
    std::ranges::copy(point_members, all.begin() + sizeof...(Name));
    return all;
}
// A point from the members of `place`, whose names the caller has checked; `own_device` is what a point without
// "device" is of.
[[nodiscard]] Point read_point_members(const JsonPlace& place, const std::string& own_device, Taken& taken);
[[nodiscard]] Binding read_binding(const JsonPlace& place, const std::string& own_device, Taken& taken);

}  // namespace dengyun::acquisition
