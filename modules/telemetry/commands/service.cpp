#include "modules/telemetry/commands/service.h"

#include <algorithm>
#include <boost/json.hpp>

#include "kernel/api/flow_routes.h"
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;
using Status = DeviceCommandStatus;
using Action = DeviceCommandAction;

// As the system moves: nobody holds a permission for what only devices and clocks may do.
Result<> settle(store::Unit& unit, DeviceCommand command, Action action) {
    DENGYUN_CHECK(api::disarm_timer(unit, command));
    DENGYUN_TRY(moved, api::move<DeviceCommand>(unit, std::move(command), static_cast<std::int64_t>(action),
                                                {meta::all_seeing(), true, false}, before_command_move));
    static_cast<void>(moved);
    return {};
}

// Answers the next number.
Result<std::int64_t> check_bounds(store::Unit& unit, Id<Device> device) {
    const auto organisation = unit.scope().organisation().value;
    std::int64_t newest = 0;
    std::int64_t open = 0;
    DENGYUN_CHECK(
        unit.query("SELECT COALESCE(MAX(number), 0), COALESCE(SUM(CASE WHEN status IN ('queued', 'sent') OR "
                   "(status = 'delivered' AND is_two_way = 1) THEN 1 ELSE 0 END), 0) FROM device_command "
                   "WHERE organisation_id = ? AND device_id = ?",
                   std::array<meta::Scalar, 2>{organisation, device.value}, [&](const store::Row& row) {
                       newest = row.integer(0);
                       open = row.integer(1);
                   }));
    if (open >= commands_open_max) return fail(ErrorKind::limit, "device_command.too_many");
    const auto minute_ago = milliseconds_of(unit.now() - std::chrono::minutes(1));
    std::int64_t recent = 0;
    DENGYUN_CHECK(
        unit.query("SELECT COUNT(*) FROM device_command WHERE organisation_id = ? AND device_id = ? AND created_at > ?",
                   std::array<meta::Scalar, 3>{organisation, device.value, minute_ago},
                   [&](const store::Row& row) { recent = row.integer(0); }));
    if (recent >= commands_per_minute_max) return fail(ErrorKind::limit, "device_command.too_fast");
    return newest + 1;
}

Result<> make_room(store::Unit& unit, Id<Device> device, std::int64_t number) {
    std::vector<Id<DeviceCommand>> old;
    DENGYUN_CHECK(
        unit.query("SELECT id FROM device_command WHERE organisation_id = ? AND device_id = ? AND number <= ? AND "
                   "status NOT IN ('queued', 'sent') ORDER BY number LIMIT 10",
                   std::array<meta::Scalar, 3>{unit.scope().organisation().value, device.value, number - commands_kept},
                   [&](const store::Row& row) { old.push_back({row.integer(0)}); }));
    for (const auto id : old) {
        DENGYUN_TRY(command, unit.find(id));
        if (!is_open(command)) DENGYUN_CHECK(unit.remove(command));
    }
    return {};
}

void note_sent(store::Unit& unit, DeviceCommand& command) {
    command.sent_at = unit.now();
    command.answer_by = std::max(command.expires_at, unit.now() + command_answer_time_min);
}

bool says_failure(const json::value& answer) {
    const auto* object = answer.if_object();
    if (object == nullptr) return false;
    const auto* error = object->if_contains("error");
    if (error != nullptr && !error->is_null()) return true;
    const auto* success = object->if_contains("success");
    return success != nullptr && success->is_bool() && !success->get_bool();
}

Result<> take(store::Unit& unit, Id<Device> device, std::int64_t number, const json::value& answer, bool is_refused) {
    const std::array<meta::Scalar, 2> values{device.value, number};
    DENGYUN_TRY(found, unit.find_by<DeviceCommand>("device_command_number", values));
    if (!found) return fail(ErrorKind::not_found, "device_command.unknown");
    auto& command = *found;
    if (command.answered_at) return {};
    command.answered_at = unit.now();
    command.response = json::serialize(answer.is_object() ? answer : json::object{{"value", answer}});
    const bool is_too_long = command.response.size() > command_json_length_max;
    if (is_too_long) command.response = "{}";
    const bool is_late = !is_open(command) && command.status != Status::delivered;
    if (is_late) {
        DENGYUN_TRY(kept, unit.update(std::move(command), "answered_late"));
        static_cast<void>(kept);
        return {};
    }
    if (is_too_long) command.failure = "device_command.answer_too_long";
    if (is_refused) command.failure = "device_command.refused";
    const auto action = command.failure ? Action::fail : Action::succeed;
    return settle(unit, std::move(command), action);
}

}  // namespace

Result<DeviceCommand> make_command(store::Unit& unit, const Device& device, WantedCommand wanted) {
    if (!device.is_active) return fail(ErrorKind::conflict, "device.inactive");
    const auto* known = profile_or_generic(device.profile).find_command(wanted.method);
    DENGYUN_TRY(parameters, meta::parse_json(wanted.parameters));
    DENGYUN_CHECK(check_command(wanted.method, known, parameters.as_object()));
    DENGYUN_TRY(number, check_bounds(unit, device.id));
    DENGYUN_CHECK(make_room(unit, device.id, number));
    DeviceCommand made;
    made.organisation_id = device.organisation_id;
    made.device_id = device.id;
    made.number = number;
    made.method = std::move(wanted.method);
    made.parameters = json::serialize(parameters);
    made.is_two_way = wanted.is_two_way.value_or(known == nullptr || known->is_two_way);
    made.expires_at = unit.now() + std::chrono::seconds(wanted.expires_in_s);
    made.origin = wanted.origin;
    made.requested_by = std::move(wanted.requested_by);
    made.rule_id = wanted.rule_id;
    made.alarm_id = wanted.alarm_id;
    DENGYUN_TRY(inserted, unit.insert(std::move(made)));
    DENGYUN_CHECK(api::arm_timer(unit, inserted));
    return std::move(inserted);
}

Result<> before_command_move(store::Unit& unit, DeviceCommand& command, std::int64_t action) {
    switch (static_cast<Action>(action)) {
        case Action::send:
            note_sent(unit, command);
            return {};
        case Action::deliver:
            if (!command.sent_at) note_sent(unit, command);
            command.delivered_at = unit.now();
            if (!command.is_two_way) command.answer_by.reset();
            return {};
        case Action::succeed:
        case Action::fail:
            // What cannot be sent fails without an answer.
            if (!command.sent_at && command.answered_at) note_sent(unit, command);
            command.answer_by.reset();
            return {};
        case Action::time_out:
        case Action::expire:
        case Action::cancel:
            command.answer_by.reset();
            return {};
    }
    return {};
}

Result<> note_progress(store::Unit& unit, Id<DeviceCommand> id, mqtt::Progress progress) {
    auto command = unit.find(id);
    if (!command) return {};
    if (command->status != Status::queued && command->status != Status::sent) return {};
    if (progress == mqtt::Progress::delivered) return settle(unit, std::move(*command), Action::deliver);
    return command->status == Status::queued ? settle(unit, std::move(*command), Action::send) : Result<>{};
}

Result<> note_unsendable(store::Unit& unit, Id<DeviceCommand> id, std::string_view code) {
    auto command = unit.find(id);
    if (!command || command->status != Status::queued) return {};
    command->failure = code;
    return settle(unit, std::move(*command), Action::fail);
}

Result<> take_answer(store::Unit& unit, Id<Device> device, std::int64_t number, const json::value& answer) {
    return take(unit, device, number, answer, says_failure(answer));
}

Result<> take_report(store::Unit& unit, Id<Device> device, std::int64_t number, const json::object& told) {
    return take(unit, device, number, told, false);
}

json::object device_answer(std::string_view method, Instant now) {
    if (method == "getCurrentTime") return {{"ts", milliseconds_of(now)}, {"time", to_text(now)}};
    return {{"error", "unknown method"}};
}

Result<std::vector<HandOver>> to_hand_over(store::Reader& reader) {
    const std::array<meta::Scalar, 3> values{reader.scope().organisation().value, milliseconds_of(reader.now()),
                                             hand_over_max};
    std::vector<HandOver> waiting;
    DENGYUN_CHECK(
        reader.query("SELECT id, device_id, status FROM device_command WHERE organisation_id = ? AND status IN "
                     "('queued', 'sent') AND expires_at > ? ORDER BY device_id, number LIMIT ?",
                     values, [&](const store::Row& row) {
                         waiting.push_back({{row.integer(0)}, {row.integer(1)}, row.text(2) == "sent"});
                     }));
    return waiting;
}

Result<std::optional<Id<DeviceCommand>>> next_command(store::Reader& reader, Id<Device> device) {
    const std::array<meta::Scalar, 3> values{reader.scope().organisation().value, device.value,
                                             milliseconds_of(reader.now())};
    std::optional<Id<DeviceCommand>> next;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM device_command WHERE organisation_id = ? AND device_id = ? AND status = 'queued' "
                     "AND expires_at > ? ORDER BY number LIMIT 1",
                     values, [&](const store::Row& row) { next = Id<DeviceCommand>{row.integer(0)}; }));
    return next;
}

Result<std::optional<DeviceCommand>> claim_command(store::Unit& unit, Id<DeviceCommand> id) {
    auto command = unit.find(id);
    if (!command || command->status != Status::queued || command->expires_at <= unit.now()) return std::nullopt;
    auto claimed = *command;
    DENGYUN_CHECK(settle(unit, std::move(*command), Action::deliver));
    return claimed;
}

Result<> forget_commands(store::Unit& unit, const Device& device) {
    const std::array<meta::Scalar, 2> values{device.organisation_id.value, device.id.value};
    DENGYUN_TRY(removed,
                unit.execute("DELETE FROM device_command WHERE organisation_id = ? AND device_id = ?", values));
    static_cast<void>(removed);
    return {};
}

}  // namespace dengyun::telemetry
