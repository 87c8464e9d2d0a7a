#pragma once
// What goes with the moves of campaigns and updates, and what a device's word makes of them.
#include "kernel/store/unit.h"
#include "modules/telemetry/firmware/campaign.h"

namespace dengyun::telemetry {

// Errors: invalid with issues on device_ids (not ours, off, of another profile, behind a gateway, twice), stages,
// firmware_id.
[[nodiscard]] Result<> check_campaign(store::Reader& reader, const FirmwareCampaign& campaign);

// For api::move. Errors: conflict "firmware_campaign.own_proposal", "firmware_campaign.needs_person",
// "firmware_campaign.device_busy", "firmware_campaign.nothing_to_return"; as check_campaign; as offering.
[[nodiscard]] Result<> before_campaign_move(store::Unit& unit, FirmwareCampaign& campaign, std::int64_t action);
// For api::move and timers.
[[nodiscard]] Result<> before_update_move(store::Unit& unit, FirmwareUpdate& update, std::int64_t action);
// What follows when an update has ended: another attempt, the next stage, the end of the campaign.
[[nodiscard]] Result<> after_update(store::Unit& unit, Id<FirmwareUpdate> update);
// A timer has fired for it.
[[nodiscard]] Result<> lapse_update(store::Unit& unit, Id<FirmwareUpdate> update, std::int64_t state,
                                    std::int64_t action);

// What a device says of its firmware among its values: fw_state, current_fw_title, current_fw_version, fw_error.
struct FirmwareWord {
    std::string state;
    std::string title;
    std::string version;
    std::string error;
    [[nodiscard]] bool says_something() const { return !state.empty() || (!title.empty() && !version.empty()); }
};
[[nodiscard]] Result<> take_firmware_word(store::Unit& unit, Id<Device> device, const FirmwareWord& word);

// With the device.
[[nodiscard]] Result<> forget_firmware(store::Unit& unit, const Device& device);

}  // namespace dengyun::telemetry
