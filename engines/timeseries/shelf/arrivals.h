#pragma once
// Arrivals: rows of one group that are durable as batches and not in blocks yet, on a shelf that has them elsewhere
// than in its memory. One thread.
#include "engines/timeseries/shelf/batch.h"
#include "engines/timeseries/shelf/snapshot.h"

namespace dengyun::timeseries {

class Arrivals {
  public:
    explicit Arrivals(std::span<const Column> columns);
    // The next rows, which are all of the group. Error: unavailable "timeseries.damaged" where they are no batch, or of
    // columns that there are not.
    [[nodiscard]] Result<> add(ByteView batch);
    [[nodiscard]] std::size_t rows() const { return rows_.size(); }
    // The rows that rise; of equal times the cells that came last. Leaves nothing behind.
    [[nodiscard]] Rows take();
    // The same as what a reader merges with the blocks.
    [[nodiscard]] GroupMemory take_memory();

  private:
    Rows rows_;
};

}  // namespace dengyun::timeseries
