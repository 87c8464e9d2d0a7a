// What devices say of their firmware, and what follows from it.
#include "modules/telemetry/firmware/service.h"

#include "kernel/api/flow_routes.h"
#include "modules/telemetry/firmware/offering.h"

namespace dengyun::telemetry {
namespace {

constexpr std::size_t word_bytes_max = 500;

// What has been told of it is kept, with an event where it is news.
Result<> note_running(store::Unit& unit, Id<Device> device, const FirmwareWord& word) {
    constexpr std::size_t title_bytes_max = 100;
    constexpr std::size_t version_bytes_max = 60;
    if (word.title.empty() || word.version.empty() || word.title.size() > title_bytes_max ||
        word.version.size() > version_bytes_max)
        return {};
    DENGYUN_TRY(known, firmware_of(unit, device));
    if (known && known->title == word.title && known->firmware_version == word.version) return {};
    DeviceFirmware row = known ? std::move(*known) : DeviceFirmware{};
    row.device_id = device;
    row.title = word.title;
    row.firmware_version = word.version;
    row.told_at = unit.now();
    const bool is_new = row.version == 0;
    auto kept = is_new ? unit.insert(std::move(row)) : unit.update(std::move(row));
    return kept ? Result<>{} : std::unexpected(kept.error());
}

Result<std::optional<FirmwareUpdate>> offered_last(store::Reader& reader, Id<Device> device) {
    const std::array<meta::Scalar, 2> values{reader.scope().organisation().value, device.value};
    std::optional<Id<FirmwareUpdate>> last;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM firmware_update WHERE organisation_id = ? AND device_id = ? AND status NOT IN "
                     "('waiting', 'cancelled') ORDER BY offered_at DESC, id DESC LIMIT 1",
                     values, [&](const store::Row& row) { last = Id<FirmwareUpdate>{row.integer(0)}; }));
    if (!last) return std::optional<FirmwareUpdate>{};
    DENGYUN_TRY(found, reader.find(*last));
    return std::optional(std::move(found));
}

std::optional<UpdateAction> told_action(std::string_view state) {
    if (state == "DOWNLOADING") return UpdateAction::download;
    if (state == "DOWNLOADED") return UpdateAction::complete_download;
    if (state == "VERIFIED") return UpdateAction::verify;
    if (state == "UPDATING") return UpdateAction::install;
    if (state == "FAILED") return UpdateAction::fail;
    return std::nullopt;
}

bool allows(UpdateStatus status, UpdateAction action) {
    for (const auto& row : FirmwareUpdate::states.transitions)
        if (row.from == static_cast<std::int64_t>(status) && row.action == static_cast<std::int64_t>(action))
            return true;
    return false;
}

// What the word does to the update; none: nothing.
std::optional<UpdateAction> action_of(const FirmwareUpdate& update, const FirmwareWord& word, bool runs_it) {
    if (word.state == "UPDATED" || word.state.empty()) {
        if (runs_it) return UpdateAction::succeed;
        // After an installation the old one runs. Before that it only says that it is done with an earlier one.
        const bool has_tried = update.status == UpdateStatus::updating || update.status == UpdateStatus::verified;
        const bool names_another = !word.title.empty() && !word.version.empty();
        return word.state == "UPDATED" && has_tried && names_another ? std::optional(UpdateAction::fail) : std::nullopt;
    }
    return told_action(word.state);
}

Result<> extend(store::Unit& unit, const FirmwareUpdate& update, std::int64_t silence_s) {
    auto later = update;
    later.answer_by = unit.now() + std::chrono::seconds(silence_s);
    const std::array<meta::Scalar, 3> values{milliseconds_of(*later.answer_by), later.organisation_id.value,
                                             later.id.value};
    DENGYUN_TRY(touched,
                unit.execute("UPDATE firmware_update SET answer_by = ? WHERE organisation_id = ? AND id = ?", values));
    static_cast<void>(touched);
    return api::arm_timer(unit, later, false);
}

}  // namespace

Result<> before_update_move(store::Unit& unit, FirmwareUpdate& update, std::int64_t action) {
    switch (static_cast<UpdateAction>(action)) {
        case UpdateAction::lapse:
            update.failure = "firmware_update.silent";
            update.ended_at = unit.now();
            return {};
        case UpdateAction::succeed:
            update.failure.reset();
            update.failure_text.reset();
            update.ended_at = unit.now();
            return {};
        case UpdateAction::fail:
        case UpdateAction::cancel:
            update.ended_at = unit.now();
            return {};
        default:
            return {};
    }
}

Result<> take_firmware_word(store::Unit& unit, Id<Device> device, const FirmwareWord& word) {
    DENGYUN_CHECK(note_running(unit, device, word));
    DENGYUN_TRY(last, offered_last(unit, device));
    if (!last) return {};
    auto update = std::move(*last);
    DENGYUN_TRY(firmware, unit.find(update.firmware_id));
    DENGYUN_TRY(campaign, unit.find(update.campaign_id));
    const bool runs_it = word.title == firmware.title && word.version == firmware.firmware_version;
    const auto action = action_of(update, word, runs_it);
    if (!action || !allows(update.status, *action)) {
        // The same state again is a sign of life.
        if (action && is_under_way(update.status)) return extend(unit, update, campaign.silence_s);
        return {};
    }
    if (*action == UpdateAction::fail) {
        update.failure = word.state == "UPDATED" ? "firmware_update.other_version" : "firmware_update.device_failed";
        update.failure_text = word.error.substr(0, word_bytes_max);
    }
    update.answer_by = unit.now() + std::chrono::seconds(campaign.silence_s);
    const auto id = update.id;
    DENGYUN_CHECK(move_update(unit, std::move(update), *action));
    return after_update(unit, id);
}

Result<> lapse_update(store::Unit& unit, Id<FirmwareUpdate> id, std::int64_t state, std::int64_t action) {
    auto update = unit.find(id);
    if (!update || static_cast<std::int64_t>(update->status) != state) return {};
    // Its time was prolonged while the timer ran.
    if (update->answer_by && *update->answer_by > unit.now()) return api::arm_timer(unit, *update, false);
    DENGYUN_TRY(moved, api::move<FirmwareUpdate>(unit, std::move(*update), action, {meta::all_seeing(), true, false},
                                                 before_update_move));
    return after_update(unit, moved.id);
}

Result<> forget_firmware(store::Unit& unit, const Device& device) {
    const std::array<meta::Scalar, 2> values{device.organisation_id.value, device.id.value};
    for (const auto* sql : {"DELETE FROM firmware_update WHERE organisation_id = ? AND device_id = ?",
                            "DELETE FROM device_firmware WHERE organisation_id = ? AND device_id = ?"}) {
        const auto removed = unit.execute(sql, values);
        if (!removed) return std::unexpected(removed.error());
    }
    return {};
}

}  // namespace dengyun::telemetry
