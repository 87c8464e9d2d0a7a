#pragma once
// The points of a device: what its profile knows of what lies in its series, and their last values. A point of the
// series "telemetry" has the name of its column, as has one that is calculated (series "derived"); others are called
// "SERIES/COLUMN" ("cpu,host=a/usage").
#include "kernel/base/label.h"
#include "modules/telemetry/intake/live_device.h"
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {

struct PlacedPoint {
    std::string name;
    timeseries::GroupNumber group{};
    timeseries::ColumnNumber column{};
    timeseries::Column described{};
    const Point* point = nullptr;  // null: the profile does not know it
    [[nodiscard]] double scale() const { return point != nullptr ? point->scale : 1; }
    [[nodiscard]] PointKind kind() const;
};

inline constexpr std::size_t points_shown_max = 1'000;  // of a device

// In the order of the profile, then as they came. At most points_shown_max.
[[nodiscard]] std::vector<PlacedPoint> points_of(Shelf& shelf, const Device& device);

struct DeviceValue {
    std::string point;
    std::string label;
    PointKind kind = PointKind::gauge;
    std::string unit;
    std::optional<double> value;      // of numbers and truths, scaled
    std::optional<std::string> text;  // of texts; of states also what it means in words
    std::optional<StateMeaning> meaning;
    Instant at{};
    bool is_outside = false;  // of the range that the profile gives
    static const meta::Entity description;
};

// The last value of each point that has one. Errors: as Store::last.
[[nodiscard]] Result<std::vector<DeviceValue>> last_values(Shelf& shelf, const Device& device, Language language);

// The text by which a profile knows a state.
[[nodiscard]] std::string state_text(timeseries::ColumnType type, timeseries::Cell cell,
                                     const timeseries::Catalogue& catalogue);
// A stored cell as it is shown.
[[nodiscard]] DeviceValue shown_value(const PlacedPoint& placed, const timeseries::Catalogue& catalogue,
                                      timeseries::Cell cell, Instant at, Language language);

}  // namespace dengyun::telemetry
