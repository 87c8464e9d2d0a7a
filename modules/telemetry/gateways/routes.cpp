// Gateways: what they tell, versions of their configuration, values to be written.
#include "modules/telemetry/routes.h"

#include "engines/acquisition/api.h"
#include "kernel/api/resource.h"
#include "modules/telemetry/gateways/reports.h"
#include "modules/telemetry/intake/token.h"

namespace dengyun::telemetry {
namespace {

using api::Call;
using meta::field;

struct ConfigurationInput {
    std::string note;
    std::string content = "{}";
    static const meta::Entity description;
};
constexpr auto input_fields =
    meta::fields(field<&ConfigurationInput::note>("note", {"说明", "Note"}, {.length_max = 200}),
                 field<&ConfigurationInput::content>(
                     "content", {"配置", "Configuration"},
                     {.flags = meta::required,
                      .length_max = static_cast<std::uint32_t>(acquisition::Bounds::configuration_bytes_max),
                      .format = meta::Format::json}));
constinit const meta::Entity ConfigurationInput::description{.name = "gateway_configuration_input",
                                                             .label = {"新的网关配置", "New configuration"},
                                                             .fields = input_fields,
                                                             .stored = false};

struct CommandInput {
    std::string device;
    std::string point;
    double value = 0;
    std::optional<std::int64_t> expires_in_s;
    static const meta::Entity description;
};
constexpr auto command_fields = meta::fields(
    field<&CommandInput::device>("device", {"网关下的设备", "Device behind it"}, {.length_max = 100}),
    field<&CommandInput::point>("point", {"点位", "Point"}, {.flags = meta::required, .length_max = 100}),
    field<&CommandInput::value>("value", {"写入值", "Value"}, {.flags = meta::required}),
    field<&CommandInput::expires_in_s>("expires_in_s", {"有效期（秒）", "Expires in (s)"}, {.min = 5, .max = 86'400}));
constinit const meta::Entity CommandInput::description{
    .name = "gateway_command_input", .label = {"写入", "Write"}, .fields = command_fields, .stored = false};

struct JournalLine {
    Instant at{};
    JournalSeverity severity{};
    std::string code;
    std::string text;
    std::string detail;
    static const meta::Entity description;
};
constexpr auto line_fields = meta::fields(
    field<&JournalLine::at>("at", {"时间", "At"}), field<&JournalLine::severity>("severity", {"级别", "Severity"}),
    field<&JournalLine::code>("code", {"代码", "Code"}), field<&JournalLine::text>("text", {"内容", "Text"}),
    field<&JournalLine::detail>("detail", {"详情", "Detail"}));
constinit const meta::Entity JournalLine::description{
    .name = "gateway_journal_line", .label = {"网关日志", "Journal"}, .fields = line_fields, .stored = false};

struct WritablePoint {
    std::string device;
    std::string point;
    std::optional<double> min;
    std::optional<double> max;
    static const meta::Entity description;
};
constexpr auto writable_fields = meta::fields(field<&WritablePoint::device>("device", {"设备", "Device"}),
                                              field<&WritablePoint::point>("point", {"点位", "Point"}),
                                              field<&WritablePoint::min>("min", {"最小值", "Minimum"}),
                                              field<&WritablePoint::max>("max", {"最大值", "Maximum"}));
constinit const meta::Entity WritablePoint::description{.name = "gateway_writable_point",
                                                        .label = {"可写点位", "Writable point"},
                                                        .fields = writable_fields,
                                                        .stored = false};

// A gateway as its page shows it.
struct GatewayView {
    std::int64_t number = 0;  // of the newest configuration
    std::optional<GatewayState> state;
    std::vector<JournalLine> journal;
    std::vector<WritablePoint> writable;
    static const meta::Entity description;
};
constexpr auto view_fields =
    meta::fields(field<&GatewayView::number>("number", {"最新版本", "Newest version"}),
                 field<&GatewayView::state>("state", {"状态", "State"}),
                 field<&GatewayView::journal>("journal", {"日志", "Journal"}, {.items_max = 200}),
                 field<&GatewayView::writable>("writable", {"可写点位", "Writable points"}, {.items_max = 5'000}));
constinit const meta::Entity GatewayView::description{
    .name = "gateway", .label = {"网关", "Gateway"}, .fields = view_fields, .stored = false};

// The device that the path names, which must be a gateway.
Result<Device> named_gateway(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Device>());
    DENGYUN_TRY(device, reader.find(id));
    if (!device.is_gateway) return fail(ErrorKind::conflict, "gateway.no_gateway");
    return std::move(device);
}

std::vector<WritablePoint> writable_in(const acquisition::Configuration& configuration) {
    std::vector<WritablePoint> all;
    for (const auto& connection : configuration.connections) {
        const auto* modbus = std::get_if<acquisition::ModbusConnection>(&connection);
        if (modbus == nullptr) continue;
        for (const auto& group : modbus->groups)
            for (const auto& binding : group.bindings)
                if (binding.is_writable)
                    all.push_back({binding.point.device, binding.point.name, binding.write_min, binding.write_max});
    }
    return all;
}

Result<std::vector<WritablePoint>> writable_of(const std::optional<GatewayConfiguration>& newest) {
    if (!newest) return std::vector<WritablePoint>{};
    const auto read = acquisition::read_configuration(newest->content);
    return read ? writable_in(*read) : std::vector<WritablePoint>{};
}

Result<GatewayView> view(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(device, named_gateway(call, reader));
    DENGYUN_TRY(newest, newest_configuration(reader, device.id));
    DENGYUN_TRY(state, state_of(reader, device.id));
    DENGYUN_TRY(writable, writable_of(newest));
    GatewayView shown{
        .number = newest ? newest->number : 0, .state = std::move(state), .writable = std::move(writable)};
    if (!shown.state) return shown;
    for (const auto& entry : shown.state->journal) {
        const bool is_known = call.messages->contains(entry.code);
        shown.journal.push_back({entry.at, entry.severity, entry.code,
                                 is_known ? call.messages->text(entry.code, call.language) : entry.code, entry.detail});
    }
    shown.state->journal.clear();  // once is enough
    return shown;
}

Result<> make_room(store::Unit& unit, Id<Device> gateway) {
    const std::array<meta::Scalar, 3> values{unit.scope().organisation().value, gateway.value, configurations_kept};
    std::vector<Id<GatewayConfiguration>> old;
    // All but the newest, of which there will be one more.
    DENGYUN_CHECK(
        unit.query("SELECT id FROM gateway_configuration WHERE organisation_id = ? AND device_id = ? AND number "
                   "<= (SELECT MAX(number) FROM gateway_configuration WHERE organisation_id = ? AND device_id = "
                   "?) + 1 - ? ORDER BY number LIMIT 10",
                   std::array<meta::Scalar, 5>{values[0], values[1], values[0], values[1], values[2]},
                   [&](const store::Row& row) { old.push_back({row.integer(0)}); }));
    for (const auto id : old) {
        DENGYUN_TRY(row, unit.find(id));
        DENGYUN_CHECK(unit.remove(row));
    }
    return {};
}

Result<GatewayConfiguration> configure(const Call& call, store::Unit& unit, const ConfigurationInput& input) {
    DENGYUN_TRY(device, named_gateway(call, unit));
    if (auto read = acquisition::read_configuration(input.content); !read) {
        auto error = std::move(read).error();
        for (auto& issue : error.issues) issue.field = issue.field.empty() ? "content" : "content." + issue.field;
        return std::unexpected(std::move(error));
    }
    DENGYUN_TRY(newest, newest_configuration(unit, device.id));
    DENGYUN_CHECK(make_room(unit, device.id));
    GatewayConfiguration made;
    made.device_id = device.id;
    made.number = newest ? newest->number + 1 : 1;
    made.note = input.note;
    made.content = input.content;
    return unit.insert(std::move(made));
}

Result<> check_value(const std::vector<WritablePoint>& writable, const CommandInput& input) {
    const auto found = std::ranges::find_if(
        writable, [&](const WritablePoint& one) { return one.device == input.device && one.point == input.point; });
    std::vector<Issue> issues;
    if (found == writable.end())
        issues.push_back({"point", "unknown_point"});
    else if (found->min && input.value < *found->min)
        issues.push_back({"value", "too_small", fmt::format("{}", *found->min)});
    else if (found->max && input.value > *found->max)
        issues.push_back({"value", "too_large", fmt::format("{}", *found->max)});
    return issues.empty() ? Result<>{} : fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<GatewayCommand> command(const Call& call, store::Unit& unit, const CommandInput& input) {
    DENGYUN_TRY(device, named_gateway(call, unit));
    DENGYUN_TRY(newest, newest_configuration(unit, device.id));
    DENGYUN_TRY(state, state_of(unit, device.id));
    // What a file of the gateway's own lets be written only the gateway knows.
    if (!state || !state->is_local) {
        DENGYUN_TRY(writable, writable_of(newest));
        DENGYUN_CHECK(check_value(writable, input));
    }
    const std::array<meta::Scalar, 2> values{device.organisation_id.value, device.id.value};
    std::int64_t waiting = 0;
    DENGYUN_CHECK(
        unit.query("SELECT COUNT(*) FROM gateway_command WHERE organisation_id = ? AND device_id = ? AND status "
                   "= 'waiting'",
                   values, [&](const store::Row& row) { waiting = row.integer(0); }));
    if (waiting >= commands_waiting_max) return fail(ErrorKind::limit, "gateway_command.too_many");
    constexpr std::int64_t usual_s = 300;
    GatewayCommand made;
    made.device_id = device.id;
    made.device = input.device;
    made.point = input.point;
    made.value = input.value;
    made.expires_at = unit.now() + std::chrono::seconds(input.expires_in_s.value_or(usual_s));
    DENGYUN_TRY(inserted, unit.insert(std::move(made)));
    DENGYUN_CHECK(api::arm_timer(unit, inserted));
    return std::move(inserted);
}

Result<GatewayNews> report(const Call& call, store::Store& store, const GatewayReport& told, Intake& intake) {
    DENGYUN_TRY(device, intake.admit(token_of(call), Way::json));
    if (!device->row()->is_gateway) return fail(ErrorKind::conflict, "gateway.no_gateway");
    return store.write<GatewayNews>(Scope::of(device->organisation, Actor{ActorKind::system, 0, "telemetry"}),
                                    [&](store::Unit& unit) { return exchange_news(unit, device->id, told); });
}

template <class E>
void add_list(api::Routes& routes, const std::string& path, Label summary, Label one) {
    const auto read = api::needs("telemetry.read");
    routes.list<E>(path, read, summary,
                   [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<E>(query); },
                   {.list_of = E::description.name});
    routes.get<E>(path + "/{id}", read, one, [](const Call& call, store::Reader& reader) -> Result<E> {
        DENGYUN_TRY(id, call.id<E>());
        return reader.find(id);
    });
}

}  // namespace

void add_gateway_routes(api::Routes& routes, Intake& intake) {
    const std::string device = "/api/v1/devices/{id}";
    routes.declare(GatewayConfiguration::description);
    routes.declare(GatewayCommand::description, &GatewayCommand::states);
    routes.get<GatewayView>(device + "/gateway", api::needs("telemetry.read"), {"查看网关", "See a gateway"}, view);
    routes.post<ConfigurationInput, GatewayConfiguration>(
        device + "/gateway-configurations", api::needs("telemetry.edit"),
        {"给网关新的配置版本", "Give a gateway a new version of its configuration"}, configure);
    routes.post<CommandInput, GatewayCommand>(device + "/gateway-commands", api::needs("telemetry.command"),
                                              {"通过网关写入一个值", "Write a value through a gateway"}, command);
    add_list<GatewayConfiguration>(routes, "/api/v1/gateway-configurations", {"列出网关配置", "List configurations"},
                                   {"查看网关配置", "Read a configuration"});
    add_list<GatewayCommand>(routes, "/api/v1/gateway-commands", {"列出写入指令", "List commands"},
                             {"查看写入指令", "Read a command"});
    api::add_actions<GatewayCommand>(routes, "/api/v1/gateway-commands/{id}");
    routes.post<GatewayReport, GatewayNews>(
        "/api/v1/gateway-reports", api::anyone,
        {"网关报告状态并领取下发内容（设备令牌）", "A gateway tells how it is and is told what is new (device token)"},
        [&intake](const Call& call, store::Store& store, const GatewayReport& told) {
            return report(call, store, told, intake);
        });
}

}  // namespace dengyun::telemetry
