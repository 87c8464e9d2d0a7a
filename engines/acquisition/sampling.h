#pragma once
// Which values are worth telling: not those of a broken sensor, not those within the deadband of what was told last,
// not more often than the minimum and not less often than the maximum interval.
#include "engines/acquisition/model.h"

namespace dengyun::acquisition {

// Of one point. What a test of a later value compares with is the last value that was told, so that a slow drift is
// told once it leaves the deadband.
class Sampler {
  public:
    // True: tell it; it is the last one then. Times in milliseconds since 1970; a clock that was set back tells at
    // once.
    [[nodiscard]] bool takes(const Sampling& sampling, const Value& value, std::int64_t at_ms);

  private:
    std::optional<Value> told_;
    std::int64_t told_at_ms_ = 0;
};

}  // namespace dengyun::acquisition
