#pragma once
// A campaign brings a firmware to chosen devices in stages: a few, then more, then all; it stops by itself when more of
// them fail than were allowed. Two people answer for it. docs/state-machines/firmware_campaign.md, firmware_update.md
#include "kernel/flow/state_table.h"
#include "modules/telemetry/firmware/firmware.h"

namespace dengyun::telemetry {

inline constexpr std::uint32_t campaign_devices_max = 2'000;
inline constexpr std::uint32_t campaign_stages_max = 10;

enum class CampaignStatus {
    draft,
    proposed,
    approved,
    running,
    halted,
    completed,
    refused,
    cancelled,
    rolling_back,
    rolled_back
};
enum class CampaignAction {
    propose,
    withdraw,
    approve,
    refuse,
    start,
    halt,
    resume,
    complete,
    cancel,
    roll_back,
    finish
};
const meta::Choices& choices_of(CampaignStatus);
const meta::Choices& choices_of(CampaignAction);

struct FirmwareCampaign : meta::Record<FirmwareCampaign> {
    Id<Firmware> firmware_id{};
    std::string note;
    std::vector<Id<Device>> device_ids;
    std::vector<std::int64_t> stages{1, 10, 100};  // percent of the devices, rising to 100; one more device at least
    std::int64_t failures_max = 0;                 // beyond it stops
    std::int64_t attempts_max = 3;                 // of a device that fails
    std::int64_t silence_s = 3'600;                // a device that says nothing for so long has failed
    CampaignStatus status = CampaignStatus::draft;
    std::int64_t stage = 0;  // 1, 2, 3, …; 0: not started
    std::optional<std::string> proposed_by;
    std::optional<std::int64_t> proposed_by_id;
    std::optional<Instant> proposed_at;
    std::optional<std::string> approved_by;
    std::optional<Instant> approved_at;
    std::optional<std::string> status_reason;
    std::optional<Instant> started_at;
    std::optional<Instant> ended_at;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// How many devices have been reached when each stage is done.
[[nodiscard]] std::vector<std::size_t> stage_sizes(const std::vector<std::int64_t>& stages, std::size_t devices);

// The states are those of ThingsBoard's fw_state, with our own before and after.
enum class UpdateStatus { waiting, offered, downloading, downloaded, verified, updating, updated, failed, cancelled };
enum class UpdateAction { offer, download, complete_download, verify, install, succeed, fail, lapse, retry, cancel };
const meta::Choices& choices_of(UpdateStatus);
const meta::Choices& choices_of(UpdateAction);
// Offered, and neither done nor failed.
[[nodiscard]] bool is_under_way(UpdateStatus status);

// One device in a campaign.
struct FirmwareUpdate : meta::Record<FirmwareUpdate> {
    Id<FirmwareCampaign> campaign_id{};
    Id<Device> device_id{};
    Id<Firmware> firmware_id{};
    std::int64_t stage = 1;
    bool is_return = false;                   // back to the version before
    std::optional<std::string> before_title;  // what it said that it ran when it was offered this
    std::optional<std::string> before_version;
    UpdateStatus status = UpdateStatus::waiting;
    std::int64_t attempts = 0;
    std::int64_t received_bytes = 0;  // asked for so far; written in steps and without an event
    std::optional<Instant> offered_at;
    std::optional<Instant> answer_by;
    std::optional<Instant> ended_at;
    std::optional<std::string> failure;       // a code of the message catalogue
    std::optional<std::string> failure_text;  // the device's own words
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::telemetry
