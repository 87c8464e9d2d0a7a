#pragma once
// Goal: what a store should answer, from a map in memory that knows nothing of blocks, files or roll-ups.
#include <map>

#include "engines/timeseries/shelf/batch.h"
#include "engines/timeseries/shelf/summary.h"
#include "engines/timeseries/store.h"
#include "engines/timeseries/test/random_rows.h"

namespace dengyun::timeseries::test {

struct PlainRow {
    std::uint64_t sequence = 0;
    std::uint8_t quality = 0;
    std::map<ColumnNumber, Cell> cells{};
    friend bool operator==(const PlainRow&, const PlainRow&) = default;
};
using PlainRows = std::map<Time, PlainRow>;

class PlainStore {
  public:
    void append(const Batch& batch);
    [[nodiscard]] PlainRows read(GroupNumber group, Time from, Time to) const;
    [[nodiscard]] Aggregate summarise(GroupNumber group, ColumnNumber number, const Column& column, Time from,
                                      Time to) const;
    void drop_before(Time time);
    std::map<GroupNumber, PlainRows> groups{};
};

[[nodiscard]] PlainRows plain(const Rows& rows);
// Everything that the store answers is what the map says: rows, slices of both orders, last values, stretches. Horizon:
// as the store's.
void expect_same(const Store& store, const PlainStore& expected, Random& random);

}  // namespace dengyun::timeseries::test
