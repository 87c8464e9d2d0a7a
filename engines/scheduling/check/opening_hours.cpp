#include "engines/scheduling/check/opening_hours.h"

#include <algorithm>
#include <map>
#include <set>

namespace dengyun::scheduling {
namespace {

// Counts what covers each instant: +1 where an interval begins, -1 where it ends.
struct Edges {
    Tick extra = 0, pattern = 0, closed = 0;
};

std::vector<Interval> open_intervals(const Calendar& calendar, Tick horizon) {
    std::map<Tick, Edges> edges;
    const auto put = [&](Tick begin, Tick end, Tick Edges::* what) {
        begin = std::min(begin, horizon);
        end = std::min(end, horizon);
        edges[begin].*what += 1;
        edges[end].*what -= 1;
    };
    for (const auto& one : calendar.extra) put(one.begin, one.end, &Edges::extra);
    for (const auto& one : calendar.closed) put(one.begin, one.end, &Edges::closed);
    for (const auto& one : calendar.shifts) {
        if (calendar.period == 0) put(one.begin, one.end, &Edges::pattern);
        for (Tick day = 0; calendar.period > 0 && day * calendar.period < horizon; ++day)
            put(day * calendar.period + one.begin, day * calendar.period + one.end, &Edges::pattern);
    }
    std::vector<Interval> out;
    Edges now;
    Tick since = -1;
    for (const auto& [t, change] : edges) {
        now.extra += change.extra;
        now.pattern += change.pattern;
        now.closed += change.closed;
        const bool open = now.extra > 0 || (now.pattern > 0 && now.closed == 0);
        if (open && since < 0) since = t;
        if (!open && since >= 0) {
            out.push_back({since, t});
            since = -1;
        }
    }
    return out;
}

}  // namespace

OpeningHours::OpeningHours(const Problem& problem, const std::vector<Index>& calendars) {
    std::set<Index> different(calendars.begin(), calendars.end());
    different.erase(none);
    always_ = different.empty();
    if (always_) return;
    std::map<Tick, int> depth;
    for (const auto calendar : different) {
        for (const auto& one : open_intervals(problem.calendars[static_cast<std::size_t>(calendar)], problem.horizon)) {
            ++depth[one.begin];
            --depth[one.end];
        }
    }
    int now = 0;
    Tick since = -1;
    for (const auto& [t, change] : depth) {
        now += change;
        const bool all = now == static_cast<int>(different.size());
        if (all && since < 0) since = t;
        if (!all && since >= 0) {
            open_.push_back({since, t});
            since = -1;
        }
    }
}

bool OpeningHours::open_at(Tick t) const { return always_ || open_within(t, t + 1) == 1; }

Tick OpeningHours::open_within(Tick from, Tick to) const {
    if (always_) return std::max<Tick>(0, to - from);
    Tick sum = 0;
    auto one = std::ranges::partition_point(open_, [&](const Interval& i) { return i.end <= from; });
    for (; one != open_.end() && one->begin < to; ++one) sum += std::min(one->end, to) - std::max(one->begin, from);
    return sum;
}

}  // namespace dengyun::scheduling
