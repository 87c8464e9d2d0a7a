#pragma once
// A profile: what a kind of device reports. Shipped as data (data/*.json, one file each) and built into the program.
// A device may report more points than its profile knows; they are gauges without a unit.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engines/timeseries/model.h"
#include "kernel/base/label.h"
#include "kernel/meta/entity.h"
#include "modules/telemetry/commands/known_command.h"

namespace dengyun::telemetry {

enum class PointKind { gauge, counter, state };
enum class PointType { real, integer, boolean, text };
// What a state means for time accounting (ISO 22400-2): running is production, setup and idle are planned busy time
// without it, down is a failure, off is no planned time.
enum class StateMeaning { running, idle, setup, down, off };
const meta::Choices& choices_of(PointKind);
const meta::Choices& choices_of(PointType);
const meta::Choices& choices_of(StateMeaning);

struct StateValue {
    std::string value;  // as the device reports it; numbers as text
    std::string label_zh;
    std::string label_en;
    StateMeaning meaning = StateMeaning::idle;
    static const meta::Entity description;
};

struct Point {
    std::string name;
    std::string label_zh;
    std::string label_en;
    PointKind kind = PointKind::gauge;
    PointType type = PointType::real;
    std::string unit;
    std::string unit_en;              // where it has an English name of its own (件: pcs); empty: as `unit`
    double scale = 1;                 // shown = reported * scale
    std::optional<double> deadband;   // shown units: smaller changes mean nothing
    std::optional<double> range_min;  // shown units: what lies outside is marked
    std::optional<double> range_max;
    double rollover = 0;  // of a counter: where it wraps to 0; 0: it does not
    std::vector<StateValue> states;
    static const meta::Entity description;
    [[nodiscard]] const StateValue* find(std::string_view value) const;
    [[nodiscard]] const std::string& unit_in(Language language) const {
        return language == Language::en && !unit_en.empty() ? unit_en : unit;
    }
};

struct Profile {
    std::string name;
    std::string label_zh;
    std::string label_en;
    std::int64_t silence_s = 0;  // without a message for so long its state is not known; 0: it is
    // Which points OEE is made of; empty: there is none.
    std::string state_point;
    std::string count_point;   // all items made
    std::string reject_point;  // of them not good
    std::vector<Point> points;
    std::vector<Parameter> parameters;  // that we may give it
    std::vector<KnownCommand> commands;
    static const meta::Entity description;
    [[nodiscard]] const Point* find(std::string_view point) const;
    [[nodiscard]] const KnownCommand* find_command(std::string_view method) const;
};

[[nodiscard]] std::span<const Profile> profiles();
// nullptr where there is none.
[[nodiscard]] const Profile* find_profile(std::string_view name);
// REQUIRES: a name that find_profile knows or once knew; the generic one stands in for the latter.
[[nodiscard]] const Profile& profile_or_generic(std::string_view name);

[[nodiscard]] timeseries::Column column_of(const Point& point);

}  // namespace dengyun::telemetry
