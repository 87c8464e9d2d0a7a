#include "modules/telemetry/firmware/campaign.h"

#include <algorithm>

namespace dengyun::telemetry {
namespace {

using meta::field;
constexpr unsigned told = meta::read_only;

constexpr meta::Choice statuses[] = {{"draft", {"草稿", "Draft"}},
                                     {"proposed", {"待批准", "Proposed"}},
                                     {"approved", {"已批准", "Approved"}},
                                     {"running", {"升级中", "Running"}},
                                     {"halted", {"已暂停", "Halted"}},
                                     {"completed", {"已完成", "Completed"}},
                                     {"refused", {"已驳回", "Refused"}},
                                     {"cancelled", {"已取消", "Cancelled"}},
                                     {"rolling_back", {"回退中", "Rolling back"}},
                                     {"rolled_back", {"已回退", "Rolled back"}}};
constexpr meta::Choices status_choices{"firmware_campaign_status", statuses};
constexpr meta::Choice actions[] = {{"propose", {"提交批准", "Propose"}}, {"withdraw", {"撤回", "Withdraw"}},
                                    {"approve", {"批准", "Approve"}},     {"refuse", {"驳回", "Refuse"}},
                                    {"start", {"开始升级", "Start"}},     {"halt", {"暂停", "Halt"}},
                                    {"resume", {"继续", "Resume"}},       {"complete", {"完成", "Complete"}},
                                    {"cancel", {"取消", "Cancel"}},       {"roll_back", {"退回上一版本", "Roll back"}},
                                    {"finish", {"回退完成", "Finish"}}};
constexpr meta::Choices action_choices{"firmware_campaign_action", actions};

using C = FirmwareCampaign;
constexpr auto fields = meta::record<C>(
    field<&C::firmware_id>("firmware_id", {"固件", "Firmware"},
                           {.flags = meta::required | meta::immutable | meta::filterable, .reference = "firmware"}),
    field<&C::note>("note", {"说明", "Note"}, {.length_max = 200}),
    field<&C::device_ids>("device_ids", {"联网设备", "Devices"},
                          {.flags = meta::required, .items_max = campaign_devices_max, .reference = "device"}),
    field<&C::stages>("stages", {"分批（累计百分比）", "Stages (percent in all)"},
                      {.min = 1, .max = 100, .items_max = campaign_stages_max}),
    field<&C::failures_max>(
        "failures_max", {"允许失败数", "Failures allowed"},
        {.min = 0, .max = campaign_devices_max, .help = {"超过即自动暂停", "Beyond it stops by itself"}}),
    field<&C::attempts_max>("attempts_max", {"每台尝试次数", "Attempts of a device"}, {.min = 1, .max = 10}),
    field<&C::silence_s>("silence_s", {"静默时限（秒）", "Silence (s)"},
                         {.min = 60,
                          .max = 604'800,
                          .help = {"这么久没有动静的设备算失败", "A device that says nothing for so long has failed"}}),
    field<&C::status>("status", {"状态", "Status"}, {.flags = told | meta::filterable}),
    field<&C::stage>("stage", {"批次", "Stage"}, {.flags = told}),
    field<&C::proposed_by>("proposed_by", {"提交人", "Proposed by"}, {.flags = told}),
    field<&C::proposed_by_id>("proposed_by_id", {"提交人编号", "Proposer"}, {.flags = meta::internal}),
    field<&C::proposed_at>("proposed_at", {"提交时间", "Proposed"}, {.flags = told}),
    field<&C::approved_by>("approved_by", {"批准人", "Approved by"}, {.flags = told}),
    field<&C::approved_at>("approved_at", {"批准时间", "Approved"}, {.flags = told}),
    field<&C::status_reason>("status_reason", {"原因", "Reason"}, {.flags = told, .length_max = 500}),
    field<&C::started_at>("started_at", {"开始时间", "Started"}, {.flags = told}),
    field<&C::ended_at>("ended_at", {"结束时间", "Ended"}, {.flags = told}));

using A = CampaignAction;
using S = CampaignStatus;
constexpr flow::Rules nobody{};  // what the devices say
constexpr flow::Rules leading{.permission = "telemetry.command"};
constexpr std::array transitions{
    flow::transition(S::draft, A::propose, S::proposed, {.permission = "telemetry.edit"}),
    flow::transition(S::proposed, A::approve, S::approved, {.permission = "telemetry.approve"}),
    flow::transition(S::proposed, A::refuse, S::refused, {.permission = "telemetry.approve"}),
    flow::transition(S::proposed, A::withdraw, S::draft, {.permission = "telemetry.edit", .event = "withdrawn"}),
    flow::transition(S::approved, A::start, S::running, {.permission = "telemetry.command", .event = "started"}),
    flow::transition(S::approved, A::cancel, S::cancelled, leading),
    // Also by itself, when more have failed than may.
    flow::transition(S::running, A::halt, S::halted, leading),
    flow::transition(S::running, A::complete, S::completed, nobody),
    flow::transition(S::running, A::roll_back, S::rolling_back, leading),
    flow::transition(S::halted, A::resume, S::running, {.permission = "telemetry.command", .event = "resumed"}),
    flow::transition(S::halted, A::complete, S::completed, nobody),
    flow::transition(S::halted, A::cancel, S::cancelled, leading),
    flow::transition(S::halted, A::roll_back, S::rolling_back, leading),
    flow::transition(S::completed, A::roll_back, S::rolling_back, leading),
    flow::transition(S::rolling_back, A::finish, S::rolled_back, nobody),
};
static_assert(flow::sound(transitions));

}  // namespace

const meta::Choices& choices_of(CampaignStatus) { return status_choices; }
const meta::Choices& choices_of(CampaignAction) { return action_choices; }

constinit const meta::Entity FirmwareCampaign::description{
    .name = "firmware_campaign", .label = {"固件升级", "Firmware campaign"}, .fields = fields, .title_field = "note"};
constinit const flow::StateTable FirmwareCampaign::states =
    flow::state_table<CampaignStatus, CampaignAction>("firmware_campaign", transitions);

std::vector<std::size_t> stage_sizes(const std::vector<std::int64_t>& stages, std::size_t devices) {
    std::vector<std::size_t> sizes;
    for (const auto percent : stages) {
        const auto share = (static_cast<std::size_t>(percent) * devices + 99) / 100;
        const auto least = sizes.empty() ? std::size_t{1} : sizes.back() + 1;
        sizes.push_back(std::min(std::max(share, least), devices));
    }
    return sizes;
}

}  // namespace dengyun::telemetry
