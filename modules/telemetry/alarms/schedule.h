#pragma once
// The hours in which a rule is looked at: days of the week and a time of day in the organisation's time zone. Pure.
#include <memory>

#include "engines/timeseries/model.h"
#include "kernel/base/time_zone.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t minutes_of_day = 1'440;

// From one minute of the day up to another; past midnight where that is not the later one. Hours past midnight belong
// to the day on which they began.
struct Schedule {
    unsigned days = 0;  // bit 0: Monday; 0: always
    std::int64_t from_minute = 0;
    std::int64_t to_minute = minutes_of_day;
    std::shared_ptr<const TimeZone> zone{};

    [[nodiscard]] bool is_always() const { return days == 0; }
    [[nodiscard]] bool contains(timeseries::Time at) const;
    // The first moment after `at` at which `contains` may change; the greatest time where it never does.
    [[nodiscard]] timeseries::Time next_edge(timeseries::Time at) const;
};

// "12345" are the days from Monday to Friday; nullopt: no such digits, or one twice.
[[nodiscard]] std::optional<unsigned> days_of(std::string_view digits);

}  // namespace dengyun::telemetry
