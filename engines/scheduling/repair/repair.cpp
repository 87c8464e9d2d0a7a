#include "engines/scheduling/repair/repair.h"

#include <algorithm>

#include "engines/scheduling/rich/search.h"

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// The parts of the list that lie outside of the span.
std::vector<Interval> cut(const std::vector<Interval>& list, Interval span) {
    std::vector<Interval> out;
    for (const auto& one : list) {
        if (one.begin < span.begin) out.push_back({one.begin, std::min(one.end, span.begin)});
        if (one.end > span.end) out.push_back({std::max(one.begin, span.end), one.end});
    }
    return out;
}

void close_machine(Problem& problem, const Outage& outage, Tick last_end) {
    auto& machine = problem.machines[at(outage.machine)];
    if (problem.horizon == 0) problem.horizon = std::min(Bounds::time_max, 4 * (last_end + outage.span.end) + 1);
    Calendar calendar{.shifts = {{0, problem.horizon}}};
    if (machine.calendar != none) calendar = problem.calendars[at(machine.calendar)];
    calendar.id = "outage of " + machine.id;
    calendar.closed.push_back(outage.span);
    calendar.extra = cut(calendar.extra, outage.span);
    machine.calendar = static_cast<Index>(problem.calendars.size());
    problem.calendars.push_back(std::move(calendar));
}

Decisions planned_decisions(const Instance& instance) {
    auto out = Plan::decisions_of(instance, instance.problem->plan);
    for (Index op = 0; op < instance.operations; ++op)
        out.hold[at(op)] = instance.planned_start[at(op)] >= 0 && instance.frozen_start[at(op)] < 0;
    return out;
}

RepairResult result_of(const Instance& instance, const Plan& plan) {
    RepairResult out;
    const auto& totals = plan.totals();
    out.schedule = plan.schedule();
    out.feasible = totals.violation == 0;
    out.totals = {totals.makespan, totals.tardiness, totals.setup, totals.cost, totals.stability};
    for (Index op = 0; op < instance.operations; ++op)
        if (plan.present(op) &&
            (plan.start(op) != instance.planned_start[at(op)] || plan.mode(op) != instance.planned_mode[at(op)]))
            ++out.moved;
    return out;
}

}  // namespace

Problem disrupted(const Problem& problem, const Schedule& running, const Outage& outage, Tick now,
                  Tick stability_weight) {
    auto out = problem;
    out.now = now;
    out.plan = running;
    out.frozen = {};
    Tick last_end = 0;
    std::vector<std::uint8_t> begun(problem.orders.size(), 0);
    for (const auto& one : running.assignments) {
        last_end = std::max(last_end, one.end);
        if (one.start >= now) continue;
        out.frozen.assignments.push_back(one);
        begun[at(one.order)] = 1;
        auto& operation =
            out.orders[at(one.order)].routings[at(running.orders[at(one.order)].routing)].operations[at(one.operation)];
        if (operation.modes[at(one.mode)].machine == outage.machine && one.end > outage.span.begin)
            operation.spans_breaks = true;
    }
    for (std::size_t o = 0; o < begun.size(); ++o)
        if (begun[o] != 0) out.frozen.orders.emplace_back(static_cast<Index>(o), running.orders[o]);
    close_machine(out, outage, last_end);
    out.objective.terms.push_back({Criterion::stability, stability_weight});
    return out;
}

RepairResult right_shift(const Problem& problem) {
    const Instance instance(problem);
    Plan plan(instance);
    plan.load(planned_decisions(instance));
    return result_of(instance, plan);
}

RepairResult repair(const Problem& problem, const Limits& limits) {
    const Instance instance(problem);
    const auto start = planned_decisions(instance);
    const auto found = search(instance, limits, &start, 0, {});
    Plan plan(instance);
    plan.load(found.decisions);
    return result_of(instance, plan);
}

}  // namespace dengyun::scheduling
