#include "engines/scheduling/explain/explain.h"

#include <algorithm>
#include <set>

namespace dengyun::scheduling {
namespace {

constexpr Index places_tried = 8;  // around the present time, when an operation tries another machine

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

class Explaining {
  public:
    Explaining(const Problem& problem, const Schedule& schedule, const ExplainOptions& options)
        : problem_(problem),
          options_(options),
          instance_(problem),
          plan_(instance_),
          decisions_(Plan::decisions_of(instance_, schedule)) {
        plan_.load(decisions_);
    }

    std::vector<Explanation> run() {
        std::vector<Explanation> out;
        for (Index order = 0; order < instance_.orders; ++order) {
            const Tick late = plan_.completion(order) - instance_.due[at(order)];
            if (instance_.due[at(order)] >= 0 && late > 0) out.push_back({.order = order, .lateness = late});
        }
        std::ranges::sort(out, std::greater(), [&](const Explanation& one) {
            return std::pair{one.lateness * instance_.weight[at(one.order)], -one.order};
        });
        if (out.size() > options_.orders_max) out.resize(options_.orders_max);
        for (auto& one : out) {
            follow(one);
            alternatives(one);
            lots(one);
            shifts(one);
            std::ranges::sort(one.remedies, std::greater(), [](const Remedy& r) { return std::pair{r.gain, -r.cost}; });
        }
        return out;
    }

  private:
    // Back from the last operation over that predecessor of the same order which ended last.
    void follow(Explanation& out) {
        Index op = plan_.last_of(out.order);
        while (op != none) {
            const auto binding = plan_.binding(op);
            ChainLink link{.operation = instance_.name(op),
                           .start = plan_.start(op),
                           .end = plan_.end(op),
                           .cause = binding.cause};
            if (binding.op != none) link.waited_for = instance_.name(binding.op);
            link.waited = binding.waited;
            Index before = none;
            Tick ready = problem_.orders[at(out.order)].release;
            for (auto a = instance_.pred_first[at(op)]; a < instance_.pred_first[at(op) + 1]; ++a) {
                const auto& arc = instance_.pred[at(a)];
                if (!plan_.present(arc.op) || instance_.order_of[at(arc.op)] != out.order) continue;
                if (before != none && plan_.end(arc.op) <= plan_.end(before)) continue;
                before = arc.op;
                ready = std::max(ready, plan_.end(arc.op));
            }
            only_after(ready, binding, link);
            const Index calendar = instance_.mode_calendar[at(plan_.mode(op))];
            if (calendar != none)
                link.waited[static_cast<std::size_t>(Cause::calendar)] +=
                    link.end - link.start - instance_.calendars[at(calendar)].between(link.start, link.end);
            for (std::size_t c = 0; c < causes; ++c) out.waited[c] += link.waited[c];
            out.chain.push_back(link);
            op = before;
        }
        std::ranges::reverse(out.chain);
    }

    // What was over when the operation became ready is no waiting of its own: the causes are counted from the last
    // back.
    static void only_after(Tick ready, const Binding& binding, ChainLink& link) {
        constexpr Cause later_first[] = {Cause::calendar,  Cause::setup,       Cause::machine,
                                         Cause::material,  Cause::operators,   Cause::tool,
                                         Cause::transport, Cause::predecessor, Cause::hold};
        Tick left = std::max<Tick>(0, link.start - ready);
        link.waited = {};
        for (const auto cause : later_first) {
            const auto c = static_cast<std::size_t>(cause);
            link.waited[c] = std::min(left, binding.waited[c]);
            left -= link.waited[c];
        }
    }

    // Keeps the best way found so far of helping the order in an open transaction; takes the change back.
    void judge(const Explanation& order, const Plan::Savepoint& before, Remedy& best, Remedy tried) {
        plan_.evaluate();
        tried.gain = order.lateness + instance_.due[at(order.order)] - plan_.completion(order.order);
        tried.tardiness = plan_.totals().tardiness - before.totals.tardiness;
        tried.cost = plan_.totals().cost - before.totals.cost;
        if (plan_.totals().violation <= before.totals.violation && tried.gain > best.gain) best = tried;
        plan_.undo(before);
    }

    Index find(const OperationName& name) const {
        return instance_.find(name.order, instance_.alternative[at(plan_.alternative(name.order))], name.lot,
                              name.operation);
    }

    void alternatives(Explanation& out) {
        std::size_t tried = 0;
        for (const auto& link : out.chain) {
            const Index op = find(link.operation);
            if (instance_.frozen_start[at(op)] >= 0) continue;
            for (auto mode = instance_.mode_first[at(op)]; mode < instance_.mode_first[at(op) + 1]; ++mode) {
                if (mode == plan_.mode(op) || ++tried > options_.remedies_max) continue;
                Remedy best{.kind = RemedyKind::use_alternative};
                const Remedy remedy{.kind = RemedyKind::use_alternative,
                                    .operation = link.operation,
                                    .mode = instance_.mode_declared[at(mode)]};
                try_places(out, op, mode, remedy, best);
                if (best.gain > 0) out.remedies.push_back(best);
            }
        }
    }

    void try_places(const Explanation& out, Index op, Index mode, const Remedy& remedy, Remedy& best) {
        const auto begin = plan_.savepoint();
        plan_.set_mode(op, mode);
        judge(out, begin, best, remedy);
        const Index machine = instance_.mode_machine[at(mode)];
        if (machine != none) {
            const auto nodes = plan_.sequence(machine);
            const auto found = std::ranges::lower_bound(
                nodes, plan_.position(op), {}, [this](Index node) { return plan_.position(plan_.op_of(node)); });
            const auto centre = static_cast<Index>(found - nodes.begin());
            const auto first = std::max(0, centre - places_tried),
                       last = std::min(static_cast<Index>(nodes.size()), centre + 2);
            for (auto i = first; i < last; ++i) {
                const Index neighbour = plan_.op_of(nodes[at(i)]);
                const auto before = plan_.savepoint();
                if (plan_.position(neighbour) < plan_.position(op))
                    plan_.move_before(op, plan_.position(neighbour));
                else
                    plan_.move_after(op, plan_.position(neighbour));
                plan_.set_mode(op, mode);
                judge(out, before, best, remedy);
            }
        }
        plan_.undo();
    }

    // More lots than now: as the order allows, or two where it does not allow any.
    void lots(Explanation& out) {
        const auto& order = problem_.orders[at(out.order)];
        const auto now = instance_.alternative[at(plan_.alternative(out.order))];
        const bool per_unit = std::ranges::any_of(order.routings[at(now.routing)].operations, [](const Operation& op) {
            return std::ranges::any_of(op.modes, [](const Mode& mode) { return mode.duration_per_unit > 0; });
        });
        if (order.quantity < 2 || !per_unit || instance_.fixed_alternative[at(out.order)] != none) return;
        const Index most = std::min<Index>(std::max<Index>(2, lots_possible(order)),
                                           static_cast<Index>(std::min<Tick>(order.quantity, Bounds::lots_max)));
        auto changed = problem_;
        changed.orders[at(out.order)].lots_max = most;
        if (lots_possible(changed.orders[at(out.order)]) < most) changed.orders[at(out.order)].lot_minimum = 1;
        const Instance instance(changed);
        Plan plan(instance);
        for (Index count = 1; count <= most && count <= static_cast<Index>(options_.remedies_max); ++count) {
            if (count == now.lots) continue;
            plan.load(moved_to(instance, out.order, {now.routing, count}));
            Remedy remedy{.kind = RemedyKind::split_lot, .lots = count};
            add_if_better(out, plan, remedy);
        }
    }

    void add_if_better(Explanation& out, const Plan& plan, Remedy remedy) {
        if (plan.totals().violation > 0) return;
        remedy.gain = plan_.completion(out.order) - plan.completion(out.order);
        remedy.tardiness = plan.totals().tardiness - plan_.totals().tardiness;
        remedy.cost += plan.totals().cost - plan_.totals().cost;
        if (remedy.gain > 0) out.remedies.push_back(remedy);
    }

    // The present decisions in terms of another compilation of the problem, with another choice for one order. Its lots
    // run in the modes and at the places of the lot that was.
    Decisions moved_to(const Instance& instance, Index order, OrderChoice choice) const {
        Schedule present = plan_.schedule();
        present.orders[at(order)] = choice;
        std::vector<Assignment> copies;
        std::erase_if(present.assignments, [&](const Assignment& one) {
            if (one.order != order) return false;
            if (one.lot != 0) return true;
            for (Index lot = 0; lot < choice.lots; ++lot) {
                copies.push_back(one);
                copies.back().lot = lot;
            }
            return true;
        });
        present.assignments.insert(present.assignments.end(), copies.begin(), copies.end());
        return Plan::decisions_of(instance, present);
    }

    // Opens a closed stretch that the chain waited for.
    void shifts(Explanation& out) {
        std::set<std::pair<Index, Tick>> tried;
        for (const auto& link : out.chain) {
            const Index op = find(link.operation);
            const Index machine = instance_.mode_machine[at(plan_.mode(op))];
            const Index calendar = machine == none ? none : instance_.machine_calendar[at(machine)];
            if (calendar == none) continue;
            const auto& hours = instance_.calendars[at(calendar)];
            const Tick from = std::max<Tick>(0, link.start - link.waited[static_cast<std::size_t>(Cause::calendar)]);
            if (hours.between(from, link.end) == link.end - from) continue;
            // Before it started, or while it was interrupted.
            const Tick closed = hours.open_from(from) > from ? from : from + hours.open_stretch(from);
            const Tick opens = hours.open_from(closed);
            if (opens <= closed || closed >= link.end || !tried.emplace(calendar, closed).second ||
                tried.size() > options_.remedies_max)
                continue;
            auto changed = problem_;
            changed.calendars[at(calendar)].extra.push_back({closed, opens});
            const Instance instance(changed);
            Plan plan(instance);
            plan.load(decisions_);
            add_if_better(out, plan,
                          {.kind = RemedyKind::add_shift,
                           .calendar = calendar,
                           .span = {closed, opens},
                           .cost = options_.overtime_price * (opens - closed)});
        }
    }

    const Problem& problem_;
    const ExplainOptions& options_;
    const Instance instance_;
    Plan plan_;
    const Decisions decisions_;
};

}  // namespace

std::vector<Explanation> explain(const Problem& problem, const Schedule& schedule, const ExplainOptions& options) {
    return Explaining(problem, schedule, options).run();
}

}  // namespace dengyun::scheduling
