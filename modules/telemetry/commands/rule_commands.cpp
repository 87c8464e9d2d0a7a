#include "modules/telemetry/commands/rule_commands.h"

#include <boost/json.hpp>

#include "modules/telemetry/commands/service.h"
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;

const std::string& parameters_of(const AlarmRule& rule, bool is_active) {
    return is_active ? rule.raise_parameters : rule.clear_parameters;
}

// As its commands to the device so far say.
Result<CommandPace> known_pace(store::Reader& reader, const AlarmRule& rule, Id<Device> device) {
    const std::array<meta::Scalar, 3> values{reader.scope().organisation().value, device.value, rule.id.value};
    struct Sent {
        bool is_raised;
        Instant at;
    };
    std::vector<Sent> last;
    DENGYUN_CHECK(reader.query(
        "SELECT origin, created_at FROM device_command WHERE organisation_id = ? AND device_id = ? AND "
        "rule_id = ? ORDER BY number DESC LIMIT 2",
        values,
        [&](const store::Row& row) { last.push_back({row.text(0) == "alarm_raised", instant_of(row.integer(1))}); }));
    auto pace = pace_of(rule);
    for (auto sent = last.rbegin(); sent != last.rend(); ++sent) pace.note(sent->is_raised, sent->at);
    return pace;
}

Result<> hold_back(store::Unit& unit, const Alarm& alarm, std::string_view method, std::string_view reason) {
    return unit.emit(alarm.organisation_id, "alarm", alarm.id.value, "command_held_back",
                     json::serialize(json::object{{"method", method}, {"reason", reason}}));
}

}  // namespace

bool CommandPace::allows(bool is_active, Instant at) const {
    if (!is_active && is_raised) return true;
    return !paced_at || at - *paced_at >= pause;
}

void CommandPace::note(bool is_active, Instant at) {
    const bool takes_back = !is_active && is_raised;
    if (!takes_back) paced_at = at;
    is_raised = is_active;
}

CommandPace pace_of(const AlarmRule& rule) {
    CommandPace pace;
    if (rule.command_pause_s) pace.pause = std::chrono::seconds(*rule.command_pause_s);
    return pace;
}

std::string_view command_of(const AlarmRule& rule, bool is_active) {
    const auto& method = is_active ? rule.raise_command : rule.clear_command;
    return method ? std::string_view(*method) : std::string_view{};
}

Result<> check_rule_commands(const AlarmRule& rule, std::string_view profile) {
    std::vector<Issue> issues;
    for (const bool is_active : {true, false}) {
        const auto method = command_of(rule, is_active);
        if (method.empty()) continue;
        DENGYUN_TRY(parameters, meta::parse_json(parameters_of(rule, is_active)));
        const auto checked =
            check_command(method, profile_or_generic(profile).find_command(method), parameters.as_object());
        if (checked) continue;
        const std::string stem = is_active ? "raise_" : "clear_";
        for (auto issue : checked.error().issues) {
            issue.field = stem + (issue.field == "method" ? std::string("command") : issue.field);
            issues.push_back(std::move(issue));
        }
    }
    return issues.empty() ? Result<>{} : fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<> send_rule_command(store::Unit& unit, const AlarmRule& rule, const Device& device, const Alarm& alarm,
                           bool is_active) {
    const auto method = command_of(rule, is_active);
    if (method.empty()) return {};
    DENGYUN_TRY(pace, known_pace(unit, rule, device.id));
    if (!pace.allows(is_active, unit.now())) return hold_back(unit, alarm, method, "alarm_rule.command_pause");
    const auto made = make_command(unit, device,
                                   {.method = std::string(method),
                                    .parameters = parameters_of(rule, is_active),
                                    .expires_in_s = rule.command_expires_in_s.value_or(command_expires_in_s_usual),
                                    .origin = is_active ? CommandOrigin::alarm_raised : CommandOrigin::alarm_cleared,
                                    .requested_by = rule.name,
                                    .rule_id = rule.id,
                                    .alarm_id = alarm.id});
    if (made) return {};
    // The alarm itself is raised all the same.
    const auto kind = made.error().kind;
    const bool is_refused = kind == ErrorKind::limit || kind == ErrorKind::conflict || kind == ErrorKind::invalid;
    if (is_refused && made.error().code != "request.taken") return hold_back(unit, alarm, method, made.error().code);
    return std::unexpected(made.error());
}

}  // namespace dengyun::telemetry
