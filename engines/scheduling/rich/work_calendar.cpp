#include "engines/scheduling/rich/work_calendar.h"

#include <algorithm>

#include "kernel/base/assert.h"

namespace dengyun::scheduling {
namespace {

constexpr Tick without_end = Tick{1} << 60;

void sort_and_join(std::vector<Interval>& list) {
    std::ranges::sort(list, {}, &Interval::begin);
    std::size_t kept = 0;
    for (const auto& one : list) {
        if (one.end <= one.begin) continue;
        if (kept > 0 && one.begin <= list[kept - 1].end)
            list[kept - 1].end = std::max(list[kept - 1].end, one.end);
        else
            list[kept++] = one;
    }
    list.resize(kept);
}

std::vector<Interval> difference(const std::vector<Interval>& from, const std::vector<Interval>& less) {
    std::vector<Interval> out;
    std::size_t next = 0;
    for (auto one : from) {
        while (next < less.size() && less[next].end <= one.begin) ++next;
        for (auto i = next; i < less.size() && less[i].begin < one.end; ++i) {
            if (less[i].begin > one.begin) out.push_back({one.begin, less[i].begin});
            one.begin = std::max(one.begin, less[i].end);
        }
        if (one.begin < one.end) out.push_back(one);
    }
    return out;
}

}  // namespace

WorkCalendar::WorkCalendar(std::vector<Interval> open) : open_(std::move(open)) {
    sort_and_join(open_);
    DENGYUN_ASSERT(!open_.empty());
    before_.reserve(open_.size());
    Tick sum = 0;
    for (const auto& one : open_) {
        before_.push_back(sum);
        sum += one.end - one.begin;
    }
}

WorkCalendar::WorkCalendar(const Calendar& declared, Tick horizon) {
    std::vector<Interval> pattern;
    if (declared.period > 0) {
        for (Tick base = 0; base < horizon; base += declared.period)
            for (const auto& shift : declared.shifts) pattern.push_back({base + shift.begin, base + shift.end});
    } else {
        pattern = declared.shifts;
    }
    sort_and_join(pattern);
    auto closed = declared.closed;
    sort_and_join(closed);
    auto open = difference(pattern, closed);
    open.insert(open.end(), declared.extra.begin(), declared.extra.end());
    for (auto& one : open) one.end = std::min(one.end, horizon);
    open.push_back({horizon, without_end});
    *this = WorkCalendar(std::move(open));
}

WorkCalendar WorkCalendar::intersection(const WorkCalendar& a, const WorkCalendar& b) {
    std::vector<Interval> both;
    for (std::size_t i = 0, k = 0; i < a.open_.size() && k < b.open_.size();) {
        const Interval one{std::max(a.open_[i].begin, b.open_[k].begin), std::min(a.open_[i].end, b.open_[k].end)};
        if (one.begin < one.end) both.push_back(one);
        if (a.open_[i].end < b.open_[k].end)
            ++i;
        else
            ++k;
    }
    return WorkCalendar(std::move(both));
}

WorkCalendar WorkCalendar::without(Interval outage) const { return WorkCalendar(difference(open_, {outage})); }

std::size_t WorkCalendar::interval_at(Tick t) const {
    return static_cast<std::size_t>(std::ranges::upper_bound(open_, t, {}, &Interval::end) - open_.begin());
}

Tick WorkCalendar::worked(Tick t) const {
    const auto i = interval_at(t);
    return before_[i] + std::max<Tick>(0, t - open_[i].begin);
}

Tick WorkCalendar::open_from(Tick t) const { return std::max(t, open_[interval_at(t)].begin); }

Tick WorkCalendar::after(Tick t, Tick work) const {
    if (work <= 0) return t;
    auto i = interval_at(t);
    const Tick begin = std::max(t, open_[i].begin);
    if (work <= open_[i].end - begin) return begin + work;
    const Tick goal = before_[i] + (begin - open_[i].begin) + work;
    // The last interval with less than `goal` work before it.
    i = static_cast<std::size_t>(std::ranges::lower_bound(before_, goal) - before_.begin()) - 1;
    return open_[i].begin + (goal - before_[i]);
}

Tick WorkCalendar::fit(Tick t, Tick work) const {
    for (auto i = interval_at(t);; ++i) {
        const Tick begin = std::max(t, open_[i].begin);
        if (open_[i].end - begin >= work) return begin;
    }
}

}  // namespace dengyun::scheduling
