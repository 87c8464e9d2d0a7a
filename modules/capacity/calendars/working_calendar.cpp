#include "modules/capacity/calendars/working_calendar.h"

#include <map>
#include <set>

namespace dengyun::capacity {
namespace {

constexpr meta::Options minute_of_day{.flags = meta::required, .min = 0, .max = minutes_per_day - 1};
constexpr meta::Options minute_of_end{.flags = meta::required, .min = 1, .max = 2 * minutes_per_day};
constexpr Label starts_label{"开始（当日第几分钟）", "Starts (minute of the day)"};
constexpr Label ends_label{"结束（当日第几分钟）", "Ends (minute of the day)"};

constexpr auto shift_fields =
    meta::fields(meta::field<&Shift::name>("name", {"班次", "Shift"}, {.flags = meta::required, .length_max = 20}),
                 meta::field<&Shift::weekdays>("weekdays", {"星期", "Weekdays"},
                                               {.flags = meta::required, .min = 1, .max = 7, .items_max = 7}),
                 meta::field<&Shift::starts_minute>("starts_minute", starts_label, minute_of_day),
                 meta::field<&Shift::ends_minute>("ends_minute", ends_label, minute_of_end));
constexpr auto break_fields =
    meta::fields(meta::field<&Break::starts_minute>("starts_minute", starts_label, minute_of_day),
                 meta::field<&Break::ends_minute>("ends_minute", ends_label, minute_of_end));
constexpr auto day_fields =
    meta::fields(meta::field<&SpecialDay::day>("day", {"日期", "Day"}, {.flags = meta::required}),
                 meta::field<&SpecialDay::is_worked>("is_worked", {"加班", "Worked"}, {}),
                 meta::field<&SpecialDay::name>("name", {"名称", "Name"}, {.length_max = 40}));

using C = WorkingCalendar;
constexpr auto fields = meta::record<C>(
    meta::field<&C::name>("name", {"名称", "Name"}, {.flags = meta::required | meta::searchable, .length_max = 60}),
    meta::field<&C::shifts>("shifts", {"班次", "Shifts"}, {.items_max = 12}),
    meta::field<&C::breaks>("breaks", {"休息", "Breaks"}, {.items_max = 12}),
    meta::field<&C::special_days>("special_days", {"节假日和加班日", "Holidays and overtime"}, {.items_max = 400}));

// Cuts `hole` out of the sorted intervals.
void cut(std::vector<Interval>& intervals, const Interval& hole) {
    std::vector<Interval> kept;
    for (const auto& one : intervals) {
        if (hole.end <= one.begin || hole.begin >= one.end) {
            kept.push_back(one);
            continue;
        }
        if (one.begin < hole.begin) kept.push_back({one.begin, hole.begin});
        if (hole.end < one.end) kept.push_back({hole.end, one.end});
    }
    intervals = std::move(kept);
}

std::vector<Interval> merged(std::vector<Interval> intervals) {
    std::ranges::sort(intervals, {}, &Interval::begin);
    std::vector<Interval> apart;
    for (const auto& one : intervals) {
        if (!apart.empty() && one.begin <= apart.back().end)
            apart.back().end = std::max(apart.back().end, one.end);
        else
            apart.push_back(one);
    }
    return apart;
}

bool is_bad_span(std::int64_t starts, std::int64_t ends) { return ends <= starts || ends - starts > minutes_per_day; }

}  // namespace

constinit const meta::Entity Shift::description{
    .name = "shift", .label = {"班次", "Shift"}, .fields = shift_fields, .stored = false};
constinit const meta::Entity Break::description{
    .name = "shift_break", .label = {"休息", "Break"}, .fields = break_fields, .stored = false};
constinit const meta::Entity SpecialDay::description{
    .name = "special_day", .label = {"特殊日", "Special day"}, .fields = day_fields, .stored = false};
constinit const meta::Entity WorkingCalendar::description{
    .name = "working_calendar", .label = {"工作日历", "Working calendar"}, .fields = fields, .title_field = "name"};

Result<> check_calendar(const WorkingCalendar& calendar) {
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < calendar.shifts.size(); ++i) {
        const auto& shift = calendar.shifts[i];
        if (is_bad_span(shift.starts_minute, shift.ends_minute))
            issues.push_back({fmt::format("shifts.{}.ends_minute", i), "not_after"});
        if (shift.weekdays.empty()) issues.push_back({fmt::format("shifts.{}.weekdays", i), "required"});
    }
    for (std::size_t i = 0; i < calendar.breaks.size(); ++i)
        if (is_bad_span(calendar.breaks[i].starts_minute, calendar.breaks[i].ends_minute))
            issues.push_back({fmt::format("breaks.{}.ends_minute", i), "not_after"});
    std::set<meta::Date> days;
    for (std::size_t i = 0; i < calendar.special_days.size(); ++i)
        if (!days.insert(calendar.special_days[i].day).second)
            issues.push_back({fmt::format("special_days.{}.day", i), "duplicate_member"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

const WorkingCalendar& usual_calendar() {
    static const WorkingCalendar calendar = [] {
        WorkingCalendar usual;
        usual.shifts.push_back(
            {.name = "day", .weekdays = {1, 2, 3, 4, 5, 6}, .starts_minute = 8 * 60, .ends_minute = 17 * 60});
        usual.breaks.push_back({.starts_minute = 12 * 60, .ends_minute = 13 * 60});
        return usual;
    }();
    return calendar;
}

std::vector<Interval> working_intervals(const WorkingCalendar& calendar, Instant from, Instant to) {
    using std::chrono::minutes;
    if (from >= to) return {};
    constexpr auto zone = std::chrono::hours(8);
    std::map<meta::Date, bool> special;
    for (const auto& day : calendar.special_days) special.emplace(day.day, day.is_worked);
    std::vector<Interval> all;
    std::vector<Interval> holes;
    // A shift of the day before may reach into the first one.
    for (auto day = china_date(from) - std::chrono::days(1); day <= china_date(to); day += std::chrono::days(1)) {
        const auto midnight = Instant(day) - zone;
        const auto weekday = static_cast<std::int64_t>(std::chrono::weekday(day).iso_encoding());
        const auto differs = special.find(day);
        for (const auto& shift : calendar.shifts) {
            const bool usual = std::ranges::find(shift.weekdays, weekday) != shift.weekdays.end();
            if (differs == special.end() ? !usual : !differs->second) continue;
            const auto begin = std::max(from, midnight + minutes(shift.starts_minute));
            const auto end = std::min(to, midnight + minutes(shift.ends_minute));
            if (begin < end) all.push_back({begin, end});
        }
        for (const auto& pause : calendar.breaks)
            holes.push_back({midnight + minutes(pause.starts_minute), midnight + minutes(pause.ends_minute)});
    }
    auto intervals = merged(std::move(all));
    for (const auto& hole : holes) cut(intervals, hole);
    return intervals;
}

Duration length_of(const std::vector<Interval>& intervals) {
    Duration sum{0};
    for (const auto& one : intervals) sum += one.end - one.begin;
    return sum;
}

Duration common_length(const std::vector<Interval>& a, const std::vector<Interval>& b) {
    Duration sum{0};
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const auto begin = std::max(a[i].begin, b[j].begin);
        const auto end = std::min(a[i].end, b[j].end);
        if (begin < end) sum += end - begin;
        if (a[i].end < b[j].end)
            ++i;
        else
            ++j;
    }
    return sum;
}

}  // namespace dengyun::capacity
