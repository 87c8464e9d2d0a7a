#pragma once
// A schedule under search: a list of all operations that respects their precedence, a mode for each, an alternative for
// each order. Each operation starts as early as its predecessors, and those before it in the list on the same machine
// and resources, let it. A list in the order of the starts of any feasible schedule gives one that is nowhere later, so
// nothing that is optimal for a regular objective is lost.
//
// Changes are made in transactions: change, evaluate(), then keep() or undo(). evaluate() recomputes only what follows
// from a change, in list order, until nothing differs any more. Not safe for threads; every search has its own.
#include <array>
#include <limits>

#include "engines/scheduling/rich/instance.h"
#include "engines/scheduling/rich/profile.h"

namespace dengyun::scheduling {

struct Totals {
    Tick makespan = 0, tardiness = 0, setup = 0, cost = 0, stability = 0;
    Tick violation = 0;  // 0: feasible
    bool operator==(const Totals&) const = default;
};

// Why an operation does not start earlier.
enum class Cause { nothing, predecessor, transport, machine, setup, tool, operators, material, calendar, hold };
inline constexpr std::size_t causes = 10;
struct Binding {
    Cause cause = Cause::nothing;
    Index op = none;                    // the operation waited for
    std::array<Tick, causes> waited{};  // by cause: how much later each lets it start than those before it in the list
};

// All decisions of a plan.
struct Decisions {
    std::vector<Index> list, mode, alternative;
    std::vector<std::uint8_t> hold;
};

// Where to stop: when the makespan is sure to exceed its limit, or, after a good many operations, when the tardiness of
// the orders settled so far has risen by so much (what is still to come might make up for it; it seldom does).
struct EvaluationLimit {
    Tick makespan = std::numeric_limits<Tick>::max();
    double tardiness_rise = std::numeric_limits<double>::infinity();
};

class Plan {
  public:
    explicit Plan(const Instance& instance);

    // Whole solutions.
    [[nodiscard]] Decisions decisions() const { return {list_, mode_, alternative_, hold_}; }
    void load(const Decisions& decisions);  // and evaluates
    // The decisions that lead to the schedule, where it is feasible and nothing in it waits without reason.
    [[nodiscard]] static Decisions decisions_of(const Instance& instance, const Schedule& schedule);
    [[nodiscard]] Schedule schedule() const;
    // Renumbers the list by start; what it describes stays, or gets better.
    void sort_by_start();

    // Filling an empty plan from the front: every operation once, predecessors first.
    void clear();
    void choose(Index order, Index alternative) { alternative_[at(order)] = alternative; }
    struct Trial {
        Tick start, end, setup;
    };
    [[nodiscard]] Trial try_append(Index op, Index mode);
    void append(Index op, Index mode);
    void finish();  // after the last one

    // Changes; each keeps precedence in the list by taking along what must come along.
    void move_before(Index op, Index position);  // position <= that of op
    void move_after(Index op, Index position);   // position >= that of op
    void set_mode(Index op, Index mode);
    void set_alternative(Index order, Index alternative);
    void set_hold(Index op, bool hold);
    void remove(Index op);
    void restore(Index op);

    // False where it stopped; then only undo() may follow.
    bool evaluate(const EvaluationLimit& limit = {});
    void keep();
    void undo();
    // Within a transaction: undo(savepoint) takes back only what came after it.
    struct Savepoint {
        std::size_t states, profiles, blocks, completions, actions, list;
        Totals totals;
        Tick excess;
    };
    [[nodiscard]] Savepoint savepoint();
    void undo(const Savepoint& savepoint);

    // How many operations were recomputed since the plan was made: the measure of work of a search.
    [[nodiscard]] std::int64_t work() const { return work_; }
    [[nodiscard]] const Totals& totals() const { return totals_; }
    [[nodiscard]] const Instance& instance() const { return instance_; }
    [[nodiscard]] bool present(Index op) const { return present_[at(op)] != 0; }
    [[nodiscard]] Index mode(Index op) const { return mode_[at(op)]; }
    [[nodiscard]] bool hold(Index op) const { return hold_[at(op)] != 0; }
    [[nodiscard]] Index alternative(Index order) const { return alternative_[at(order)]; }
    [[nodiscard]] Tick start(Index op) const { return state_[at(op)].start; }
    [[nodiscard]] Tick end(Index op) const { return state_[at(op)].end; }
    [[nodiscard]] Tick setup(Index op) const { return state_[at(op)].setup; }
    [[nodiscard]] Tick completion(Index order) const { return completion_[at(order)]; }
    [[nodiscard]] Index position(Index op) const { return position_[at(op)]; }
    [[nodiscard]] Index at_position(Index position) const { return list_[at(position)]; }
    [[nodiscard]] Binding binding(Index op) const;
    [[nodiscard]] Index last_of(Index order) const;  // the operation that ends it
    // Neighbours on what slot `slot` of the operation touches (0: machine, then needs); none at the ends.
    [[nodiscard]] Index previous(Index op, Index slot) const;
    [[nodiscard]] Index next(Index op, Index slot) const;
    [[nodiscard]] const std::vector<Index>& sequence(Index resource) const {
        return sequence_[at(resource)];
    }  // of nodes
    [[nodiscard]] Index op_of(Index node) const { return node / slots_; }

    static std::size_t at(Index i) { return static_cast<std::size_t>(i); }

  private:
    struct State {
        Tick start = 0, end = 0, setup = 0, setup_cost = 0;
        Tick load = 0, batch_work = 0;  // of the batch, up to this operation
        Tick floor = 0;                 // not before, for the sake of a maximum lag
        Tick violation = 0;
        bool operator==(const State&) const = default;
    };
    enum class Kind : std::uint8_t { segment, mode, alternative, hold, present };
    struct Action {
        Kind kind;
        Index which, before, from, count;  // segment: [from, from + count) of the list, saved at `before`
    };
    struct SavedProfile {
        Index node, count, at;
    };

    // plan_links.cpp
    [[nodiscard]] Index resource_of(Index op, Index slot) const;
    [[nodiscard]] Index slot_count(Index op) const;
    void link(Index op, bool marks);
    void unlink(Index op, bool marks);
    void place_segment(Index from, const std::vector<Index>& content, const std::vector<Index>& moved, bool marks);
    void move(Index op, Index first, Index last, bool to_front);
    void undo(const Action& action);
    void mark(Index op) { pending_.push_back(op); }

    // plan_evaluate.cpp
    template <bool explains>
    State compute(Index op, Binding* binding) const;
    bool store_profiles(Index op, const State& state);
    [[nodiscard]] Index gave_back(Index node, Tick when) const;
    void read_profile(Index node, Index resource) const;
    bool step(Index op);
    bool propagate(const EvaluationLimit& limit);
    [[nodiscard]] double tardiness_change(Index op, Tick old_end) const;
    void set_bit(Index position);
    void save(Index op);
    void account(Index op, const State& state, Tick sign);
    [[nodiscard]] Tick stability_of(Index op, const State& state) const;
    void settle_orders();
    void settle_maximum_lags();
    void begin();

    const Instance& instance_;
    Index slots_;
    std::vector<Index> list_, position_, mode_, alternative_;
    std::vector<std::uint8_t> hold_, present_;
    std::vector<State> state_;
    std::vector<Index> next_, previous_;        // by node (operation * slots_ + slot)
    std::vector<std::vector<Index>> sequence_;  // nodes by resource, in list order
    Index stride_ = 0;                          // blocks kept per node; 0: nothing is cumulative
    std::vector<Block> blocks_;
    std::vector<Index> block_count_;
    std::vector<std::vector<Index>> last_ops_;           // by alternative
    std::vector<std::pair<Index, Index>> maximum_lags_;  // operation, arc in pred
    std::vector<Tick> completion_;
    Totals totals_;
    Tick maximum_lag_excess_ = 0;
    mutable Profile profile_, truck_profile_;     // scratch of compute()
    mutable std::vector<Trip>* trips_ = nullptr;  // where compute() notes the ways of trucks

    // The transaction.
    bool open_ = false;
    Savepoint begin_{};
    std::uint32_t stamp_ = 0;
    std::vector<std::uint32_t> stamped_, order_stamped_;
    std::vector<std::pair<Index, State>> saved_;
    std::vector<SavedProfile> saved_profiles_;
    std::vector<Block> saved_blocks_;
    std::vector<std::pair<Index, Tick>> saved_completions_;
    std::vector<Index> touched_orders_;
    std::vector<Action> actions_;
    std::vector<Index> saved_list_;
    std::vector<Index> pending_;
    std::vector<std::uint64_t> bits_;
    std::size_t word_ = 0, word_end_ = 0;
    std::int64_t work_ = 0;
    std::vector<Index> group_, content_;  // scratch of move()
    std::vector<std::uint8_t> in_group_;
};

}  // namespace dengyun::scheduling
