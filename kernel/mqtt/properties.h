#pragma once
// The properties of MQTT 5 (2.2.2) on the wire.
#include <string>

#include "kernel/mqtt/packet.h"
#include "kernel/mqtt/wire.h"

namespace dengyun::mqtt {

// What holds the properties: a packet, or the will within CONNECT.
using PropertyHolder = std::uint32_t;
[[nodiscard]] constexpr PropertyHolder holder_of(PacketType type) { return 1u << static_cast<unsigned>(type); }
inline constexpr PropertyHolder will_holder = 1u << 16;

// Reads length and properties. Malformed: an unknown identifier, one that does not belong to `holder`, bytes missing.
// Protocol error: one that is there twice, or a value that the standard forbids. Success otherwise.
[[nodiscard]] Reason read_properties(WireReader& reader, PropertyHolder holder, Properties& into);
// Writes length and properties; those that do not belong to `holder` are a broken invariant.
void put_properties(std::string& out, PropertyHolder holder, const Properties& properties);

}  // namespace dengyun::mqtt
