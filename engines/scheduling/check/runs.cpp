#include "engines/scheduling/check/runs.h"

#include <algorithm>
#include <fmt/format.h>

namespace dengyun::scheduling {
namespace {

constexpr std::size_t breaches_max = 1'000;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

}  // namespace

void Runs::add(Fault fault, std::string place, std::string text) {
    if (out.breaches.size() < breaches_max) out.breaches.push_back({fault, std::move(place), std::move(text)});
}

void Runs::add(Fault fault, const Assignment& one, std::string text) {
    add(fault, fmt::format("order {} lot {} operation {}", one.order, one.lot, one.operation), std::move(text));
}

const OpeningHours& Runs::hours(std::vector<Index> calendars) {
    std::ranges::sort(calendars);
    const auto known = hours_.find(calendars);
    if (known != hours_.end()) return known->second;
    return hours_.emplace(calendars, OpeningHours(problem, calendars)).first->second;
}

const OpeningHours& Runs::hours_of(const Run& run) {
    std::vector<Index> calendars;
    if (run.mode->machine != none) calendars.push_back(problem.machines[at(run.mode->machine)].calendar);
    for (const auto resource : run.given->resources) calendars.push_back(problem.resources[at(resource)].calendar);
    return hours(std::move(calendars));
}

bool Runs::in_batch(const Run& run) const {
    return run.mode->machine != none && problem.machines[at(run.mode->machine)].batch_capacity > 0;
}

void Runs::lasts(const Run& run, Tick work) {
    const auto& one = *run.given;
    const auto& open = hours_of(run);
    if (one.end < one.start) return add(Fault::duration, one, "ends before it starts");
    if (!open.always() && one.end > problem.horizon) return add(Fault::calendar, one, "ends beyond the horizon");
    const Tick worked = open.open_within(one.start, one.end);
    if (worked != work) add(Fault::duration, one, fmt::format("{} units of work, not {}", worked, work));
    if (work == 0 || open.always()) {
        if (one.end - one.start != work)
            add(Fault::duration, one, fmt::format("lasts {}, not {}", one.end - one.start, work));
        return;
    }
    if (!open.open_at(one.start) || !open.open_at(one.end - 1))
        add(Fault::calendar, one, "starts or ends where something is closed");
    if (!run.operation->spans_breaks && one.end - one.start != worked)
        add(Fault::calendar, one, "spans a break that it may not span");
}

void Runs::never_above(const std::map<Tick, Tick>& change, Tick most, Fault fault, const std::string& place) {
    Tick now = 0;
    for (const auto& [t, by] : change) {
        now += by;
        if (now > most) return add(fault, place, fmt::format("{} units at {}, there are {}", now, t, most));
    }
}

}  // namespace dengyun::scheduling
