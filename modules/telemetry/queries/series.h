#pragma once
// Questions about stored series, answered for one device: reduction to pixels, state spans.
#include "modules/telemetry/queries/points.h"
#include "modules/telemetry/queries/states.h"

namespace dengyun::telemetry {

inline constexpr std::size_t series_points_max = 8;      // of one question
inline constexpr std::size_t series_pixels_max = 4'000;  // of one series

struct Window {
    timeseries::Time from{};
    timeseries::Time to{};
};

// One point over time: what each pixel that holds values comes to, scaled, in parallel lists.
struct PointSeries {
    std::string point;
    std::string label;
    std::string unit;
    PointKind kind = PointKind::gauge;
    std::vector<std::int64_t> from_ms;  // the start of each pixel, since 1970
    std::vector<double> min;
    std::vector<double> max;
    std::vector<double> mean;
    std::vector<double> increase;  // of counters, else empty
    static const meta::Entity description;
};
[[nodiscard]] Result<PointSeries> point_series(Shelf& shelf, const PlacedPoint& placed, Window window,
                                               std::size_t pixels, Language language);

// The spans of the point that tells a device's state; empty where it has none. `now` bounds what is known. Where the
// window holds more than state_rows_max rows they end with the last that was read.
struct PlacedSpans {
    PlacedPoint placed;
    std::vector<StateSpan> spans;
    bool is_complete = true;
};
[[nodiscard]] Result<PlacedSpans> device_spans(Shelf& shelf, const Device& device, Window window, timeseries::Time now);

}  // namespace dengyun::telemetry
