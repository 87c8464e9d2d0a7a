#include "modules/telemetry/gateways/reports.h"

#include <algorithm>

#include "kernel/api/flow_routes.h"
#include "modules/telemetry/parameters/service.h"

namespace dengyun::telemetry {
namespace {

using meta::field;

using R = GatewayResult;
constexpr auto result_fields =
    meta::fields(field<&R::id>("id", {"指令", "Command"}, {.flags = meta::required, .length_max = 30}),
                 field<&R::value>("value", {"读回值", "Read back"}),
                 field<&R::code>("code", {"失败原因", "Why it failed"}, {.length_max = 100}));

using P = GatewayReport;
constexpr meta::Options count{.min = 0};
constexpr auto report_fields =
    meta::fields(field<&P::running>("running", {"运行版本", "Running version"}, count),
                 field<&P::is_local>("is_local", {"本地配置", "Local file"}),
                 field<&P::refused>("refused", {"拒绝的版本", "Refused version"}, count),
                 field<&P::refusal>("refusal", {"拒绝原因", "Why refused"}, {.length_max = 4'000}),
                 field<&P::queue_bytes>("queue_bytes", {"队列（字节）", "Queue (bytes)"}, count),
                 field<&P::queue_dropped>("queue_dropped", {"队列丢弃", "Dropped records"}, count),
                 field<&P::queue_damaged>("queue_damaged", {"损坏分段", "Damaged segments"}, count),
                 field<&P::delivered>("delivered", {"已送达", "Delivered records"}, count),
                 field<&P::lost>("lost", {"未能保存", "Lost values"}, count),
                 field<&P::resident_bytes>("resident_bytes", {"内存（字节）", "Memory (bytes)"}, count),
                 field<&P::connections>("connections", {"连接", "Connections"}, {.items_max = 64}),
                 field<&P::journal>("journal", {"日志", "Journal"}, {.items_max = 100}),
                 field<&P::results>("results", {"写入结果", "Results"}, {.items_max = 1'000}));

using O = GatewayOrder;
constexpr auto order_fields =
    meta::fields(field<&O::id>("id", {"指令", "Command"}), field<&O::device>("device", {"设备", "Device"}),
                 field<&O::point>("point", {"点位", "Point"}), field<&O::value>("value", {"写入值", "Value"}));

using N = GatewayNews;
constexpr auto news_fields =
    meta::fields(field<&N::at>("at", {"平台时间", "The platform's time"}),
                 field<&N::number>("number", {"最新版本", "Newest version"}),
                 field<&N::configuration>("configuration", {"配置", "Configuration"}, {.format = meta::Format::json}),
                 field<&N::commands>("commands", {"写入指令", "Commands"}, {.items_max = 100}));

GatewayState told_state(GatewayState state, const GatewayReport& report, Instant now) {
    state.seen_at = now;
    state.running = report.running;
    state.is_local = report.is_local;
    state.refused = report.refused;
    state.refusal = report.refusal;
    state.queue_bytes = report.queue_bytes;
    state.queue_dropped = report.queue_dropped;
    state.queue_damaged = report.queue_damaged;
    state.delivered = report.delivered;
    state.lost = report.lost;
    state.resident_bytes = report.resident_bytes;
    state.connections = report.connections;
    state.journal.insert(state.journal.begin(), report.journal.rbegin(), report.journal.rend());
    if (state.journal.size() > journal_kept) state.journal.resize(journal_kept);
    return state;
}

std::string json_of(std::string_view name, const GatewayState& state) {
    std::string text;
    meta::write_json_value(text, *GatewayState::description.find(name), &state, meta::all_seeing());
    return text;
}

// Without an event, but for the first time.
Result<> keep(store::Unit& unit, Id<Device> gateway, const GatewayReport& report) {
    DENGYUN_TRY(before, state_of(unit, gateway));
    const bool is_first = !before;
    auto state = told_state(is_first ? GatewayState{} : std::move(*before), report, unit.now());
    state.device_id = gateway;
    if (is_first) {
        DENGYUN_TRY(made, unit.insert(std::move(state)));
        static_cast<void>(made);
        return {};
    }
    const auto connections = json_of("connections", state);
    const auto journal = json_of("journal", state);
    const std::array<meta::Scalar, 16> values{milliseconds_of(state.seen_at),
                                              state.running,
                                              std::int64_t{state.is_local},
                                              state.refused ? meta::Scalar(*state.refused) : meta::Scalar(),
                                              std::string_view(state.refusal),
                                              state.queue_bytes,
                                              state.queue_dropped,
                                              state.queue_damaged,
                                              state.delivered,
                                              state.lost,
                                              state.resident_bytes,
                                              std::string_view(connections),
                                              std::string_view(journal),
                                              milliseconds_of(unit.now()),
                                              state.organisation_id.value,
                                              state.id.value};
    DENGYUN_TRY(
        touched,
        unit.execute("UPDATE gateway_state SET seen_at = ?, running = ?, is_local = ?, refused = ?, refusal = ?, "
                     "queue_bytes = ?, queue_dropped = ?, queue_damaged = ?, delivered = ?, lost = ?, "
                     "resident_bytes = ?, connections = ?, journal = ?, updated_at = ? WHERE organisation_id = ? "
                     "AND id = ?",
                     values));
    static_cast<void>(touched);
    return {};
}

Result<> move_command(store::Unit& unit, GatewayCommand command, CommandAction action) {
    DENGYUN_TRY(moved, api::move<GatewayCommand>(unit, std::move(command), static_cast<std::int64_t>(action),
                                                 {meta::all_seeing(), true, false}));
    static_cast<void>(moved);
    return {};
}

// A result that comes twice, or for nothing that this gateway was asked, changes nothing.
Result<> take(store::Unit& unit, Id<Device> gateway, const GatewayResult& result) {
    const auto id = parse_id<GatewayCommand>(result.id);
    if (!id) return {};
    auto command = unit.find(*id);
    if (!command || command->device_id != gateway ||
        (command->status != CommandStatus::sent && command->status != CommandStatus::unknown))
        return {};
    command->read_back = result.value;
    if (!result.value) command->failure = result.code.empty() ? "gateway.device_silent" : result.code;
    const auto ended = *command;
    DENGYUN_CHECK(move_command(unit, std::move(*command), result.value ? CommandAction::succeed : CommandAction::fail));
    return take_command_result(unit, ended);
}

Result<> hand_over(store::Unit& unit, Id<Device> gateway, std::vector<GatewayOrder>& orders) {
    const std::array<meta::Scalar, 3> values{unit.scope().organisation().value, gateway.value, commands_waiting_max};
    std::vector<Id<GatewayCommand>> waiting;
    DENGYUN_CHECK(
        unit.query("SELECT id FROM gateway_command WHERE organisation_id = ? AND device_id = ? AND status = "
                   "'waiting' ORDER BY id LIMIT ?",
                   values, [&](const store::Row& row) { waiting.push_back({row.integer(0)}); }));
    for (const auto id : waiting) {
        DENGYUN_TRY(command, unit.find(id));
        if (command.expires_at <= unit.now()) continue;  // its timer is about to say so
        orders.push_back({to_text(command.id), command.device, command.point, command.value});
        command.sent_at = unit.now();
        DENGYUN_CHECK(move_command(unit, std::move(command), CommandAction::send));
    }
    return {};
}

}  // namespace

constinit const meta::Entity GatewayResult::description{
    .name = "gateway_result", .label = {"写入结果", "Result"}, .fields = result_fields, .stored = false};
constinit const meta::Entity GatewayReport::description{
    .name = "gateway_report", .label = {"网关报告", "Gateway report"}, .fields = report_fields, .stored = false};
constinit const meta::Entity GatewayOrder::description{
    .name = "gateway_order", .label = {"下发的指令", "Order"}, .fields = order_fields, .stored = false};
constinit const meta::Entity GatewayNews::description{
    .name = "gateway_news", .label = {"下发内容", "News"}, .fields = news_fields, .stored = false};

Result<GatewayNews> exchange_news(store::Unit& unit, Id<Device> gateway, const GatewayReport& report) {
    DENGYUN_CHECK(keep(unit, gateway, report));
    for (const auto& result : report.results) DENGYUN_CHECK(take(unit, gateway, result));
    GatewayNews news{.at = unit.now()};
    DENGYUN_TRY(newest, newest_configuration(unit, gateway));
    if (newest) {
        news.number = newest->number;
        if (newest->number != report.running && newest->number != report.refused)
            news.configuration = std::move(newest->content);
    }
    DENGYUN_CHECK(hand_over(unit, gateway, news.commands));
    return news;
}

}  // namespace dengyun::telemetry
