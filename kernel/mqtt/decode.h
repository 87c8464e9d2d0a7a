#pragma once
// Bytes → packets, strictly after the standards: what they call malformed or a protocol error is refused by its reason.
#include "kernel/mqtt/packet.h"

namespace dengyun::mqtt {

struct Decoded {
    std::size_t bytes = 0;            // of the packet; 0: incomplete, more is needed
    Reason reason = Reason::success;  // a failure: the connection has to end
    Packet packet{};                  // views of the bytes given; meaningful with bytes > 0 and success
};

// The packet in front of `bytes`. `version` is that of the connection; CONNECT brings its own. A packet that announces
// more than `packet_bytes_max` bytes in all is refused at its header (packet_too_large). Unsupported versions of
// CONNECT give unsupported_protocol_version. Linear in the packet's size.
[[nodiscard]] Decoded decode(std::string_view bytes, Version version, std::size_t packet_bytes_max);

}  // namespace dengyun::mqtt
