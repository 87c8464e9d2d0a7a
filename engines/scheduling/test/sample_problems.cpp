#include "engines/scheduling/test/sample_problems.h"

#include <algorithm>
#include <map>

namespace dengyun::scheduling::sample {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

class Draw {
  public:
    explicit Draw(unsigned seed) : engine_(seed) {}
    Tick between(Tick low, Tick high) {
        return low + static_cast<Tick>(engine_() % static_cast<unsigned>(high - low + 1));
    }
    Index below(Index bound) { return static_cast<Index>(between(0, bound - 1)); }

  private:
    std::mt19937 engine_;
};

Operation operation(const Problem& problem, const Features& features, Draw& draw, Index number) {
    Operation out{.id = std::to_string(number)};
    out.family = problem.families.empty() ? none : draw.below(static_cast<Index>(problem.families.size()));
    out.spans_breaks = !features.unbroken || draw.below(2) == 0;
    if (features.releases) out.release = draw.between(0, 2);
    const Index modes = features.modes ? 2 : 1;
    for (Index m = 0; m < modes; ++m) {
        Mode mode{.machine = (draw.below(2) + m) % 2, .duration = draw.between(1, 3), .cost = draw.between(0, 4)};
        if (features.cumulative) mode.machine = none;
        if (features.lots) mode = {.machine = mode.machine, .duration = draw.between(0, 1), .duration_per_unit = 1};
        if (features.tools) mode.requirements.push_back({.resource = 0});
        if (features.skills) mode.requirements.push_back({.skill = 0});
        if (features.cumulative) mode.requirements.push_back({.resource = 0, .units = draw.between(1, 3)});
        out.modes.push_back(std::move(mode));
    }
    return out;
}

void globals(Problem& out, const Features& features, Draw& draw) {
    out.machines = {{.id = "A"}, {.id = "B"}};
    if (features.setups || features.batches) out.families = {"f", "g"};
    if (features.setups) {
        out.setup_matrices.push_back(
            {.id = "s", .duration = {0, draw.between(1, 2), draw.between(1, 3), 0}, .cost = {0, 2, 1, 0}});
        for (auto& machine : out.machines) {
            machine.setup_matrix = 0;
            machine.initial_family = draw.below(2);
        }
    }
    if (features.batches) out.machines[0].batch_capacity = 2;
    if (features.tools) out.resources.push_back({.id = "t"});
    if (features.skills) {
        out.skills = {"k"};
        out.resources.push_back({.id = "o", .kind = ResourceKind::operators, .skills = {0}});
        out.resources.push_back({.id = "p", .kind = ResourceKind::operators, .skills = {0}});
    }
    if (features.cumulative) out.resources = {{.id = "c", .kind = ResourceKind::material, .capacity = 4}};
    if (features.transport) {
        out.sites = {"X", "Y"};
        out.transport = {0, 2, 1, 0};
        out.machines[0].site = 0;
        out.machines[1].site = 1;
    }
    if (features.calendars) {
        out.horizon = 60;
        out.calendars.push_back({.id = "day", .period = 6, .shifts = {{0, 2}, {3, 6}}, .closed = {{7, 8}}});
        out.calendars.push_back({.id = "night", .period = 5, .shifts = {{1, 5}}, .extra = {{5, 6}}});
        out.machines[0].calendar = 0;
        if (!out.resources.empty()) out.resources[0].calendar = 1;
    }
}

}  // namespace

Problem problem(const Features& features, unsigned seed) {
    Draw draw(seed);
    Problem out;
    globals(out, features, draw);
    for (Index o = 0; o < features.orders; ++o) {
        Order order{.id = "o" + std::to_string(o), .due = draw.between(1, 6), .weight = draw.between(1, 3)};
        if (features.releases) order.release = draw.between(0, 3);
        if (features.lots) {
            order.quantity = 2;
            order.lots_max = 2;
        }
        for (Index r = 0; r < (features.routings ? 2 : 1); ++r) {
            Routing routing{.id = std::to_string(r)};
            for (Index k = 0; k < features.operations - r; ++k)
                routing.operations.push_back(operation(out, features, draw, k));
            for (Index k = 1; k < static_cast<Index>(routing.operations.size()); ++k) {
                Link link{.from = k - 1, .to = k};
                if (features.lags) link.lag_min = draw.between(0, 2);
                if (features.maximum_lags) link.lag_max = link.lag_min + draw.between(0, 1);
                routing.links.push_back(link);
            }
            order.routings.push_back(std::move(routing));
        }
        out.orders.push_back(std::move(order));
    }
    if (features.order_links && features.orders > 1) out.order_links.push_back({.from = 0, .to = 1, .lag = 1});
    if (features.frozen) {
        const auto& mode = out.orders[0].routings[0].operations[0].modes[0];
        Assignment frozen{.order = 0, .operation = 0, .mode = 0, .start = 1};
        for (const auto& need : mode.requirements)
            frozen.resources.push_back(need.resource != none ? need.resource : 0);
        out.frozen.assignments.push_back(std::move(frozen));
    }
    out.objective.terms.push_back({features.criterion, 1});
    return out;
}

Tick value_of(const CheckedTotals& totals, Criterion criterion) {
    switch (criterion) {
        case Criterion::makespan:
            return totals.makespan;
        case Criterion::tardiness:
            return totals.tardiness;
        case Criterion::setup:
            return totals.setup;
        case Criterion::cost:
            return totals.cost;
        case Criterion::stability:
            return totals.stability;
    }
    return 0;
}

namespace {

// Tries all combinations, one operation after another.
class EveryStart {
  public:
    EveryStart(const Problem& problem, Tick last_start) : problem_(problem), last_start_(last_start) {}

    std::optional<Optimum> run() {
        schedule_.orders.resize(problem_.orders.size());
        choose(0);
        return best_;
    }

  private:
    void choose(std::size_t order) {
        if (order == problem_.orders.size()) {
            schedule_.assignments.clear();
            for (Index o = 0; o < static_cast<Index>(problem_.orders.size()); ++o)
                for (Index lot = 0; lot < schedule_.orders[at(o)].lots; ++lot)
                    for (Index k = 0; k < static_cast<Index>(routing(o).operations.size()); ++k)
                        schedule_.assignments.push_back({.order = o, .lot = lot, .operation = k});
            place(0);
            return;
        }
        for (Index r = 0; r < static_cast<Index>(problem_.orders[order].routings.size()); ++r) {
            for (Index lots = 1; lots <= problem_.orders[order].lots_max; ++lots) {
                schedule_.orders[order] = {r, lots};
                choose(order + 1);
            }
        }
    }

    const Routing& routing(Index order) const {
        return problem_.orders[at(order)].routings[at(schedule_.orders[at(order)].routing)];
    }

    void place(std::size_t i) {
        if (i == schedule_.assignments.size()) return judge();
        auto& one = schedule_.assignments[i];
        const auto& modes = routing(one.order).operations[at(one.operation)].modes;
        for (one.mode = 0; one.mode < static_cast<Index>(modes.size()); ++one.mode) {
            // The only requirement with a choice, if any, is the last.
            const auto& needs = modes[at(one.mode)].requirements;
            const bool chooses = !needs.empty() && needs.back().resource == none;
            for (Index last = 0; last < (chooses ? static_cast<Index>(problem_.resources.size()) : 1); ++last) {
                one.resources.clear();
                for (const auto& need : needs) one.resources.push_back(need.resource);
                if (chooses) one.resources.back() = last;
                if (chooses && problem_.resources[at(last)].skills.empty()) continue;
                for (one.start = 0; one.start <= last_start_; ++one.start) {
                    if (!follows(one, i)) continue;
                    place(i + 1);
                }
            }
        }
        one.mode = 0;
    }

    // Prunes what cannot be: an operation before the one that precedes it in the list of its lot.
    bool follows(const Assignment& one, std::size_t i) const {
        if (one.operation == 0) return true;
        return one.start >= schedule_.assignments[i - 1].start + work(schedule_.assignments[i - 1]);
    }

    Tick work(const Assignment& one) const {
        const auto& mode = routing(one.order).operations[at(one.operation)].modes[at(one.mode)];
        const auto lots = schedule_.orders[at(one.order)].lots;
        return mode.duration + mode.duration_per_unit * (problem_.orders[at(one.order)].quantity / lots);
    }

    bool open(Index calendar, Tick t) const {
        if (calendar == none) return true;
        const auto& one = problem_.calendars[at(calendar)];
        const auto holds = [](const std::vector<Interval>& list, Tick when) {
            return std::ranges::any_of(list, [&](const Interval& i) { return i.begin <= when && when < i.end; });
        };
        return holds(one.extra, t) || (holds(one.shifts, one.period > 0 ? t % one.period : t) && !holds(one.closed, t));
    }

    Tick end_of(const Assignment& one, Index machine, Tick left) const {
        Tick t = one.start;
        for (; left > 0 && t < 100; ++t) {
            bool all = machine == none || open(problem_.machines[at(machine)].calendar, t);
            for (const auto resource : one.resources) all &= open(problem_.resources[at(resource)].calendar, t);
            left -= all ? 1 : 0;
        }
        return t;
    }

    void judge() {
        std::map<Index, std::vector<Assignment*>> by_machine;
        for (auto& one : schedule_.assignments) {
            const Index machine = routing(one.order).operations[at(one.operation)].modes[at(one.mode)].machine;
            Tick longest = work(one);
            if (machine != none && problem_.machines[at(machine)].batch_capacity > 0)
                for (const auto& other : schedule_.assignments)
                    if (other.start == one.start &&
                        routing(other.order).operations[at(other.operation)].modes[at(other.mode)].machine == machine)
                        longest = std::max(longest, work(other));
            one.end = end_of(one, machine, longest);
            one.setup = 0;
            if (machine != none) by_machine[machine].push_back(&one);
        }
        for (auto& [machine, list] : by_machine) {
            const auto& declared = problem_.machines[at(machine)];
            if (declared.setup_matrix == none) continue;
            std::ranges::sort(list, {}, [](const Assignment* one) { return one->start; });
            Index family = declared.initial_family;
            for (std::size_t i = 0; i < list.size(); ++i) {
                const Index next = routing(list[i]->order).operations[at(list[i]->operation)].family;
                if (i == 0 || list[i]->start != list[i - 1]->start)
                    list[i]->setup =
                        problem_.setup_matrices[0].duration[at(family) * problem_.families.size() + at(next)];
                family = next;
            }
        }
        const auto check = check_schedule(problem_, schedule_);
        if (!check.feasible()) return;
        const Tick value = value_of(check.totals, problem_.objective.terms[0].criterion);
        if (!best_ || value < best_->value) best_ = Optimum{value, schedule_};
    }

    const Problem& problem_;
    const Tick last_start_;
    Schedule schedule_;
    std::optional<Optimum> best_;
};

}  // namespace

std::optional<Optimum> by_every_start(const Problem& problem, Tick last_start) {
    return EveryStart(problem, last_start).run();
}

}  // namespace dengyun::scheduling::sample
