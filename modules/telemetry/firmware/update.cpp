// One device in a campaign: its description and its states.
#include "modules/telemetry/firmware/campaign.h"

namespace dengyun::telemetry {
namespace {

using meta::field;
constexpr unsigned told = meta::read_only;

constexpr meta::Choice statuses[] = {
    {"waiting", {"等待", "Waiting"}},           {"offered", {"已通知", "Offered"}},
    {"downloading", {"下载中", "Downloading"}}, {"downloaded", {"已下载", "Downloaded"}},
    {"verified", {"已校验", "Verified"}},       {"updating", {"安装中", "Updating"}},
    {"updated", {"已升级", "Updated"}},         {"failed", {"失败", "Failed"}},
    {"cancelled", {"已取消", "Cancelled"}}};
constexpr meta::Choices status_choices{"firmware_update_status", statuses};
constexpr meta::Choice actions[] = {{"offer", {"通知设备", "Offer"}},
                                    {"download", {"开始下载", "Download"}},
                                    {"complete_download", {"下载完成", "Complete the download"}},
                                    {"verify", {"校验通过", "Verify"}},
                                    {"install", {"开始安装", "Install"}},
                                    {"succeed", {"升级成功", "Succeed"}},
                                    {"fail", {"升级失败", "Fail"}},
                                    {"lapse", {"超时无响应", "Lapse"}},
                                    {"retry", {"重试", "Retry"}},
                                    {"cancel", {"取消", "Cancel"}}};
constexpr meta::Choices action_choices{"firmware_update_action", actions};

using T = FirmwareUpdate;
constexpr auto fields = meta::record<T>(
    field<&T::campaign_id>("campaign_id", {"固件升级", "Campaign"},
                           {.flags = told | meta::filterable, .reference = "firmware_campaign"}),
    field<&T::device_id>("device_id", {"联网设备", "Device"},
                         {.flags = told | meta::filterable, .reference = "device"}),
    field<&T::firmware_id>("firmware_id", {"固件", "Firmware"}, {.flags = told, .reference = "firmware"}),
    field<&T::stage>("stage", {"批次", "Stage"}, {.flags = told}),
    field<&T::is_return>("is_return", {"回退", "Back to the version before"}, {.flags = told | meta::filterable}),
    field<&T::before_title>("before_title", {"原固件", "Firmware before"}, {.flags = told, .length_max = 100}),
    field<&T::before_version>("before_version", {"原版本", "Version before"}, {.flags = told, .length_max = 60}),
    field<&T::status>("status", {"状态", "Status"}, {.flags = told | meta::filterable}),
    field<&T::attempts>("attempts", {"尝试次数", "Attempts"}, {.flags = told}),
    field<&T::received_bytes>("received_bytes", {"已取（字节）", "Received (bytes)"}, {.flags = told}),
    field<&T::offered_at>("offered_at", {"通知时间", "Offered"}, {.flags = told}),
    field<&T::answer_by>("answer_by", {"响应时限", "To answer by"}, {.flags = told}),
    field<&T::ended_at>("ended_at", {"结束时间", "Ended"}, {.flags = told}),
    field<&T::failure>("failure", {"失败原因", "Why it failed"}, {.flags = told, .length_max = 100}),
    field<&T::failure_text>("failure_text", {"设备报告的原因", "The device's words"},
                            {.flags = told, .length_max = 500}));

using A = UpdateAction;
using S = UpdateStatus;
// Nobody moves one: the device, the campaign and the clock do.
constexpr flow::Transition row(S from, A action, S to, std::string_view event = {}) {
    return flow::transition(from, action, to, {.event = event});
}
constexpr std::array transitions{
    row(S::waiting, A::offer, S::offered),
    row(S::waiting, A::cancel, S::cancelled),
    // A device may pass states over, and after a power cut it starts again.
    row(S::offered, A::download, S::downloading),
    row(S::offered, A::complete_download, S::downloaded),
    row(S::offered, A::verify, S::verified),
    row(S::offered, A::install, S::updating),
    row(S::offered, A::succeed, S::updated),
    row(S::offered, A::fail, S::failed),
    row(S::offered, A::lapse, S::failed),
    row(S::offered, A::cancel, S::cancelled),
    row(S::downloading, A::complete_download, S::downloaded),
    row(S::downloading, A::verify, S::verified),
    row(S::downloading, A::install, S::updating),
    row(S::downloading, A::succeed, S::updated),
    row(S::downloading, A::fail, S::failed),
    row(S::downloading, A::lapse, S::failed),
    row(S::downloading, A::cancel, S::cancelled),
    row(S::downloaded, A::download, S::downloading),
    row(S::downloaded, A::verify, S::verified),
    row(S::downloaded, A::install, S::updating),
    row(S::downloaded, A::succeed, S::updated),
    row(S::downloaded, A::fail, S::failed),
    row(S::downloaded, A::lapse, S::failed),
    row(S::downloaded, A::cancel, S::cancelled),
    row(S::verified, A::download, S::downloading),
    row(S::verified, A::install, S::updating),
    row(S::verified, A::succeed, S::updated),
    row(S::verified, A::fail, S::failed),
    row(S::verified, A::lapse, S::failed),
    row(S::verified, A::cancel, S::cancelled),
    row(S::updating, A::download, S::downloading),
    row(S::updating, A::succeed, S::updated),
    row(S::updating, A::fail, S::failed),
    row(S::updating, A::lapse, S::failed),
    row(S::updating, A::cancel, S::cancelled),
    // It tries once more, or has done it after all.
    row(S::failed, A::retry, S::offered),
    row(S::failed, A::succeed, S::updated),
};
constexpr std::array timers{
    flow::timer(S::offered, Duration{0}, A::lapse, "answer_by"),
    flow::timer(S::downloading, Duration{0}, A::lapse, "answer_by"),
    flow::timer(S::downloaded, Duration{0}, A::lapse, "answer_by"),
    flow::timer(S::verified, Duration{0}, A::lapse, "answer_by"),
    flow::timer(S::updating, Duration{0}, A::lapse, "answer_by"),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(UpdateStatus) { return status_choices; }
const meta::Choices& choices_of(UpdateAction) { return action_choices; }

bool is_under_way(UpdateStatus status) { return status >= S::offered && status <= S::updating; }

constinit const meta::Entity FirmwareUpdate::description{
    .name = "firmware_update", .label = {"设备升级", "Update of a device"}, .fields = fields};
constinit const flow::StateTable FirmwareUpdate::states =
    flow::state_table<UpdateStatus, UpdateAction>("firmware_update", transitions, timers);

}  // namespace dengyun::telemetry
