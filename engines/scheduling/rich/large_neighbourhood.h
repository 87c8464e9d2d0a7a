#pragma once
// Large-neighbourhood steps: take some operations out of a plan (a window of a machine, an order, a site, a set-up
// family, the chain of a late order), put each back where it costs least.
#include "engines/scheduling/rich/moves.h"

namespace dengyun::scheduling {

class LargeNeighbourhood {
  public:
    LargeNeighbourhood(Plan& plan, const Score& score, Moves& moves, RandomSource& random);

    // One step in an open transaction, evaluated. False where nothing could be taken out.
    bool step();

  private:
    void ruin();
    void take(Index op);
    void take_around(Index op, bool (*alike)(const Instance&, const Plan&, Index, Index));
    void recreate(Index op);
    void try_places(Index op, Index mode);

    Plan& plan_;
    const Instance& instance_;
    const Score& score_;
    Moves& moves_;
    RandomSource& random_;
    std::size_t wanted_ = 0;
    std::vector<Index> taken_;
    std::vector<std::pair<Index, Binding>> chain_;
    double best_ = 0;
    Index best_mode_ = none, best_neighbour_ = none;
    bool best_after_ = false;
};

}  // namespace dengyun::scheduling
