// Devices and their tokens; what a device is like on the network, and why nothing arrives.
#include "modules/telemetry/routes.h"

#include "kernel/api/resource.h"
#include "kernel/base/digest.h"
#include "modules/telemetry/commands/service.h"
#include "modules/telemetry/firmware/service.h"
#include "modules/telemetry/gateways/gateway.h"
#include "modules/telemetry/parameters/service.h"
#include "modules/telemetry/profiles/profile.h"
#include "modules/telemetry/sparkplug/node.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using meta::field;

constexpr std::string_view path = "/api/v1/devices";

Result<> check(store::Reader& reader, const Device& device) {
    std::vector<Issue> issues;
    if (find_profile(device.profile) == nullptr) issues.push_back({"profile", "unknown_profile"});
    if (device.machine_id) {
        const auto machine = reader.find(*device.machine_id);
        if (!machine || machine->organisation_id != reader.scope().organisation())
            issues.push_back({"machine_id", "unknown_reference"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

// Gives the device a new token; answers it open.
std::string renew(Device& device, Random& random, Instant now) {
    auto token = new_token(device.token_hint, random);
    device.token_hash = sha256_hex(token);
    device.token_at = now;
    return token;
}

DeviceWithToken with_token(Device device, std::string token) {
    DeviceWithToken shown;
    static_cast<Device&>(shown) = std::move(device);
    shown.token = std::move(token);
    return shown;
}

Result<> check_removable(store::Reader& reader, const Device& device) {
    const std::array values{meta::Scalar(device.organisation_id.value), meta::Scalar(device.id.value)};
    bool has_children = false;
    DENGYUN_CHECK(reader.query("SELECT 1 FROM device WHERE organisation_id = ? AND gateway_id = ? LIMIT 1", values,
                               [&](const store::Row&) { has_children = true; }));
    return has_children ? fail(ErrorKind::conflict, "device.has_children") : Result<>{};
}

// "rotate" makes a new token, "revoke" leaves none; the old one proves nothing any more.
Result<DeviceWithToken> act(const Call& call, store::Unit& unit, const api::ActionInput& input, Random& random) {
    DENGYUN_TRY(id, call.id<Device>());
    DENGYUN_TRY(device, unit.find(id));
    const bool rotates = input.action == "rotate";
    if (!rotates && input.action != "revoke")
        return fail(ErrorKind::invalid, "request.invalid", {{"action", "unknown_choice"}});
    std::string token;
    if (rotates) {
        token = renew(device, random, unit.now());
    } else {
        device.token_hash.reset();
        device.token_at.reset();
    }
    DENGYUN_TRY(changed, unit.update(std::move(device), rotates ? "token_rotated" : "token_revoked"));
    return with_token(std::move(changed), std::move(token));
}

// ---- how a device fares

struct RefusedEntry {
    Instant at{};
    Way way{};
    std::string code;
    std::string text;
    std::string where;
    static const meta::Entity description;
};
constexpr auto refused_fields = meta::fields(
    field<&RefusedEntry::at>("at", {"时间", "At"}), field<&RefusedEntry::way>("way", {"途径", "Way"}),
    field<&RefusedEntry::code>("code", {"代码", "Code"}), field<&RefusedEntry::text>("text", {"原因", "Reason"}),
    field<&RefusedEntry::where>("where", {"位置", "Where"}));
constinit const meta::Entity RefusedEntry::description{
    .name = "telemetry_refusal", .label = {"拒收记录", "Refusal"}, .fields = refused_fields, .stored = false};

struct Diagnosis {
    std::int64_t messages = 0;
    std::int64_t values = 0;
    std::int64_t refused = 0;
    std::int64_t connections = 0;
    std::optional<Instant> connected_at;
    std::optional<Instant> disconnected_at;
    std::string address;
    std::optional<Instant> message_at;
    std::optional<Way> message_way;
    std::int64_t mqtt_port = 0;
    std::vector<RefusedEntry> refusals;
    std::vector<SparkplugNode> sparkplug;  // where it is an edge node: the one
    static const meta::Entity description;
};
constexpr auto diagnosis_fields =
    meta::fields(field<&Diagnosis::messages>("messages", {"消息数", "Messages"}),
                 field<&Diagnosis::values>("values", {"数据数", "Values"}),
                 field<&Diagnosis::refused>("refused", {"拒收数", "Refused"}),
                 field<&Diagnosis::connections>("connections", {"当前连接", "Connections"}),
                 field<&Diagnosis::connected_at>("connected_at", {"最近连接", "Connected"}),
                 field<&Diagnosis::disconnected_at>("disconnected_at", {"最近断开", "Disconnected"}),
                 field<&Diagnosis::address>("address", {"来自", "From"}),
                 field<&Diagnosis::message_at>("message_at", {"最近消息", "Last message"}),
                 field<&Diagnosis::message_way>("message_way", {"途径", "Way"}),
                 field<&Diagnosis::mqtt_port>("mqtt_port", {"MQTT 端口", "MQTT port"}),
                 field<&Diagnosis::refusals>("refusals", {"拒收记录", "Refusals"}),
                 field<&Diagnosis::sparkplug>("sparkplug", {"Sparkplug 边缘节点", "Sparkplug edge node"}));
constinit const meta::Entity Diagnosis::description{
    .name = "device_diagnosis", .label = {"接入诊断", "Diagnosis"}, .fields = diagnosis_fields, .stored = false};

Diagnosis diagnosis_of(const Call& call, const LiveDevice& live, std::uint16_t mqtt_port) {
    const auto traffic = live.traffic();
    Diagnosis told{.messages = static_cast<std::int64_t>(traffic.messages),
                   .values = static_cast<std::int64_t>(traffic.values),
                   .refused = static_cast<std::int64_t>(traffic.refused),
                   .connections = traffic.connections,
                   .connected_at = traffic.connected_at,
                   .disconnected_at = traffic.disconnected_at,
                   .address = traffic.address,
                   .message_at = traffic.message_at,
                   .message_way = traffic.message_way,
                   .mqtt_port = mqtt_port,
                   .refusals = {},
                   .sparkplug = {}};
    for (const auto& refused : live.refusals())
        told.refusals.push_back({.at = refused.at,
                                 .way = refused.way,
                                 .code = refused.code,
                                 .text = call.messages->text(refused.code, call.language),
                                 .where = refused.where});
    return told;
}

struct ProfileList {
    std::vector<Profile> items;
    static const meta::Entity description;
};
constexpr auto profile_list_fields = meta::fields(field<&ProfileList::items>("items", {"设备模板", "Profiles"}));
constinit const meta::Entity ProfileList::description{
    .name = "device_profiles", .label = {"设备模板", "Profiles"}, .fields = profile_list_fields, .stored = false};

void add_token_routes(api::Routes& routes, Random& random) {
    const auto edit = api::needs("telemetry.edit");
    // Not units' handlers: those keep their answers for repeated requests, and a token is not to be kept.
    routes.post<Device, DeviceWithToken>(
        std::string(path), edit,
        {"接入设备，答复中有一次性显示的令牌", "Connect a device; the answer shows its token once"},
        [&random](const Call& call, store::Store& store, const Device& given) {
            return store.write<DeviceWithToken>(call.scope,
                                                [&](store::Unit& unit) { return add_device(unit, given, random); });
        });
    routes.post<api::ActionInput, DeviceWithToken>(
        std::string(path) + "/{id}/actions", edit,
        {"更换（rotate）或撤销（revoke）令牌", "Replace (rotate) or revoke its token"},
        [&random](const Call& call, store::Store& store, const api::ActionInput& input) {
            return store.write<DeviceWithToken>(call.scope,
                                                [&](store::Unit& unit) { return act(call, unit, input, random); });
        });
}

}  // namespace

Result<DeviceWithToken> add_device(store::Unit& unit, Device device, Random& random) {
    DENGYUN_CHECK(check(unit, device));
    DENGYUN_CHECK(check_room(unit));
    device.token_hint = new_token_hint(random);
    auto token = renew(device, random, unit.now());
    DENGYUN_TRY(created, unit.insert(std::move(device)));
    return with_token(std::move(created), std::move(token));
}

void add_device_routes(api::Routes& routes, Hub::Implementation& hub, Random& random) {
    const auto read = api::needs("telemetry.read");
    const auto edit = api::needs("telemetry.edit");
    const auto item = std::string(path) + "/{id}";
    routes.declare(Device::description);
    routes.list<Device>(
        std::string(path), read, {"列出联网设备", "List devices"},
        [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<Device>(query); },
        {.list_of = Device::description.name, .exported = true});
    routes.get<Device>(item, read, {"查看联网设备", "Read a device"},
                       [](const Call& call, store::Reader& reader) -> Result<Device> {
                           DENGYUN_TRY(id, call.id<Device>());
                           return reader.find(id);
                       });
    add_token_routes(routes, random);
    routes.patch<Device, Device>(
        item, edit, {"修改联网设备", "Change a device"},
        [&hub](const Call& call, store::Store& store, const meta::Patch<Device>& patch) -> Result<Device> {
            bool tells = false;
            DENGYUN_TRY(changed, store.write<Device>(call.scope, [&](store::Unit& unit) -> Result<Device> {
                DENGYUN_TRY(before, api::find_expected<Device>(call, unit));
                DENGYUN_TRY(after, patch.applied_to(before));
                DENGYUN_CHECK(check(unit, after));
                tells = after.shared_attributes != before.shared_attributes;
                return unit.update(std::move(after));
            }));
            if (tells) hub.gate.tell_attributes(changed.id, changed.shared_attributes);
            return std::move(changed);
        });
    routes.remove(item, edit, {"删除联网设备", "Remove a device"}, [](const Call& call, store::Unit& unit) -> Result<> {
        DENGYUN_TRY(device, api::find_expected<Device>(call, unit));
        DENGYUN_CHECK(check_removable(unit, device));
        DENGYUN_CHECK(forget_gateway(unit, device));
        DENGYUN_CHECK(forget_commands(unit, device));
        DENGYUN_CHECK(forget_parameters(unit, device));
        DENGYUN_CHECK(forget_firmware(unit, device));
        return unit.remove(device);
    });
    routes.get<Diagnosis>(item + "/diagnosis", read, {"为什么没有数据", "Why nothing arrives"},
                          [&hub](const Call& call, store::Reader& reader) -> Result<Diagnosis> {
                              DENGYUN_TRY(id, call.id<Device>());
                              DENGYUN_TRY(device, reader.find(id));
                              const auto live = hub.intake.live(device.organisation_id, device.id);
                              auto told =
                                  diagnosis_of(call, *live, hub.endpoint ? hub.endpoint->port() : std::uint16_t{0});
                              if (auto node = hub.gate.sparkplug().describe(id))
                                  told.sparkplug.push_back(std::move(*node));
                              return told;
                          });
    routes.get<ProfileList>("/api/v1/device-profiles", read, {"列出设备模板", "List profiles"},
                            [](const Call&, store::Reader&) -> Result<ProfileList> {
                                return ProfileList{{profiles().begin(), profiles().end()}};
                            });
}

}  // namespace dengyun::telemetry
