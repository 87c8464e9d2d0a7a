// Commands to devices: sent, cancelled, listed.
#include "modules/telemetry/routes.h"

#include "kernel/api/resource.h"
#include "modules/telemetry/commands/service.h"
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using meta::field;

struct CommandInput {
    std::string method;
    std::string parameters = "{}";
    std::optional<bool> is_two_way;
    std::optional<std::int64_t> expires_in_s;
    static const meta::Entity description;
};
constexpr auto input_fields = meta::fields(
    field<&CommandInput::method>("method", {"指令", "Method"},
                                 {.flags = meta::required, .length_max = command_method_length_max}),
    field<&CommandInput::parameters>("parameters", {"参数", "Parameters"},
                                     {.length_max = command_json_length_max, .format = meta::Format::json}),
    field<&CommandInput::is_two_way>("is_two_way", {"需要应答", "Two-way"}),
    field<&CommandInput::expires_in_s>("expires_in_s", {"有效期（秒）", "Expires in (s)"},
                                       {.min = command_expires_in_s_min, .max = command_expires_in_s_max}));
constinit const meta::Entity CommandInput::description{
    .name = "device_command_input", .label = {"新指令", "New command"}, .fields = input_fields, .stored = false};

// What the profile knows, who works at the machine may send; anything else, who connects machines.
Result<DeviceCommand> make(const Call& call, store::Unit& unit, const CommandInput& input) {
    DENGYUN_TRY(id, call.id<Device>());
    DENGYUN_TRY(device, unit.find(id));
    const bool is_known = profile_or_generic(device.profile).find_command(input.method) != nullptr;
    if (!is_known && !call.principal->may("telemetry.edit"))
        return fail(ErrorKind::forbidden, "device_command.not_known");
    return make_command(unit, device,
                        {.method = input.method,
                         .parameters = input.parameters,
                         .is_two_way = input.is_two_way,
                         .expires_in_s = input.expires_in_s.value_or(command_expires_in_s_usual),
                         .requested_by = unit.scope().actor().name});
}

// People see what becomes of their own; what a rule has sent, nobody looks at.
std::optional<std::string> rule_command_subject(store::Reader& reader, const store::Event& event) {
    const auto command = reader.find(Id<DeviceCommand>{event.entity_id});
    if (!command || command->origin == CommandOrigin::person) return std::nullopt;
    const auto device = reader.find(command->device_id);
    return command->method + (device ? " · " + device->name : std::string());
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"device_command.failed",
     {"设备没能执行规则发出的指令", "A machine could not carry out the command of a rule"},
     Audience::organisation,
     "telemetry.operate",
     rule_command_subject},
    {"device_command.timed_out",
     {"设备没有应答规则发出的指令", "A machine has not answered the command of a rule"},
     Audience::organisation,
     "telemetry.operate",
     rule_command_subject},
    {"device_command.expired",
     {"规则发出的指令未能送达，已过期", "The command of a rule expired before its machine could be reached"},
     Audience::organisation,
     "telemetry.operate",
     rule_command_subject},
};

}  // namespace

void add_command_routes(api::Routes& routes) {
    const auto read = api::needs("telemetry.read");
    const std::string path = "/api/v1/device-commands";
    routes.declare(DeviceCommand::description, &DeviceCommand::states);
    routes.post<CommandInput, DeviceCommand>("/api/v1/devices/{id}/commands", api::needs("telemetry.operate"),
                                             {"向设备发送指令", "Send a command to a device"}, make);
    routes.list<DeviceCommand>(
        path, read, {"列出设备指令", "List commands to devices"},
        [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<DeviceCommand>(query); },
        {.list_of = DeviceCommand::description.name, .exported = true});
    routes.get<DeviceCommand>(path + "/{id}", read, {"查看设备指令", "Read a command to a device"},
                              [](const Call& call, store::Reader& reader) -> Result<DeviceCommand> {
                                  DENGYUN_TRY(id, call.id<DeviceCommand>());
                                  return reader.find(id);
                              });
    api::add_actions<DeviceCommand>(routes, path + "/{id}", before_command_move);
    routes.declare(own_notices);
}

}  // namespace dengyun::telemetry
