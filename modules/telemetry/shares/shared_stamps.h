#pragma once
// Whether something was told by a device of a share, for who looks through it. Thread-safe; bounded.
#include <map>
#include <mutex>

#include "modules/telemetry/intake/intake.h"
#include "modules/telemetry/shares/device_share.h"

namespace dengyun::telemetry {

class SharedStamps {
  public:
    explicit SharedStamps(Intake& intake) : intake_(intake) {}
    // Rises with everything that this process writes of the devices; none: there is no such share, or it cannot be
    // read.
    [[nodiscard]] std::optional<std::uint64_t> of(Id<Organisation> organisation, Id<DeviceShare> share);

  private:
    [[nodiscard]] std::optional<std::vector<LivePtr>> devices_of(Id<Organisation> organisation, Id<DeviceShare> share);
    Intake& intake_;
    std::mutex mutex_;
    std::map<std::int64_t, std::vector<LivePtr>> known_;  // a share's devices never change
};
inline constexpr std::size_t shared_stamps_max = 1'000;  // shares that are known; then they are read again

}  // namespace dengyun::telemetry
