#pragma once
// A derived point: what an expression over other points of a device comes to, calculated as they come and stored as a
// series of its own. On one device or on every device of a profile.
#include "engines/expressions/api.h"
#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t derived_points_max = 200;  // per organisation
inline constexpr std::size_t derived_of_device_max = 16;

struct DerivedPoint : meta::Record<DerivedPoint> {
    std::string name;
    std::optional<Id<Device>> device_id;  // one of the two
    std::optional<std::string> profile;
    std::string expression;  // a truth is stored as 0 or 1
    static const meta::Entity description;
};
using DerivedPtr = std::shared_ptr<const DerivedPoint>;

[[nodiscard]] inline bool concerns(const DerivedPoint& point, const Device& device) {
    return point.device_id ? *point.device_id == device.id : point.profile == device.profile;
}
[[nodiscard]] Result<std::vector<DerivedPtr>> all_derived_points(store::Reader& reader);

}  // namespace dengyun::telemetry
