#include "engines/scheduling/model.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <unordered_set>

namespace dengyun::scheduling {
namespace {

constexpr std::size_t issues_max = 100;

class Validation {
  public:
    explicit Validation(const Problem& problem) : problem_(problem) {}

    std::vector<Issue> run() {
        globals();
        machines_and_resources();
        std::size_t operations = 0, modes = 0;
        for (std::size_t o = 0; o < problem_.orders.size(); ++o) {
            order(fmt::format("orders.{}", o), problem_.orders[o]);
            for (const auto& routing : problem_.orders[o].routings) {
                operations += routing.operations.size();
                for (const auto& one : routing.operations) modes += one.modes.size();
            }
        }
        if (operations > Bounds::operations_max) add("orders", "too_many", std::to_string(Bounds::operations_max));
        if (modes > Bounds::modes_max) add("orders", "too_many", std::to_string(Bounds::modes_max));
        if (problem_.orders.empty()) add("orders", "required");
        order_links();
        fixed_parts();
        return std::move(issues_);
    }

  private:
    void add(std::string path, std::string_view code, std::string detail = {}) {
        if (issues_.size() < issues_max) issues_.push_back({std::move(path), std::string(code), std::move(detail)});
    }
    void within(const std::string& path, Tick value, Tick low, Tick high) {
        if (value < low) add(path, "too_small", std::to_string(low));
        if (value > high) add(path, "too_large", std::to_string(high));
    }
    bool refers(const std::string& path, Index index, std::size_t count, bool optional = true) {
        if (index == none && optional) return true;
        if (index >= 0 && static_cast<std::size_t>(index) < count) return true;
        add(path, "unknown_reference");
        return false;
    }
    template <class List, class Name>
    void ids(const std::string& path, const List& list, Name name) {
        std::unordered_set<std::string_view> seen;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string_view id = name(list[i]);
            if (id.empty()) add(fmt::format("{}.{}.id", path, i), "required");
            if (id.size() > Bounds::id_bytes_max)
                add(fmt::format("{}.{}.id", path, i), "too_long", std::to_string(Bounds::id_bytes_max));
            if (!seen.insert(id).second) add(fmt::format("{}.{}.id", path, i), "duplicate_id", std::string(id));
        }
    }

    void globals() {
        const auto plain = [](const std::string& text) -> std::string_view { return text; };
        const auto id = [](const auto& one) -> std::string_view { return one.id; };
        ids("families", problem_.families, plain);
        ids("skills", problem_.skills, plain);
        ids("sites", problem_.sites, plain);
        ids("calendars", problem_.calendars, id);
        ids("setup_matrices", problem_.setup_matrices, id);
        ids("machines", problem_.machines, id);
        ids("resources", problem_.resources, id);
        ids("orders", problem_.orders, id);
        within("horizon", problem_.horizon, 0, Bounds::time_max);
        within("now", problem_.now, 0, Bounds::time_max);
        within("trucks", problem_.trucks, 0, 1'000'000);
        within("move_penalty", problem_.move_penalty, 0, Bounds::weight_max);
        if (problem_.sites.size() > Bounds::sites_max) add("sites", "too_many", std::to_string(Bounds::sites_max));
        if (problem_.families.size() > Bounds::families_max)
            add("families", "too_many", std::to_string(Bounds::families_max));
        if (problem_.machines.size() > Bounds::machines_max)
            add("machines", "too_many", std::to_string(Bounds::machines_max));
        if (problem_.resources.size() > Bounds::machines_max)
            add("resources", "too_many", std::to_string(Bounds::machines_max));
        matrix("transport", problem_.transport, problem_.sites.size(), true);
        for (std::size_t i = 0; i < problem_.setup_matrices.size(); ++i) {
            const auto path = fmt::format("setup_matrices.{}", i);
            matrix(path + ".duration", problem_.setup_matrices[i].duration, problem_.families.size(), false);
            matrix(path + ".cost", problem_.setup_matrices[i].cost, problem_.families.size(), true);
        }
        for (std::size_t i = 0; i < problem_.calendars.size(); ++i)
            calendar(fmt::format("calendars.{}", i), problem_.calendars[i]);
        if (problem_.objective.terms.empty()) add("objective.terms", "required");
        if (problem_.objective.terms.size() > 5) add("objective.terms", "too_many", "5");
        for (std::size_t i = 0; i < problem_.objective.terms.size(); ++i)
            within(fmt::format("objective.terms.{}.weight", i), problem_.objective.terms[i].weight, 0,
                   Bounds::weight_max);
    }

    void matrix(const std::string& path, const std::vector<Tick>& values, std::size_t side, bool may_be_empty) {
        if (values.empty() && may_be_empty) return;
        if (values.size() != side * side) add(path, "matrix_size", std::to_string(side));
        for (const auto value : values)
            if (value < 0 || value > Bounds::time_max) return add(path, "matrix_value");
    }

    void intervals(const std::string& path, const std::vector<Interval>& list, Tick end, bool sorted) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (list[i].begin < 0 || list[i].end <= list[i].begin || list[i].end > end)
                add(fmt::format("{}.{}", path, i), "bad_interval");
            else if (sorted && i > 0 && list[i].begin < list[i - 1].end)
                add(fmt::format("{}.{}", path, i), "intervals_overlap");
        }
    }

    void calendar(const std::string& path, const Calendar& one) {
        if (problem_.horizon <= 0) add("horizon", "required");
        within(path + ".period", one.period, 0, Bounds::time_max);
        intervals(path + ".shifts", one.shifts, one.period > 0 ? one.period : Bounds::time_max, true);
        intervals(path + ".closed", one.closed, Bounds::time_max, false);
        intervals(path + ".extra", one.extra, Bounds::time_max, false);
        const auto repeats = one.period > 0 ? static_cast<std::size_t>(problem_.horizon / one.period) + 1 : 1;
        const auto most = Bounds::intervals_max;
        if (one.shifts.size() > most || repeats > most || one.shifts.size() * repeats > most ||
            one.closed.size() > most || one.extra.size() > most)
            add(path, "too_many", std::to_string(most));
    }

    void machines_and_resources() {
        for (std::size_t i = 0; i < problem_.machines.size(); ++i) {
            const auto& one = problem_.machines[i];
            const auto path = fmt::format("machines.{}", i);
            refers(path + ".site", one.site, problem_.sites.size());
            refers(path + ".calendar", one.calendar, problem_.calendars.size());
            refers(path + ".setup_matrix", one.setup_matrix, problem_.setup_matrices.size());
            refers(path + ".initial_family", one.initial_family, problem_.families.size());
            within(path + ".batch_capacity", one.batch_capacity, 0, Bounds::weight_max);
        }
        for (std::size_t i = 0; i < problem_.resources.size(); ++i) {
            const auto& one = problem_.resources[i];
            const auto path = fmt::format("resources.{}", i);
            refers(path + ".calendar", one.calendar, problem_.calendars.size());
            within(path + ".capacity", one.capacity, 1, Bounds::weight_max);
            for (std::size_t s = 0; s < one.skills.size(); ++s)
                refers(fmt::format("{}.skills.{}", path, s), one.skills[s], problem_.skills.size(), false);
        }
    }

    void order(const std::string& path, const Order& one) {
        within(path + ".quantity", one.quantity, 1, Bounds::weight_max);
        within(path + ".release", one.release, 0, Bounds::time_max);
        within(path + ".due", one.due, -1, Bounds::time_max);
        within(path + ".weight", one.weight, 0, Bounds::weight_max);
        within(path + ".lots_max", one.lots_max, 1, Bounds::lots_max);
        within(path + ".lot_minimum", one.lot_minimum, 1, Bounds::weight_max);
        if (one.routings.empty()) add(path + ".routings", "required");
        for (std::size_t r = 0; r < one.routings.size(); ++r) {
            const auto below = fmt::format("{}.routings.{}", path, r);
            const auto& routing = one.routings[r];
            ids(below + ".operations", routing.operations, [](const auto& op) -> std::string_view { return op.id; });
            if (routing.operations.empty()) add(below + ".operations", "required");
            for (std::size_t k = 0; k < routing.operations.size(); ++k)
                operation(fmt::format("{}.operations.{}", below, k), routing.operations[k]);
            links(below + ".links", routing);
        }
    }

    void operation(const std::string& path, const Operation& one) {
        refers(path + ".family", one.family, problem_.families.size());
        within(path + ".size", one.size, 0, Bounds::weight_max);
        within(path + ".release", one.release, 0, Bounds::time_max);
        if (one.modes.empty()) add(path + ".modes", "required");
        std::size_t choices = 0;
        for (std::size_t m = 0; m < one.modes.size(); ++m) choices += mode(fmt::format("{}.modes.{}", path, m), one, m);
        if (choices > Bounds::modes_per_operation_max)
            add(path + ".modes", "too_many", std::to_string(Bounds::modes_per_operation_max));
    }

    // How many ways there are to choose resources by skill.
    std::size_t mode(const std::string& path, const Operation& operation, std::size_t index) {
        const auto& one = operation.modes[index];
        if (refers(path + ".machine", one.machine, problem_.machines.size()) && one.machine != none) {
            const auto& machine = problem_.machines[static_cast<std::size_t>(one.machine)];
            if (machine.setup_matrix != none && operation.family == none) add(path + ".machine", "family_needed");
            if (machine.batch_capacity > 0 && operation.size > machine.batch_capacity)
                add(path + ".machine", "batch_too_small");
        }
        within(path + ".duration", one.duration, 0, Bounds::time_max);
        within(path + ".duration_per_unit", one.duration_per_unit, 0, Bounds::weight_max);
        within(path + ".cost", one.cost, 0, Bounds::weight_max);
        within(path + ".cost_per_unit", one.cost_per_unit, 0, Bounds::weight_max);
        std::size_t choices = 1;
        if (one.requirements.size() > 16) add(path + ".requirements", "too_many", "16");
        for (std::size_t r = 0; r < one.requirements.size(); ++r) {
            const auto& need = one.requirements[r];
            const auto below = fmt::format("{}.requirements.{}", path, r);
            within(below + ".units", need.units, 0, Bounds::weight_max);
            if ((need.resource == none) == (need.skill == none)) {
                add(below, "resource_or_skill");
                continue;
            }
            if (!refers(below + ".resource", need.resource, problem_.resources.size()) ||
                !refers(below + ".skill", need.skill, problem_.skills.size()))
                continue;
            std::size_t able = 0;
            for (std::size_t i = 0; i < problem_.resources.size(); ++i) {
                const auto& resource = problem_.resources[i];
                const bool chosen =
                    need.resource == static_cast<Index>(i) ||
                    (need.skill != none && std::ranges::find(resource.skills, need.skill) != resource.skills.end());
                if (chosen && resource.capacity >= need.units) ++able;
                if (need.resource != none && able > 0) break;
            }
            if (able == 0) add(below, "nobody_able");
            choices = std::min(choices * able, Bounds::modes_max);
        }
        return choices;
    }

    void links(const std::string& path, const Routing& routing) {
        const auto count = routing.operations.size();
        std::vector<std::vector<Index>> next(count);
        std::vector<int> waiting(count, 0);
        for (std::size_t i = 0; i < routing.links.size(); ++i) {
            const auto& one = routing.links[i];
            const auto below = fmt::format("{}.{}", path, i);
            within(below + ".lag_min", one.lag_min, 0, Bounds::time_max);
            if (one.lag_max != -1) within(below + ".lag_max", one.lag_max, one.lag_min, Bounds::time_max);
            if (!refers(below + ".from", one.from, count, false) || !refers(below + ".to", one.to, count, false))
                continue;
            next[static_cast<std::size_t>(one.from)].push_back(one.to);
            ++waiting[static_cast<std::size_t>(one.to)];
        }
        if (has_cycle(next, waiting)) add(path, "cycle");
    }

    static bool has_cycle(const std::vector<std::vector<Index>>& next, std::vector<int>& waiting) {
        std::vector<Index> ready;
        for (std::size_t i = 0; i < waiting.size(); ++i)
            if (waiting[i] == 0) ready.push_back(static_cast<Index>(i));
        std::size_t done = 0;
        while (!ready.empty()) {
            const auto one = static_cast<std::size_t>(ready.back());
            ready.pop_back();
            ++done;
            for (const auto other : next[one])
                if (--waiting[static_cast<std::size_t>(other)] == 0) ready.push_back(other);
        }
        return done != waiting.size();
    }

    void order_links() {
        std::vector<std::vector<Index>> next(problem_.orders.size());
        std::vector<int> waiting(problem_.orders.size(), 0);
        for (std::size_t i = 0; i < problem_.order_links.size(); ++i) {
            const auto& one = problem_.order_links[i];
            const auto path = fmt::format("order_links.{}", i);
            within(path + ".lag", one.lag, 0, Bounds::time_max);
            const bool known = refers(path + ".from", one.from, problem_.orders.size(), false);
            if (!refers(path + ".to", one.to, problem_.orders.size(), false) || !known) continue;
            next[static_cast<std::size_t>(one.from)].push_back(one.to);
            ++waiting[static_cast<std::size_t>(one.to)];
        }
        if (has_cycle(next, waiting)) add("order_links", "cycle");
    }

    void choice(const std::string& path, Index order, const OrderChoice& taken) {
        if (!refers(path + ".order", order, problem_.orders.size(), false)) return;
        const auto& one = problem_.orders[static_cast<std::size_t>(order)];
        refers(path + ".routing", taken.routing, one.routings.size(), false);
        within(path + ".lots", taken.lots, 1, lots_possible(one));
    }

    void assignment(const std::string& path, const Assignment& one, const OrderChoice& taken) {
        const auto& order = problem_.orders[static_cast<std::size_t>(one.order)];
        if (taken.routing < 0 || static_cast<std::size_t>(taken.routing) >= order.routings.size()) return;
        const auto& operations = order.routings[static_cast<std::size_t>(taken.routing)].operations;
        within(path + ".lot", one.lot, 0, taken.lots - 1);
        within(path + ".start", one.start, 0, Bounds::time_max);
        if (!refers(path + ".operation", one.operation, operations.size(), false)) return;
        const auto& modes = operations[static_cast<std::size_t>(one.operation)].modes;
        if (!refers(path + ".mode", one.mode, modes.size(), false)) return;
        const auto& needs = modes[static_cast<std::size_t>(one.mode)].requirements;
        if (one.resources.size() != needs.size())
            return add(path + ".resources", "resources_count", std::to_string(needs.size()));
        for (std::size_t r = 0; r < needs.size(); ++r) {
            const auto below = fmt::format("{}.resources.{}", path, r);
            if (!refers(below, one.resources[r], problem_.resources.size(), false)) continue;
            const auto& skills = problem_.resources[static_cast<std::size_t>(one.resources[r])].skills;
            if (needs[r].resource != none ? needs[r].resource != one.resources[r]
                                          : std::ranges::find(skills, needs[r].skill) == skills.end())
                add(below, "nobody_able");
        }
    }

    void fixed_parts() {
        std::vector<OrderChoice> taken(problem_.orders.size());
        for (std::size_t i = 0; i < problem_.frozen.orders.size(); ++i) {
            const auto& [order, choice_taken] = problem_.frozen.orders[i];
            choice(fmt::format("frozen.orders.{}", i), order, choice_taken);
            if (order >= 0 && static_cast<std::size_t>(order) < taken.size())
                taken[static_cast<std::size_t>(order)] = choice_taken;
        }
        for (std::size_t i = 0; i < problem_.frozen.assignments.size(); ++i) {
            const auto path = fmt::format("frozen.assignments.{}", i);
            const auto& one = problem_.frozen.assignments[i];
            if (refers(path + ".order", one.order, taken.size(), false))
                assignment(path, one, taken[static_cast<std::size_t>(one.order)]);
        }
        if (problem_.plan.orders.empty() && problem_.plan.assignments.empty()) return;
        if (problem_.plan.orders.size() != problem_.orders.size()) return add("plan.orders", "plan_incomplete");
        for (std::size_t o = 0; o < problem_.plan.orders.size(); ++o)
            choice(fmt::format("plan.orders.{}", o), static_cast<Index>(o), problem_.plan.orders[o]);
        for (std::size_t i = 0; i < problem_.plan.assignments.size(); ++i) {
            const auto path = fmt::format("plan.assignments.{}", i);
            const auto& one = problem_.plan.assignments[i];
            if (refers(path + ".order", one.order, problem_.orders.size(), false))
                assignment(path, one, problem_.plan.orders[static_cast<std::size_t>(one.order)]);
        }
    }

    const Problem& problem_;
    std::vector<Issue> issues_;
};

}  // namespace

Result<> validate(const Problem& problem) {
    auto issues = Validation(problem).run();
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "schedule.invalid", std::move(issues));
}

Index lots_possible(const Order& order) {
    const Tick pieces = order.quantity / std::max<Tick>(1, order.lot_minimum);
    return static_cast<Index>(std::clamp<Tick>(pieces, 1, order.lots_max));
}

Tick lot_quantity(const Order& order, Index lots, Index lot) {
    return order.quantity / lots + (lot < order.quantity % lots ? 1 : 0);
}

}  // namespace dengyun::scheduling
