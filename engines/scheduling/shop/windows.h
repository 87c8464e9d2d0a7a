#pragma once
// Time windows of the operations of a shop under a deadline, narrowed by constraint propagation until nothing more
// follows or no schedule is left. A deadline without a schedule proves a lower bound.
#include <functional>

#include "engines/scheduling/shop/array.h"
#include "engines/scheduling/shop/shop.h"
#include "engines/scheduling/shop/theta_tree.h"

namespace dengyun::scheduling {

class Windows {
  public:
    explicit Windows(const Shop& shop);

    // False: no schedule ends by `deadline`. True: nothing is known, or `stop`, asked between machines, gave up.
    [[nodiscard]] bool admits(Time deadline, const std::function<bool()>& stop);
    // The last deadline that was asked for, and its windows if it was admitted; of a choice of modes the shortest
    // counts.
    [[nodiscard]] Time deadline() const { return deadline_; }
    [[nodiscard]] Time earliest_start(int op) const { return earliest_[op]; }
    [[nodiscard]] Time latest_end(int op) const { return latest_[op]; }

  private:
    struct Task {
        Time earliest, latest;  // start, end
        Time duration;
    };
    [[nodiscard]] bool follow_chains();
    [[nodiscard]] bool narrow_machine(int machine);
    [[nodiscard]] bool push_starts();
    [[nodiscard]] bool find_edges();
    void find_pairs();
    void mirror();

    const Shop& shop_;
    Time deadline_ = -1;
    Array<std::vector<int>> only_here_;  // per machine: the operations that can run nowhere else
    Array<int> machine_;                 // of those; -1 for the others
    Array<Time> duration_;               // the shortest
    Array<Time> earliest_, latest_;
    Array<char> is_waiting_;  // machines to look at
    // Work space of one machine; the tasks are numbered by their earliest starts.
    std::vector<Task> tasks_;
    std::vector<int> operation_;  // of a task
    std::vector<Time> pushed_;    // earliest starts to be
    std::vector<int> by_end_, by_start_;
    ThetaTree tree_;
};

}  // namespace dengyun::scheduling
