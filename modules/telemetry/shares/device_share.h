#pragma once
// A share: another organisation sees chosen points of chosen devices, from one moment to another, and nothing else. The
// row belongs to who shares; it is never changed, only revoked: both sides know what was shared since when.
#include <optional>
#include <string>
#include <vector>

#include "kernel/store/unit.h"
#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {

inline constexpr std::size_t shared_devices_max = 50;  // of one share
inline constexpr std::size_t shared_points_max = 50;   // of one device of a share
inline constexpr std::int64_t shares_max = 500;        // of one organisation
inline constexpr Duration share_time_max = std::chrono::days(366);
inline constexpr Duration share_history_max = std::chrono::days(366);

struct SharedDevice {
    Id<Device> device_id{};
    std::vector<std::string> points;  // as values and series name them
    static const meta::Entity description;
};

struct DeviceShare : meta::Record<DeviceShare> {
    std::string title;
    Id<Organisation> partner_id{};
    std::vector<SharedDevice> devices;
    Instant from_at{};
    Instant until_at{};
    std::optional<Instant> history_from;  // what was told before `from_at`, from here; none: nothing of it
    std::optional<std::string> note;
    std::optional<Instant> revoked_at;
    std::optional<std::string> revoked_by;
    static const meta::Entity description;
};

enum class ShareState { waiting, active, over, revoked };
[[nodiscard]] ShareState state_of(const DeviceShare& share, Instant now);
// From when what was told may be seen.
[[nodiscard]] Instant visible_from(const DeviceShare& share);
// nullptr: the device is not in it.
[[nodiscard]] const SharedDevice* find_device(const DeviceShare& share, Id<Device> device);
// Pure. Errors: invalid with issues on until_at (not_after, too_long_a_time, in_past), history_from (must be before
// from_at, too_long_a_time), devices (required, taken), devices.N.points (required, taken), partner_id
// (own_organisation).
[[nodiscard]] Result<> check_share(const DeviceShare& share, Id<Organisation> own, Instant now);

}  // namespace dengyun::telemetry
