#include "modules/telemetry/shares/device_share.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace dengyun::telemetry {
namespace {

using S = DeviceShare;
constexpr auto device_fields =
    meta::fields(meta::field<&SharedDevice::device_id>("device_id", {"联网设备", "Device"},
                                                       {.flags = meta::required, .reference = "device"}),
                 meta::field<&SharedDevice::points>(
                     "points", {"点位", "Points"},
                     {.length_max = 1'280, .items_max = static_cast<std::uint32_t>(shared_points_max)}));
constexpr auto fields = meta::record<S>(
    meta::field<&S::title>("title", {"名称", "Title"},
                           {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 100}),
    meta::field<&S::partner_id>("partner_id", {"共享给", "Shared with"},
                                {.flags = meta::required | meta::filterable, .reference = "organisation"}),
    meta::field<&S::devices>("devices", {"设备与点位", "Devices and points"},
                             {.items_max = static_cast<std::uint32_t>(shared_devices_max)}),
    meta::field<&S::from_at>("from_at", {"开始", "From"}, {.flags = meta::required | meta::sortable}),
    meta::field<&S::until_at>("until_at", {"截止", "Until"}, {.flags = meta::required | meta::sortable}),
    meta::field<&S::history_from>("history_from", {"历史数据自", "History from"},
                                  {.help = {"不填：看不到开始之前的数据", "None: nothing from before the start"}}),
    meta::field<&S::note>("note", {"说明", "Note"}, {.length_max = 500, .format = meta::Format::multiline}),
    meta::field<&S::revoked_at>("revoked_at", {"撤销时间", "Revoked at"}, {.flags = meta::read_only}),
    meta::field<&S::revoked_by>("revoked_by", {"撤销人", "Revoked by"}, {.flags = meta::read_only}));
constexpr std::string_view by_partner[] = {"partner_id"};
constexpr meta::Index indexes[] = {
    {.name = "device_share_partner", .columns = by_partner, .across_organisations = true}};

std::string days_of(Duration time) { return std::to_string(std::chrono::floor<std::chrono::days>(time).count()); }

void check_times(const DeviceShare& share, Instant now, std::vector<Issue>& issues) {
    if (share.until_at <= share.from_at)
        issues.push_back({"until_at", "not_after"});
    else if (share.until_at <= now)
        issues.push_back({"until_at", "in_past"});
    else if (share.until_at - share.from_at > share_time_max)
        issues.push_back({"until_at", "too_long_a_time", days_of(share_time_max)});
    if (!share.history_from) return;
    if (*share.history_from > share.from_at)
        issues.push_back({"history_from", "after_start"});
    else if (share.from_at - *share.history_from > share_history_max)
        issues.push_back({"history_from", "too_long_a_time", days_of(share_history_max)});
}

}  // namespace

constinit const meta::Entity SharedDevice::description{
    .name = "shared_device", .label = {"共享的设备", "Shared device"}, .fields = device_fields, .stored = false};
constinit const meta::Entity DeviceShare::description{.name = "device_share",
                                                      .label = {"数据共享", "Data share"},
                                                      .fields = fields,
                                                      .indexes = indexes,
                                                      .title_field = "title"};

ShareState state_of(const DeviceShare& share, Instant now) {
    if (share.revoked_at) return ShareState::revoked;
    if (now < share.from_at) return ShareState::waiting;
    return now < share.until_at ? ShareState::active : ShareState::over;
}

Instant visible_from(const DeviceShare& share) { return share.history_from.value_or(share.from_at); }

const SharedDevice* find_device(const DeviceShare& share, Id<Device> device) {
    const auto found = std::ranges::find(share.devices, device, &SharedDevice::device_id);
    return found == share.devices.end() ? nullptr : &*found;
}

Result<> check_share(const DeviceShare& share, Id<Organisation> own, Instant now) {
    std::vector<Issue> issues;
    check_times(share, now, issues);
    if (share.partner_id == own) issues.push_back({"partner_id", "own_organisation"});
    if (share.devices.empty()) issues.push_back({"devices", "required"});
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < share.devices.size(); ++i) {
        const auto& one = share.devices[i];
        if (!seen.insert(one.device_id.value).second)
            issues.push_back({fmt::format("devices.{}.device_id", i), "taken"});
        const std::set<std::string> points(one.points.begin(), one.points.end());
        if (one.points.empty())
            issues.push_back({fmt::format("devices.{}.points", i), "required"});
        else if (points.size() < one.points.size())
            issues.push_back({fmt::format("devices.{}.points", i), "taken"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::telemetry
