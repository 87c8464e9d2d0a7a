#pragma once
// When the units of a cumulative resource come free, if every operation already placed keeps its units to its end:
// blocks (instant, units) in the order of time. At most `block_max` blocks; where more are needed two are joined at the
// later instant, which wastes units and never invents any.
#include <cstring>

#include "engines/scheduling/model.h"

namespace dengyun::scheduling {

struct Block {
    Tick free_from;
    Tick units;
};

class Profile {
  public:
    static constexpr Index block_max = 32;

    void clear(Tick capacity) {
        count_ = 1;
        blocks_[0] = {0, capacity};
    }
    void read(const Block* stored, Index count) {
        count_ = count;
        std::memcpy(blocks_, stored, static_cast<std::size_t>(count) * sizeof(Block));
    }
    // Answers whether `stored` changed.
    bool write(Block* stored, Index& count, Index stride) {
        while (count_ > stride) join();
        const auto bytes = static_cast<std::size_t>(count_) * sizeof(Block);
        if (count == count_ && std::memcmp(stored, blocks_, bytes) == 0) return false;
        count = count_;
        std::memcpy(stored, blocks_, bytes);
        return true;
    }
    // The first instant at which `units` are free. REQUIRES: units <= capacity.
    [[nodiscard]] Tick earliest(Tick units) const {
        Tick sum = 0;
        for (Index i = 0; i < count_; ++i)
            if ((sum += blocks_[i].units) >= units) return blocks_[i].free_from;
        return blocks_[count_ - 1].free_from;
    }
    // Takes the units that came free last before `start`, so that earlier ones stay for others, and gives them back at
    // `end`.
    void take(Tick start, Tick end, Tick units) {
        Index i = count_ - 1;
        while (i > 0 && blocks_[i].free_from > start) --i;
        for (Tick left = units; left > 0 && i >= 0; --i) {
            const Tick taken = left < blocks_[i].units ? left : blocks_[i].units;
            blocks_[i].units -= taken;
            left -= taken;
        }
        Index kept = 0;
        for (Index k = 0; k < count_; ++k)
            if (blocks_[k].units > 0) blocks_[kept++] = blocks_[k];
        count_ = kept;
        give(end, units);
    }

  private:
    void give(Tick at, Tick units) {
        Index i = count_;
        while (i > 0 && blocks_[i - 1].free_from > at) --i;
        if (i > 0 && blocks_[i - 1].free_from == at) {
            blocks_[i - 1].units += units;
            return;
        }
        for (Index k = count_; k > i; --k) blocks_[k] = blocks_[k - 1];
        blocks_[i] = {at, units};
        if (++count_ > block_max) join();
    }
    // The two blocks that lie closest become one.
    void join() {
        Index best = 1;
        for (Index i = 2; i < count_; ++i)
            if (blocks_[i].free_from - blocks_[i - 1].free_from < blocks_[best].free_from - blocks_[best - 1].free_from)
                best = i;
        blocks_[best].units += blocks_[best - 1].units;
        for (Index k = best; k < count_; ++k) blocks_[k - 1] = blocks_[k];
        --count_;
    }

    Index count_ = 0;
    Block blocks_[block_max + 1];
};

}  // namespace dengyun::scheduling
