#pragma once
// How a device is reached by MQTT: itself, or through the gateway that speaks for it, in the words of ThingsBoard. One
// place for whatever we send to devices: shared attributes (parameters, firmware) and commands.
#include "kernel/mqtt/endpoint.h"
#include "modules/telemetry/commands/device_command.h"

namespace dengyun::telemetry {

inline constexpr std::string_view attributes_topic = "v1/devices/me/attributes";
inline constexpr std::string_view gateway_attributes_topic = "v1/gateway/attributes";
inline constexpr std::string_view command_topic = "v1/devices/me/rpc/request/";          // and the number
inline constexpr std::string_view command_answer_topic = "v1/devices/me/rpc/response/";  // and the number
inline constexpr std::string_view gateway_command_topic = "v1/gateway/rpc";

// Whose connection it is: the device's own, or its gateway's.
[[nodiscard]] Id<Device> speaker_of(const Device& device);
// Whether who subscribes to the filter hears of commands, its own or those of devices behind it.
[[nodiscard]] bool hears_commands(std::string_view filter);

// The shared attributes as they are. Errors: of meta::parse_json.
[[nodiscard]] Result<mqtt::Message> attributes_message(const Device& device);
[[nodiscard]] Result<mqtt::Message> command_message(const Device& device, const DeviceCommand& command);

inline mqtt::Sending reach(mqtt::Endpoint& endpoint, const Device& device, mqtt::Message message) {
    return endpoint.send(mqtt::Device(to_text(speaker_of(device))), std::move(message));
}

}  // namespace dengyun::telemetry
