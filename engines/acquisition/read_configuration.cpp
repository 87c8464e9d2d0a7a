#include <array>

#include "engines/acquisition/api.h"
#include "engines/acquisition/reading.h"

namespace dengyun::acquisition {
namespace {

constexpr std::int64_t period_min_ms = 10;
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t minute_ms = 60'000;

bool has_room(const JsonPlace& list, std::size_t most) {
    if (list.count() <= most) return true;
    list.complain("too_many", std::to_string(most));
    return false;
}

TcpAddress read_tcp(const JsonPlace& place) {
    constexpr std::int64_t usual = 502;
    constexpr std::int64_t last = 65'535;
    return {read_name(place.required("host")), static_cast<std::int32_t>(place.member("port").number(usual, 1, last))};
}

SerialLine read_serial(const JsonPlace& place) {
    constexpr std::int64_t slow = 300;
    constexpr std::int64_t usual = 9'600;
    constexpr std::int64_t fast = 921'600;
    constexpr std::array parities{'N', 'E', 'O'};
    return {.path = place.required("path").text(Bounds::path_bytes_max),
            .baud = static_cast<std::int32_t>(place.member("baud").number(usual, slow, fast)),
            .parity = parities[place.member("parity").word({"N", "E", "O"})],
            .data_bits = static_cast<std::int32_t>(place.member("data_bits").number(8, 7, 8)),
            .stop_bits = static_cast<std::int32_t>(place.member("stop_bits").number(1, 1, 2))};
}

PollGroup read_group(const JsonPlace& place, const std::string& device, Taken& taken) {
    PollGroup group;
    if (!place.object({"period_ms", "bindings"})) return group;
    group.period_ms = place.member("period_ms").number(1'000, period_min_ms, day_ms);
    place.required("bindings").each([&](const JsonPlace& binding) {
        if (taken.points.size() <= Bounds::points_max) group.bindings.push_back(read_binding(binding, device, taken));
    });
    return group;
}

ModbusConnection read_modbus(const JsonPlace& place, bool is_serial, Taken& taken) {
    ModbusConnection made;
    const bool fits = is_serial
                          ? place.object({"name", "kind", "device", "path", "baud", "parity", "data_bits", "stop_bits",
                                          "unit", "timeout_ms", "gap_max", "registers_max", "groups"})
                          : place.object({"name", "kind", "device", "host", "port", "unit", "timeout_ms", "gap_max",
                                          "registers_max", "groups"});
    if (!fits) return made;
    if (is_serial)
        made.address = read_serial(place);
    else
        made.address = read_tcp(place);
    constexpr std::int64_t units = 247;
    constexpr std::int64_t registers = 125;
    // By TCP also 0 and 255, which both mean the device that answers at the address.
    made.unit = static_cast<std::int32_t>(place.member("unit").number(1, is_serial ? 1 : 0, is_serial ? units : 255));
    if (made.unit > units && made.unit < 255) place.member("unit").complain("too_large", std::to_string(units));
    made.timeout_ms = place.member("timeout_ms").number(1'000, period_min_ms, minute_ms);
    made.gap_max = static_cast<std::int32_t>(place.member("gap_max").number(8, 0, registers));
    made.registers_max = static_cast<std::int32_t>(place.member("registers_max").number(registers, 4, registers));
    const auto device = place.member("device").given() ? read_name(place.member("device")) : std::string();
    const auto groups = place.required("groups");
    if (has_room(groups, Bounds::groups_max))
        groups.each([&](const JsonPlace& group) { made.groups.push_back(read_group(group, device, taken)); });
    return made;
}

FolderConnection read_folder(const JsonPlace& place, Taken& taken) {
    FolderConnection made;
    if (!place.object({"name", "kind", "device", "folder", "ending", "period_ms", "settle_ms", "time_column",
                       "time_format", "utc_offset_min", "columns"}))
        return made;
    constexpr std::int64_t half_day_min = 14 * 60;
    made.folder = place.required("folder").text(Bounds::path_bytes_max);
    if (place.member("ending").given()) made.ending = read_name(place.member("ending"));
    made.period_ms = place.member("period_ms").number(5'000, period_min_ms, day_ms);
    made.settle_ms = place.member("settle_ms").number(2'000, 0, day_ms);
    if (place.member("time_column").given()) made.time_column = read_name(place.member("time_column"));
    made.time_format =
        static_cast<TimeFormat>(place.member("time_format").word({"rfc3339", "unix_s", "unix_ms", "local"}));
    made.utc_offset_min =
        static_cast<std::int32_t>(place.member("utc_offset_min").number(480, -half_day_min, half_day_min));
    const auto device = place.member("device").given() ? read_name(place.member("device")) : std::string();
    place.required("columns").each([&](const JsonPlace& one) {
        if (!one.object(with_point_members("column", "text"))) return;
        if (taken.points.size() > Bounds::points_max) return;
        made.columns.push_back({read_name(one.required("column")), read_point_members(one, device, taken),
                                one.member("text").boolean(false)});
    });
    return made;
}

MtconnectConnection read_mtconnect(const JsonPlace& place, Taken& taken) {
    MtconnectConnection made;
    if (!place.object({"name", "kind", "device", "url", "period_ms", "timeout_ms", "streamed", "items"})) return made;
    const auto url = place.required("url");
    made.url = url.text(Bounds::path_bytes_max);
    if (!made.url.empty() && !made.url.starts_with("http://") && !made.url.starts_with("https://"))
        url.complain("not_http");
    while (made.url.ends_with('/')) made.url.pop_back();
    made.period_ms = place.member("period_ms").number(1'000, 100, day_ms);
    made.timeout_ms = place.member("timeout_ms").number(5'000, 100, minute_ms);
    made.is_streamed = place.member("streamed").boolean(false);
    const auto device = place.member("device").given() ? read_name(place.member("device")) : std::string();
    place.required("items").each([&](const JsonPlace& one) {
        if (!one.object(with_point_members("id"))) return;
        if (taken.points.size() > Bounds::points_max) return;
        made.items.push_back({read_name(one.required("id")), read_point_members(one, device, taken)});
    });
    return made;
}

void add_connection(const JsonPlace& place, Configuration& configuration, Taken& taken) {
    const auto name_place = place.required("name");
    auto name = read_name(name_place);
    if (!name.empty() && !taken.connections.insert(name).second) name_place.complain("connection_taken", name);
    const auto kind = place.required("kind");
    constexpr std::size_t none = 99;
    switch (kind.word({"modbus_tcp", "modbus_rtu", "folder", "mtconnect"}, none)) {
        case 0:
        case 1: {
            auto made = read_modbus(place, kind.text() == "modbus_rtu", taken);
            made.name = std::move(name);
            configuration.connections.emplace_back(std::move(made));
            return;
        }
        case 2: {
            auto made = read_folder(place, taken);
            made.name = std::move(name);
            configuration.connections.emplace_back(std::move(made));
            return;
        }
        case 3: {
            auto made = read_mtconnect(place, taken);
            made.name = std::move(name);
            configuration.connections.emplace_back(std::move(made));
            return;
        }
        default:
            return;
    }
}

}  // namespace

Result<Configuration> read_configuration(std::string_view text) {
    constexpr std::string_view invalid = "gateway_configuration.invalid";
    if (text.size() > Bounds::configuration_bytes_max)
        return fail(ErrorKind::invalid, "gateway_configuration.invalid",
                    {{"", "configuration_too_long", std::to_string(Bounds::configuration_bytes_max)}});
    DENGYUN_TRY(document,
                parse_json_document(text, {.malformed = "gateway_configuration.malformed_json", .invalid = invalid}));
    JsonComplaints complaints;
    const JsonPlace root(&document, complaints);
    Configuration configuration;
    Taken taken;
    if (root.object({"poll_ms", "connections"})) {
        configuration.poll_ms = root.member("poll_ms").number(5'000, 500, 3'600'000);
        const auto connections = root.required("connections");
        if (has_room(connections, Bounds::connections_max))
            connections.each([&](const JsonPlace& one) { add_connection(one, configuration, taken); });
        if (taken.points.size() > Bounds::points_max)
            connections.complain("too_many_points", std::to_string(Bounds::points_max));
    }
    if (!complaints.empty()) return fail(ErrorKind::invalid, "gateway_configuration.invalid", complaints.take());
    return configuration;
}

}  // namespace dengyun::acquisition
