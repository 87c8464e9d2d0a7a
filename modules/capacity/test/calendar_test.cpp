// Goal: working time is what the calendar says, minute by minute, whatever shifts, breaks, holidays and overtime meet.
#include <gtest/gtest.h>
#include <random>

#include "modules/capacity/calendars/working_calendar.h"

namespace dengyun::capacity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const auto monday = meta::Date(std::chrono::year(2026) / 3 / 2);
Instant at(meta::Date day, int minute) { return Instant(day) - hours(8) + minutes(minute); }
std::int64_t count(Duration length) { return std::chrono::duration_cast<minutes>(length).count(); }

TEST(WorkingTime, IsTheShiftWithoutItsBreak) {
    const auto day = working_intervals(usual_calendar(), at(monday, 0), at(monday, 1'440));
    EXPECT_EQ(day, (std::vector<Interval>{{at(monday, 480), at(monday, 720)}, {at(monday, 780), at(monday, 1'020)}}));
    const auto sunday = monday - std::chrono::days(1);
    EXPECT_TRUE(working_intervals(usual_calendar(), at(sunday, 0), at(sunday, 1'440)).empty());
    EXPECT_TRUE(working_intervals(usual_calendar(), at(monday, 600), at(monday, 600)).empty());
}

TEST(WorkingTime, ReachesBehindMidnightAndIntoSpecialDays) {
    WorkingCalendar calendar;
    calendar.shifts = {{.name = "night", .weekdays = {1}, .starts_minute = 1'320, .ends_minute = 1'800}};
    calendar.special_days = {{.day = monday + std::chrono::days(7), .is_worked = false},
                             {.day = monday + std::chrono::days(2), .is_worked = true}};
    const auto two_weeks = working_intervals(calendar, at(monday, 0), at(monday, 14 * 1'440));
    const auto wednesday = monday + std::chrono::days(2);
    EXPECT_EQ(two_weeks, (std::vector<Interval>{{at(monday, 1'320), at(monday, 1'800)},
                                                {at(wednesday, 1'320), at(wednesday, 1'800)}}));
    // A window that begins in the night still sees the shift of the day before.
    const auto tuesday = monday + std::chrono::days(1);
    EXPECT_EQ(count(length_of(working_intervals(calendar, at(tuesday, 60), at(tuesday, 1'000)))), 300);
}

TEST(WorkingTime, RefusesCalendarsThatMakeNoSense) {
    WorkingCalendar calendar;
    calendar.shifts = {{.name = "a", .weekdays = {}, .starts_minute = 600, .ends_minute = 600},
                       {.name = "b", .weekdays = {1}, .starts_minute = 0, .ends_minute = 1'441}};
    calendar.special_days = {{.day = monday}, {.day = monday}};
    const auto refused = check_calendar(calendar);
    ASSERT_FALSE(refused);
    std::string issues;
    for (const auto& issue : refused.error().issues) issues += issue.field + ':' + issue.code + ' ';
    EXPECT_EQ(issues,
              "shifts.0.ends_minute:not_after shifts.0.weekdays:required shifts.1.ends_minute:not_after "
              "special_days.1.day:duplicate_member ");
}

// Minute by minute, without intervals: the same sum.
std::int64_t minutes_counted(const WorkingCalendar& calendar, Instant from, Instant to) {
    std::int64_t worked = 0;
    for (auto now = from; now < to; now += minutes(1)) {
        bool works = false;
        bool pauses = false;
        for (int back = 0; back <= 1; ++back) {
            const auto day = china_date(now) - std::chrono::days(back);
            const auto minute = count(now - at(day, 0));
            const auto weekday = static_cast<std::int64_t>(std::chrono::weekday(day).iso_encoding());
            std::optional<bool> special;
            for (const auto& one : calendar.special_days)
                if (one.day == day) special = one.is_worked;
            for (const auto& shift : calendar.shifts) {
                const bool usual = std::ranges::find(shift.weekdays, weekday) != shift.weekdays.end();
                if (special.value_or(usual) && minute >= shift.starts_minute && minute < shift.ends_minute)
                    works = true;
            }
            for (const auto& pause : calendar.breaks)
                if (minute >= pause.starts_minute && minute < pause.ends_minute) pauses = true;
        }
        worked += works && !pauses ? 1 : 0;
    }
    return worked;
}

TEST(WorkingTime, CountsEveryMinuteOnce) {
    std::mt19937 random(11);
    const auto draw = [&](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
    for (int round = 0; round < 60; ++round) {
        WorkingCalendar calendar;
        for (int i = draw(4); i >= 0; --i) {
            Shift shift{.name = "s", .weekdays = {1 + draw(7)}, .starts_minute = draw(1'440), .ends_minute = 0};
            for (int day = 1; day <= 7; ++day)
                if (draw(2) == 0 && shift.weekdays.front() != day) shift.weekdays.push_back(day);
            shift.ends_minute = shift.starts_minute + 1 + draw(1'440);
            calendar.shifts.push_back(shift);
        }
        for (int i = draw(3); i > 0; --i) {
            const auto begin = draw(1'440);
            calendar.breaks.push_back({.starts_minute = begin, .ends_minute = begin + 1 + draw(90)});
        }
        for (int i = 0; i < draw(4); ++i)
            calendar.special_days.push_back({.day = monday + std::chrono::days(2 * i), .is_worked = draw(2) == 0});
        const auto from = at(monday, draw(2'000));
        const auto to = from + minutes(1 + draw(9'000));
        const auto intervals = working_intervals(calendar, from, to);
        EXPECT_EQ(count(length_of(intervals)), minutes_counted(calendar, from, to));
        for (std::size_t i = 0; i < intervals.size(); ++i) {
            EXPECT_LT(intervals[i].begin, intervals[i].end);
            if (i > 0) EXPECT_GE(intervals[i].begin, intervals[i - 1].end);
        }
    }
}

}  // namespace
}  // namespace dengyun::capacity
