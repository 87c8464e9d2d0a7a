#include "modules/plans/planner.h"

#include <algorithm>

#include "engines/dispatch/options.h"
#include "engines/dispatch/replan.h"
#include "modules/plans/problem.h"

namespace dengyun::plans {
namespace {

dispatch::Limits limits_of(const Effort& effort) {
    dispatch::Limits out{.iterations = effort.iterations};
    if (effort.seconds && effort.start_stopwatch) {
        out.stopwatch = effort.start_stopwatch();
        out.seconds = effort.seconds;
    }
    return out;
}

std::array<std::int64_t, 3> measures_of(const Plan& plan) {
    return {plan.price.total().value, milliseconds_of(plan.finishes_at), plan.risk_millionths};
}

bool beats(const Plan& a, const Plan& b) {
    const auto x = measures_of(a), y = measures_of(b);
    return x != y && x[0] <= y[0] && x[1] <= y[1] && x[2] <= y[2];
}

// By the prices of the cards the order among plans may be another than the search saw.
void name_and_sort(std::vector<Plan>& plans, Instant due) {
    std::vector<Plan> kept;
    for (const auto& one : plans)
        if (std::ranges::none_of(plans, [&](const Plan& other) { return beats(other, one); }) &&
            std::ranges::none_of(kept, [&](const Plan& other) { return measures_of(other) == measures_of(one); }))
            kept.push_back(one);
    plans = std::move(kept);
    std::ranges::sort(plans, {}, measures_of);
    for (auto& one : plans) one.kinds.clear();
    if (plans.empty()) return;
    const auto best = [&](auto key) { return std::ranges::min_element(plans, {}, key); };
    best([&](const Plan& one) {
        return std::pair(std::max(Duration{0}, one.finishes_at - due), measures_of(one));
    })->kinds.push_back(PlanKind::cheapest);
    best([](const Plan& one) {
        return std::pair(one.finishes_at, one.price.total());
    })->kinds.push_back(PlanKind::fastest);
    best([](const Plan& one) {
        return std::pair(one.risk_millionths, one.price.total());
    })->kinds.push_back(PlanKind::safest);
}

Error refusal_of(Error error, const Demand& demand) {
    // "orders.0.operations.3": by number for people.
    for (auto& issue : error.issues) {
        const auto place = std::stoul(issue.field.substr(issue.field.rfind('.') + 1));
        issue.code = "no_machine_able";
        issue.field = "operations." + std::to_string(demand.operations[place].number);
    }
    error.code = "plan.nobody_able";
    return error;
}

std::int64_t moved(const Plan& before, const Plan& after) {
    std::int64_t count = 0;
    for (const auto& lot : after.lots) {
        const bool is_same = std::ranges::any_of(before.lots, [&](const PlannedLot& old) {
            return old.operation == lot.operation && old.machine == lot.machine && old.starts_at == lot.starts_at &&
                   old.pieces_in == lot.pieces_in;
        });
        if (!lot.is_started && !is_same) ++count;
    }
    return count;
}

dispatch::Event event_of(const Trouble& trouble, std::span<const Demand> demands, const ProblemBuilder& builder) {
    dispatch::Event out{.kind = static_cast<dispatch::EventKind>(trouble.kind)};
    if (trouble.kind == Trouble::Kind::machine_down) {
        out.machine = builder.machine_number(trouble.machine);
        out.span = {milliseconds_of(trouble.from), milliseconds_of(trouble.until)};
        return out;
    }
    const auto& operations = demands[trouble.demand].operations;
    const auto found = std::ranges::find(operations, trouble.operation, &items::Operation::number);
    out.lot = {static_cast<dispatch::Index>(trouble.demand), static_cast<dispatch::Index>(found - operations.begin()),
               static_cast<dispatch::Index>(trouble.lot)};
    out.end_ms = milliseconds_of(trouble.until);
    return out;
}

}  // namespace

Result<Answer> Planner::options(const Demand& demand, Instant now, const Standings& standings) const {
    DENGYUN_CHECK(check_demand(demand, now));
    DENGYUN_CHECK(index_->refresh());
    auto answer = options_within(demand, now, standings, policy_.horizon);
    // Late is better than never: where the time is short and nothing else, it is longer.
    if (!answer && answer.error().code == "plan.nobody_able" && answer.error().issues.empty())
        answer = options_within(demand, now, standings, horizon_max);
    return answer;
}

Result<Answer> Planner::options_within(const Demand& demand, Instant now, const Standings& standings,
                                       Duration horizon) const {
    auto policy = policy_;
    policy.horizon = horizon;
    ProblemBuilder builder(*index_, policy, standings, now);
    DENGYUN_TRY(problem, builder.build(std::span(&demand, 1)));
    const dispatch::Network network(problem);
    const auto limits = limits_of(effort_);  // of the search alone
    auto found = dispatch::find_options(network, 0, limits);
    if (!found) return std::unexpected(refusal_of(std::move(found).error(), demand));
    Answer answer{.plans = {}, .tried = found->iterations};
    for (const auto& one : found->plans)
        if (auto plan = builder.read(demand, one.plan)) answer.plans.push_back(std::move(*plan));
    name_and_sort(answer.plans, demand.due);
    if (answer.plans.empty()) return fail(ErrorKind::conflict, "plan.nobody_able");
    return answer;
}

Result<std::vector<Redirected>> Planner::redirect(std::span<const Demand> demands, std::span<const Trouble> troubles,
                                                  Instant now, const Standings& standings) const {
    DENGYUN_CHECK(index_->refresh());
    ProblemBuilder builder(*index_, policy_, standings, now);
    DENGYUN_TRY(problem, builder.build(demands));
    for (const auto& trouble : troubles) {
        auto event = event_of(trouble, demands, builder);
        if (trouble.kind == Trouble::Kind::machine_down && event.machine == dispatch::none) continue;
        problem.events.push_back(event);
    }
    const auto found = dispatch::redispatch(problem, limits_of(effort_));
    std::vector<Redirected> out;
    for (const auto order : found.unplanned) out.push_back({.demand = dispatch::at(order), .plan = {}});
    for (const auto& change : found.changes) {
        const auto& demand = demands[dispatch::at(change.order)];
        const auto plan = std::ranges::find(found.plans, change.order, &dispatch::OrderPlan::order);
        DENGYUN_TRY(read, builder.read(demand, *plan));
        const auto count = moved(*demand.running, read);
        out.push_back({.demand = dispatch::at(change.order), .plan = std::move(read), .lots_moved = count});
    }
    return out;
}

Result<std::vector<Redirected>> Planner::plan_all(std::span<const Demand> demands, Instant now, double seconds,
                                                  const Standings& standings) const {
    DENGYUN_CHECK(index_->refresh());
    ProblemBuilder builder(*index_, policy_, standings, now);
    DENGYUN_TRY(problem, builder.build(demands));
    dispatch::Limits limits{.iterations = effort_.iterations / 10};
    if (effort_.start_stopwatch) {
        limits.stopwatch = effort_.start_stopwatch();
        limits.seconds = seconds;
    }
    dispatch::Network network(problem);
    const auto all = dispatch::plan_all(network, limits);
    std::vector<Redirected> out;
    for (const auto order : all.unplanned) out.push_back({.demand = dispatch::at(order), .plan = {}});
    for (const auto& one : all.plans) {
        const auto& demand = demands[dispatch::at(one.order)];
        DENGYUN_TRY(read, builder.read(demand, one));
        const auto count = demand.running ? moved(*demand.running, read) : static_cast<std::int64_t>(read.lots.size());
        out.push_back({.demand = dispatch::at(one.order), .plan = std::move(read), .lots_moved = count});
    }
    return out;
}

}  // namespace dengyun::plans
