#pragma once
// Proposals of change to a plan, drawn where they can pay: on the critical chain of the makespan or of a late order
// (critical trees), among set-ups, and now and then anywhere.
#include "engines/scheduling/rich/plan.h"
#include "engines/scheduling/rich/score.h"
#include "engines/scheduling/shop/random_source.h"

namespace dengyun::scheduling {

class Moves {
  public:
    Moves(Plan& plan, const Score& score, RandomSource& random);

    // Changes the plan without evaluating it. False where the draw led to nothing.
    bool propose();
    // The plan was changed by others, or a proposal was kept: what is remembered of chains is void.
    void forget() { chain_.clear(), tries_ = 0; }

    // The chain of operations, each waiting for the next, back from `op` to where nothing is waited for.
    void follow(Index op, std::size_t length_max, std::vector<std::pair<Index, Binding>>& chain) const;
    // An order, the likelier the more it costs to be late; none where nothing is late.
    [[nodiscard]] Index late_order();

  private:
    [[nodiscard]] bool free(Index op) const { return plan_.present(op) && instance_.frozen_start[Plan::at(op)] < 0; }
    Index end_of_chain();
    bool renew_chain();
    bool reorder(Index op, const Binding& binding);
    bool change_mode(Index op);
    bool shift(Index op);
    bool join_family(Index op);
    bool shift_run(Index op);
    bool change_alternative(Index order);
    bool change_hold(Index op);
    bool place_near(Index op, Index resource, Tick when);
    Index any_operation();

    Plan& plan_;
    const Instance& instance_;
    const Score& score_;
    RandomSource& random_;
    std::vector<std::pair<Index, Binding>> chain_;
    int tries_ = 0;
    std::vector<Index> late_;
    std::vector<double> late_until_;
    int late_age_ = 0;
    bool has_plan_ = false;
};

}  // namespace dengyun::scheduling
