// Rules, their back-test, and alarms.
#include "modules/telemetry/routes.h"

#include <algorithm>

#include "kernel/api/resource.h"
#include "modules/telemetry/alarms/backtest.h"
#include "modules/telemetry/alarms/watching.h"
#include "modules/telemetry/commands/rule_commands.h"
#include "modules/telemetry/queries/asked.h"

namespace dengyun::telemetry {
namespace {

using api::Call;

// Of what only rises, or is one of some states, nothing is usual.
Result<> check_gauge(const AlarmRule& rule, std::string_view profile) {
    if (rule.kind != ConditionKind::unusual) return {};
    const auto* point = profile_or_generic(profile).find(rule.point);
    if (point == nullptr || point->kind == PointKind::gauge) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"point", "not_a_gauge"}});
}

Result<> check(store::Reader& reader, const AlarmRule& rule, Shelves& shelves) {
    DENGYUN_CHECK(check_rule(rule));
    std::optional<Device> device;
    if (rule.device_id) {
        auto found = reader.find(*rule.device_id);
        if (!found || found->organisation_id != reader.scope().organisation())
            return fail(ErrorKind::invalid, "request.invalid", {{"device_id", "unknown_reference"}});
        device = std::move(*found);
    }
    DENGYUN_CHECK(check_gauge(rule, device ? device->profile : *rule.profile));
    DENGYUN_CHECK(check_rule_commands(rule, device ? device->profile : *rule.profile));
    if (rule.kind != ConditionKind::expression) return {};
    DENGYUN_TRY(derived, all_derived_points(reader));
    DENGYUN_TRY(shelf, shelves.find(reader.scope().organisation(), reader));
    const KnownPoints known({.profile = &profile_or_generic(device ? device->profile : *rule.profile),
                             .device = device ? &*device : nullptr,
                             .shelf = shelf.get()},
                            derived);
    DENGYUN_TRY(program, check_expression(known, *rule.expression, "expression", true));
    static_cast<void>(program);
    return {};
}

Result<> check_rules_room(store::Unit& unit) {
    const std::array values{meta::Scalar(unit.scope().organisation().value)};
    std::int64_t rows = 0;
    DENGYUN_CHECK(unit.query("SELECT COUNT(*) FROM alarm_rule WHERE organisation_id = ?", values,
                             [&](const store::Row& row) { rows = row.integer(0); }));
    return rows < alarm_rules_max ? Result<>{} : fail(ErrorKind::limit, "alarm_rule.too_many");
}

// A rule that commands its device acts like who sends the command by hand: whoever saves it, whatever he changes of it.
Result<> may_command(const Call& call, const AlarmRule& rule) {
    if (command_of(rule, true).empty() && command_of(rule, false).empty()) return {};
    if (call.principal->may("telemetry.operate")) return {};
    return fail(ErrorKind::forbidden, "alarm_rule.needs_operate");
}

// An alarm names a point.
Result<> complete(store::Unit& unit, AlarmRule& rule, const AlarmRule* before) {
    if (rule.kind == ConditionKind::expression) rule.point = expressions::names_in(*rule.expression).front();
    return before != nullptr ? Result<>{} : check_rules_room(unit);
}

// The rule as it is given, tried on the device that the path names, whatever device or profile it is for.
Result<Backtest> try_rule(const Call& call, store::Store& store, const AlarmRule& rule, Hub::Implementation& hub) {
    DENGYUN_TRY(asked, asked_device(call, store, hub.shelves));
    DENGYUN_TRY(window, asked_window(call));
    DENGYUN_CHECK(check_rule(rule));
    DENGYUN_CHECK(check_gauge(rule, asked.device.profile));
    if (!asked.shelf) return fail(ErrorKind::invalid, "request.invalid", {{"point", "unknown_point"}});
    window.to = std::min(window.to, time_of(hub.intake.clock().now()));
    std::shared_ptr<const expressions::Program> program;
    if (rule.kind == ConditionKind::expression) {
        DENGYUN_TRY(derived, store.read<std::vector<DerivedPtr>>(call.scope, all_derived_points));
        const KnownPoints known({&profile_or_generic(asked.device.profile), &asked.device, asked.shelf.get()}, derived);
        DENGYUN_TRY(checked, check_expression(known, *rule.expression, "expression", true));
        program = checked;
    }
    return backtest(*asked.shelf, asked.device, rule, std::move(program), hub.zone_of(asked.device.organisation_id),
                    window);
}

Result<api::FoundTasks> to_acknowledge(const Call&, store::Reader& reader) {
    api::FoundTasks found;
    const auto organisation = reader.scope().organisation();
    const std::array<meta::Scalar, 2> values{organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT a.id, a.name, d.name, a.escalate_at FROM alarm a JOIN device d ON d.organisation_id = "
        "a.organisation_id AND "
        "d.id = a.device_id WHERE a.organisation_id = ? AND a.status IN ('active_unacknowledged', 'escalated') ORDER "
        "BY "
        "a.raised_at, a.id LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = std::string(row.text(1)) + " · " + std::string(row.text(2)),
                       .entity = "alarm",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = organisation,
                       .due_at = row.is_null(3) ? std::nullopt : std::optional(instant_of(row.integer(3)))});
        }));
    return found;
}

std::optional<std::string> alarm_subject(store::Reader& reader, const store::Event& event) {
    const auto alarm = reader.find(Id<Alarm>{event.entity_id});
    if (!alarm) return std::string();
    const auto device = reader.find(alarm->device_id);
    return alarm->name + (device ? " · " + device->name : std::string());
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"alarm.created",
     {"设备报警", "An alarm was raised"},
     Audience::organisation,
     "telemetry.acknowledge",
     alarm_subject},
    {"alarm.raised",
     {"设备再次报警", "An alarm was raised again"},
     Audience::organisation,
     "telemetry.acknowledge",
     alarm_subject},
    {"alarm.escalated",
     {"报警无人确认，已升级", "An alarm that nobody acknowledged was escalated"},
     Audience::organisation,
     "telemetry.edit",
     alarm_subject},
};

}  // namespace

void add_alarm_routes(api::Routes& routes, Hub::Implementation& hub) {
    const auto read = api::needs("telemetry.read");
    api::add_resource<AlarmRule>(
        routes,
        {.path = "/api/v1/alarm-rules",
         .read = "telemetry.read",
         .edit = "telemetry.edit",
         .importable = true,
         .check = [&hub](store::Reader& reader, const AlarmRule& rule) { return check(reader, rule, hub.shelves); },
         .prepare = complete,
         .allowed = may_command});
    routes.post<AlarmRule, Backtest>(
        "/api/v1/devices/{id}/backtests", read, {"用历史数据试一条规则", "Try a rule on stored history"},
        [&hub](const Call& call, store::Store& store, const AlarmRule& rule) {
            return try_rule(call, store, rule, hub);
        },
        window_options());
    routes.declare(Alarm::description, &Alarm::states);
    const std::string path = "/api/v1/alarms";
    routes.list<Alarm>(
        path, read, {"列出报警", "List alarms"},
        [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<Alarm>(query); },
        {.list_of = Alarm::description.name, .exported = true});
    routes.get<Alarm>(path + "/{id}", read, {"查看报警", "Read an alarm"},
                      [](const Call& call, store::Reader& reader) -> Result<Alarm> {
                          DENGYUN_TRY(id, call.id<Alarm>());
                          return reader.find(id);
                      });
    api::add_actions<Alarm>(routes, path + "/{id}", before_alarm_move);
    routes.declare(api::TaskSource{.name = "alarms_to_acknowledge",
                                   .label = {"待确认的报警", "Alarms to acknowledge"},
                                   .permission = "telemetry.acknowledge",
                                   .find = to_acknowledge});
    routes.declare(own_notices);
}

}  // namespace dengyun::telemetry
