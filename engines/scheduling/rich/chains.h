#pragma once
// What every schedule of a problem has in common: the operations it must hold, with the least that can be said of each.
#include "engines/scheduling/rich/instance.h"

namespace dengyun::scheduling {

// Longest ways of least durations, with calendars, transport and lags. Of an order with alternatives no operation is
// sure. O(arcs * pairs of modes); the instance must outlive it.
class Chains {
  public:
    explicit Chains(const Instance& instance);

    [[nodiscard]] bool sure(Index op) const { return sure_[at(op)] != 0; }
    [[nodiscard]] Tick head(Index op) const { return head_[at(op)]; }  // no earlier start
    [[nodiscard]] Tick tail(Index op) const { return tail_[at(op)]; }  // from its end to the end of all
    [[nodiscard]] Tick work(Index op) const { return least_[at(op)]; }
    [[nodiscard]] Tick earliest_end(Index op) const { return end_[at(op)]; }

  private:
    [[nodiscard]] static std::size_t at(Index i) { return static_cast<std::size_t>(i); }
    [[nodiscard]] bool is_sure(Index op) const;
    [[nodiscard]] Tick least_way(Index from, Index to) const;
    [[nodiscard]] bool counts(Index from, Index to) const;
    void topological();
    void heads();
    void tails();

    const Instance& in_;
    std::vector<std::uint8_t> sure_;
    std::vector<Index> order_;
    std::vector<Tick> head_, tail_, end_, least_;
};

}  // namespace dengyun::scheduling
