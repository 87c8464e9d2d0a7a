#include "engines/dispatch/check/opening_hours.h"

#include <algorithm>

namespace dengyun::dispatch::check {
namespace {

// Whether a span of the list holds the instant; `until` is brought forward to the next edge of the list.
bool holds(const std::vector<Interval>& list, Tick shift, Tick instant, Tick& until) {
    bool inside = false;
    for (const auto& one : list) {
        const Tick begin = one.begin + shift, end = one.end + shift;
        if (begin <= instant && instant < end) inside = true;
        if (begin > instant) until = std::min(until, begin);
        if (end > instant) until = std::min(until, end);
    }
    return inside;
}

}  // namespace

bool OpeningHours::is_open(Tick instant, Tick& until) const {
    Tick base = 0;
    if (declared_->period_ms > 0) {
        base = instant - instant % declared_->period_ms;
        until = std::min(until, base + declared_->period_ms);
    }
    const bool in_shift = holds(declared_->shifts, base, instant, until);
    const bool is_closed = holds(declared_->closed, 0, instant, until);
    const bool is_extra = holds(declared_->extra, 0, instant, until);
    return is_extra || (in_shift && !is_closed);
}

Tick OpeningHours::open(Tick begin, Tick end) const {
    if (declared_ == nullptr) return std::max<Tick>(0, end - begin);
    Tick sum = 0;
    while (begin < end) {
        Tick until = end;
        if (is_open(begin, until)) sum += until - begin;
        begin = until;
    }
    return sum;
}

}  // namespace dengyun::dispatch::check
