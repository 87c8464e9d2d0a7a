#include "modules/telemetry/alarms/schedule.h"

#include <algorithm>
#include <limits>

namespace dengyun::telemetry {
namespace {

constexpr timeseries::Time minute = 60'000'000'000;

struct Wall {
    std::int64_t day = 0;  // 0: Monday
    std::int64_t minute = 0;
};
Wall wall_at(const TimeZone& zone, timeseries::Time at) {
    const auto seconds = zone.wall_at(instant_of(at / 1'000'000)).count();
    const auto days = seconds / 86'400;
    return {(days + 3) % 7, seconds % 86'400 / 60};  // 1970-01-01 was a Thursday
}

}  // namespace

bool Schedule::contains(timeseries::Time at) const {
    if (is_always()) return true;
    const auto wall = wall_at(*zone, at);
    const auto has = [&](std::int64_t day) { return (days >> static_cast<unsigned>((day + 7) % 7) & 1U) != 0; };
    if (from_minute < to_minute) return has(wall.day) && wall.minute >= from_minute && wall.minute < to_minute;
    return (has(wall.day) && wall.minute >= from_minute) || (has(wall.day - 1) && wall.minute < to_minute);
}

// Zones are whole minutes before UTC, so edges lie on minutes; a change of the clock is met within the hour.
timeseries::Time Schedule::next_edge(timeseries::Time at) const {
    if (is_always()) return std::numeric_limits<timeseries::Time>::max();
    const auto now = wall_at(*zone, at).minute;
    const auto until = [&](std::int64_t edge) {
        const auto ahead = (edge - now + minutes_of_day) % minutes_of_day;
        return ahead == 0 ? minutes_of_day : ahead;
    };
    const auto ahead =
        std::min({until(from_minute % minutes_of_day), until(to_minute % minutes_of_day), until(0), 60 - now % 60});
    return (at / minute + ahead) * minute;
}

std::optional<unsigned> days_of(std::string_view digits) {
    unsigned days = 0;
    for (const char digit : digits) {
        if (digit < '1' || digit > '7') return std::nullopt;
        const auto bit = 1U << static_cast<unsigned>(digit - '1');
        if ((days & bit) != 0) return std::nullopt;
        days |= bit;
    }
    return days;
}

}  // namespace dengyun::telemetry
