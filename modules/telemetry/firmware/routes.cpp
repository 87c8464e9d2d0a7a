// Firmware, campaigns and how far each device is.
#include "modules/telemetry/routes.h"

#include "kernel/api/resource.h"
#include "modules/telemetry/firmware/service.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using meta::field;

// How many devices of a campaign stand where.
struct CampaignProgress {
    std::int64_t devices = 0;
    std::int64_t waiting = 0;
    std::int64_t under_way = 0;
    std::int64_t updated = 0;
    std::int64_t failed = 0;
    std::int64_t cancelled = 0;
    std::int64_t returning = 0;
    std::int64_t returned = 0;
    std::int64_t return_failed = 0;
    static const meta::Entity description;
};
using P = CampaignProgress;
constexpr auto progress_fields = meta::fields(
    field<&P::devices>("devices", {"设备数", "Devices"}), field<&P::waiting>("waiting", {"等待", "Waiting"}),
    field<&P::under_way>("under_way", {"升级中", "Under way"}), field<&P::updated>("updated", {"已升级", "Updated"}),
    field<&P::failed>("failed", {"失败", "Failed"}), field<&P::cancelled>("cancelled", {"已取消", "Cancelled"}),
    field<&P::returning>("returning", {"回退中", "Rolling back"}),
    field<&P::returned>("returned", {"已回退", "Rolled back"}),
    field<&P::return_failed>("return_failed", {"回退失败", "Roll-back failed"}));
constinit const meta::Entity CampaignProgress::description{.name = "firmware_campaign_progress",
                                                           .label = {"升级进度", "Progress"},
                                                           .fields = progress_fields,
                                                           .stored = false};

void count(CampaignProgress& progress, UpdateStatus status, bool is_return, std::int64_t more) {
    if (is_return) {
        if (is_under_way(status)) progress.returning += more;
        if (status == UpdateStatus::updated) progress.returned += more;
        if (status == UpdateStatus::failed) progress.return_failed += more;
        return;
    }
    if (is_under_way(status)) progress.under_way += more;
    if (status == UpdateStatus::waiting) progress.waiting += more;
    if (status == UpdateStatus::updated) progress.updated += more;
    if (status == UpdateStatus::failed) progress.failed += more;
    if (status == UpdateStatus::cancelled) progress.cancelled += more;
}

Result<CampaignProgress> progress_of(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<FirmwareCampaign>());
    DENGYUN_TRY(campaign, reader.find(id));
    CampaignProgress progress{.devices = static_cast<std::int64_t>(campaign.device_ids.size())};
    const std::array<meta::Scalar, 2> values{campaign.organisation_id.value, id.value};
    DENGYUN_CHECK(
        reader.query("SELECT status, is_return, COUNT(*) FROM firmware_update WHERE organisation_id = ? AND "
                     "campaign_id = ? GROUP BY status, is_return",
                     values, [&](const store::Row& row) {
                         const auto status = meta::value_of<UpdateStatus>(row.text(0));
                         if (status) count(progress, *status, row.integer(1) != 0, row.integer(2));
                     }));
    return progress;
}

Result<> check_draft(store::Reader&, const FirmwareCampaign& campaign) {
    if (campaign.status == CampaignStatus::draft) return {};
    return fail(ErrorKind::conflict, "firmware_campaign.not_draft");
}

Result<> check_unused(store::Reader& reader, const Firmware& firmware) {
    const std::array<meta::Scalar, 4> values{firmware.organisation_id.value, firmware.id.value,
                                             firmware.organisation_id.value, firmware.id.value};
    bool is_used = false;
    DENGYUN_CHECK(
        reader.query("SELECT 1 FROM firmware_campaign WHERE organisation_id = ? AND firmware_id = ? UNION ALL "
                     "SELECT 1 FROM firmware_update WHERE organisation_id = ? AND firmware_id = ? LIMIT 1",
                     values, [&](const store::Row&) { is_used = true; }));
    return is_used ? fail(ErrorKind::conflict, "firmware.in_use") : Result<>{};
}

template <class E>
void add_reads(api::Routes& routes, const std::string& path, Label list, Label one) {
    const auto read = api::needs("telemetry.read");
    routes.list<E>(path, read, list,
                   [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<E>(query); },
                   {.list_of = E::description.name, .exported = true});
    routes.get<E>(path + "/{id}", read, one, [](const Call& call, store::Reader& reader) -> Result<E> {
        DENGYUN_TRY(id, call.id<E>());
        return reader.find(id);
    });
}

void add_firmware(api::Routes& routes) {
    const std::string path = "/api/v1/firmware";
    const auto edit = api::needs("telemetry.edit");
    routes.declare(Firmware::description);
    add_reads<Firmware>(routes, path, {"列出固件", "List firmware"}, {"查看固件", "Read a firmware"});
    routes.post<Firmware, Firmware>(
        path, edit, {"登记固件", "Register a firmware"},
        [](const Call&, store::Unit& unit, const Firmware& given) { return telemetry::add_firmware(unit, given); });
    routes.remove(path + "/{id}", edit, {"删除固件", "Remove a firmware"},
                  [](const Call& call, store::Unit& unit) -> Result<> {
                      DENGYUN_TRY(firmware, api::find_expected<Firmware>(call, unit));
                      DENGYUN_CHECK(check_unused(unit, firmware));
                      return unit.remove(firmware);
                  });
    routes.declare(DeviceFirmware::description);
    add_reads<DeviceFirmware>(routes, "/api/v1/device-firmware", {"列出设备固件", "List what devices run"},
                              {"查看设备固件", "Read what a device runs"});
}

Result<api::FoundTasks> to_approve(const Call& call, store::Reader& reader) {
    api::FoundTasks found;
    const auto organisation = reader.scope().organisation();
    const std::array<meta::Scalar, 3> values{organisation.value, call.principal->actor.id, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT c.id, f.title, f.firmware_version FROM firmware_campaign c JOIN firmware f ON f.organisation_id = "
        "c.organisation_id AND f.id = c.firmware_id WHERE c.organisation_id = ? AND c.status = 'proposed' AND "
        "c.proposed_by_id <> ? ORDER BY c.proposed_at, c.id LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = fmt::format("{} {}", row.text(1), row.text(2)),
                       .entity = "firmware_campaign",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = organisation,
                       .due_at = {}});
        }));
    return found;
}

std::optional<std::string> campaign_subject(store::Reader& reader, const store::Event& event) {
    const auto campaign = reader.find(Id<FirmwareCampaign>{event.entity_id});
    if (!campaign) return std::string();
    const auto firmware = reader.find(campaign->firmware_id);
    return firmware ? firmware->title + ' ' + firmware->firmware_version : std::string();
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"firmware_campaign.proposed",
     {"固件升级待批准", "A firmware campaign waits for approval"},
     Audience::organisation,
     "telemetry.approve",
     campaign_subject},
    {"firmware_campaign.halted",
     {"固件升级已暂停", "A firmware campaign was halted"},
     Audience::organisation,
     "telemetry.edit",
     campaign_subject},
    {"firmware_campaign.completed",
     {"固件升级已完成", "A firmware campaign is completed"},
     Audience::organisation,
     "telemetry.edit",
     campaign_subject},
    {"firmware_campaign.rolled_back",
     {"固件已退回上一版本", "The devices are back at the version before"},
     Audience::organisation,
     "telemetry.edit",
     campaign_subject},
};

}  // namespace

void add_firmware_routes(api::Routes& routes) {
    add_firmware(routes);
    const std::string path = "/api/v1/firmware-campaigns";
    api::add_resource<FirmwareCampaign>(routes, {.path = path,
                                                 .read = "telemetry.read",
                                                 .edit = "telemetry.edit",
                                                 .check = check_campaign,
                                                 .editable = check_draft,
                                                 .before_move = before_campaign_move});
    routes.get<CampaignProgress>(path + "/{id}/progress", api::needs("telemetry.read"),
                                 {"查看升级进度", "See how far a campaign is"}, progress_of);
    routes.declare(FirmwareUpdate::description, &FirmwareUpdate::states);
    add_reads<FirmwareUpdate>(routes, "/api/v1/firmware-updates", {"列出设备升级", "List updates of devices"},
                              {"查看设备升级", "Read the update of a device"});
    routes.add_timer(FirmwareUpdate::description.name,
                     [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) {
                         return lapse_update(unit, {id}, state, action);
                     });
    routes.declare(api::TaskSource{.name = "firmware_campaigns_to_approve",
                                   .label = {"待批准的固件升级", "Firmware campaigns to approve"},
                                   .permission = "telemetry.approve",
                                   .find = to_approve});
    routes.declare(own_notices);
}

}  // namespace dengyun::telemetry
