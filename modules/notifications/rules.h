#pragma once
// The bounds of notifications, and who gets what. Pure.
#include <cstddef>
#include <cstdint>

#include "kernel/base/instant.h"

namespace dengyun::notifications {

inline constexpr std::uint32_t notices_max = 500;                // kinds that the platform knows
inline constexpr std::int64_t kept_per_person_max = 300;         // in one organisation; the oldest go
inline constexpr std::size_t receivers_max = 200;                // of one event in one organisation
inline constexpr std::size_t platform_organisations_max = 100;   // that one event reaches
inline constexpr Duration news_age_max{7LL * 24 * 3600 * 1000};  // older events are not told
inline constexpr std::size_t subject_bytes_max = 160;

}  // namespace dengyun::notifications
