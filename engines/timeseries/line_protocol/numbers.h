#pragma once
// Numbers of the line protocol.
#include <optional>
#include <string_view>

#include "engines/timeseries/model.h"

namespace dengyun::timeseries {

// Exactly the nearest double; none for what is not a decimal number, for NaN, infinities and what overflows.
[[nodiscard]] std::optional<double> parse_real(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);

}  // namespace dengyun::timeseries
