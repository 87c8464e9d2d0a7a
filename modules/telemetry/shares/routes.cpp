// Shares: made and revoked by whose devices they are, seen by both sides, looked through by the other.
#include "modules/telemetry/routes.h"

#include <algorithm>
#include <fmt/format.h>

#include "modules/enterprise/api.h"
#include "modules/telemetry/queries/asked.h"
#include "modules/telemetry/shares/device_share.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using meta::field;

constexpr std::string_view path = "/api/v1/device-shares";

struct SharedValues {
    Id<Device> device_id{};
    std::string name;
    std::string profile;
    std::vector<DeviceValue> values;
    static const meta::Entity description;
};
constexpr auto shared_values_fields =
    meta::fields(field<&SharedValues::device_id>("device_id", {"联网设备", "Device"}),
                 field<&SharedValues::name>("name", {"名称", "Name"}),
                 field<&SharedValues::profile>("profile", {"设备模板", "Profile"}),
                 field<&SharedValues::values>("values", {"点位值", "Values"},
                                              {.items_max = static_cast<std::uint32_t>(shared_points_max)}));
constinit const meta::Entity SharedValues::description{.name = "shared_values",
                                                       .label = {"共享设备的数据", "Values of a shared device"},
                                                       .fields = shared_values_fields,
                                                       .stored = false};

struct ShareView {
    Instant visible_from{};
    std::vector<SharedValues> devices;
    static const meta::Entity description;
};
constexpr auto view_fields =
    meta::fields(field<&ShareView::visible_from>("visible_from", {"可见起点", "Visible from"}),
                 field<&ShareView::devices>("devices", {"设备", "Devices"},
                                            {.items_max = static_cast<std::uint32_t>(shared_devices_max)}));
constinit const meta::Entity ShareView::description{
    .name = "share_view", .label = {"共享的数据", "Shared data"}, .fields = view_fields, .stored = false};

struct SharedSeries {
    Instant from{};  // what of the question may be seen
    Instant to{};
    std::vector<PointSeries> series;
    static const meta::Entity description;
};
constexpr auto series_fields =
    meta::fields(field<&SharedSeries::from>("from", {"起", "From"}), field<&SharedSeries::to>("to", {"止", "To"}),
                 field<&SharedSeries::series>("series", {"曲线", "Series"},
                                              {.items_max = static_cast<std::uint32_t>(series_points_max)}));
constinit const meta::Entity SharedSeries::description{
    .name = "shared_series", .label = {"共享的曲线", "Shared series"}, .fields = series_fields, .stored = false};

// Both sides; who is neither does not learn that it is there.
Result<DeviceShare> find_share_by(const Call& call, store::Reader& reader, Id<DeviceShare> id) {
    DENGYUN_TRY(share, reader.find(id));
    const auto own = call.principal->organisation;
    if (share.organisation_id != own && share.partner_id != own) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(share);
}

Result<DeviceShare> find_share(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<DeviceShare>());
    return find_share_by(call, reader, id);
}

Result<> check_room(store::Unit& unit, Id<Organisation> own) {
    std::int64_t rows = 0;
    DENGYUN_CHECK(unit.query("SELECT COUNT(*) FROM device_share WHERE organisation_id = ?",
                             std::array{meta::Scalar(own.value)},
                             [&](const store::Row& row) { rows = row.integer(0); }));
    return rows < shares_max ? Result<>{} : fail(ErrorKind::limit, "device_share.too_many");
}

Result<> tell_partner(store::Unit& unit, const DeviceShare& share, std::string_view event) {
    return unit.emit(share.partner_id, DeviceShare::description.name, share.id.value, event, "{}");
}

Result<DeviceShare> add_share(const Call& call, store::Unit& unit, DeviceShare share) {
    const auto own = call.principal->organisation;
    DENGYUN_CHECK(check_share(share, own, unit.now()));
    DENGYUN_CHECK(check_room(unit, own));
    std::vector<Issue> issues;
    if (!unit.find(Id<enterprise::Enterprise>{share.partner_id.value}))
        issues.push_back({"partner_id", "unknown_reference"});
    for (std::size_t i = 0; i < share.devices.size(); ++i) {
        const auto device = unit.find(share.devices[i].device_id);
        if (!device || device->organisation_id != own)
            issues.push_back({fmt::format("devices.{}.device_id", i), "unknown_reference"});
    }
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    share.organisation_id = own;
    DENGYUN_TRY(made, unit.insert(std::move(share)));
    DENGYUN_CHECK(tell_partner(unit, made, "received"));
    return std::move(made);
}

Result<DeviceShare> revoke(const Call& call, store::Unit& unit) {
    DENGYUN_TRY(share, find_share(call, unit));
    if (share.organisation_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    const auto state = state_of(share, unit.now());
    if (state == ShareState::revoked || state == ShareState::over)
        return fail(ErrorKind::conflict, "device_share.over");
    share.revoked_at = unit.now();
    share.revoked_by = call.principal->actor.name;
    DENGYUN_TRY(changed, unit.update(std::move(share), "revoked"));
    DENGYUN_CHECK(tell_partner(unit, changed, "withdrawn"));
    return std::move(changed);
}

// What can be looked through now. Error: conflict "device_share.not_active".
struct Opened {
    DeviceShare share;
    std::vector<Device> devices;  // those that are still there
};
Result<Opened> open_share(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(share, find_share(call, reader));
    if (state_of(share, reader.now()) != ShareState::active)
        return fail(ErrorKind::conflict, "device_share.not_active");
    Opened opened{.share = std::move(share), .devices = {}};
    for (const auto& one : opened.share.devices) {
        auto device = reader.find(one.device_id);
        if (device && device->organisation_id == opened.share.organisation_id)
            opened.devices.push_back(std::move(*device));
    }
    return opened;
}

Result<ShareView> view_of(const Call& call, store::Store& store, Hub::Implementation& hub) {
    DENGYUN_TRY(opened,
                store.read<Opened>(call.scope, [&](store::Reader& reader) { return open_share(call, reader); }));
    const auto& share = opened.share;
    DENGYUN_TRY(shelf, hub.shelves.find(share.organisation_id));
    ShareView view{.visible_from = visible_from(share), .devices = {}};
    for (const auto& device : opened.devices) {
        SharedValues shown{.device_id = device.id, .name = device.name, .profile = device.profile, .values = {}};
        std::vector<DeviceValue> values;
        if (shelf) {
            DENGYUN_TRY(last, last_values(*shelf, device, call.language));
            values = std::move(last);
        }
        const auto& points = find_device(share, device.id)->points;
        for (auto& value : values)
            if (value.at >= view.visible_from && std::ranges::find(points, value.point) != points.end())
                shown.values.push_back(std::move(value));
        view.devices.push_back(std::move(shown));
    }
    return view;
}

Result<SharedSeries> series_of(const Call& call, store::Store& store, Hub::Implementation& hub) {
    DENGYUN_TRY(opened,
                store.read<Opened>(call.scope, [&](store::Reader& reader) { return open_share(call, reader); }));
    DENGYUN_TRY(window, asked_window(call));
    DENGYUN_TRY(pixels, call.query_integer("pixels", 1'000, 1, static_cast<std::int64_t>(series_pixels_max)));
    const auto& share = opened.share;
    const auto asked = parse_id<Device>(call.query_parameter("device").value_or(""));
    const auto device = std::ranges::find(opened.devices, asked.value_or(Id<Device>{}), &Device::id);
    if (!asked || device == opened.devices.end())
        return fail(ErrorKind::invalid, "request.invalid", {{"device", "unknown_reference"}});
    const auto point = call.query_parameter("point").value_or("");
    const auto& points = find_device(share, device->id)->points;
    if (std::ranges::find(points, point) == points.end())
        return fail(ErrorKind::invalid, "request.invalid", {{"point", "unknown_point"}});
    // Of what is asked, what may be seen.
    window.from = std::max(window.from, time_of(visible_from(share)));
    window.to = std::min(window.to, time_of(share.until_at));
    SharedSeries answer{.from = instant_at(window.from), .to = instant_at(window.to), .series = {}};
    DENGYUN_TRY(shelf, hub.shelves.find(share.organisation_id));
    if (!shelf || window.from >= window.to) return answer;
    const auto placed = points_of(*shelf, *device);
    const auto found = std::ranges::find(placed, point, &PlacedPoint::name);
    if (found == placed.end()) return answer;
    DENGYUN_TRY(series, point_series(*shelf, *found, window, static_cast<std::size_t>(pixels), call.language));
    answer.series.push_back(std::move(series));
    return answer;
}

std::optional<std::string> share_subject(store::Reader& reader, const store::Event& event) {
    const auto share = reader.find(Id<DeviceShare>{event.entity_id});
    return share ? share->title : std::string();
}

constexpr api::Notice own_notices[] = {{"device_share.received",
                                        {"有单位向本单位共享设备数据", "An organisation shares data of its devices"},
                                        api::Audience::organisation,
                                        "telemetry.read",
                                        share_subject},
                                       {"device_share.withdrawn",
                                        {"设备数据共享已撤销", "A share of device data was revoked"},
                                        api::Audience::organisation,
                                        "telemetry.read",
                                        share_subject}};

}  // namespace

Result<Id<Organisation>> follow_share(const Call& call, store::Reader& reader, std::int64_t share) {
    DENGYUN_TRY(row, find_share_by(call, reader, {share}));
    if (!call.principal->may("telemetry.read")) return fail(ErrorKind::not_found, "request.not_found");
    if (state_of(row, reader.now()) != ShareState::active) return fail(ErrorKind::conflict, "device_share.not_active");
    return row.organisation_id;
}

void add_share_routes(api::Routes& routes, Hub::Implementation& hub) {
    const auto read = api::needs("telemetry.read");
    const auto shares = api::needs("telemetry.share");
    const auto item = std::string(path) + "/{id}";
    const api::RouteOptions crossing{.reach = api::Reach::crossing};
    routes.declare(DeviceShare::description);
    routes.list<DeviceShare>(
        std::string(path), read, {"本单位共享出去的", "What one shares"},
        [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<DeviceShare>(query); },
        {.list_of = DeviceShare::description.name});
    routes.list<DeviceShare>(
        "/api/v1/received-device-shares", read, {"共享给本单位的", "What is shared with one"},
        [](const Call& call, store::Reader& reader, const store::Query& query) {
            auto own = query;
            std::erase_if(own.filters, [](const store::Query::Filter& one) { return one.field == "partner_id"; });
            own.filters.push_back({"partner_id", to_text(call.principal->organisation)});
            return reader.list<DeviceShare>(own);
        },
        {.reach = api::Reach::all, .list_of = DeviceShare::description.name});
    routes.get<DeviceShare>(item, read, {"查看数据共享", "Read a share"}, find_share, {.reach = api::Reach::all});
    routes.post<DeviceShare, DeviceShare>(std::string(path), shares,
                                          {"共享选定设备的选定点位", "Share chosen points of chosen devices"},
                                          add_share, crossing);
    routes.post<api::Nothing, DeviceShare>(item + "/revocation/actions", shares,
                                           {"撤销数据共享，立即生效", "Revoke a share, at once"}, revoke, crossing);
    routes.get<ShareView>(item + "/values", read, {"共享的最新数据", "Last values that are shared"},
                          [&hub](const Call& call, store::Store& store) { return view_of(call, store, hub); },
                          {.reach = api::Reach::all});
    auto options = window_options({{"device", {"联网设备", "Device"}},
                                   {"point", {"点位", "Point"}},
                                   {"pixels", {"像素数，默认 1000", "Pixels, 1000 by default"}}});
    options.reach = api::Reach::all;
    routes.get<SharedSeries>(
        item + "/series", read, {"共享的曲线，只含允许的时段", "A shared series, of the allowed time only"},
        [&hub](const Call& call, store::Store& store) { return series_of(call, store, hub); }, std::move(options));
    routes.declare(own_notices);
}

}  // namespace dengyun::telemetry
