#include "modules/telemetry/parameters/sending.h"

#include <boost/json.hpp>
#include <set>

#include "engines/acquisition/api.h"
#include "kernel/api/flow_routes.h"
#include "modules/telemetry/gateways/gateway.h"
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;

// The points that the gateway writes for a device; `name` is empty for the gateway's own.
Result<std::set<std::string>> writable_points(store::Reader& reader, Id<Device> gateway, std::string_view name) {
    std::set<std::string> points;
    DENGYUN_TRY(newest, newest_configuration(reader, gateway));
    if (!newest) return points;
    const auto read = acquisition::read_configuration(newest->content);
    if (!read) return points;
    for (const auto& connection : read->connections) {
        const auto* modbus = std::get_if<acquisition::ModbusConnection>(&connection);
        if (modbus == nullptr) continue;
        for (const auto& group : modbus->groups)
            for (const auto& binding : group.bindings)
                if (binding.is_writable && binding.point.device == name) points.insert(binding.point.name);
    }
    return points;
}

Result<> command(store::Unit& unit, ParameterSet& set, Id<Device> gateway, const std::string& name,
                 std::string_view point, const json::value& value) {
    GatewayCommand made;
    made.organisation_id = set.organisation_id;
    made.device_id = gateway;
    made.device = name;
    made.point = point;
    made.value = value.is_bool() ? (value.get_bool() ? 1.0 : 0.0) : value.to_number<double>();
    made.expires_at = *set.answer_by;
    DENGYUN_TRY(inserted, unit.insert(std::move(made)));
    DENGYUN_CHECK(api::arm_timer(unit, inserted));
    set.command_ids += to_text(inserted.id) + ' ';
    return {};
}

Result<> check_commands_room(store::Unit& unit, Id<Device> gateway, std::size_t more) {
    const std::array<meta::Scalar, 2> values{unit.scope().organisation().value, gateway.value};
    std::int64_t waiting = 0;
    DENGYUN_CHECK(
        unit.query("SELECT COUNT(*) FROM gateway_command WHERE organisation_id = ? AND device_id = ? AND "
                   "status = 'waiting'",
                   values, [&](const store::Row& row) { waiting = row.integer(0); }));
    if (waiting + static_cast<std::int64_t>(more) <= commands_waiting_max) return {};
    return fail(ErrorKind::limit, "gateway_command.too_many");
}

Result<> share(store::Unit& unit, Device device, const json::object& values) {
    if (values.empty()) return {};
    DENGYUN_TRY(shared, meta::parse_json(device.shared_attributes));
    for (const auto& [name, value] : values) shared.as_object()[name] = value;
    device.shared_attributes = json::serialize(shared);
    if (device.shared_attributes.size() > attributes_length_max)
        return fail(ErrorKind::limit, "device.attributes_too_long");
    DENGYUN_TRY(changed, unit.update(std::move(device)));
    static_cast<void>(changed);
    return {};
}

}  // namespace

Result<> send_parameters(store::Unit& unit, ParameterSet& set) {
    DENGYUN_TRY(device, unit.find(set.device_id));
    if (!device.is_active) return fail(ErrorKind::conflict, "device.inactive");
    DENGYUN_TRY(content, meta::parse_json(set.content));
    // The profile may have changed since.
    DENGYUN_CHECK(check_parameters(profile_or_generic(device.profile).parameters, content));
    set.command_ids.clear();
    json::object shared;
    std::vector<std::string_view> bound;
    const auto gateway = device.gateway_id.value_or(device.id);
    const auto name = device.gateway_id ? device.name : std::string();
    std::set<std::string> writable;
    if (device.gateway_id || device.is_gateway) {
        DENGYUN_TRY(points, writable_points(unit, gateway, name));
        writable = std::move(points);
    }
    for (const auto& [point, value] : content.as_object()) {
        if (writable.contains(std::string(point)) && !value.is_string())
            bound.push_back(point);
        else
            shared[point] = value;
    }
    DENGYUN_CHECK(check_commands_room(unit, gateway, bound.size()));
    for (const auto point : bound)
        DENGYUN_CHECK(command(unit, set, gateway, name, point, content.as_object().at(point)));
    return share(unit, std::move(device), shared);
}

}  // namespace dengyun::telemetry
