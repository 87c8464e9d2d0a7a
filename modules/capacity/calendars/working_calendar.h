#pragma once
// A working calendar: shifts of the week, breaks, and the days that differ. Times of day are minutes since midnight in
// China, which has one time zone.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"

namespace dengyun::capacity {

inline constexpr std::int64_t calendars_max = 200;  // per organisation
inline constexpr std::int64_t minutes_per_day = 1'440;

struct Shift {
    std::string name;
    std::vector<std::int64_t> weekdays;  // 1 Monday … 7 Sunday: the day on which it begins
    std::int64_t starts_minute = 0;      // 0 to 1,439
    std::int64_t ends_minute = 0;        // behind the start, at most a day later: 1,500 is 01:00 of the next day
    static const meta::Entity description;
};
struct Break {
    std::int64_t starts_minute = 0;
    std::int64_t ends_minute = 0;
    static const meta::Entity description;
};
// A day that differs: a holiday, or a day of overtime on which every shift runs.
struct SpecialDay {
    meta::Date day{};
    bool is_worked = false;
    std::optional<std::string> name;
    static const meta::Entity description;
};

struct WorkingCalendar : meta::Record<WorkingCalendar> {
    std::string name;
    std::vector<Shift> shifts;
    std::vector<Break> breaks;
    std::vector<SpecialDay> special_days;
    static const meta::Entity description;
};

// Pure. Errors: invalid with issues: not_after on ends_minute of a shift or break, no_weekday on weekdays,
// duplicate_member on a day.
[[nodiscard]] Result<> check_calendar(const WorkingCalendar& calendar);

// Monday to Saturday, 8:00 to 17:00 with an hour at noon: of machines that name none.
[[nodiscard]] const WorkingCalendar& usual_calendar();

struct Interval {
    Instant begin{};
    Instant end{};
    friend bool operator==(const Interval&, const Interval&) = default;
};
inline constexpr Duration window_max = std::chrono::days(400);

// When there is work between the two moments: sorted, apart from each other, without breaks. Pure. Cost is linear in
// days times shifts. REQUIRES: to - from <= window_max.
[[nodiscard]] std::vector<Interval> working_intervals(const WorkingCalendar& calendar, Instant from, Instant to);
[[nodiscard]] Duration length_of(const std::vector<Interval>& intervals);
// The length of what both have in common; both sorted and apart.
[[nodiscard]] Duration common_length(const std::vector<Interval>& a, const std::vector<Interval>& b);

}  // namespace dengyun::capacity
