#pragma once
// Quantities and prices in different units of mass, made comparable. Pure. Private to this module.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/number.h"

namespace dengyun::listings {

// Any unit is comparable with itself, units of mass (吨, 千克, 公斤, 斤, 克, t, kg, g) with each other.
[[nodiscard]] bool is_comparable(std::string_view from, std::string_view to);
// nullopt: the units are not comparable, or the result is out of bounds.
[[nodiscard]] std::optional<Quantity> in_unit(Quantity quantity, std::string_view from, std::string_view to);
// The price of one `to` where one `from` costs that much.
[[nodiscard]] std::optional<UnitPrice> per_unit(UnitPrice price, std::string_view from, std::string_view to);
// ASCII in lower case without blanks, dashes and strokes: "PA-757" and "pa 757" are one grade.
[[nodiscard]] std::string plain(std::string_view text);

}  // namespace dengyun::listings
