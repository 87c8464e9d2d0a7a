#include "modules/telemetry/queries/points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace dengyun::telemetry {
namespace {

using meta::field;
using timeseries::ColumnType;

constexpr auto fields = meta::fields(
    field<&DeviceValue::point>("point", {"点位", "Point"}), field<&DeviceValue::label>("label", {"名称", "Name"}),
    field<&DeviceValue::kind>("kind", {"种类", "Kind"}), field<&DeviceValue::unit>("unit", {"单位", "Unit"}),
    field<&DeviceValue::value>("value", {"数值", "Value"}), field<&DeviceValue::text>("text", {"文字", "Text"}),
    field<&DeviceValue::meaning>("meaning", {"含义", "Meaning"}), field<&DeviceValue::at>("at", {"时间", "At"}),
    field<&DeviceValue::is_outside>("is_outside", {"超出量程", "Out of range"}));

std::string_view word(Language language, const std::string& zh, const std::string& en) {
    return language == Language::zh ? zh : en;
}

}  // namespace

constinit const meta::Entity DeviceValue::description{
    .name = "device_value", .label = {"点位值", "Value"}, .fields = fields, .stored = false};

PointKind PlacedPoint::kind() const {
    if (point != nullptr) return point->kind;
    return described.is_counter ? PointKind::counter : PointKind::gauge;
}

std::string state_text(timeseries::ColumnType type, timeseries::Cell cell, const timeseries::Catalogue& catalogue) {
    if (type == ColumnType::text) return catalogue.symbol_text(cell);
    if (type == ColumnType::boolean) return cell != 0 ? "true" : "false";
    const auto number = timeseries::number_of(cell, type);
    if (std::nearbyint(number) == number && std::abs(number) < 1e15)
        return std::to_string(static_cast<std::int64_t>(number));
    return std::to_string(number);
}

std::vector<PlacedPoint> points_of(Shelf& shelf, const Device& device) {
    std::vector<PlacedPoint> points;
    const auto& profile = profile_or_generic(device.profile);
    const auto& catalogue = shelf.store().catalogue();
    const auto prefix = group_prefix(device.id);
    const auto sent = catalogue.find_group(prefix + std::string(telemetry_series));
    for (const auto group : shelf.groups_of(device.id)) {
        const auto series = catalogue.group_key(group).substr(prefix.size());
        const bool is_derived = series == derived_series;
        const bool is_own = series == telemetry_series || is_derived;
        const auto columns = catalogue.columns(group);
        for (std::size_t i = 0; i < columns.size() && points.size() < points_shown_max; i++) {
            // What the device itself sends stands before what is calculated under the same name.
            if (is_derived && sent && catalogue.find_column(*sent, columns[i].name)) continue;
            points.push_back({.name = is_own ? columns[i].name : series + '/' + columns[i].name,
                              .group = group,
                              .column = static_cast<timeseries::ColumnNumber>(i),
                              .described = columns[i],
                              .point = is_own && !is_derived ? profile.find(columns[i].name) : nullptr});
        }
    }
    const auto place = [&](const PlacedPoint& placed) {
        return placed.point != nullptr ? placed.point - profile.points.data()
                                       : std::numeric_limits<std::ptrdiff_t>::max();
    };
    std::ranges::sort(
        points, {}, [&](const PlacedPoint& placed) { return std::tuple(place(placed), placed.group, placed.column); });
    return points;
}

DeviceValue shown_value(const PlacedPoint& placed, const timeseries::Catalogue& catalogue, timeseries::Cell cell,
                        Instant at, Language language) {
    DeviceValue shown{.point = placed.name, .label = placed.name, .kind = placed.kind(), .at = at};
    const auto type = placed.described.type;
    const auto* point = placed.point;
    if (type == ColumnType::text)
        shown.text = catalogue.symbol_text(cell);
    else
        shown.value = timeseries::number_of(cell, type) * placed.scale();
    // JSON knows no other numbers.
    if (shown.value && !std::isfinite(*shown.value)) shown.value.reset();
    if (point == nullptr) return shown;
    shown.label = word(language, point->label_zh, point->label_en);
    shown.unit = point->unit_in(language);
    if (point->kind == PointKind::state) {
        const auto text = state_text(type, cell, catalogue);
        const auto* state = point->find(text);
        shown.text = state != nullptr ? std::string(word(language, state->label_zh, state->label_en)) : text;
        if (state != nullptr) shown.meaning = state->meaning;
    }
    if (shown.value)
        shown.is_outside = (point->range_min && *shown.value < *point->range_min) ||
                           (point->range_max && *shown.value > *point->range_max);
    return shown;
}

Result<std::vector<DeviceValue>> last_values(Shelf& shelf, const Device& device, Language language) {
    std::vector<DeviceValue> values;
    std::map<timeseries::GroupNumber, std::vector<timeseries::LastValue>> by_group;
    for (const auto& placed : points_of(shelf, device)) {
        auto found = by_group.find(placed.group);
        if (found == by_group.end()) {
            DENGYUN_TRY(last, shelf.store().last(placed.group));
            found = by_group.emplace(placed.group, std::move(last)).first;
        }
        const auto last = std::ranges::find(found->second, placed.column, &timeseries::LastValue::column);
        if (last == found->second.end()) continue;
        values.push_back(shown_value(placed, shelf.store().catalogue(), last->cell, instant_at(last->time), language));
    }
    return values;
}

}  // namespace dengyun::telemetry
