#pragma once
// A big screen: panels on a grid, each bound to a device or a point of one. A document of an organisation; two who
// change it at once are told apart by its version.
#include <optional>
#include <string>
#include <vector>

#include "kernel/store/unit.h"
#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t screens_max = 200;  // of one organisation
inline constexpr std::size_t panels_max = 40;     // of one screen
inline constexpr std::int64_t screen_columns = 24;
inline constexpr std::int64_t screen_rows = 12;

enum class PanelKind { value, counter, trend, state_band, oee, alarms, floor, text, clock };
const meta::Choices& choices_of(PanelKind);

struct ScreenPanel {
    PanelKind kind = PanelKind::value;
    std::int64_t column = 0;  // of its left upper cell, from 0
    std::int64_t row = 0;
    std::int64_t width = 4;  // cells
    std::int64_t height = 2;
    std::optional<std::string> title;
    std::optional<Id<Device>> device_id;
    std::optional<std::string> point;
    std::int64_t minutes = 60;  // that trend, state band and OEE look back
    std::optional<std::string> text;
    static const meta::Entity description;
};

struct Screen : meta::Record<Screen> {
    std::string name;
    std::vector<ScreenPanel> panels;
    static const meta::Entity description;
};

// What a panel of a kind is bound to.
[[nodiscard]] bool needs_device(PanelKind kind);
[[nodiscard]] bool needs_point(PanelKind kind);
// Pure. Errors: invalid with issues on panels.N.width, panels.N.height (outside_grid), panels.N.device_id (required),
// panels.N.point (required), panels.N.text (required), panels.N.column (covers_another).
[[nodiscard]] Result<> check_screen(const Screen& screen);

enum class ScreenTemplate { empty, workshop_overview, machine };
const meta::Choices& choices_of(ScreenTemplate);
// The panels that a template begins with, of these devices (the first few). Pure.
[[nodiscard]] std::vector<ScreenPanel> panels_of(ScreenTemplate kind, const std::vector<Device>& devices);

}  // namespace dengyun::telemetry
