#include "engines/dispatch/calendar.h"

#include <algorithm>

namespace dengyun::dispatch {
namespace {

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

std::vector<Interval> open_spans(const Calendar& declared, Tick begin, Tick end) {
    std::vector<Interval> open;
    if (declared.period_ms > 0) {
        for (Tick base = begin - begin % declared.period_ms; base < end; base += declared.period_ms)
            for (const auto& shift : declared.shifts) open.push_back({base + shift.begin, base + shift.end});
    } else {
        open = declared.shifts;
    }
    sort_and_join(open);
    auto closed = declared.closed;
    sort_and_join(closed);
    open = difference(open, closed);
    open.insert(open.end(), declared.extra.begin(), declared.extra.end());
    for (auto& one : open) one = {std::max(one.begin, begin), std::min(one.end, end)};
    sort_and_join(open);
    return open;
}

}  // namespace

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

WorkCalendar::WorkCalendar(const Calendar* declared, Tick begin, Tick end) : begin_(begin), end_(end) {
    if (declared == nullptr)
        open_ = {{begin, end}};
    else
        open_ = open_spans(*declared, begin, end);
    before_.reserve(open_.size());
    for (const auto& one : open_) {
        before_.push_back(total_);
        total_ += one.end - one.begin;
    }
}

Tick WorkCalendar::worked(Tick instant) const {
    const auto after = std::ranges::upper_bound(open_, instant, {}, &Interval::begin);
    if (after == open_.begin()) return 0;
    const auto i = static_cast<std::size_t>(after - open_.begin()) - 1;
    return before_[i] + std::min(instant, open_[i].end) - open_[i].begin;
}

Tick WorkCalendar::start_of(Tick work) const {
    if (work >= total_) return end_;
    const auto i = static_cast<std::size_t>(std::ranges::upper_bound(before_, work) - before_.begin()) - 1;
    return open_[i].begin + (work - before_[i]);
}

Tick WorkCalendar::end_of(Tick work) const {
    if (work <= 0) return open_.empty() ? begin_ : open_.front().begin;
    const auto i = static_cast<std::size_t>(std::ranges::lower_bound(before_, work) - before_.begin()) - 1;
    return std::min(end_, open_[i].begin + (work - before_[i]));
}

}  // namespace dengyun::dispatch
