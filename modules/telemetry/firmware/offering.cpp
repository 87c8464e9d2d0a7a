#include "modules/telemetry/firmware/offering.h"

#include <boost/json.hpp>

#include "kernel/api/flow_routes.h"
#include "modules/telemetry/firmware/service.h"

namespace dengyun::telemetry {
namespace {

Result<> share(store::Unit& unit, Device device, const Firmware& firmware) {
    DENGYUN_TRY(shared, meta::parse_json(device.shared_attributes));
    auto& attributes = shared.as_object();
    attributes["fw_title"] = firmware.title;
    attributes["fw_version"] = firmware.firmware_version;
    attributes["fw_size"] = firmware.size_bytes;
    attributes["fw_checksum"] = firmware.sha256;
    attributes["fw_checksum_algorithm"] = "SHA256";
    auto text = boost::json::serialize(shared);
    if (text.size() > attributes_length_max) return fail(ErrorKind::limit, "device.attributes_too_long");
    if (text == device.shared_attributes) return {};
    device.shared_attributes = std::move(text);
    DENGYUN_TRY(changed, unit.update(std::move(device)));
    static_cast<void>(changed);
    return {};
}

}  // namespace

Result<> move_update(store::Unit& unit, FirmwareUpdate update, UpdateAction action) {
    // The timer of the state that is left.
    DENGYUN_CHECK(api::disarm_timer(unit, update));
    DENGYUN_TRY(moved, api::move<FirmwareUpdate>(unit, std::move(update), static_cast<std::int64_t>(action),
                                                 {meta::all_seeing(), true, false}, before_update_move));
    static_cast<void>(moved);
    return {};
}

Result<> offer_update(store::Unit& unit, FirmwareUpdate update, UpdateAction action, std::int64_t silence_s) {
    DENGYUN_TRY(firmware, unit.find(update.firmware_id));
    DENGYUN_TRY(device, unit.find(update.device_id));
    DENGYUN_TRY(runs, firmware_of(unit, update.device_id));
    if (runs && action == UpdateAction::offer) {
        update.before_title = runs->title;
        update.before_version = runs->firmware_version;
    }
    DENGYUN_CHECK(share(unit, std::move(device), firmware));
    ++update.attempts;
    update.received_bytes = 0;
    update.offered_at = unit.now();
    update.answer_by = unit.now() + std::chrono::seconds(silence_s);
    update.ended_at.reset();
    return move_update(unit, std::move(update), action);
}

Result<std::vector<FirmwareUpdate>> updates_of(store::Reader& reader, Id<FirmwareCampaign> campaign, bool returns) {
    const std::array<meta::Scalar, 3> values{reader.scope().organisation().value, campaign.value,
                                             std::int64_t{returns}};
    std::vector<Id<FirmwareUpdate>> ids;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM firmware_update WHERE organisation_id = ? AND campaign_id = ? AND "
                     "is_return = ? ORDER BY id",
                     values, [&](const store::Row& row) { ids.push_back({row.integer(0)}); }));
    std::vector<FirmwareUpdate> updates;
    updates.reserve(ids.size());
    for (const auto id : ids) {
        DENGYUN_TRY(update, reader.find(id));
        updates.push_back(std::move(update));
    }
    return updates;
}

Result<std::optional<Firmware>> firmware_named(store::Reader& reader, std::string_view title,
                                               std::string_view version) {
    const std::array<meta::Scalar, 2> values{title, version};
    return reader.find_by<Firmware>("firmware_by_version", values);
}

}  // namespace dengyun::telemetry
