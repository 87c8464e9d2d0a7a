// OEE of a device in a window; the intervals it is made of are those of …/states.
#include "modules/telemetry/routes.h"

#include <algorithm>

#include "modules/telemetry/oee/oee.h"
#include "modules/telemetry/queries/asked.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using meta::field;

struct DeviceOee {
    Instant from{};
    Instant to{};
    double running_s = 0, idle_s = 0, setup_s = 0, down_s = 0, off_s = 0, unknown_s = 0;
    std::int64_t failures = 0;
    double produced = 0;
    double rejected = 0;
    std::optional<double> planned_cycle_s;
    std::optional<double> availability, effectiveness, quality, oee;
    std::optional<double> mtbf_s;
    bool mtbf_is_bound = false;
    std::optional<double> mttr_s;
    bool is_complete = true;  // false: the window holds more than is read for one answer; `to` is where reading ended
    static const meta::Entity description;
};
using D = DeviceOee;
constexpr auto fields = meta::fields(
    field<&D::from>("from", {"起", "From"}), field<&D::to>("to", {"止", "To"}),
    field<&D::running_s>("running_s", {"运行（秒）", "Running (s)"}),
    field<&D::idle_s>("idle_s", {"待机（秒）", "Idle (s)"}),
    field<&D::setup_s>("setup_s", {"调整（秒）", "Set-up (s)"}),
    field<&D::down_s>("down_s", {"故障（秒）", "Down (s)"}), field<&D::off_s>("off_s", {"关机（秒）", "Off (s)"}),
    field<&D::unknown_s>("unknown_s", {"未知（秒）", "Not known (s)"}),
    field<&D::failures>("failures", {"故障次数", "Failures"}), field<&D::produced>("produced", {"产量", "Produced"}),
    field<&D::rejected>("rejected", {"不良数", "Rejected"}),
    field<&D::planned_cycle_s>("planned_cycle_s", {"标准节拍（秒）", "Planned cycle (s)"}),
    field<&D::availability>("availability", {"可用率", "Availability"}),
    field<&D::effectiveness>("effectiveness", {"性能率", "Effectiveness"}),
    field<&D::quality>("quality", {"合格率", "Quality"}), field<&D::oee>("oee", {"OEE", "OEE"}),
    field<&D::mtbf_s>("mtbf_s", {"平均故障间隔（秒）", "MTBF (s)"}),
    field<&D::mtbf_is_bound>("mtbf_is_bound", {"间隔大于此值", "MTBF is longer than that"}),
    field<&D::mttr_s>("mttr_s", {"平均修复时间（秒）", "MTTR (s)"}),
    field<&D::is_complete>("is_complete", {"完整", "Complete"}));
constinit const meta::Entity DeviceOee::description{
    .name = "device_oee", .label = {"设备综合效率", "OEE"}, .fields = fields, .stored = false};

std::vector<MeaningSpan> meanings_of(const PlacedSpans& found, const timeseries::Catalogue& catalogue) {
    std::vector<MeaningSpan> spans;
    for (const auto& span : found.spans) {
        MeaningSpan one{span.from, span.to, {}};
        if (span.state) one.meaning = shown_value(found.placed, catalogue, *span.state, {}, Language::en).meaning;
        spans.push_back(one);
    }
    return spans;
}

// How far a counter rose; 0 where the device has no such point.
Result<double> increase_of(Shelf& shelf, const std::vector<PlacedPoint>& points, std::string_view name, Window window) {
    const auto placed = std::ranges::find(points, name, &PlacedPoint::name);
    if (name.empty() || placed == points.end()) return 0.0;
    DENGYUN_TRY(stretches, shelf.store().summarise(placed->group, placed->column, window.from, window.to, 1));
    return stretches.front().aggregate.increase * placed->scale();
}

double in_seconds(timeseries::Time time) { return static_cast<double>(time) / 1e9; }

Result<DeviceOee> oee_of_device(const Call& call, store::Store& store, Hub::Implementation& hub) {
    DENGYUN_TRY(asked, asked_device(call, store, hub.shelves));
    DENGYUN_TRY(window, asked_window(call));
    DeviceOee told{.from = instant_at(window.from), .to = instant_at(window.to)};
    if (!asked.shelf) return told;
    auto& shelf = *asked.shelf;
    DENGYUN_TRY(found, device_spans(shelf, asked.device, window, time_of(hub.intake.clock().now())));
    if (found.spans.empty()) return told;
    // What is counted is counted over what is known.
    window.to = found.spans.back().to;
    const auto& profile = profile_or_generic(asked.device.profile);
    const auto points = points_of(shelf, asked.device);
    DENGYUN_TRY(produced, increase_of(shelf, points, profile.count_point, window));
    DENGYUN_TRY(rejected, increase_of(shelf, points, profile.reject_point, window));
    OeeParts parts{
        .times = sums_of(meanings_of(found, shelf.store().catalogue())), .produced = produced, .rejected = rejected};
    if (asked.device.ideal_cycle_ms) {
        told.planned_cycle_s = static_cast<double>(*asked.device.ideal_cycle_ms) / 1e3;
        parts.planned_run_s = *told.planned_cycle_s * produced;
    }
    const auto oee = oee_of(parts, !profile.reject_point.empty());
    told.to = instant_at(window.to);
    told.running_s = in_seconds(parts.times.running);
    told.idle_s = in_seconds(parts.times.idle);
    told.setup_s = in_seconds(parts.times.setup);
    told.down_s = in_seconds(parts.times.down);
    told.off_s = in_seconds(parts.times.off);
    told.unknown_s = in_seconds(parts.times.unknown);
    told.failures = parts.times.failures;
    told.produced = produced;
    told.rejected = rejected;
    told.availability = oee.availability;
    told.effectiveness = asked.device.ideal_cycle_ms ? oee.effectiveness : std::nullopt;
    told.quality = oee.quality;
    told.oee = asked.device.ideal_cycle_ms ? oee.oee : std::nullopt;
    told.mtbf_s = oee.mtbf_s;
    told.mtbf_is_bound = oee.mtbf_is_bound;
    told.mttr_s = oee.mttr_s;
    told.is_complete = found.is_complete;
    return told;
}

}  // namespace

void add_oee_routes(api::Routes& routes, Hub::Implementation& hub) {
    routes.get<DeviceOee>(
        "/api/v1/devices/{id}/oee", api::needs("telemetry.read"),
        {"设备综合效率（ISO 22400-2）", "Overall equipment effectiveness (ISO 22400-2)"},
        [&hub](const Call& call, store::Store& store) { return oee_of_device(call, store, hub); }, window_options());
}

}  // namespace dengyun::telemetry
