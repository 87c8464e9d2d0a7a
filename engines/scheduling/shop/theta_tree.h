#pragma once
// The earliest end of a set of tasks on one machine, kept up to date while tasks come and go. Each task may be in the
// set, beside it ("optional": what if one of these were in the set, too) or out. Source: Vilím, Barták & Čepek (2005),
// theta-lambda tree. Every change O(log tasks); allocates only when it grows.
#include <limits>
#include <vector>

#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

class ThetaTree {
  public:
    static constexpr Time never = std::numeric_limits<Time>::min() / 2;

    // Tasks 0 … count-1, all out. REQUIRES of the caller: numbered by ascending earliest start.
    void clear(int count);
    void include(int task, Time earliest, Time duration) {
        set(task, {duration, earliest + duration, duration, earliest + duration, -1, -1});
    }
    void make_optional(int task, Time earliest, Time duration) {
        set(task, {0, never, duration, earliest + duration, task, task});
    }
    void remove(int task) { set(task, {}); }

    // The earliest time by which all of the set can have run; never for the empty set.
    [[nodiscard]] Time earliest_end() const { return nodes_[1].end; }
    // The same with that one of the optional tasks for which it is latest, and which that is; -1: none of them counts.
    [[nodiscard]] Time earliest_end_with_one() const { return nodes_[1].end_with; }
    [[nodiscard]] int latest_optional() const { return nodes_[1].by_end; }

  private:
    struct Node {
        Time work = 0, end = never;            // of the set
        Time work_with = 0, end_with = never;  // with at most one optional task …
        int by_work = -1, by_end = -1;         // … which is this
    };
    void set(int task, const Node& leaf);
    [[nodiscard]] static Node joined(const Node& left, const Node& right);

    std::vector<Node> nodes_;  // 1 is the root, 2i and 2i+1 are below i
    int leaves_ = 1;
};

}  // namespace dengyun::scheduling
