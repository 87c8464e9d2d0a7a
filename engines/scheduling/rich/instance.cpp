#include "engines/scheduling/rich/instance.h"

#include <algorithm>
#include <span>

namespace dengyun::scheduling {
namespace {

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// Resources that can serve a requirement.
std::vector<Index> able(const Problem& problem, const Requirement& need) {
    std::vector<Index> out;
    if (need.resource != none) return {need.resource};
    for (std::size_t r = 0; r < problem.resources.size(); ++r) {
        const auto& one = problem.resources[r];
        if (one.capacity >= need.units && std::ranges::find(one.skills, need.skill) != one.skills.end())
            out.push_back(static_cast<Index>(r));
    }
    return out;
}

void to_offsets(std::vector<Index>& count) {
    Index sum = 0;
    for (auto& one : count) {
        const Index here = one;
        one = sum;
        sum += here;
    }
}

}  // namespace

Instance::Instance(const Problem& given) : problem(&given) {
    orders = static_cast<Index>(given.orders.size());
    machines = static_cast<Index>(given.machines.size());
    for (const auto& machine : given.machines) {
        capacity.push_back(1);
        machine_calendar.push_back(machine.calendar);
        site.push_back(machine.site);
        has_batches |= machine.batch_capacity > 0;
        has_setups |= machine.setup_matrix != none;
    }
    for (const auto& resource : given.resources) capacity.push_back(resource.capacity);
    for (const auto& one : given.calendars) calendars.emplace_back(one, given.horizon);
    if (given.trucks > 0) {
        truck_pool = static_cast<Index>(capacity.size());
        capacity.push_back(given.trucks);
    }
    resources = static_cast<Index>(capacity.size());
    need_first.push_back(0);
    picked_first.push_back(0);
    operation_first.push_back(0);
    mode_first.push_back(0);
    for (Index o = 0; o < orders; ++o) add_order(o);
    alternative_first.push_back(static_cast<Index>(alternative.size()));
    for (std::size_t m = 0; m + 1 < need_first.size(); ++m)
        slots = std::max(slots, 1 + need_first[m + 1] - need_first[m]);
    if (truck_pool != none) ++slots;
    add_arcs();
    fix_parts();
}

void Instance::add_order(Index order) {
    const auto& one = problem->orders[at(order)];
    due.push_back(one.due);
    weight.push_back(one.weight);
    fixed_alternative.push_back(none);
    alternative_first.push_back(static_cast<Index>(alternative.size()));
    const Index lots = lots_possible(one);
    has_alternatives |= lots > 1 || one.routings.size() > 1;
    for (Index r = 0; r < static_cast<Index>(one.routings.size()); ++r) {
        for (Index count = 1; count <= lots; ++count) {
            const auto number = static_cast<Index>(alternative.size());
            alternative.push_back({r, count});
            for (Index l = 0; l < count; ++l) {
                const auto& list = one.routings[at(r)].operations;
                for (Index k = 0; k < static_cast<Index>(list.size()); ++k) {
                    ++operations;
                    order_of.push_back(order);
                    alternative_of.push_back(number);
                    lot.push_back(l);
                    declared.push_back(k);
                    family.push_back(list[at(k)].family);
                    size.push_back(list[at(k)].size);
                    release.push_back(std::max(one.release, list[at(k)].release));
                    spans_breaks.push_back(list[at(k)].spans_breaks);
                    add_modes(list[at(k)], lot_quantity(one, count, l));
                }
            }
            operation_first.push_back(operations);
        }
    }
}

void Instance::add_modes(const Operation& operation, Tick quantity) {
    std::vector<std::vector<Index>> choices;
    std::vector<Index> resources_taken;
    for (Index m = 0; m < static_cast<Index>(operation.modes.size()); ++m) {
        const auto& mode = operation.modes[at(m)];
        choices.clear();
        for (const auto& one : mode.requirements) choices.push_back(able(*problem, one));
        std::vector<std::size_t> digit(choices.size(), 0);
        while (true) {
            resources_taken.clear();
            for (std::size_t i = 0; i < choices.size(); ++i) resources_taken.push_back(choices[i][digit[i]]);
            add_choice(mode, m, quantity, resources_taken);
            std::size_t i = 0;
            while (i < digit.size() && ++digit[i] == choices[i].size()) digit[i++] = 0;
            if (i == digit.size()) break;
        }
    }
    mode_first.push_back(static_cast<Index>(mode_machine.size()));
}

void Instance::add_choice(const Mode& mode, Index declared_mode, Tick quantity,
                          const std::vector<Index>& resources_taken) {
    std::vector<Need> needs;
    std::vector<Index> used_calendars;
    if (mode.machine != none) used_calendars.push_back(machine_calendar[at(mode.machine)]);
    for (std::size_t i = 0; i < resources_taken.size(); ++i) {
        const Index resource = resources_taken[i] + machines;
        used_calendars.push_back(problem->resources[at(resources_taken[i])].calendar);
        if (mode.requirements[i].units == 0) continue;
        const auto known = std::ranges::find(needs, resource, &Need::resource);
        if (known != needs.end())
            known->units += mode.requirements[i].units;
        else
            needs.push_back({resource, mode.requirements[i].units});
    }
    // Nobody can stand in twice for himself. Where that leaves no choice at all the operation keeps this one, which no
    // plan can use: its violation shows.
    const bool possible =
        std::ranges::all_of(needs, [&](const Need& n) { return n.units <= capacity[at(n.resource)]; });
    const bool others = static_cast<Index>(mode_machine.size()) > mode_first.back();
    if (!possible && others) return;
    need.insert(need.end(), needs.begin(), needs.end());
    need_first.push_back(static_cast<Index>(need.size()));
    picked.insert(picked.end(), resources_taken.begin(), resources_taken.end());
    picked_first.push_back(static_cast<Index>(picked.size()));
    mode_machine.push_back(mode.machine);
    mode_declared.push_back(declared_mode);
    mode_duration.push_back(mode.duration + mode.duration_per_unit * quantity);
    mode_cost.push_back(mode.cost + mode.cost_per_unit * quantity);
    mode_calendar.push_back(common_calendar(std::move(used_calendars)));
}

Index Instance::common_calendar(std::vector<Index> list) {
    std::erase(list, none);
    std::ranges::sort(list);
    list.erase(std::unique(list.begin(), list.end()), list.end());
    if (list.empty()) return none;
    if (list.size() == 1) return list[0];
    const auto known = std::ranges::find(calendars_known_, list, &std::pair<std::vector<Index>, Index>::first);
    if (known != calendars_known_.end()) return known->second;
    auto both = calendars[at(list[0])];
    for (std::size_t i = 1; i < list.size(); ++i) both = WorkCalendar::intersection(both, calendars[at(list[i])]);
    calendars.push_back(std::move(both));
    const auto number = static_cast<Index>(calendars.size()) - 1;
    calendars_known_.emplace_back(std::move(list), number);
    return number;
}

void Instance::add_arcs() {
    struct Edge {
        Index from, to;
        Tick lag_min, lag_max;
    };
    std::vector<Edge> edges;
    is_last.assign(at(operations), 1);
    std::vector<std::uint8_t> is_first(at(operations), 1);
    for (Index a = 0; a < static_cast<Index>(alternative.size()); ++a) {
        for (Index first = operation_first[at(a)]; first < operation_first[at(a) + 1];) {
            const auto& routing = problem->orders[at(order_of[at(first)])].routings[at(alternative[at(a)].routing)];
            for (const auto& link : routing.links) {
                edges.push_back({first + link.from, first + link.to, link.lag_min, link.lag_max});
                is_last[at(first + link.from)] = 0;
                is_first[at(first + link.to)] = 0;
                has_maximum_lags |= link.lag_max >= 0;
            }
            first += static_cast<Index>(routing.operations.size());
        }
    }
    for (const auto& link : problem->order_links) {
        const auto range = [&](Index order) {
            return std::pair{operation_first[at(alternative_first[at(order)])],
                             operation_first[at(alternative_first[at(order) + 1])]};
        };
        const auto [from, from_end] = range(link.from);
        const auto [to, to_end] = range(link.to);
        for (Index a = from; a < from_end; ++a)
            for (Index b = to; b < to_end && is_last[at(a)]; ++b)
                if (is_first[at(b)]) edges.push_back({a, b, link.lag, -1});
    }
    pred_first.assign(at(operations) + 1, 0);
    succ_first.assign(at(operations) + 1, 0);
    for (const auto& edge : edges) {
        ++pred_first[at(edge.to)];
        ++succ_first[at(edge.from)];
    }
    to_offsets(pred_first);
    to_offsets(succ_first);
    pred.resize(edges.size());
    succ.resize(edges.size());
    auto pred_next = pred_first, succ_next = succ_first;
    for (const auto& edge : edges) {
        pred[at(pred_next[at(edge.to)]++)] = {edge.from, edge.lag_min, edge.lag_max};
        succ[at(succ_next[at(edge.from)]++)] = {edge.to, edge.lag_min, edge.lag_max};
    }
}

void Instance::fix_parts() {
    frozen_start.assign(at(operations), -1);
    frozen_mode.assign(at(operations), none);
    planned_start.assign(at(operations), -1);
    planned_mode.assign(at(operations), none);
    const auto number = [&](Index order, const OrderChoice& choice) {
        const auto lots = lots_possible(problem->orders[at(order)]);
        return alternative_first[at(order)] + choice.routing * lots + choice.lots - 1;
    };
    for (const auto& [order, choice] : problem->frozen.orders) fixed_alternative[at(order)] = number(order, choice);
    for (const auto& one : problem->frozen.assignments) {
        auto& fixed = fixed_alternative[at(one.order)];
        if (fixed == none) fixed = alternative_first[at(one.order)];
        const auto op = find(one.order, alternative[at(fixed)], one.lot, one.operation);
        frozen_start[at(op)] = one.start;
        frozen_mode[at(op)] = find_mode(op, one.mode, one.resources);
        has_frozen = true;
    }
    for (std::size_t op = 0; op < release.size(); ++op)
        if (frozen_start[op] < 0) release[op] = std::max(release[op], problem->now);
    for (const auto& one : problem->plan.assignments) {
        const auto op = find(one.order, problem->plan.orders[at(one.order)], one.lot, one.operation);
        if (op == none) continue;
        planned_start[at(op)] = one.start;
        planned_mode[at(op)] = find_mode(op, one.mode, one.resources);
    }
}

Tick Instance::transport(Index mode_from, Index mode_to) const {
    if (problem->transport.empty()) return 0;
    const auto a = mode_machine[at(mode_from)], b = mode_machine[at(mode_to)];
    if (a == none || b == none || site[at(a)] == none || site[at(b)] == none) return 0;
    return problem->transport[at(site[at(a)]) * problem->sites.size() + at(site[at(b)])];
}

Index Instance::find(Index order, OrderChoice choice, Index lot_number, Index operation) const {
    for (auto a = alternative_first[at(order)]; a < alternative_first[at(order) + 1]; ++a) {
        if (alternative[at(a)].routing != choice.routing || alternative[at(a)].lots != choice.lots) continue;
        const auto length = (operation_first[at(a) + 1] - operation_first[at(a)]) / choice.lots;
        return operation_first[at(a)] + lot_number * length + operation;
    }
    return none;
}

Index Instance::find_mode(Index op, Index declared_mode, const std::vector<Index>& resources_taken) const {
    for (auto m = mode_first[at(op)]; m < mode_first[at(op) + 1]; ++m)
        if (mode_declared[at(m)] == declared_mode &&
            std::ranges::equal(resources_taken, std::span(picked.begin() + picked_first[at(m)],
                                                          picked.begin() + picked_first[at(m) + 1])))
            return m;
    return mode_first[at(op)];
}

}  // namespace dengyun::scheduling
