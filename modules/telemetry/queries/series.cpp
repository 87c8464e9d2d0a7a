#include "modules/telemetry/queries/series.h"

#include <algorithm>
#include <cmath>

namespace dengyun::telemetry {
namespace {

using meta::field;
constexpr std::uint32_t pixels_max = series_pixels_max;

constexpr auto fields = meta::fields(
    field<&PointSeries::point>("point", {"点位", "Point"}), field<&PointSeries::label>("label", {"名称", "Name"}),
    field<&PointSeries::unit>("unit", {"单位", "Unit"}), field<&PointSeries::kind>("kind", {"种类", "Kind"}),
    field<&PointSeries::from_ms>("from_ms", {"起点（毫秒）", "From (ms)"}, {.items_max = pixels_max}),
    field<&PointSeries::min>("min", {"最小", "Lowest"}, {.items_max = pixels_max}),
    field<&PointSeries::max>("max", {"最大", "Highest"}, {.items_max = pixels_max}),
    field<&PointSeries::mean>("mean", {"平均", "Mean"}, {.items_max = pixels_max}),
    field<&PointSeries::increase>("increase", {"增量", "Increase"}, {.items_max = pixels_max}));

// JSON knows no infinities.
double finite(double value) { return std::isfinite(value) ? value : 0; }

// The last row before `time` in which the column is there.
Result<std::optional<StateRow>> state_before(Shelf& shelf, const PlacedPoint& placed, timeseries::Time time) {
    const std::array columns{placed.column};
    constexpr std::size_t looked_at_max = 2'000;
    DENGYUN_TRY(rows,
                shelf.store().read(
                    placed.group, columns, timeseries::time_min, std::max<timeseries::Time>(time, 0),
                    {.rows_max = looked_at_max, .order = timeseries::Order::newest_first, .with_origins = false}));
    if (rows.columns.empty()) return std::optional<StateRow>{};
    for (auto row = rows.size(); row-- > 0;)
        if (rows.columns.front().has(row))
            return std::optional(StateRow{rows.times[row], rows.columns.front().cells[row]});
    return std::optional<StateRow>{};
}

}  // namespace

constinit const meta::Entity PointSeries::description{
    .name = "point_series", .label = {"点位曲线", "Series"}, .fields = fields, .stored = false};

Result<PointSeries> point_series(Shelf& shelf, const PlacedPoint& placed, Window window, std::size_t pixels,
                                 Language language) {
    const auto shown = shown_value(placed, shelf.store().catalogue(), 0, {}, language);
    PointSeries series{.point = placed.name, .label = shown.label, .unit = shown.unit, .kind = placed.kind()};
    DENGYUN_TRY(stretches, shelf.store().summarise(placed.group, placed.column, window.from, window.to, pixels));
    const auto scale = placed.scale();
    for (const auto& stretch : stretches) {
        const auto& aggregate = stretch.aggregate;
        if (aggregate.count == 0) continue;
        series.from_ms.push_back(stretch.from / 1'000'000);
        series.min.push_back(finite(std::min(aggregate.min * scale, aggregate.max * scale)));
        series.max.push_back(finite(std::max(aggregate.min * scale, aggregate.max * scale)));
        series.mean.push_back(finite(aggregate.mean() * scale));
        if (series.kind == PointKind::counter) series.increase.push_back(finite(aggregate.increase * scale));
    }
    return series;
}

Result<PlacedSpans> device_spans(Shelf& shelf, const Device& device, Window window, timeseries::Time now) {
    const auto& profile = profile_or_generic(device.profile);
    const auto points = points_of(shelf, device);
    const auto placed = std::ranges::find(points, profile.state_point, &PlacedPoint::name);
    if (profile.state_point.empty() || placed == points.end()) return PlacedSpans{};
    const auto silence = profile.silence_s * timeseries::second;
    const auto read_from = std::max<timeseries::Time>(window.from - silence, 0);
    // What it was in, and all rows from where silence would begin to count: a row without the state is a sign of life.
    DENGYUN_TRY(before, state_before(shelf, *placed, read_from));
    const std::array columns{placed->column};
    DENGYUN_TRY(rows, shelf.store().read(placed->group, columns, read_from, std::max(window.to, read_from),
                                         {.rows_max = state_rows_max, .with_origins = false}));
    std::vector<StateRow> told;
    told.reserve(rows.size() + 1);
    if (before) told.push_back(*before);
    const auto column = std::ranges::find(rows.columns, placed->column, &timeseries::ColumnRows::column);
    for (std::size_t row = 0; row < rows.size(); row++)
        told.push_back({rows.times[row], column != rows.columns.end() && column->has(row)
                                             ? std::optional(column->cells[row])
                                             : std::nullopt});
    const bool is_complete = rows.size() < state_rows_max;
    if (!is_complete) window.to = std::min(window.to, rows.times.back());
    return PlacedSpans{*placed, state_spans(told, window.from, window.to, silence, now), is_complete};
}

}  // namespace dengyun::telemetry
