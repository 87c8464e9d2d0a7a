#include "modules/telemetry/profiles/profile.h"

#include <algorithm>

#include "kernel/base/assert.h"
#include "kernel/meta/json.h"

namespace dengyun::telemetry {
namespace {

constexpr unsigned char cnc_mill[] = {
#embed "modules/telemetry/data/cnc_mill.json"
};
constexpr unsigned char injection_moulding[] = {
#embed "modules/telemetry/data/injection_moulding.json"
};
constexpr unsigned char electroplating[] = {
#embed "modules/telemetry/data/electroplating.json"
};
constexpr unsigned char loom[] = {
#embed "modules/telemetry/data/loom.json"
};
constexpr unsigned char press[] = {
#embed "modules/telemetry/data/press.json"
};
constexpr unsigned char compressor[] = {
#embed "modules/telemetry/data/compressor.json"
};
constexpr unsigned char generic_meter[] = {
#embed "modules/telemetry/data/generic_meter.json"
};

constexpr meta::Choice kinds[] = {
    {"gauge", {"测量值", "Gauge"}}, {"counter", {"计数", "Counter"}}, {"state", {"状态", "State"}}};
constexpr meta::Choices kind_choices{"point_kind", kinds};
constexpr meta::Choice types[] = {{"real", {"小数", "Real"}},
                                  {"integer", {"整数", "Integer"}},
                                  {"boolean", {"是非", "Boolean"}},
                                  {"text", {"文字", "Text"}}};
constexpr meta::Choices type_choices{"point_type", types};
constexpr meta::Choice meanings[] = {{"running", {"运行", "Running"}},
                                     {"idle", {"待机", "Idle"}},
                                     {"setup", {"调整", "Set-up"}},
                                     {"down", {"故障", "Down"}},
                                     {"off", {"关机", "Off"}}};
constexpr meta::Choices meaning_choices{"state_meaning", meanings};

using meta::field;
constexpr auto state_fields = meta::fields(
    field<&StateValue::value>("value", {"值", "Value"}, {.flags = meta::required, .length_max = 60}),
    field<&StateValue::label_zh>("label_zh", {"中文名", "Chinese name"}, {.flags = meta::required, .length_max = 60}),
    field<&StateValue::label_en>("label_en", {"英文名", "English name"}, {.flags = meta::required, .length_max = 60}),
    field<&StateValue::meaning>("meaning", {"含义", "Meaning"}, {.flags = meta::required}));

constexpr auto point_fields = meta::fields(
    field<&Point::name>("name", {"点位", "Point"}, {.flags = meta::required, .length_max = 60}),
    field<&Point::label_zh>("label_zh", {"中文名", "Chinese name"}, {.flags = meta::required, .length_max = 60}),
    field<&Point::label_en>("label_en", {"英文名", "English name"}, {.flags = meta::required, .length_max = 60}),
    field<&Point::kind>("kind", {"种类", "Kind"}), field<&Point::type>("type", {"类型", "Type"}),
    field<&Point::unit>("unit", {"单位", "Unit"}, {.length_max = 20}),
    field<&Point::unit_en>("unit_en", {"英文单位", "Unit in English"}, {.length_max = 20}),
    field<&Point::scale>("scale", {"系数", "Scale"}), field<&Point::deadband>("deadband", {"死区", "Deadband"}),
    field<&Point::range_min>("range_min", {"下限", "Lowest"}),
    field<&Point::range_max>("range_max", {"上限", "Highest"}),
    field<&Point::rollover>("rollover", {"回绕值", "Roll-over"}),
    field<&Point::states>("states", {"状态", "States"}, {.items_max = 30}));

constexpr auto profile_fields = meta::fields(
    field<&Profile::name>("name", {"模板", "Profile"}, {.flags = meta::required, .length_max = 60}),
    field<&Profile::label_zh>("label_zh", {"中文名", "Chinese name"}, {.flags = meta::required, .length_max = 60}),
    field<&Profile::label_en>("label_en", {"英文名", "English name"}, {.flags = meta::required, .length_max = 60}),
    field<&Profile::silence_s>("silence_s", {"静默时限（秒）", "Silence (s)"}, {.min = 0, .max = 86'400}),
    field<&Profile::state_point>("state_point", {"状态点位", "State point"}, {.length_max = 60}),
    field<&Profile::count_point>("count_point", {"产量点位", "Count point"}, {.length_max = 60}),
    field<&Profile::reject_point>("reject_point", {"不良点位", "Reject point"}, {.length_max = 60}),
    field<&Profile::points>("points", {"点位", "Points"}, {.items_max = 200}),
    field<&Profile::parameters>("parameters", {"参数", "Parameters"}, {.items_max = parameters_max}),
    field<&Profile::commands>("commands", {"指令", "Commands"}, {.items_max = known_commands_max}));

Profile read(std::span<const unsigned char> bytes) {
    auto profile = meta::from_json<Profile>({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    DENGYUN_ASSERT(profile);  // a test reads them all
    return std::move(*profile);
}

}  // namespace

const meta::Choices& choices_of(PointKind) { return kind_choices; }
const meta::Choices& choices_of(PointType) { return type_choices; }
const meta::Choices& choices_of(StateMeaning) { return meaning_choices; }

constinit const meta::Entity StateValue::description{
    .name = "state_value", .label = {"状态值", "State value"}, .fields = state_fields, .stored = false};
constinit const meta::Entity Point::description{
    .name = "point", .label = {"点位", "Point"}, .fields = point_fields, .stored = false};
constinit const meta::Entity Profile::description{
    .name = "device_profile", .label = {"设备模板", "Profile"}, .fields = profile_fields, .stored = false};

const StateValue* Point::find(std::string_view value) const {
    const auto found = std::ranges::find(states, value, &StateValue::value);
    return found == states.end() ? nullptr : &*found;
}

const Point* Profile::find(std::string_view point) const {
    const auto found = std::ranges::find(points, point, &Point::name);
    return found == points.end() ? nullptr : &*found;
}

const KnownCommand* Profile::find_command(std::string_view method) const {
    const auto found = std::ranges::find(commands, method, &KnownCommand::method);
    return found == commands.end() ? nullptr : &*found;
}

std::span<const Profile> profiles() {
    static const std::vector<Profile> all{read(cnc_mill), read(injection_moulding), read(electroplating), read(loom),
                                          read(press),    read(compressor),         read(generic_meter)};
    return all;
}

const Profile* find_profile(std::string_view name) {
    const auto found = std::ranges::find(profiles(), name, &Profile::name);
    return found == profiles().end() ? nullptr : &*found;
}

const Profile& profile_or_generic(std::string_view name) {
    const auto* found = find_profile(name);
    return found != nullptr ? *found : profiles().back();
}

timeseries::Column column_of(const Point& point) {
    constexpr std::array column_types{timeseries::ColumnType::real, timeseries::ColumnType::integer,
                                      timeseries::ColumnType::boolean, timeseries::ColumnType::text};
    return {.name = point.name,
            .type = column_types[static_cast<std::size_t>(point.type)],
            .is_counter = point.kind == PointKind::counter,
            .rollover = point.rollover};
}

}  // namespace dengyun::telemetry
