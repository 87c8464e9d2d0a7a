#include "modules/telemetry/mqtt/reach.h"

#include <boost/json.hpp>

#include "engines/sparkplug/topic.h"
#include "kernel/mqtt/topic.h"

namespace dengyun::telemetry {

namespace json = boost::json;

Id<Device> speaker_of(const Device& device) { return device.gateway_id.value_or(device.id); }

bool hears_commands(std::string_view filter) {
    constexpr std::string_view one = "v1/devices/me/rpc/request/1";
    return mqtt::matches(filter, one) || mqtt::matches(filter, gateway_command_topic) ||
           filter.starts_with(sparkplug::topic_prefix);
}

Result<mqtt::Message> attributes_message(const Device& device) {
    if (!device.gateway_id)
        return mqtt::Message{.topic = std::string(attributes_topic), .payload = device.shared_attributes};
    DENGYUN_TRY(data, meta::parse_json(device.shared_attributes));
    const json::object content{{"device", device.name}, {"data", std::move(data)}};
    return mqtt::Message{.topic = std::string(gateway_attributes_topic), .payload = json::serialize(content)};
}

Result<mqtt::Message> command_message(const Device& device, const DeviceCommand& command) {
    DENGYUN_TRY(parameters, meta::parse_json(command.parameters));
    if (!device.gateway_id) {
        const json::object content{{"method", command.method}, {"params", std::move(parameters)}};
        return mqtt::Message{.topic = fmt::format("{}{}", command_topic, command.number),
                             .payload = json::serialize(content)};
    }
    const json::object data{{"id", command.number}, {"method", command.method}, {"params", std::move(parameters)}};
    const json::object content{{"device", device.name}, {"data", data}};
    return mqtt::Message{.topic = std::string(gateway_command_topic), .payload = json::serialize(content)};
}

}  // namespace dengyun::telemetry
