#pragma once
// The moves of a local search on a shop, with estimates of the makespan that they lead to.
//
// On one machine: within a block of a critical path, any operation behind the last or before the first one, and the
// first and last one to any place inside (N7: Zhang, Li, Guan & Rao 2007), where head and tail prove that no cycle
// arises; the estimate follows Balas & Vazacopoulos (1998). To another machine: a critical operation into the places
// that Mastrolilli & Gambardella (2000) show to be free of cycles and to hold the best one. Exchange: a critical
// operation and one on another machine take each other's places; where the load of the machines decides, no single
// operation can go anywhere, but two of nearly the same duration can.
#include <cstdint>
#include <vector>

#include "engines/scheduling/shop/random_source.h"
#include "engines/scheduling/shop/shop_state.h"

namespace dengyun::scheduling {

struct Move {
    int op;
    int mode;    // the mode it gets
    int before;  // its neighbours on the machine afterwards
    int after;
    Time estimate;  // of the makespan; of moves to another machine with a part of what the work gets longer by
    int block;      // moves of different blocks touch different operations
    // The operation that takes the place of `op` in an exchange, and the mode it gets; -1 otherwise.
    int partner = -1;
    int partner_mode = -1;
};

class Neighbourhood {
  public:
    explicit Neighbourhood(const ShopState& state);
    // Fills `moves` with the moves along one critical path, chosen at random.
    void find(RandomSource& random);
    std::vector<Move> moves;

  private:
    void find_critical_path(RandomSource& random);
    void add_block_moves(int first, int last);
    void add_later(int i, int j);    // path_[i] behind path_[j]
    void add_earlier(int i, int j);  // path_[i] before path_[j]
    void add_machine_moves(int op, RandomSource& random);
    void add_machine_move(int op, int to_mode, RandomSource& random);
    void add_exchanges(int op);
    void add_exchange(int op, int to_mode, int partner);
    void load_block(int first, int last);

    const ShopState& state_;
    std::vector<int> path_;
    int block_ = 0;
    Array<int> mode_on_;  // operation * machines + machine: its mode there or -1; empty: no exchanges
    std::vector<int> last_operations_;
    // Along the path: what the chain alone asks for, and the duration.
    Array<Time> ready_, follow_, length_, new_head_;
};

}  // namespace dengyun::scheduling
