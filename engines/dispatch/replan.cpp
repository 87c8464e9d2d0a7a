#include "engines/dispatch/replan.h"

#include <algorithm>

#include "engines/dispatch/solve/search.h"

namespace dengyun::dispatch {
namespace {

Goal goal_of(const Order& order) {
    return {
        .price = 1, .finish = 1e-6, .late = std::max(1e-4, static_cast<double>(order.late_fen_per_day) / 86'400'000.0)};
}

const OrderPlan* running_plan(const Problem& problem, Index order) {
    const auto found = std::ranges::find(problem.plans, order, &OrderPlan::order);
    return found == problem.plans.end() ? nullptr : &*found;
}

class Nightly {
  public:
    Nightly(Network& network, const Limits& limits)
        : network_(network),
          problem_(network.problem()),
          limits_(limits),
          random_(limits.seed),
          plans_(problem_.orders.size()),
          costs_(problem_.orders.size(), 0) {}

    PlanAll run() {
        for (const auto& plan : problem_.plans)
            for (const auto& lot : plan.lots)
                if (lot.is_started) network_.book(lot.machine, {lot.start_ms, lot.end_ms});
        std::vector<Index> sequence(problem_.orders.size());
        for (std::size_t o = 0; o < sequence.size(); ++o) sequence[o] = static_cast<Index>(o);
        std::ranges::sort(sequence, {}, [&](Index o) { return std::pair(slack_of(problem_.orders[at(o)]), o); });
        for (const auto o : sequence) put_in(o, limits_.iterations);
        improve();
        return result();
    }

  private:
    static Tick slack_of(const Order& order) {
        Tick work = 0;
        for (const auto& one : order.operations) work += one.setup_ms + run_ms(one.unit_us, order.quantity_milli);
        return order.due_ms - work;
    }
    [[nodiscard]] bool is_over() const { return limits_.seconds && limits_.stopwatch() >= *limits_.seconds; }

    double put_in(Index order, std::int64_t iterations) {
        const auto model = model_of(network_, order, running_plan(problem_, order));
        plans_[at(order)].reset();
        costs_[at(order)] = 1e15;
        if (!model) return costs_[at(order)];
        Limits limits = limits_;
        limits.seed = random_.next();
        limits.seconds.reset();
        Search search(network_, *model, limits);
        const auto goal = goal_of(problem_.orders[at(order)]);
        auto draft = search.improve(goal, iterations);
        if (draft && problem_.settings.fairness_ppm > 0) draft = evened(search, goal, *draft, iterations);
        iterations_ += search.iterations();
        if (!draft) return costs_[at(order)];
        costs_[at(order)] = search.score_of(goal, *draft);
        plans_[at(order)] = search.plan_of(*draft);
        book(*plans_[at(order)]);
        return costs_[at(order)];
    }
    // Of the plans that cost hardly more and are not later, one that goes to workshops with little to do.
    std::optional<Draft> evened(Search& search, const Goal& goal, const Draft& best, std::int64_t iterations) const {
        const auto price = static_cast<double>(search.plan_of(best).price().total_fen());
        const auto share = static_cast<double>(problem_.settings.fairness_ppm) / 1e6;
        return search.improve(
            {.price = 1e-3, .finish = goal.finish, .late = goal.late, .load = 1, .price_fen_max = price * (1 + share)},
            iterations, &best);
    }
    void book(const OrderPlan& plan) {
        for (const auto& lot : plan.lots)
            if (!lot.is_started) network_.book(lot.machine, {lot.start_ms, lot.end_ms});
    }
    void take_out(Index order) {
        if (!plans_[at(order)]) return;
        for (const auto& lot : plans_[at(order)]->lots)
            if (!lot.is_started) network_.release(lot.machine, {lot.start_ms, lot.end_ms});
    }

    // Orders that share machines with one that costs more than it should, put back in another sequence.
    void improve() {
        const auto n = problem_.orders.size();
        if (n < 2) return;
        const auto rounds = std::clamp<std::size_t>(n / 2, 4, 200);
        for (std::size_t round = 0; round < rounds && !is_over(); ++round) {
            auto group = neighbours(pick());
            double before = 0, after = 0;
            std::vector<std::optional<OrderPlan>> old;
            std::vector<double> old_costs;
            for (const auto o : group) {
                before += costs_[at(o)];
                old.push_back(plans_[at(o)]);
                old_costs.push_back(costs_[at(o)]);
                take_out(o);
            }
            for (const auto o : group) after += put_in(o, limits_.iterations);
            if (after < before) continue;
            for (const auto o : group) take_out(o);
            for (std::size_t i = 0; i < group.size(); ++i) {
                plans_[at(group[i])] = old[i];
                costs_[at(group[i])] = old_costs[i];
                if (old[i]) book(*old[i]);
            }
        }
    }
    Index pick() {
        // Of three, the latest.
        Index best = static_cast<Index>(random_.below(plans_.size()));
        for (int i = 0; i < 2; ++i) {
            const auto other = static_cast<Index>(random_.below(plans_.size()));
            if (late(other) > late(best)) best = other;
        }
        return best;
    }
    [[nodiscard]] Tick late(Index order) const {
        const auto& plan = plans_[at(order)];
        return plan ? std::max<Tick>(0, plan->finish_ms - problem_.orders[at(order)].due_ms) : Bounds::span_max;
    }
    std::vector<Index> neighbours(Index order) {
        std::vector<Index> out{order};
        if (!plans_[at(order)]) return out;
        std::vector<Index> machines;
        for (const auto& lot : plans_[at(order)]->lots) machines.push_back(lot.machine);
        const auto first = random_.below(plans_.size());
        for (std::size_t i = 0; i < plans_.size() && out.size() < 4; ++i) {
            const auto other = (first + i) % plans_.size();
            if (static_cast<Index>(other) == order || !plans_[other]) continue;
            const bool shares = std::ranges::any_of(plans_[other]->lots, [&](const Lot& lot) {
                return std::ranges::find(machines, lot.machine) != machines.end();
            });
            if (shares) out.push_back(static_cast<Index>(other));
        }
        return out;
    }

    PlanAll result() {
        PlanAll out{.iterations = iterations_};
        for (std::size_t o = 0; o < plans_.size(); ++o) {
            if (!plans_[o]) {
                out.unplanned.push_back(static_cast<Index>(o));
                continue;
            }
            out.price_fen += plans_[o]->price().total_fen();
            out.late_ms += late(static_cast<Index>(o));
            out.plans.push_back(std::move(*plans_[o]));
        }
        return out;
    }

    Network& network_;
    const Problem& problem_;
    const Limits& limits_;
    RandomSource random_;
    std::vector<std::optional<OrderPlan>> plans_;
    std::vector<double> costs_;
    std::int64_t iterations_ = 0;
};

// The running plan with what the events say of it: late lots end later, machines that are down are taken.
Problem after_events(const Problem& problem) {
    Problem out = problem;
    for (const auto& event : problem.events) {
        if (event.kind == EventKind::machine_down) out.machines[at(event.machine)].booked.push_back(event.span);
        if (event.kind != EventKind::lot_late) continue;
        for (auto& plan : out.plans)
            for (auto& lot : plan.lots)
                if (lot.name == event.lot && lot.is_started) lot.end_ms = event.end_ms;
    }
    return out;
}

// What an event takes of a machine: a late lot as well may lie over what follows it.
struct Outage {
    Index machine = none;
    Interval span{};
};
Outage outage_of(const Problem& problem, const Event& event) {
    if (event.kind == EventKind::machine_down) return {event.machine, event.span};
    if (event.kind == EventKind::lot_late)
        for (const auto& plan : problem.plans)
            for (const auto& lot : plan.lots)
                if (lot.name == event.lot && lot.is_started) return {lot.machine, {lot.start_ms, event.end_ms}};
    return {};
}

bool touches(const Problem& problem, const Event& event, const OrderPlan& plan) {
    const auto outage = outage_of(problem, event);
    return std::ranges::any_of(plan.lots, [&](const Lot& lot) {
        if (event.kind != EventKind::machine_down && lot.name == event.lot) return true;
        return !lot.is_started && lot.machine == outage.machine && lot.start_ms < outage.span.end &&
               outage.span.begin < lot.end_ms;
    });
}

// The draft that the running plan was, as far as its machines may still be used; else what the search starts from
// alone.
std::optional<Draft> draft_of(const OrderModel& model, const OrderPlan& running) {
    Draft out(model.order->operations.size());
    for (const auto& lot : running.lots) {
        if (lot.is_started) continue;
        const auto o = at(lot.name.operation);
        const auto found = std::ranges::find(model.candidates[o], lot.machine, &Candidate::machine);
        const auto number = found == model.candidates[o].end() ? 0 : found - model.candidates[o].begin();
        out[o].push_back({static_cast<Index>(number), lot.input_milli});
    }
    return is_allowed(model, out) ? std::optional(out) : std::nullopt;
}

// The machines of the running plan are among the candidates, however they rank.
void keep_machines(const Network& network, OrderModel& model, const OrderPlan& running,
                   const std::set<std::pair<Index, Index>>& declined) {
    const auto& problem = network.problem();
    for (const auto& lot : running.lots) {
        if (lot.is_started) continue;
        const auto o = lot.name.operation;
        if (declined.contains({o, problem.machines[at(lot.machine)].workshop})) continue;
        auto& known = model.candidates[at(o)];
        if (std::ranges::find(known, lot.machine, &Candidate::machine) != known.end()) continue;
        const auto found = find_candidates(network, {.operation = &model.order->operations[at(o)],
                                                     .input_milli = model.open_milli[at(o)],
                                                     .from_ms = problem.now_ms});
        for (const auto& one : found.able)
            if (one.machine == lot.machine) known.push_back(one);
    }
}

Change difference(const OrderPlan& before, const OrderPlan& after) {
    Change out{.order = after.order,
               .price_fen = after.price().total_fen() - before.price().total_fen(),
               .finish_ms = after.finish_ms - before.finish_ms};
    for (const auto& lot : after.lots) {
        if (lot.is_started) continue;
        const bool is_same = std::ranges::any_of(before.lots, [&](const Lot& old) {
            return old.name.operation == lot.name.operation && old.machine == lot.machine &&
                   old.start_ms == lot.start_ms && old.input_milli == lot.input_milli;
        });
        if (!is_same) ++out.lots_moved;
    }
    return out;
}

}  // namespace

PlanAll plan_all(Network& network, const Limits& limits) { return Nightly(network, limits).run(); }

Redispatch redispatch(const Problem& declared, const Limits& limits) {
    const auto problem = after_events(declared);
    Network network(problem);
    std::vector<const OrderPlan*> touched;
    Redispatch out;
    for (const auto& plan : problem.plans) {
        if (std::ranges::any_of(problem.events, [&](const Event& event) { return touches(problem, event, plan); })) {
            touched.push_back(&plan);
            continue;
        }
        out.plans.push_back(plan);
        for (const auto& lot : plan.lots) network.book(lot.machine, {lot.start_ms, lot.end_ms});
    }
    // What has started of the others cannot give way.
    for (const auto* plan : touched)
        for (const auto& lot : plan->lots)
            if (lot.is_started) network.book(lot.machine, {lot.start_ms, lot.end_ms});
    std::ranges::sort(touched, {}, [&](const OrderPlan* plan) {
        return std::pair(problem.orders[at(plan->order)].due_ms, plan->order);
    });
    for (const auto* plan : touched) {
        std::set<std::pair<Index, Index>> declined;
        for (const auto& event : problem.events)
            if (event.kind == EventKind::declined && event.lot.order == plan->order)
                for (const auto& lot : plan->lots)
                    if (lot.name == event.lot && !lot.is_started)
                        declined.emplace(lot.name.operation, problem.machines[at(lot.machine)].workshop);
        auto model = model_of(network, plan->order, plan, declined);
        std::optional<Draft> draft;
        if (model) {
            keep_machines(network, *model, *plan, declined);
            Search search(network, *model, limits);
            const auto before = draft_of(*model, *plan);
            draft = search.improve(goal_of(problem.orders[at(plan->order)]), limits.iterations,
                                   before ? &*before : nullptr);
            out.iterations += search.iterations();
            if (draft) out.plans.push_back(search.plan_of(*draft));
        }
        if (!draft) {
            out.unplanned.push_back(plan->order);
            out.plans.push_back(*plan);
        } else {
            const auto old = std::ranges::find(declared.plans, plan->order, &OrderPlan::order);
            out.changes.push_back(difference(*old, out.plans.back()));
        }
        for (const auto& lot : out.plans.back().lots)
            if (!lot.is_started) network.book(lot.machine, {lot.start_ms, lot.end_ms});
    }
    std::ranges::sort(out.plans, {}, &OrderPlan::order);
    std::ranges::sort(out.changes, {}, &Change::order);
    return out;
}

}  // namespace dengyun::dispatch
