#pragma once
// The state of a local search on a shop: a complete selection (modes and machine sequences) as a graph with heads,
// tails and a topological order, all kept up to date under re-insertions. Not thread-safe; allocates only when made.
#include <cstdint>

#include "engines/scheduling/shop/array.h"
#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

// A selection in its compact form: `order` is a topological order of all operations, from which the machine sequences
// follow; `mode` is the chosen mode of each operation.
struct Selection {
    std::vector<int> order;
    std::vector<int> mode;
    Time makespan = 0;
};

// Operation number `none` (= operations) stands for "no operation": its head, tail and duration are 0.
class ShopState {
  public:
    explicit ShopState(const Shop& shop);

    void load(const Selection& selection);
    [[nodiscard]] Selection save() const;
    void save_into(Selection& selection) const;
    [[nodiscard]] ShopSchedule schedule() const;  // everything as early as the selection allows

    // Takes `op` out of its machine sequence and puts it, in `to_mode`, between `before` and `after`, which are
    // neighbours on the machine of that mode (either may be `none`; `op` itself counts as taken out). False, and
    // nothing changed, where that would close a cycle. Cost: the stretch of the topological order that is crossed,
    // and every operation whose head or tail changes.
    [[nodiscard]] bool reinsert(int op, int to_mode, int before, int after);
    // The same for several moves at once: `rearrange` each, then `refresh`. In between, ends, rests and makespan are
    // those of before.
    [[nodiscard]] bool rearrange(int op, int to_mode, int before, int after);
    void refresh();

    [[nodiscard]] Time head(int op) const { return end[op] - duration[op]; }
    [[nodiscard]] Time tail(int op) const { return rest[op] - duration[op]; }

    const Shop& shop;
    const int none;
    Time makespan = 0;
    Array<int> job_before, job_after;          // chains
    Array<int> machine_before, machine_after;  // sequences as links …
    Array<std::vector<int>> sequence;          // … and as arrays, per machine
    Array<int> place;                          // in its machine's sequence
    Array<int> mode, machine;
    Array<Time> duration;
    Array<Time> end;         // longest path up to the operation's end: head and duration
    Array<Time> rest;        // longest path from its start on: duration and tail
    Array<int> order, rank;  // topological order and its inverse; rank[none] = none

  private:
    [[nodiscard]] bool move_later(int op, int last);
    [[nodiscard]] bool move_earlier(int op, int first);
    void link(int op, int to_mode, int before, int after);
    void update_sequences(int op, int to_machine, int before);
    void mark_dirty(int op) { dirty_[rank[op] >> 6] |= std::uint64_t{1} << (rank[op] & 63); }
    void scan_ends(int first_rank);
    void scan_rests(int last_rank);
    void update_ends(int first_rank);
    void update_rests(int last_rank);
    void find_makespan();

    Array<int> last_of_job_;
    int changed_first_ = 0, changed_last_ = -1;      // ranks, since the last refresh
    std::vector<int> changed_ends_, changed_rests_;  // operations whose predecessors, successors or duration are new
    Array<std::uint64_t> dirty_;                     // by rank
    Array<std::uint8_t> marked_;                     // all 0 between calls
    std::vector<int> moved_;
};

}  // namespace dengyun::scheduling
