#pragma once
// The partitions of the embedded shelf: which segments there are, and what they hold of one group.
#include <map>

#include "engines/timeseries/shelf/segment.h"
#include "engines/timeseries/shelf/snapshot.h"

namespace dengyun::timeseries {

using Segments = std::vector<std::shared_ptr<const Segment>>;  // of one partition, from the oldest to the newest
using Partitions = std::array<std::map<std::int64_t, Segments>, levels.size()>;

class PartitionBlocks final : public StoredBlocks {
  public:
    explicit PartitionBlocks(std::shared_ptr<const Partitions> partitions) : partitions_(std::move(partitions)) {}
    [[nodiscard]] Result<std::vector<Source>> of(GroupNumber group, Level level, Time from, Time to) const override;

  private:
    std::shared_ptr<const Partitions> partitions_;
};

}  // namespace dengyun::timeseries
