#pragma once
// How an update reaches its device. Private to firmware/.
#include "kernel/store/unit.h"
#include "modules/telemetry/firmware/campaign.h"

namespace dengyun::telemetry {

// Puts ThingsBoard's fw_… into the device's shared attributes, which the teller (mqtt/teller.h) hands over, and moves
// the update to "offered". Errors: limit "device.attributes_too_long"; of the store.
[[nodiscard]] Result<> offer_update(store::Unit& unit, FirmwareUpdate update, UpdateAction action,
                                    std::int64_t silence_s);
[[nodiscard]] Result<> move_update(store::Unit& unit, FirmwareUpdate update, UpdateAction action);

// Of a campaign, in the order of their ids; returns or not.
[[nodiscard]] Result<std::vector<FirmwareUpdate>> updates_of(store::Reader& reader, Id<FirmwareCampaign> campaign,
                                                             bool returns);
// The firmware that is called so; none: there is none.
[[nodiscard]] Result<std::optional<Firmware>> firmware_named(store::Reader& reader, std::string_view title,
                                                             std::string_view version);

}  // namespace dengyun::telemetry
