#include "engines/scheduling/check/check_schedule.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <set>

#include "engines/scheduling/check/runs.h"

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

template <class List>
bool within(Index i, const List& list) {
    return i >= 0 && at(i) < list.size();
}

class Checker {
  public:
    Checker(const Problem& problem, const Schedule& schedule) : runs_(problem, schedule) {}

    Check run() {
        if (!collect_runs(runs_)) return std::move(runs_.out);
        for (const auto& fixed : runs_.problem.frozen.assignments)
            frozen_.insert({fixed.order, fixed.lot, fixed.operation});
        for (const auto& [name, one] : runs_.all) {
            alone(one);
            if (one.given->start < runs_.problem.now && !frozen_.contains(name))
                runs_.add(Fault::release, *one.given, "starts before the present");
        }
        if (std::ranges::count(runs_.out.breaches, Fault::wrong_resource, &Breach::fault) > 0)
            return std::move(runs_.out);
        check_links(runs_);
        check_machines(runs_);
        capacities();
        frozen();
        totals();
        return std::move(runs_.out);
    }

  private:
    // What can be said of one operation without the others.
    void alone(const Run& run) {
        const auto& one = *run.given;
        if (one.resources.size() != run.mode->requirements.size())
            return runs_.add(Fault::wrong_resource, one, "not one resource for each requirement");
        for (std::size_t r = 0; r < one.resources.size(); ++r) {
            const auto& need = run.mode->requirements[r];
            if (!within(one.resources[r], runs_.problem.resources))
                return runs_.add(Fault::wrong_resource, one, "no such resource");
            const auto& skills = runs_.problem.resources[at(one.resources[r])].skills;
            const bool fits =
                need.skill == none ? one.resources[r] == need.resource : std::ranges::count(skills, need.skill) > 0;
            if (!fits)
                runs_.add(Fault::wrong_resource, one, "the resource is not the one asked for or lacks the skill");
        }
        if (one.start < std::max(run.operation->release, runs_.problem.orders[at(one.order)].release))
            runs_.add(Fault::release, one, "starts before its release");
        if (!runs_.in_batch(run)) runs_.lasts(run, run.work);
    }

    void capacities() {
        std::map<Index, std::map<Tick, Tick>> change;
        for (const auto& [name, run] : runs_.all) {
            if (run.given->resources.size() != run.mode->requirements.size()) continue;
            for (std::size_t r = 0; r < run.given->resources.size(); ++r) {
                if (run.given->start >= run.given->end) continue;
                auto& of = change[run.given->resources[r]];
                of[run.given->start] += run.mode->requirements[r].units;
                of[run.given->end] -= run.mode->requirements[r].units;
            }
        }
        for (auto& [resource, list] : change)
            if (within(resource, runs_.problem.resources))
                runs_.never_above(list, runs_.problem.resources[at(resource)].capacity, Fault::capacity,
                                  fmt::format("resource {}", resource));
    }

    void frozen() {
        for (const auto& [order, choice] : runs_.problem.frozen.orders) {
            const auto& taken = runs_.schedule.orders[at(order)];
            if (taken.routing != choice.routing || taken.lots != choice.lots)
                runs_.add(Fault::frozen, fmt::format("order {}", order), "does not keep its routing or lots");
        }
        for (const auto& fixed : runs_.problem.frozen.assignments) {
            const auto found = runs_.all.find({fixed.order, fixed.lot, fixed.operation});
            if (found == runs_.all.end() || found->second.given->mode != fixed.mode ||
                found->second.given->start != fixed.start || found->second.given->resources != fixed.resources)
                runs_.add(Fault::frozen, fixed, "is not where it was frozen");
        }
    }

    void totals() {
        std::vector<Tick> done(runs_.problem.orders.size(), 0);
        for (const auto& [name, run] : runs_.all) {
            auto& end = done[at(run.given->order)];
            end = std::max(end, run.given->end);
        }
        for (std::size_t o = 0; o < done.size(); ++o) {
            runs_.out.totals.makespan = std::max(runs_.out.totals.makespan, done[o]);
            const auto& order = runs_.problem.orders[o];
            if (order.due >= 0 && done[o] > order.due)
                runs_.out.totals.tardiness += order.weight * (done[o] - order.due);
        }
        for (const auto& planned : runs_.problem.plan.assignments) {
            const auto& before = runs_.problem.plan.orders[at(planned.order)];
            const auto& now = runs_.schedule.orders[at(planned.order)];
            if (before.routing != now.routing || before.lots != now.lots) continue;
            const auto& run = runs_.all.at({planned.order, planned.lot, planned.operation});
            runs_.out.totals.stability += std::abs(run.given->start - planned.start);
            if (run.operation->modes[at(planned.mode)].machine != run.mode->machine)
                runs_.out.totals.stability += runs_.problem.move_penalty;
        }
    }

    Runs runs_;
    std::set<RunName> frozen_;
};

}  // namespace

Check check_schedule(const Problem& problem, const Schedule& schedule) { return Checker(problem, schedule).run(); }

std::string_view name_of(Fault fault) {
    constexpr std::string_view names[] = {"unknown", "missing",  "repeated", "wrong_resource", "duration", "calendar",
                                          "release", "lag_min",  "lag_max",  "transport",      "machine",  "setup",
                                          "batch",   "capacity", "trucks",   "frozen"};
    return names[static_cast<std::size_t>(fault)];
}

}  // namespace dengyun::scheduling
