#pragma once
// Late data: who is told that rows of the past have come, so that what was concluded without them is looked at again.
// Thread-safe; quick.
#include <functional>
#include <mutex>
#include <unordered_map>

#include "engines/timeseries/shelf/batch.h"
#include "kernel/base/clock.h"
#include "kernel/base/id.h"

namespace dengyun::telemetry {

class LateData {
  public:
    void listen(std::function<void(Id<Organisation>)> listener);
    void note(Id<Organisation> organisation, const timeseries::Batch& batch, Instant now);

  private:
    std::mutex mutex_;  // of the two below
    std::function<void(Id<Organisation>)> listener_;
    std::unordered_map<std::int64_t, Instant> told_;  // when it was last
};

}  // namespace dengyun::telemetry
