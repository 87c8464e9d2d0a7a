#include "engines/dispatch/check/check_plan.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numbers>

#include "engines/dispatch/check/check_order.h"

namespace dengyun::dispatch {

std::string_view name_of(Fault fault) {
    constexpr std::string_view names[] = {"unknown",  "missing", "repeated", "capability", "lot_size",  "duration",
                                          "calendar", "release", "capacity", "precedence", "transport", "quantity",
                                          "price",    "finish",  "frozen",   "declined"};
    return names[static_cast<std::size_t>(fault)];
}

namespace {

using check::OpeningHours;

// What lies on one machine.
struct Taken {
    Interval span;
    std::string what;
    bool is_ours;     // of the plans that are checked
    bool is_started;  // may lie where the machine was taken since
};

class Together {
  public:
    Together(const Problem& problem, std::span<const OrderPlan> plans) : problem_(problem), plans_(plans) {}

    std::vector<Breach> run() {
        std::vector<bool> ours(problem_.orders.size(), false);
        for (const auto& plan : plans_) {
            if (plan.order < 0 || at(plan.order) >= problem_.orders.size()) {
                out_.push_back({Fault::unknown, "order", "there is no such order"});
                return std::move(out_);
            }
            if (ours[at(plan.order)])
                out_.push_back({Fault::repeated, problem_.orders[at(plan.order)].id, "two plans"});
            ours[at(plan.order)] = true;
            if (!check::check_order(problem_, plan, out_)) return std::move(out_);
            for (const auto& lot : plan.lots) take(lot, true);
        }
        for (const auto& plan : problem_.plans)
            if (!ours[at(plan.order)])
                for (const auto& lot : plan.lots) take(lot, false);
        for (auto& [machine, list] : taken_) machine_once(machine, list);
        return std::move(out_);
    }

  private:
    void take(const Lot& lot, bool is_ours) {
        taken_[lot.machine].push_back(
            {{lot.start_ms, lot.end_ms}, check::place_of(problem_, lot.name), is_ours, lot.is_started});
    }

    void machine_once(Index machine, std::vector<Taken>& list) {
        const auto& declared = problem_.machines[at(machine)];
        for (const auto& span : declared.booked) list.push_back({span, "a booking", false, true});
        for (const auto& event : problem_.events)
            if (event.kind == EventKind::machine_down && event.machine == machine)
                list.push_back({event.span, "an outage", false, true});
        const auto hours = check::hours_of(problem_, machine);
        std::ranges::sort(list, {}, [](const Taken& one) { return one.span.begin; });
        for (std::size_t i = 0; i < list.size(); ++i)
            for (std::size_t j = i + 1; j < list.size() && list[j].span.begin < list[i].span.end; ++j) {
                const auto& a = list[i];
                const auto& b = list[j];
                // What stands already stands; only what the plans place anew answers for it.
                if ((a.is_started || !a.is_ours) && (b.is_started || !b.is_ours)) continue;
                if (hours.open(b.span.begin, std::min(a.span.end, b.span.end)) > 0)
                    out_.push_back({Fault::capacity, declared.id, fmt::format("{} and {}", a.what, b.what)});
            }
    }

    const Problem& problem_;
    std::span<const OrderPlan> plans_;
    std::map<Index, std::vector<Taken>> taken_;
    std::vector<Breach> out_;
};

}  // namespace

std::vector<Breach> check_plans(const Problem& problem, std::span<const OrderPlan> plans) {
    return Together(problem, plans).run();
}

namespace check {

std::string place_of(const Problem& problem, const LotName& name) {
    const auto& order = problem.orders[at(name.order)];
    if (name.operation == none) return order.id + "/destination";
    return fmt::format("{}/{}/{}", order.id, order.operations[at(name.operation)].id, name.lot);
}

OpeningHours hours_of(const Problem& problem, Index machine) {
    const Index calendar = problem.machines[at(machine)].calendar;
    return calendar == none ? OpeningHours() : OpeningHours(problem.calendars[at(calendar)]);
}

}  // namespace check
}  // namespace dengyun::dispatch
