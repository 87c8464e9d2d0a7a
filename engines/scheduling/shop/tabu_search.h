#pragma once
// Tabu search on one selection: a move forbids for a while that the operation goes back past those it has passed, or to
// the machine that it has left. Source of the scheme: Zhang, Li, Rao & Guan (2008); Peng, Lü & Cheng (2015).
#include <cstdint>
#include <functional>

#include "engines/scheduling/shop/neighbourhood.h"
#include "engines/scheduling/shop/random_source.h"
#include "engines/scheduling/shop/shop_state.h"

namespace dengyun::scheduling {

class TabuSearch {
  public:
    // `stop` is asked every now and then with the steps made since; true ends the search.
    using Stop = std::function<bool(std::int64_t steps, Time best)>;
    TabuSearch(const Shop& shop, RandomSource& random, Stop stop);

    // Improves `selection` until `patience` steps in a row have brought nothing better, or `stop` says so.
    void run(Selection& selection, std::int64_t patience);

  private:
    [[nodiscard]] bool make_move();
    [[nodiscard]] bool make_batch();
    [[nodiscard]] bool make(const Move& move);
    void forbid_mode(int old_mode);
    void forbid_return(const Move& move, int old_mode, bool goes_behind);
    [[nodiscard]] int choose();  // index into the moves
    [[nodiscard]] bool is_tabu(const Move& move);
    // Fills `passed_` with the operations that the move's operation jumps over; whether it goes behind them.
    [[nodiscard]] bool passed(const Move& move);
    [[nodiscard]] std::int64_t& until(int first, int second) { return pair_until_[slot(first, second)]; }
    [[nodiscard]] int slot(int first, int second) const {
        return static_cast<int>((static_cast<unsigned>(first) * jobs_ + static_cast<unsigned>(job_[second])) &
                                pair_mask_);
    }

    RandomSource& random_;
    Stop stop_;
    ShopState state_;
    Neighbourhood neighbourhood_;
    Array<int> job_;
    // Per ordered pair on a machine: not to be put in this order before that step. A pair is known by its first
    // operation and the job of its second.
    Array<std::int64_t> pair_until_;
    unsigned jobs_, pair_mask_;
    Array<std::int64_t> mode_until_;  // per mode: no move back to it before
    std::vector<int> ties_;
    std::vector<int> passed_;
    std::int64_t step_ = 0;
    Time best_ = 0;
    double tenure_;         // steps that a pair of operations keeps its order, about
    int tenure_min_ = 0;    // at present
    bool batches_ = false;  // in large shops only
    int batch_ = 1;         // moves at once
    int steps_between_stops_;
};

}  // namespace dengyun::scheduling
