#pragma once
// A device: what reports to us, bound to a machine or standing alone (a meter, a gateway). It proves itself by a token
// that is shown once; kept are the token's hash and its hint, by which a rotated or revoked token is still told apart
// from an unknown one.
#include <optional>
#include <string>

#include "kernel/base/random.h"
#include "modules/capacity/api.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t devices_max = 10'000;  // per organisation
inline constexpr std::uint32_t attributes_length_max = 16'384;

struct Device : meta::Record<Device> {
    std::string name;
    std::optional<Id<capacity::Machine>> machine_id;
    std::optional<std::string> line;  // the production line that it stands in
    std::string profile = "generic_meter";
    bool is_gateway = false;                     // speaks for others: v1/gateway/…
    std::optional<Id<Device>> gateway_id;        // the one that speaks for it
    bool is_active = true;                       // false: refused
    std::optional<std::int64_t> ideal_cycle_ms;  // planned run time of one item (ISO 22400-2: PRI)
    std::string shared_attributes = "{}";        // told to the device
    std::string client_attributes = "{}";        // told by the device; written without an event
    std::string token_hint;                      // the visible part of the token; stays when it is rotated
    std::optional<std::string> token_hash;       // internal; none: revoked, or a device behind a gateway
    std::optional<Instant> token_at;
    static const meta::Entity description;
};

// The answer to who made the device or its new token: the only two that show it.
struct DeviceWithToken : Device {
    std::string token;
    static const meta::Entity description;
};

// Error: limit "device.too_many" where the scope's organisation has devices_max already.
[[nodiscard]] Result<> check_room(store::Reader& reader);

// "dyd_HINT_SECRET": 8 and 32 characters of URL-safe base64.
[[nodiscard]] std::string new_token_hint(Random& random);
[[nodiscard]] std::string new_token(std::string_view hint, Random& random);
// The hint of what looks like a token; empty where it does not.
[[nodiscard]] std::string_view hint_of(std::string_view token);

}  // namespace dengyun::telemetry
