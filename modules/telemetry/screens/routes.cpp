// Screens, and how they begin.
#include "modules/telemetry/routes.h"

#include <fmt/format.h>

#include "kernel/api/resource.h"
#include "modules/telemetry/screens/screen.h"

namespace dengyun::telemetry {
namespace {

using api::Call;

constexpr unsigned template_devices = 20;  // looked at

struct ScreenInput {
    std::string name;
    ScreenTemplate kind = ScreenTemplate::workshop_overview;
    std::optional<Id<Device>> device_id;  // of the template `machine`
    static const meta::Entity description;
};
constexpr auto input_fields =
    meta::fields(meta::field<&ScreenInput::name>("name", {"名称", "Name"}, {.flags = meta::required, .length_max = 60}),
                 meta::field<&ScreenInput::kind>("template", {"模板", "Template"}),
                 meta::field<&ScreenInput::device_id>("device_id", {"联网设备", "Device"}, {.reference = "device"}));
constinit const meta::Entity ScreenInput::description{
    .name = "screen_input", .label = {"新建大屏", "New screen"}, .fields = input_fields, .stored = false};

Result<> check(store::Reader& reader, const Screen& screen) {
    DENGYUN_CHECK(check_screen(screen));
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < screen.panels.size(); ++i) {
        const auto& one = screen.panels[i];
        if (!one.device_id) continue;
        const auto device = reader.find(*one.device_id);
        if (!device || device->organisation_id != reader.scope().organisation())
            issues.push_back({fmt::format("panels.{}.device_id", i), "unknown_reference"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<> check_room(store::Unit& unit) {
    std::int64_t rows = 0;
    DENGYUN_CHECK(unit.query("SELECT COUNT(*) FROM screen WHERE organisation_id = ?",
                             std::array{meta::Scalar(unit.scope().organisation().value)},
                             [&](const store::Row& row) { rows = row.integer(0); }));
    return rows < screens_max ? Result<>{} : fail(ErrorKind::limit, "screen.too_many");
}

Result<std::vector<Device>> devices_for(store::Reader& reader, const ScreenInput& input) {
    std::vector<Device> devices;
    if (input.device_id) {
        auto device = reader.find(*input.device_id);
        if (!device) return fail(ErrorKind::invalid, "request.invalid", {{"device_id", "unknown_reference"}});
        devices.push_back(std::move(*device));
    } else if (input.kind == ScreenTemplate::machine) {
        return fail(ErrorKind::invalid, "request.invalid", {{"device_id", "required"}});
    } else {
        DENGYUN_TRY(page, reader.list<Device>({.sort = "name", .limit = template_devices}));
        devices = std::move(page.items);
    }
    return devices;
}

Result<Screen> begin(const Call&, store::Unit& unit, const ScreenInput& input) {
    DENGYUN_CHECK(check_room(unit));
    DENGYUN_TRY(devices, devices_for(unit, input));
    Screen screen{.name = input.name, .panels = panels_of(input.kind, devices)};
    DENGYUN_CHECK(check(unit, screen));
    return unit.insert(std::move(screen));
}

}  // namespace

void add_screen_routes(api::Routes& routes) {
    api::add_resource<Screen>(routes, {.path = "/api/v1/screens",
                                       .read = "telemetry.read",
                                       .edit = "telemetry.edit",
                                       .check = check,
                                       .prepare = [](store::Unit& unit, Screen&, const Screen* before) -> Result<> {
                                           return before != nullptr ? Result<>{} : check_room(unit);
                                       }});
    routes.declare(ScreenPanel::description);
    routes.declare(ScreenInput::description);
    routes.post<ScreenInput, Screen>("/api/v1/screen-templates/actions", api::needs("telemetry.edit"),
                                     {"由模板新建大屏", "Begin a screen with a template"}, begin);
}

}  // namespace dengyun::telemetry
