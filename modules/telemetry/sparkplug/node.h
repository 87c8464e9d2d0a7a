#pragma once
// An edge node of Sparkplug B as people see it.
#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {

struct SparkplugDevice {
    std::string name;                     // as the node calls it
    std::optional<Id<Device>> device_id;  // ours; none: it could not be made
    bool is_online = false;
    std::int64_t metrics = 0;
    static const meta::Entity description;
};

struct SparkplugNode {
    std::string group;
    std::string node;
    std::string host;
    bool is_online = false;
    std::optional<Instant> born_at;
    std::optional<Instant> died_at;
    std::optional<std::int64_t> death_sequence;  // bdSeq of the birth
    std::optional<std::int64_t> sequence;        // of the last message, 0 to 255
    std::int64_t gaps = 0;                       // times that messages were missing
    std::int64_t births = 0;
    std::int64_t rebirths_asked = 0;
    std::int64_t metrics = 0;
    std::vector<SparkplugDevice> devices;
    static const meta::Entity description;
};

}  // namespace dengyun::telemetry
