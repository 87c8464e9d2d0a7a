#pragma once
// The code on a shipment's label, which people and QR readers read: "SH", the id in Crockford's base 32 (13 characters)
// and its check symbol modulo 37 (douglascrockford.com/base32). The code is an address and no secret: who may sign is
// decided by who he is.
#include <optional>
#include <string>
#include <string_view>

#include "kernel/base/id.h"

namespace dengyun::shipments {

struct Shipment;

[[nodiscard]] std::string label_code(Id<Shipment> id);
// Takes small letters, O for 0, I and L for 1, spaces and hyphens, and an address that ends in a code. nullopt where a
// character is wrong or missing: any single wrong character and any swap of neighbours is found by the check symbol.
[[nodiscard]] std::optional<Id<Shipment>> read_label(std::string_view text);

}  // namespace dengyun::shipments
