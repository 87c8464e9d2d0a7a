#include "modules/telemetry/observations/observation.h"

#include <algorithm>

#include "engines/timeseries/aggregate.h"
#include "modules/telemetry/hub.h"
#include "modules/telemetry/queries/series.h"

namespace dengyun::telemetry {
namespace {

constexpr std::int64_t usual_silence_s = 600;

double seconds(timeseries::Time time) { return static_cast<double>(time) / 1e9; }

const PlacedPoint* find_point(const std::vector<PlacedPoint>& points, std::string_view name) {
    const auto found = std::ranges::find(points, name, &PlacedPoint::name);
    return name.empty() || found == points.end() ? nullptr : &*found;
}

const PlacedPoint* find_unit(const std::vector<PlacedPoint>& points, PointKind kind, std::string_view unit) {
    const auto found = std::ranges::find_if(points, [&](const PlacedPoint& one) {
        return one.point != nullptr && one.kind() == kind && one.point->unit == unit;
    });
    return found == points.end() ? nullptr : &*found;
}

Result<timeseries::Aggregate> told_of(Shelf& shelf, const PlacedPoint& placed, Window window) {
    DENGYUN_TRY(stretches, shelf.store().summarise(placed.group, placed.column, window.from, window.to, 1));
    return stretches.empty() ? timeseries::Aggregate{} : stretches.front().aggregate;
}

// How far a counter rose, from what it was when the interval began: the last that was told before, where that is no
// longer ago than the device may be silent.
Result<std::optional<double>> increase_of(Shelf& shelf, const PlacedPoint& placed, Window window,
                                          timeseries::Time silence) {
    DENGYUN_TRY(within, told_of(shelf, placed, window));
    if (within.count == 0) return std::optional<double>{};
    auto increase = within.increase;
    const Window before{std::max<timeseries::Time>(window.from - silence, 0), window.from};
    if (before.from < before.to) {
        DENGYUN_TRY(told, told_of(shelf, placed, before));
        if (told.count > 0) increase += timeseries::counter_step(told.last, within.first, placed.described.rollover);
    }
    return std::optional(increase * placed.scale());
}

Result<> observe_states(Shelf& shelf, const Device& device, Window window, timeseries::Time now, Observation& told) {
    DENGYUN_TRY(found, device_spans(shelf, device, window, now));
    timeseries::Time running = 0;
    timeseries::Time known = 0;
    for (const auto& span : found.spans) {
        if (!span.state) continue;
        known += span.to - span.from;
        const auto shown = shown_value(found.placed, shelf.store().catalogue(), *span.state, {}, Language::en);
        if (shown.meaning == StateMeaning::running) running += span.to - span.from;
    }
    told.known_s = seconds(known);
    if (known > 0) told.running_s = seconds(running);
    return {};
}

Result<Observation> observe_shelf(Shelf& shelf, const Device& device, Window window, timeseries::Time now) {
    Observation told{.device_id = device.id};
    if (device.ideal_cycle_ms) told.planned_cycle_s = static_cast<double>(*device.ideal_cycle_ms) / 1e3;
    for (const auto group : shelf.groups_of(device.id)) {
        DENGYUN_TRY(rows,
                    shelf.store().read(group, {}, window.from, window.to, {.rows_max = 1, .with_origins = false}));
        told.has_data = told.has_data || rows.size() > 0;
    }
    if (!told.has_data) return told;
    const auto& profile = profile_or_generic(device.profile);
    const auto points = points_of(shelf, device);
    const auto silence = (profile.silence_s > 0 ? profile.silence_s : usual_silence_s) * 1'000'000'000;
    if (const auto* count = find_point(points, profile.count_point); count != nullptr) {
        DENGYUN_TRY(cycles, increase_of(shelf, *count, window, silence));
        told.cycles = cycles;
    }
    if (const auto* energy = find_unit(points, PointKind::counter, "kWh"); energy != nullptr) {
        DENGYUN_TRY(kwh, increase_of(shelf, *energy, window, silence));
        told.energy_kwh = kwh;
    }
    if (const auto* power = find_unit(points, PointKind::gauge, "kW"); power != nullptr) {
        DENGYUN_TRY(within, told_of(shelf, *power, window));
        if (within.count > 0) told.power_kw = within.mean() * power->scale();
    }
    if (!profile.state_point.empty()) DENGYUN_CHECK(observe_states(shelf, device, window, now, told));
    return told;
}

}  // namespace

Result<std::optional<Device>> device_of_machine(store::Reader& reader, Id<Organisation> organisation,
                                                Id<capacity::Machine> machine) {
    std::vector<Id<Device>> ids;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM device WHERE organisation_id = ? AND machine_id = ? AND is_active = 1 AND "
                     "is_gateway = 0 ORDER BY id LIMIT 20",
                     std::array{meta::Scalar(organisation.value), meta::Scalar(machine.value)},
                     [&](const store::Row& row) { ids.emplace_back(row.integer(0)); }));
    std::optional<Device> best;
    for (const auto id : ids) {
        DENGYUN_TRY(device, reader.find(id));
        const auto& profile = profile_or_generic(device.profile);
        const bool tells = !profile.count_point.empty() || !profile.state_point.empty();
        if (tells) return std::optional(std::move(device));
        if (!best) best = std::move(device);
    }
    return best;
}

Result<Observation> Hub::observe(const Device& device, Instant from, Instant to) {
    Observation nothing{.device_id = device.id};
    const auto now = implementation_->intake.clock().now();
    const Window window{time_of(from), time_of(std::min(to, now))};
    DENGYUN_TRY(shelf, implementation_->shelves.find(device.organisation_id));
    if (!shelf || window.from >= window.to) return nothing;
    return observe_shelf(*shelf, device, window, time_of(now));
}

}  // namespace dengyun::telemetry
