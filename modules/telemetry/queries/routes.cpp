// Questions about what devices report: last values, series, state spans, the whole floor.
#include "modules/telemetry/routes.h"

#include <algorithm>

#include "modules/telemetry/queries/asked.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using meta::field;

constexpr std::int64_t floor_devices_max = 500;
constexpr std::size_t floor_values_max = 4;

struct DeviceValues {
    std::vector<DeviceValue> values;
    static const meta::Entity description;
};
constexpr auto values_fields = meta::fields(field<&DeviceValues::values>(
    "values", {"点位值", "Values"}, {.items_max = static_cast<std::uint32_t>(points_shown_max)}));
constinit const meta::Entity DeviceValues::description{
    .name = "device_values", .label = {"最新数据", "Last values"}, .fields = values_fields, .stored = false};

struct DeviceSeries {
    Instant from{};
    Instant to{};
    std::vector<PointSeries> series;
    static const meta::Entity description;
};
constexpr auto series_fields =
    meta::fields(field<&DeviceSeries::from>("from", {"起", "From"}), field<&DeviceSeries::to>("to", {"止", "To"}),
                 field<&DeviceSeries::series>("series", {"曲线", "Series"}));
constinit const meta::Entity DeviceSeries::description{
    .name = "device_series", .label = {"曲线", "Series"}, .fields = series_fields, .stored = false};

struct StateInterval {
    Instant from{};
    Instant to{};
    std::optional<std::string> state;  // in words; none: not known
    std::optional<StateMeaning> meaning;
    static const meta::Entity description;
};
constexpr auto interval_fields =
    meta::fields(field<&StateInterval::from>("from", {"起", "From"}), field<&StateInterval::to>("to", {"止", "To"}),
                 field<&StateInterval::state>("state", {"状态", "State"}),
                 field<&StateInterval::meaning>("meaning", {"含义", "Meaning"}));
constinit const meta::Entity StateInterval::description{
    .name = "state_interval", .label = {"状态区间", "State interval"}, .fields = interval_fields, .stored = false};

struct StateIntervals {
    std::vector<StateInterval> intervals;
    bool is_complete = true;
    static const meta::Entity description;
};
constexpr auto intervals_fields =
    meta::fields(field<&StateIntervals::intervals>("intervals", {"状态区间", "Intervals"},
                                                   {.items_max = static_cast<std::uint32_t>(state_intervals_max)}),
                 field<&StateIntervals::is_complete>("is_complete", {"完整", "Complete"}));
constinit const meta::Entity StateIntervals::description{
    .name = "state_intervals", .label = {"状态区间", "State intervals"}, .fields = intervals_fields, .stored = false};

struct FloorDevice {
    Id<Device> id{};
    std::string name;
    std::optional<Id<capacity::Machine>> machine_id;
    std::optional<std::string> line;
    std::string profile;
    bool is_active = true;
    std::optional<Instant> heard_at;
    bool is_silent = true;  // nothing for longer than its profile allows, or ever
    std::optional<DeviceValue> state;
    std::vector<DeviceValue> values;  // the first few
    static const meta::Entity description;
};
constexpr auto floor_device_fields =
    meta::fields(field<&FloorDevice::id>("id", {"编号", "Id"}), field<&FloorDevice::name>("name", {"名称", "Name"}),
                 field<&FloorDevice::machine_id>("machine_id", {"设备", "Machine"}, {.reference = "machine"}),
                 field<&FloorDevice::line>("line", {"产线", "Line"}),
                 field<&FloorDevice::profile>("profile", {"设备模板", "Profile"}),
                 field<&FloorDevice::is_active>("is_active", {"启用", "Active"}),
                 field<&FloorDevice::heard_at>("heard_at", {"最近数据", "Last data"}),
                 field<&FloorDevice::is_silent>("is_silent", {"无数据", "Silent"}),
                 field<&FloorDevice::state>("state", {"状态", "State"}),
                 field<&FloorDevice::values>("values", {"点位值", "Values"}));
constinit const meta::Entity FloorDevice::description{.name = "floor_device",
                                                      .label = {"现场设备", "Device of the floor"},
                                                      .fields = floor_device_fields,
                                                      .stored = false};

struct Floor {
    std::vector<FloorDevice> devices;
    static const meta::Entity description;
};
constexpr auto floor_fields =
    meta::fields(field<&Floor::devices>("devices", {"现场设备", "Devices"}, {.items_max = floor_devices_max}));
constinit const meta::Entity Floor::description{
    .name = "workshop_floor", .label = {"车间实况", "Workshop floor"}, .fields = floor_fields, .stored = false};

Result<DeviceValues> values_of(const Call& call, store::Store& store, Hub::Implementation& hub) {
    DENGYUN_TRY(asked, asked_device(call, store, hub.shelves));
    if (!asked.shelf) return DeviceValues{};
    DENGYUN_TRY(values, last_values(*asked.shelf, asked.device, call.language));
    return DeviceValues{std::move(values)};
}

Result<DeviceSeries> series_of(const Call& call, store::Store& store, Hub::Implementation& hub) {
    DENGYUN_TRY(asked, asked_device(call, store, hub.shelves));
    DENGYUN_TRY(window, asked_window(call));
    DENGYUN_TRY(pixels, call.query_integer("pixels", 1'000, 1, static_cast<std::int64_t>(series_pixels_max)));
    DeviceSeries answer{.from = instant_at(window.from), .to = instant_at(window.to), .series = {}};
    if (!asked.shelf) return answer;
    const auto points = points_of(*asked.shelf, asked.device);
    std::string_view names = call.query_parameter("points").value_or("");
    while (!names.empty()) {
        if (answer.series.size() == series_points_max)
            return fail(ErrorKind::invalid, "request.invalid",
                        {{"points", "too_many", std::to_string(series_points_max)}});
        // Names of series hold commas, so the separator is a semicolon.
        const auto end = names.find(';');
        const auto name = names.substr(0, end);
        const auto placed = std::ranges::find(points, name, &PlacedPoint::name);
        if (placed == points.end()) return fail(ErrorKind::invalid, "request.invalid", {{"points", "unknown_point"}});
        DENGYUN_TRY(series,
                    point_series(*asked.shelf, *placed, window, static_cast<std::size_t>(pixels), call.language));
        answer.series.push_back(std::move(series));
        names = end == std::string_view::npos ? std::string_view{} : names.substr(end + 1);
    }
    return answer;
}

Result<StateIntervals> states_of(const Call& call, store::Store& store, Hub::Implementation& hub) {
    DENGYUN_TRY(asked, asked_device(call, store, hub.shelves));
    DENGYUN_TRY(window, asked_window(call));
    StateIntervals answer;
    if (!asked.shelf) return answer;
    DENGYUN_TRY(found, device_spans(*asked.shelf, asked.device, window, time_of(hub.intake.clock().now())));
    answer.is_complete = found.is_complete;
    for (const auto& span : found.spans) {
        if (answer.intervals.size() == state_intervals_max) {
            answer.is_complete = false;
            break;
        }
        StateInterval interval{.from = instant_at(span.from), .to = instant_at(span.to)};
        if (span.state) {
            auto shown = shown_value(found.placed, asked.shelf->store().catalogue(), *span.state, {}, call.language);
            interval.state = std::move(shown.text);
            interval.meaning = shown.meaning;
        }
        answer.intervals.push_back(std::move(interval));
    }
    return answer;
}

FloorDevice floor_device(const Device& device, std::vector<DeviceValue> values, Instant now) {
    FloorDevice shown{.id = device.id,
                      .name = device.name,
                      .machine_id = device.machine_id,
                      .line = device.line,
                      .profile = device.profile,
                      .is_active = device.is_active};
    const auto& profile = profile_or_generic(device.profile);
    for (auto& value : values) {
        if (!shown.heard_at || *shown.heard_at < value.at) shown.heard_at = value.at;
        if (value.point == profile.state_point)
            shown.state = std::move(value);
        else if (shown.values.size() < floor_values_max)
            shown.values.push_back(std::move(value));
    }
    constexpr std::int64_t usual_silence_s = 600;
    const auto silence = std::chrono::seconds(profile.silence_s > 0 ? profile.silence_s : usual_silence_s);
    shown.is_silent = !shown.heard_at || now - *shown.heard_at > silence;
    return shown;
}

Result<Floor> floor_of(const Call& call, store::Store& store, Hub::Implementation& hub) {
    std::vector<Device> devices;
    DENGYUN_CHECK(store.run_read(call.scope, [&](store::Reader& reader) -> Result<> {
        store::Query query{.sort = "name", .limit = store::page_limit_max};
        for (;;) {
            DENGYUN_TRY(page, reader.list<Device>(query));
            std::ranges::move(page.items, std::back_inserter(devices));
            if (!page.next || static_cast<std::int64_t>(devices.size()) >= floor_devices_max) return {};
            query.after = *page.next;
        }
    }));
    if (static_cast<std::int64_t>(devices.size()) > floor_devices_max) devices.resize(floor_devices_max);
    DENGYUN_TRY(shelf, hub.shelves.find(call.scope.organisation()));
    Floor floor;
    const auto now = hub.intake.clock().now();
    for (const auto& device : devices) {
        std::vector<DeviceValue> values;
        if (shelf) {
            DENGYUN_TRY(last, last_values(*shelf, device, call.language));
            values = std::move(last);
        }
        floor.devices.push_back(floor_device(device, std::move(values), now));
    }
    return floor;
}

}  // namespace

void add_query_routes(api::Routes& routes, Hub::Implementation& hub) {
    const auto read = api::needs("telemetry.read");
    const std::string item = "/api/v1/devices/{id}";
    routes.get<DeviceValues>(item + "/values", read, {"最新数据", "Last values"},
                             [&hub](const Call& call, store::Store& store) { return values_of(call, store, hub); });
    routes.get<DeviceSeries>(
        item + "/series", read, {"曲线，按像素取最小、最大和平均", "Series, reduced to pixels (lowest, highest, mean)"},
        [&hub](const Call& call, store::Store& store) { return series_of(call, store, hub); },
        window_options({{"points", {"点位，分号分隔，最多 8 个", "Points, separated by semicolons, 8 at most"}},
                        {"pixels", {"像素数，默认 1000", "Pixels, 1000 by default"}}}));
    routes.get<StateIntervals>(
        item + "/states", read, {"状态区间", "State intervals"},
        [&hub](const Call& call, store::Store& store) { return states_of(call, store, hub); }, window_options());
    routes.get<Floor>("/api/v1/workshop-floor", read,
                      {"车间实况：各设备的状态和最新数据", "The floor: state and last values of every device"},
                      [&hub](const Call& call, store::Store& store) { return floor_of(call, store, hub); });
}

}  // namespace dengyun::telemetry
