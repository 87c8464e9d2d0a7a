#include "engines/scheduling/rich/justification.h"

#include <algorithm>
#include <utility>

namespace dengyun::scheduling {
namespace {

bool can_be_turned(const Instance& in) {
    const auto& problem = *in.problem;
    const bool only_makespan =
        problem.objective.terms.size() == 1 && problem.objective.terms[0].criterion == Criterion::makespan;
    const auto later = [](Tick t) { return t > 0; };
    return only_makespan && problem.calendars.empty() && !in.has_setups && !in.has_batches && !in.has_frozen &&
           !in.has_maximum_lags && problem.trucks == 0 && problem.now == 0 && std::ranges::none_of(in.release, later) &&
           std::ranges::any_of(in.need, [&](const Need& need) { return in.capacity[Plan::at(need.resource)] > 1; });
}

// The decisions of one plan for the other, which runs the opposite way: what ends last comes first.
Decisions turned(const Plan& plan, Index operations) {
    auto out = plan.decisions();
    for (Index op = 0; op < operations; ++op) out.list[Plan::at(op)] = op;
    std::ranges::sort(out.list, std::greater(),
                      [&](Index op) { return std::pair{plan.present(op) ? plan.end(op) : 0, plan.position(op)}; });
    return out;
}

}  // namespace

Justification::Justification(const Instance& instance) {
    if (!can_be_turned(instance) || instance.has_alternatives) return;
    turned_ = std::make_unique<Problem>(*instance.problem);
    for (auto& order : turned_->orders)
        for (auto& routing : order.routings)
            for (auto& link : routing.links) std::swap(link.from, link.to);
    for (auto& link : turned_->order_links) std::swap(link.from, link.to);
    for (std::size_t a = 0, n = turned_->sites.size(); a < n && !turned_->transport.empty(); ++a)
        for (std::size_t b = 0; b < a; ++b) std::swap(turned_->transport[a * n + b], turned_->transport[b * n + a]);
    instance_ = std::make_unique<Instance>(*turned_);
    plan_ = std::make_unique<Plan>(*instance_);
}

void Justification::improve(Plan& plan) {
    plan_->load(turned(plan, instance_->operations));
    plan.load(turned(*plan_, instance_->operations));
}

}  // namespace dengyun::scheduling
