#include "modules/telemetry/screens/screen.h"

#include <algorithm>
#include <fmt/format.h>

#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

constexpr std::int64_t minutes_max = 7 * 24 * 60;

constexpr meta::Choice kinds[] = {{"value", {"数值", "Value"}},     {"counter", {"计数", "Counter"}},
                                  {"trend", {"趋势", "Trend"}},     {"state_band", {"状态带", "State band"}},
                                  {"oee", {"OEE", "OEE"}},          {"alarms", {"报警", "Alarms"}},
                                  {"floor", {"车间总览", "Floor"}}, {"text", {"文字", "Text"}},
                                  {"clock", {"时钟", "Clock"}}};
constexpr meta::Choices kind_choices{"screen_panel_kind", kinds};
constexpr meta::Choice templates[] = {{"empty", {"空白", "Empty"}},
                                      {"workshop_overview", {"车间总览", "Workshop overview"}},
                                      {"machine", {"单台设备", "One machine"}}};
constexpr meta::Choices template_choices{"screen_template", templates};

using P = ScreenPanel;
constexpr auto panel_fields = meta::fields(
    meta::field<&P::kind>("kind", {"类型", "Kind"}, {.flags = meta::required}),
    meta::field<&P::column>("column", {"列", "Column"}, {.min = 0, .max = screen_columns - 1}),
    meta::field<&P::row>("row", {"行", "Row"}, {.min = 0, .max = screen_rows - 1}),
    meta::field<&P::width>("width", {"宽", "Width"}, {.min = 1, .max = screen_columns}),
    meta::field<&P::height>("height", {"高", "Height"}, {.min = 1, .max = screen_rows}),
    meta::field<&P::title>("title", {"标题", "Title"}, {.length_max = 60}),
    meta::field<&P::device_id>("device_id", {"联网设备", "Device"}, {.reference = "device"}),
    meta::field<&P::point>("point", {"点位", "Point"}, {.length_max = 1'280}),
    meta::field<&P::minutes>("minutes", {"回看（分钟）", "Looks back (min)"}, {.min = 5, .max = minutes_max}),
    meta::field<&P::text>("text", {"文字", "Text"}, {.length_max = 500, .format = meta::Format::multiline}));
constexpr auto fields = meta::record<Screen>(
    meta::field<&Screen::name>("name", {"名称", "Name"},
                               {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 60}),
    meta::field<&Screen::panels>("panels", {"面板", "Panels"}, {.items_max = static_cast<std::uint32_t>(panels_max)}));
constexpr std::string_view by_name[] = {"name"};
constexpr meta::Index indexes[] = {{.name = "screen_name", .columns = by_name, .unique = true}};

bool overlap(const ScreenPanel& a, const ScreenPanel& b) {
    return a.column < b.column + b.width && b.column < a.column + a.width && a.row < b.row + b.height &&
           b.row < a.row + a.height;
}

ScreenPanel panel(PanelKind kind, std::int64_t column, std::int64_t row, std::int64_t width, std::int64_t height) {
    ScreenPanel made;
    made.kind = kind;
    made.column = column;
    made.row = row;
    made.width = width;
    made.height = height;
    return made;
}

ScreenPanel bound(ScreenPanel made, const Device& device, std::string point = {}) {
    made.device_id = device.id;
    if (!point.empty()) made.point = std::move(point);
    return made;
}

}  // namespace

const meta::Choices& choices_of(PanelKind) { return kind_choices; }
const meta::Choices& choices_of(ScreenTemplate) { return template_choices; }

constinit const meta::Entity ScreenPanel::description{
    .name = "screen_panel", .label = {"面板", "Panel"}, .fields = panel_fields, .stored = false};
constinit const meta::Entity Screen::description{
    .name = "screen", .label = {"车间大屏", "Big screen"}, .fields = fields, .indexes = indexes, .title_field = "name"};

bool needs_device(PanelKind kind) {
    return needs_point(kind) || kind == PanelKind::state_band || kind == PanelKind::oee;
}
bool needs_point(PanelKind kind) {
    return kind == PanelKind::value || kind == PanelKind::counter || kind == PanelKind::trend;
}

Result<> check_screen(const Screen& screen) {
    std::vector<Issue> issues;
    const auto& panels = screen.panels;
    for (std::size_t i = 0; i < panels.size(); ++i) {
        const auto& one = panels[i];
        const auto issue = [&](std::string_view name, std::string code) {
            issues.push_back({fmt::format("panels.{}.{}", i, name), std::move(code)});
        };
        if (one.column + one.width > screen_columns) issue("width", "outside_grid");
        if (one.row + one.height > screen_rows) issue("height", "outside_grid");
        if (needs_device(one.kind) && !one.device_id) issue("device_id", "required");
        if (needs_point(one.kind) && one.point.value_or("").empty()) issue("point", "required");
        if (one.kind == PanelKind::text && one.text.value_or("").empty()) issue("text", "required");
        const auto before = std::span(panels).first(i);
        if (std::ranges::any_of(before, [&](const ScreenPanel& other) { return overlap(one, other); }))
            issue("column", "covers_another");
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

std::vector<ScreenPanel> panels_of(ScreenTemplate kind, const std::vector<Device>& devices) {
    std::vector<ScreenPanel> panels;
    if (kind == ScreenTemplate::workshop_overview) {
        panels.push_back(panel(PanelKind::floor, 0, 0, 12, 6));
        panels.push_back(panel(PanelKind::alarms, 12, 0, 8, 6));
        panels.push_back(panel(PanelKind::clock, 20, 0, 4, 2));
        std::int64_t row = 6;
        for (const auto& device : devices) {
            const auto& profile = profile_or_generic(device.profile);
            if (profile.state_point.empty()) continue;
            if (row == 6 && !profile.count_point.empty()) {
                panels.push_back(bound(panel(PanelKind::counter, 20, 2, 4, 2), device, profile.count_point));
                panels.push_back(bound(panel(PanelKind::oee, 20, 4, 4, 2), device));
            }
            panels.push_back(bound(panel(PanelKind::state_band, 0, row, 12, 2), device));
            const auto power = std::ranges::find(profile.points, "kW", &Point::unit);
            if (power != profile.points.end())
                panels.push_back(bound(panel(PanelKind::trend, 12, row, 12, 2), device, power->name));
            row += 2;
            if (row >= screen_rows) break;
        }
    }
    if (kind == ScreenTemplate::machine && !devices.empty()) {
        const auto& device = devices.front();
        const auto& profile = profile_or_generic(device.profile);
        std::int64_t column = 0;
        const PointKind gauge = PointKind::gauge;
        for (const auto& point : profile.points) {
            if (point.kind == PointKind::state || column >= screen_columns) continue;
            panels.push_back(bound(panel(point.kind == gauge ? PanelKind::value : PanelKind::counter, column, 0, 4, 2),
                                   device, point.name));
            column += 4;
        }
        const auto first = std::ranges::find(profile.points, gauge, &Point::kind);
        if (first != profile.points.end())
            panels.push_back(bound(panel(PanelKind::trend, 0, 2, 16, 7), device, first->name));
        if (!profile.state_point.empty()) {
            panels.push_back(bound(panel(PanelKind::oee, 16, 2, 8, 4), device));
            panels.push_back(bound(panel(PanelKind::state_band, 0, 9, 24, 3), device));
        }
        panels.push_back(panel(PanelKind::alarms, 16, 6, 8, 3));
    }
    return panels;
}

}  // namespace dengyun::telemetry
