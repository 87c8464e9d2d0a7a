#pragma once
// The text form of dates, "2026-03-01". Years 1600 to 9999.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/meta/entity.h"

namespace dengyun::meta {
[[nodiscard]] std::string date_text(Date date);
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
}  // namespace dengyun::meta
