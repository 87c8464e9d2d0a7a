#include "engines/scheduling/check/check_schedule.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "engines/scheduling/check/opening_hours.h"

namespace dengyun::scheduling {
namespace {

constexpr std::size_t breaches_max = 1'000;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

template <class List>
bool within(Index i, const List& list) {
    return i >= 0 && at(i) < list.size();
}

// An assignment with what the problem says about it.
struct Run {
    const Assignment* given;
    const Operation* operation;
    const Mode* mode;
    Tick work;
};

class Checker {
  public:
    Checker(const Problem& problem, const Schedule& schedule) : problem_(problem), schedule_(schedule) {}

    Check run() {
        if (!choices() || !collect()) return std::move(out_);
        for (const auto& fixed : problem_.frozen.assignments) frozen_.insert({fixed.order, fixed.lot, fixed.operation});
        for (const auto& [name, one] : runs_) {
            alone(one);
            if (one.given->start < problem_.now && !frozen_.contains(name))
                add(Fault::release, *one.given, "starts before the present");
        }
        if (std::ranges::count(out_.breaches, Fault::wrong_resource, &Breach::fault) > 0) return std::move(out_);
        links();
        order_links();
        machines();
        capacities();
        trucks();
        frozen();
        totals();
        return std::move(out_);
    }

  private:
    using Name = std::tuple<Index, Index, Index>;  // order, lot, operation

    void add(Fault fault, const Assignment& one, std::string text) {
        if (out_.breaches.size() < breaches_max)
            out_.breaches.push_back({fault,
                                     fmt::format("order {} lot {} operation {}", one.order, one.lot, one.operation),
                                     std::move(text)});
    }
    void add(Fault fault, std::string place, std::string text) {
        if (out_.breaches.size() < breaches_max) out_.breaches.push_back({fault, std::move(place), std::move(text)});
    }

    bool choices() {
        if (schedule_.orders.size() != problem_.orders.size()) {
            add(Fault::unknown, "orders",
                fmt::format("{} orders, not {}", schedule_.orders.size(), problem_.orders.size()));
            return false;
        }
        for (std::size_t o = 0; o < schedule_.orders.size(); ++o) {
            const auto& order = problem_.orders[o];
            const auto& taken = schedule_.orders[o];
            const bool splits = taken.lots == 1 || (taken.lots > 1 && taken.lots <= order.lots_max &&
                                                    order.quantity / taken.lots >= order.lot_minimum);
            if (!within(taken.routing, order.routings) || !splits) {
                add(Fault::unknown, fmt::format("order {}", o), "no such routing or number of lots");
                return false;
            }
        }
        return true;
    }

    bool collect() {
        for (const auto& one : schedule_.assignments) {
            if (!within(one.order, problem_.orders) || one.lot < 0 || one.lot >= schedule_.orders[at(one.order)].lots) {
                add(Fault::unknown, one, "no such order or lot");
                continue;
            }
            const auto& order = problem_.orders[at(one.order)];
            const auto& taken = schedule_.orders[at(one.order)];
            const auto& list = order.routings[at(taken.routing)].operations;
            if (!within(one.operation, list) || !within(one.mode, list[at(one.operation)].modes)) {
                add(Fault::unknown, one, "no such operation or mode");
                continue;
            }
            const auto& operation = list[at(one.operation)];
            const auto& mode = operation.modes[at(one.mode)];
            // Equal lots: the first `quantity mod lots` hold one piece more.
            const Tick pieces = order.quantity / taken.lots + (one.lot < order.quantity % taken.lots ? 1 : 0);
            const Run run{&one, &operation, &mode, mode.duration + pieces * mode.duration_per_unit};
            if (!runs_.emplace(Name{one.order, one.lot, one.operation}, run).second)
                add(Fault::repeated, one, "runs more than once");
            out_.totals.cost += mode.cost + pieces * mode.cost_per_unit;
        }
        for (Index o = 0; o < static_cast<Index>(problem_.orders.size()); ++o) {
            const auto& taken = schedule_.orders[at(o)];
            const auto count = static_cast<Index>(problem_.orders[at(o)].routings[at(taken.routing)].operations.size());
            for (Index lot = 0; lot < taken.lots; ++lot)
                for (Index k = 0; k < count; ++k)
                    if (!runs_.contains({o, lot, k}))
                        add(Fault::missing, Assignment{.order = o, .lot = lot, .operation = k},
                            "is not in the schedule");
        }
        return out_.breaches.empty();
    }

    const OpeningHours& hours(std::vector<Index> calendars) {
        std::ranges::sort(calendars);
        const auto known = hours_.find(calendars);
        if (known != hours_.end()) return known->second;
        return hours_.emplace(calendars, OpeningHours(problem_, calendars)).first->second;
    }

    const OpeningHours& hours_of(const Run& run) {
        std::vector<Index> calendars;
        if (run.mode->machine != none) calendars.push_back(problem_.machines[at(run.mode->machine)].calendar);
        for (const auto resource : run.given->resources) calendars.push_back(problem_.resources[at(resource)].calendar);
        return hours(std::move(calendars));
    }

    bool in_batch(const Run& run) const {
        return run.mode->machine != none && problem_.machines[at(run.mode->machine)].batch_capacity > 0;
    }

    // What can be said of one operation without the others.
    void alone(const Run& run) {
        const auto& one = *run.given;
        if (one.resources.size() != run.mode->requirements.size())
            return add(Fault::wrong_resource, one, "not one resource for each requirement");
        for (std::size_t r = 0; r < one.resources.size(); ++r) {
            const auto& need = run.mode->requirements[r];
            if (!within(one.resources[r], problem_.resources))
                return add(Fault::wrong_resource, one, "no such resource");
            const auto& skills = problem_.resources[at(one.resources[r])].skills;
            const bool fits =
                need.skill == none ? one.resources[r] == need.resource : std::ranges::count(skills, need.skill) > 0;
            if (!fits) add(Fault::wrong_resource, one, "the resource is not the one asked for or lacks the skill");
        }
        if (one.start < std::max(run.operation->release, problem_.orders[at(one.order)].release))
            add(Fault::release, one, "starts before its release");
        if (!in_batch(run)) lasts(run, run.work);
    }

    void lasts(const Run& run, Tick work) {
        const auto& one = *run.given;
        const auto& open = hours_of(run);
        if (one.end < one.start) return add(Fault::duration, one, "ends before it starts");
        if (!open.always() && one.end > problem_.horizon) return add(Fault::calendar, one, "ends beyond the horizon");
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

    Tick way(const Run& from, const Run& to) const {
        if (problem_.transport.empty() || from.mode->machine == none || to.mode->machine == none) return 0;
        const Index a = problem_.machines[at(from.mode->machine)].site,
                    b = problem_.machines[at(to.mode->machine)].site;
        if (a == none || b == none) return 0;
        return problem_.transport[at(a) * problem_.sites.size() + at(b)];
    }

    void follows(const Run& from, const Run& to, Tick lag_min, Tick lag_max) {
        const Tick gap = to.given->start - from.given->end;
        if (gap < lag_min)
            add(Fault::lag_min, *to.given, fmt::format("starts {} after its predecessor, not {}", gap, lag_min));
        if (lag_max >= 0 && gap > lag_max)
            add(Fault::lag_max, *to.given, fmt::format("starts {} after its predecessor, at most {}", gap, lag_max));
        const Tick transport = way(from, to);
        if (transport == 0) return;
        if (gap >= lag_min && gap < lag_min + transport)
            add(Fault::transport, *to.given, fmt::format("{} between sites in {}", transport, gap - lag_min));
        if (problem_.trucks > 0) needs_trip(from, to, from.given->end + lag_min, transport);
    }

    void links() {
        for (const auto& [name, run] : runs_) {
            const auto [order, lot, operation] = name;
            const auto& routing = problem_.orders[at(order)].routings[at(schedule_.orders[at(order)].routing)];
            if (operation > 0) continue;  // once for each lot
            for (const auto& link : routing.links)
                follows(runs_.at({order, lot, link.from}), runs_.at({order, lot, link.to}), link.lag_min, link.lag_max);
        }
    }

    // The operations of an order in all its lots that nothing within their routing follows, or precedes.
    std::vector<const Run*> ends_of(Index order, bool last) {
        const auto& routing = problem_.orders[at(order)].routings[at(schedule_.orders[at(order)].routing)];
        std::vector<bool> inner(routing.operations.size(), false);
        for (const auto& link : routing.links) inner[at(last ? link.from : link.to)] = true;
        std::vector<const Run*> out;
        for (Index lot = 0; lot < schedule_.orders[at(order)].lots; ++lot)
            for (Index k = 0; k < static_cast<Index>(inner.size()); ++k)
                if (!inner[at(k)]) out.push_back(&runs_.at({order, lot, k}));
        return out;
    }

    void order_links() {
        for (const auto& link : problem_.order_links)
            for (const auto* from : ends_of(link.from, true))
                for (const auto* to : ends_of(link.to, false)) follows(*from, *to, link.lag, -1);
    }

    // What runs on a machine at once: one operation, or the members of a batch.
    struct Load {
        Tick start, end;
        std::vector<const Run*> members;
    };

    void machines() {
        std::map<Index, std::map<std::pair<Tick, Tick>, Load>> batches;
        std::map<Index, std::vector<Load>> loads;
        for (const auto& [name, run] : runs_) {
            const Index machine = run.mode->machine;
            if (machine == none) continue;
            const auto& one = *run.given;
            if (!in_batch(run)) {
                loads[machine].push_back({one.start, one.end, {&run}});
                continue;
            }
            auto& load = batches[machine][{one.start, one.end}];
            load.start = one.start;
            load.end = one.end;
            load.members.push_back(&run);
        }
        for (auto& [machine, by_span] : batches) {
            for (auto& [span, load] : by_span) {
                batch(machine, load);
                loads[machine].push_back(load);
            }
        }
        for (auto& [machine, list] : loads) sequence(machine, list);
    }

    void batch(Index machine, const Load& load) {
        Tick size = 0;
        const Run* longest = load.members.front();
        for (const auto* member : load.members) {
            size += member->operation->size;
            if (member->work > longest->work) longest = member;
            if (member->operation->family != load.members.front()->operation->family)
                add(Fault::batch, *member->given, "another family than the rest of its batch");
        }
        if (size > problem_.machines[at(machine)].batch_capacity)
            add(Fault::batch, *longest->given, fmt::format("its batch holds {}", size));
        for (const auto* member : load.members) lasts(*member, longest->work);
    }

    void sequence(Index machine, std::vector<Load>& list) {
        const auto& declared = problem_.machines[at(machine)];
        std::ranges::sort(list, {}, [](const Load& load) { return std::pair{load.start, load.end}; });
        const auto& open = hours({declared.calendar});
        Index family = declared.initial_family;
        Tick free_from = 0;
        for (const auto& load : list) {
            const auto& first = *load.members.front();
            if (load.start < free_from) add(Fault::machine, *first.given, "its machine is still busy");
            Tick setup = 0;
            if (declared.setup_matrix != none && family != none) {
                const auto& matrix = problem_.setup_matrices[at(declared.setup_matrix)];
                const auto cell = at(family) * problem_.families.size() + at(first.operation->family);
                setup = matrix.duration[cell];
                if (!matrix.cost.empty()) out_.totals.cost += matrix.cost[cell];
            }
            const Tick available = open.always() ? load.start - free_from : open.open_within(free_from, load.start);
            if (available < setup)
                add(Fault::setup, *first.given, fmt::format("{} for a set-up of {}", available, setup));
            Tick stated = 0;
            for (const auto* member : load.members) stated += member->given->setup;
            if (stated != setup)
                add(Fault::setup, *first.given, fmt::format("states a set-up of {}, not {}", stated, setup));
            out_.totals.setup += setup;
            family = first.operation->family;
            free_from = std::max(free_from, load.end);
        }
    }

    void never_above(std::map<Tick, Tick>& change, Tick most, Fault fault, const std::string& place) {
        Tick now = 0;
        for (const auto& [t, by] : change) {
            now += by;
            if (now > most) return add(fault, place, fmt::format("{} units at {}, there are {}", now, t, most));
        }
    }

    void capacities() {
        std::map<Index, std::map<Tick, Tick>> change;
        for (const auto& [name, run] : runs_) {
            if (run.given->resources.size() != run.mode->requirements.size()) continue;
            for (std::size_t r = 0; r < run.given->resources.size(); ++r) {
                if (run.given->start >= run.given->end) continue;
                auto& of = change[run.given->resources[r]];
                of[run.given->start] += run.mode->requirements[r].units;
                of[run.given->end] -= run.mode->requirements[r].units;
            }
        }
        for (auto& [resource, list] : change)
            if (within(resource, problem_.resources))
                never_above(list, problem_.resources[at(resource)].capacity, Fault::capacity,
                            fmt::format("resource {}", resource));
    }

    void needs_trip(const Run& from, const Run& to, Tick ready, Tick transport) {
        const auto same = [](const OperationName& a, const Assignment& b) {
            return a.order == b.order && a.lot == b.lot && a.operation == b.operation;
        };
        if (trips_.empty())
            for (const auto& trip : schedule_.trips)
                trips_.emplace(Name{trip.to.order, trip.to.lot, trip.to.operation}, &trip);
        const auto [begin, end] = trips_.equal_range({to.given->order, to.given->lot, to.given->operation});
        for (auto trip = begin; trip != end; ++trip) {
            if (!same(trip->second->from, *from.given)) continue;
            const auto& one = *trip->second;
            if (one.depart < ready || one.arrive - one.depart != transport || one.arrive > to.given->start)
                add(Fault::trucks, *to.given, "the trip leaves too early, takes a wrong time or comes too late");
            const Tick back = way(to, from);
            away_[one.depart] += 1;
            away_[one.arrive + back] -= 1;
            return;
        }
        add(Fault::trucks, *to.given, "no truck brings it");
    }

    void trucks() {
        if (problem_.trucks > 0) never_above(away_, problem_.trucks, Fault::trucks, "trucks");
    }

    void frozen() {
        for (const auto& [order, choice] : problem_.frozen.orders) {
            const auto& taken = schedule_.orders[at(order)];
            if (taken.routing != choice.routing || taken.lots != choice.lots)
                add(Fault::frozen, fmt::format("order {}", order), "does not keep its routing or lots");
        }
        for (const auto& fixed : problem_.frozen.assignments) {
            const auto found = runs_.find({fixed.order, fixed.lot, fixed.operation});
            if (found == runs_.end() || found->second.given->mode != fixed.mode ||
                found->second.given->start != fixed.start || found->second.given->resources != fixed.resources)
                add(Fault::frozen, fixed, "is not where it was frozen");
        }
    }

    void totals() {
        std::vector<Tick> done(problem_.orders.size(), 0);
        for (const auto& [name, run] : runs_) {
            auto& end = done[at(run.given->order)];
            end = std::max(end, run.given->end);
        }
        for (std::size_t o = 0; o < done.size(); ++o) {
            out_.totals.makespan = std::max(out_.totals.makespan, done[o]);
            const auto& order = problem_.orders[o];
            if (order.due >= 0 && done[o] > order.due) out_.totals.tardiness += order.weight * (done[o] - order.due);
        }
        for (const auto& planned : problem_.plan.assignments) {
            const auto& before = problem_.plan.orders[at(planned.order)];
            const auto& now = schedule_.orders[at(planned.order)];
            if (before.routing != now.routing || before.lots != now.lots) continue;
            const auto& run = runs_.at({planned.order, planned.lot, planned.operation});
            out_.totals.stability += std::abs(run.given->start - planned.start);
            if (run.operation->modes[at(planned.mode)].machine != run.mode->machine)
                out_.totals.stability += problem_.move_penalty;
        }
    }

    const Problem& problem_;
    const Schedule& schedule_;
    Check out_;
    std::map<Name, Run> runs_;
    std::set<Name> frozen_;
    std::map<std::vector<Index>, OpeningHours> hours_;
    std::multimap<Name, const Trip*> trips_;
    std::map<Tick, Tick> away_;
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
