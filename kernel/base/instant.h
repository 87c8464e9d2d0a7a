#pragma once
// Instant: a moment in UTC, in milliseconds since 1970. Text form: RFC 3339, "2026-03-01T08:30:00.250Z".
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/base/result.h"

namespace dengyun {

using Duration = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Duration>;

[[nodiscard]] constexpr std::int64_t milliseconds_of(Instant at) { return at.time_since_epoch().count(); }
[[nodiscard]] constexpr Instant instant_of(std::int64_t milliseconds) { return Instant(Duration(milliseconds)); }

[[nodiscard]] std::string to_text(Instant at);
// Accepts offsets ("+08:00"), and no fraction up to nine digits (cut to milliseconds). Error: "instant.malformed".
// Years 1970 to 9999.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

// The date in China, which has one time zone (UTC+8).
[[nodiscard]] inline std::chrono::sys_days china_date(Instant now) {
    return std::chrono::floor<std::chrono::days>(now + std::chrono::hours(8));
}

}  // namespace dengyun
