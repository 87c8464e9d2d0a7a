#pragma once
// Time windows of the operations of a shop under a deadline, narrowed by constraint propagation until nothing more
// follows or no schedule is left. A deadline without a schedule proves a lower bound.
#include "engines/scheduling/shop/array.h"
#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

class Windows {
  public:
    explicit Windows(const Shop& shop);

    // False: no schedule ends by `deadline`. True: nothing is known.
    [[nodiscard]] bool admits(Time deadline);

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
    Array<std::vector<int>> only_here_;  // per machine: the operations that can run nowhere else
    Array<int> machine_;                 // of those; -1 for the others
    Array<Time> duration_;               // the shortest
    Array<Time> earliest_, latest_;
    Array<char> is_waiting_;  // machines to look at
    // Work space of one machine, in the order of earliest starts.
    std::vector<Task> tasks_;
    std::vector<Time> pushed_, earliest_end_;
    std::vector<int> by_earliest_;
};

}  // namespace dengyun::scheduling
