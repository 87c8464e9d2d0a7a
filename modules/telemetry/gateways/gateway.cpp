#include "modules/telemetry/gateways/gateway.h"

namespace dengyun::telemetry {
namespace {

using meta::field;
constexpr unsigned told = meta::read_only;

using C = GatewayConfiguration;
constexpr auto configuration_fields = meta::record<C>(
    field<&C::device_id>("device_id", {"网关", "Gateway"}, {.flags = told | meta::filterable, .reference = "device"}),
    field<&C::number>("number", {"版本", "Version"}, {.flags = told}),
    field<&C::note>("note", {"说明", "Note"}, {.flags = told, .length_max = 200}),
    field<&C::content>("content", {"配置", "Configuration"},
                       {.flags = told,
                        .length_max = static_cast<std::uint32_t>(acquisition::Bounds::configuration_bytes_max),
                        .format = meta::Format::json}));
constexpr std::string_view by_number[] = {"device_id", "number"};
constexpr meta::Index configuration_indexes[] = {
    {.name = "gateway_configuration_number", .columns = by_number, .unique = true}};

constexpr meta::Choice severities[] = {
    {"information", {"信息", "Information"}}, {"warning", {"警告", "Warning"}}, {"error", {"错误", "Error"}}};
constexpr meta::Choices severity_choices{"journal_severity", severities};

using N = GatewayConnection;
constexpr auto connection_fields =
    meta::fields(field<&N::name>("name", {"连接", "Connection"}, {.flags = meta::required, .length_max = 100}),
                 field<&N::is_connected>("is_connected", {"已连接", "Connected"}),
                 field<&N::reads>("reads", {"读取次数", "Reads"}, {.min = 0}),
                 field<&N::failures>("failures", {"失败次数", "Failures"}, {.min = 0}),
                 field<&N::exceptions>("exceptions", {"异常应答", "Exceptions"}, {.min = 0}),
                 field<&N::failure>("failure", {"最近失败", "Last failure"}, {.length_max = 500}));

using J = GatewayJournalEntry;
constexpr auto journal_fields =
    meta::fields(field<&J::at>("at", {"时间", "At"}, {.flags = meta::required}),
                 field<&J::severity>("severity", {"级别", "Severity"}, {.flags = meta::required}),
                 field<&J::code>("code", {"代码", "Code"}, {.flags = meta::required, .length_max = 100}),
                 field<&J::detail>("detail", {"详情", "Detail"}, {.length_max = 500}));

using S = GatewayState;
constexpr auto state_fields =
    meta::record<S>(field<&S::device_id>("device_id", {"网关", "Gateway"}, {.flags = told, .reference = "device"}),
                    field<&S::seen_at>("seen_at", {"最近联系", "Last seen"}, {.flags = told}),
                    field<&S::running>("running", {"运行版本", "Running version"}, {.flags = told}),
                    field<&S::is_local>("is_local", {"本地配置", "Local file"}, {.flags = told}),
                    field<&S::refused>("refused", {"拒绝的版本", "Refused version"}, {.flags = told}),
                    field<&S::refusal>("refusal", {"拒绝原因", "Why refused"}, {.flags = told, .length_max = 4'000}),
                    field<&S::queue_bytes>("queue_bytes", {"队列（字节）", "Queue (bytes)"}, {.flags = told}),
                    field<&S::queue_dropped>("queue_dropped", {"队列丢弃", "Dropped records"}, {.flags = told}),
                    field<&S::queue_damaged>("queue_damaged", {"损坏分段", "Damaged segments"}, {.flags = told}),
                    field<&S::delivered>("delivered", {"已送达", "Delivered records"}, {.flags = told}),
                    field<&S::lost>("lost", {"未能保存", "Lost values"}, {.flags = told}),
                    field<&S::resident_bytes>("resident_bytes", {"内存（字节）", "Memory (bytes)"}, {.flags = told}),
                    field<&S::connections>("connections", {"连接", "Connections"}, {.flags = told, .items_max = 64}),
                    field<&S::journal>("journal", {"日志", "Journal"},
                                       {.flags = told, .items_max = static_cast<std::uint32_t>(journal_kept)}));
constexpr std::string_view by_device[] = {"device_id"};
constexpr meta::Index state_indexes[] = {{.name = "gateway_state_device", .columns = by_device, .unique = true}};

constexpr meta::Choice statuses[] = {{"waiting", {"待下发", "Waiting"}},    {"sent", {"已下发", "Sent"}},
                                     {"done", {"已写入", "Written"}},       {"failed", {"写入失败", "Failed"}},
                                     {"unknown", {"结果不明", "Unknown"}},  {"expired", {"已过期", "Expired"}},
                                     {"cancelled", {"已取消", "Cancelled"}}};
constexpr meta::Choices status_choices{"gateway_command_status", statuses};
constexpr meta::Choice actions[] = {{"send", {"下发", "Send"}},     {"succeed", {"写入成功", "Succeed"}},
                                    {"fail", {"写入失败", "Fail"}}, {"lose", {"未收到结果", "Lose"}},
                                    {"expire", {"过期", "Expire"}}, {"cancel", {"取消", "Cancel"}}};
constexpr meta::Choices action_choices{"gateway_command_action", actions};

using T = GatewayCommand;
constexpr auto command_fields = meta::record<T>(
    field<&T::device_id>("device_id", {"网关", "Gateway"}, {.flags = told | meta::filterable, .reference = "device"}),
    field<&T::device>("device", {"网关下的设备", "Device behind it"}, {.flags = told, .length_max = 100}),
    field<&T::point>("point", {"点位", "Point"}, {.flags = told, .length_max = 100}),
    field<&T::value>("value", {"写入值", "Value"}, {.flags = told}),
    field<&T::status>("status", {"状态", "Status"}, {.flags = told | meta::filterable}),
    field<&T::expires_at>("expires_at", {"有效期至", "Expires"}, {.flags = told}),
    field<&T::sent_at>("sent_at", {"下发时间", "Sent"}, {.flags = told}),
    field<&T::read_back>("read_back", {"读回值", "Read back"}, {.flags = told}),
    field<&T::failure>("failure", {"失败原因", "Why it failed"}, {.flags = told, .length_max = 100}));

using A = CommandAction;
using U = CommandStatus;
constexpr flow::Rules nobody{};  // the gateway and the clock
constexpr std::array transitions{
    flow::transition(U::waiting, A::send, U::sent, nobody),
    flow::transition(U::waiting, A::expire, U::expired, nobody),
    flow::transition(U::waiting, A::cancel, U::cancelled, {.permission = "telemetry.command"}),
    flow::transition(U::sent, A::succeed, U::done, nobody),
    flow::transition(U::sent, A::fail, U::failed, nobody),
    flow::transition(U::sent, A::lose, U::unknown, nobody),
    // An answer that comes late is better than none.
    flow::transition(U::unknown, A::succeed, U::done, nobody),
    flow::transition(U::unknown, A::fail, U::failed, nobody),
};
constexpr std::array timers{
    flow::timer(U::waiting, Duration{0}, A::expire, "expires_at"),
    flow::timer(U::sent, command_answer_time, A::lose),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(JournalSeverity) { return severity_choices; }
const meta::Choices& choices_of(CommandStatus) { return status_choices; }
const meta::Choices& choices_of(CommandAction) { return action_choices; }

constinit const meta::Entity GatewayConfiguration::description{.name = "gateway_configuration",
                                                               .label = {"网关配置", "Gateway configuration"},
                                                               .fields = configuration_fields,
                                                               .indexes = configuration_indexes};
constinit const meta::Entity GatewayConnection::description{.name = "gateway_connection",
                                                            .label = {"网关连接", "Gateway connection"},
                                                            .fields = connection_fields,
                                                            .stored = false};
constinit const meta::Entity GatewayJournalEntry::description{.name = "gateway_journal_entry",
                                                              .label = {"网关日志", "Gateway journal entry"},
                                                              .fields = journal_fields,
                                                              .stored = false};
constinit const meta::Entity GatewayState::description{
    .name = "gateway_state", .label = {"网关状态", "Gateway state"}, .fields = state_fields, .indexes = state_indexes};
constinit const meta::Entity GatewayCommand::description{.name = "gateway_command",
                                                         .label = {"写入指令", "Gateway command"},
                                                         .fields = command_fields,
                                                         .title_field = "point"};
constinit const flow::StateTable GatewayCommand::states =
    flow::state_table<CommandStatus, CommandAction>("gateway_command", transitions, timers);

Result<std::optional<GatewayConfiguration>> newest_configuration(store::Reader& reader, Id<Device> gateway) {
    const std::array<meta::Scalar, 2> values{reader.scope().organisation().value, gateway.value};
    std::optional<Id<GatewayConfiguration>> newest;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM gateway_configuration WHERE organisation_id = ? AND device_id = ? ORDER BY "
                     "number DESC LIMIT 1",
                     values, [&](const store::Row& row) { newest = Id<GatewayConfiguration>{row.integer(0)}; }));
    if (!newest) return std::optional<GatewayConfiguration>{};
    DENGYUN_TRY(found, reader.find(*newest));
    return std::optional(std::move(found));
}

Result<std::optional<GatewayState>> state_of(store::Reader& reader, Id<Device> gateway) {
    const std::array<meta::Scalar, 1> values{gateway.value};
    return reader.find_by<GatewayState>("gateway_state_device", values);
}

Result<> forget_gateway(store::Unit& unit, const Device& device) {
    const std::array<meta::Scalar, 2> values{device.organisation_id.value, device.id.value};
    for (const auto* sql : {"DELETE FROM gateway_configuration WHERE organisation_id = ? AND device_id = ?",
                            "DELETE FROM gateway_state WHERE organisation_id = ? AND device_id = ?",
                            "DELETE FROM gateway_command WHERE organisation_id = ? AND device_id = ?"}) {
        const auto removed = unit.execute(sql, values);
        if (!removed) return std::unexpected(removed.error());
    }
    return {};
}

}  // namespace dengyun::telemetry
