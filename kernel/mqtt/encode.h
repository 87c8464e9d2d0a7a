#pragma once
// Packets → bytes.
#include <string>

#include "kernel/mqtt/packet.h"

namespace dengyun::mqtt {

// Appends the packet to `out`. What MQTT 3.1.1 does not have (properties, most reasons) is left out there. The packet
// must be one that the standard allows: texts within 65,535 bytes, properties in their place.
void encode(std::string& out, const Packet& packet, Version version);

// MQTT 3.1.1's return code of CONNACK for `reason`.
[[nodiscard]] std::uint8_t return_code_of(Reason reason);

}  // namespace dengyun::mqtt
