#include "modules/telemetry/parameters/service.h"

#include <boost/json.hpp>

#include "kernel/api/flow_routes.h"
#include "modules/telemetry/parameters/sending.h"
#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

namespace json = boost::json;
using Status = ParameterSetStatus;
using Action = ParameterSetAction;

Result<ParameterSet> move_set(store::Unit& unit, ParameterSet set, Action action,
                              const meta::Viewer& viewer = meta::all_seeing()) {
    return api::move<ParameterSet>(unit, std::move(set), static_cast<std::int64_t>(action), {viewer, false, false},
                                   before_parameter_move);
}

// As the system moves: nobody holds a permission for what only machines and clocks may do.
Result<> settle(store::Unit& unit, ParameterSet set, Action action) {
    DENGYUN_CHECK(api::disarm_timer(unit, set));
    DENGYUN_TRY(moved, api::move<ParameterSet>(unit, std::move(set), static_cast<std::int64_t>(action),
                                               {meta::all_seeing(), true, false}, before_parameter_move));
    static_cast<void>(moved);
    return {};
}

// Of the scope's organisation.
Result<std::vector<ParameterSet>> sets_of(store::Reader& reader, Id<Device> device, std::string_view sql) {
    const std::array<meta::Scalar, 2> values{reader.scope().organisation().value, device.value};
    std::vector<Id<ParameterSet>> ids;
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) { ids.push_back({row.integer(0)}); }));
    std::vector<ParameterSet> sets;
    for (const auto id : ids) {
        DENGYUN_TRY(set, reader.find(id));
        sets.push_back(std::move(set));
    }
    return sets;
}

// What was to be sent before this one, or is under way, is not sent any more.
Result<> supersede_waiting(store::Unit& unit, const ParameterSet& set) {
    DENGYUN_TRY(others, sets_of(unit, set.device_id,
                                "SELECT id FROM parameter_set WHERE organisation_id = ? AND device_id = ? AND status "
                                "IN ('approved', 'sending', 'failed') ORDER BY number"));
    for (auto& other : others) {
        const bool is_later = other.status == Status::approved && other.number > set.number;
        if (other.id == set.id || is_later) continue;
        DENGYUN_CHECK(settle(unit, std::move(other), Action::supersede));
    }
    return {};
}

Result<> supersede_applied(store::Unit& unit, const ParameterSet& set) {
    DENGYUN_TRY(others, sets_of(unit, set.device_id,
                                "SELECT id FROM parameter_set WHERE organisation_id = ? AND device_id = ? AND status "
                                "= 'applied'"));
    for (auto& other : others)
        if (other.id != set.id) DENGYUN_CHECK(settle(unit, std::move(other), Action::supersede));
    return {};
}

Result<> check_person(const store::Unit& unit) {
    if (unit.scope().actor().kind == ActorKind::user) return {};
    return fail(ErrorKind::conflict, "parameter_set.needs_person");
}

void note_proposal(store::Unit& unit, ParameterSet& set) {
    set.proposed_by = unit.scope().actor().name;
    set.proposed_by_id = unit.scope().actor().id;
    set.proposed_at = unit.now();
    set.status_reason.reset();
}

Result<> approve(store::Unit& unit, ParameterSet& set) {
    DENGYUN_CHECK(check_person(unit));
    if (set.proposed_by_id == unit.scope().actor().id) return fail(ErrorKind::conflict, "parameter_set.own_proposal");
    set.approved_by = unit.scope().actor().name;
    set.approved_at = unit.now();
    return {};
}

// By the clock, or because the machine has told something else.
void note_failure(ParameterSet& set) {
    if (set.failure) return;
    const auto told = json::parse(set.read_back);
    set.failure = told.as_object().empty() ? "parameter_set.silent" : "parameter_set.differs";
}

Result<> keep_read_back(store::Unit& unit, const ParameterSet& set) {
    const std::array<meta::Scalar, 3> values{std::string_view(set.read_back), set.organisation_id.value, set.id.value};
    DENGYUN_TRY(touched,
                unit.execute("UPDATE parameter_set SET read_back = ? WHERE organisation_id = ? AND id = ?", values));
    static_cast<void>(touched);
    return {};
}

Result<std::optional<ParameterSet>> sent_last(store::Reader& reader, Id<Device> device) {
    DENGYUN_TRY(sets, sets_of(reader, device,
                              "SELECT id FROM parameter_set WHERE organisation_id = ? AND device_id = ? AND status IN "
                              "('sending', 'failed') ORDER BY sent_at DESC LIMIT 1"));
    return sets.empty() ? std::nullopt : std::optional(std::move(sets.front()));
}

}  // namespace

Result<> before_parameter_move(store::Unit& unit, ParameterSet& set, std::int64_t action) {
    switch (static_cast<Action>(action)) {
        case Action::propose:
            DENGYUN_CHECK(check_person(unit));
            note_proposal(unit, set);
            return {};
        case Action::approve:
            return approve(unit, set);
        case Action::refuse:
            if (set.status_reason && !set.status_reason->empty()) return {};
            return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
        case Action::send:
            set.sent_by = unit.scope().actor().name;
            set.sent_at = unit.now();
            set.answer_by = unit.now() + parameter_answer_time;
            set.read_back = "{}";
            set.failure.reset();
            DENGYUN_CHECK(supersede_waiting(unit, set));
            return send_parameters(unit, set);
        case Action::confirm:
            set.applied_at = unit.now();
            set.failure.reset();
            return supersede_applied(unit, set);
        case Action::fail:
            note_failure(set);
            return {};
        case Action::withdraw:
        case Action::supersede:
            return {};
    }
    return {};
}

Result<ParameterSet> draft_parameters(store::Unit& unit, const Device& device, std::string note, std::string content) {
    DENGYUN_TRY(given, meta::parse_json(content));
    DENGYUN_CHECK(check_parameters(profile_or_generic(device.profile).parameters, given));
    const std::array<meta::Scalar, 2> values{device.organisation_id.value, device.id.value};
    std::int64_t newest = 0;
    DENGYUN_CHECK(
        unit.query("SELECT COALESCE(MAX(number), 0) FROM parameter_set WHERE organisation_id = ? AND device_id = ?",
                   values, [&](const store::Row& row) { newest = row.integer(0); }));
    if (newest >= parameter_sets_max) return fail(ErrorKind::limit, "parameter_set.too_many");
    ParameterSet made;
    made.organisation_id = device.organisation_id;
    made.device_id = device.id;
    made.number = newest + 1;
    made.note = std::move(note);
    made.content = std::move(content);
    return unit.insert(std::move(made));
}

Result<ParameterSet> return_to(store::Unit& unit, const ParameterSet& earlier, const meta::Viewer& viewer) {
    if (!earlier.applied_at) return fail(ErrorKind::conflict, "parameter_set.never_applied");
    DENGYUN_TRY(device, unit.find(earlier.device_id));
    DENGYUN_TRY(made, draft_parameters(unit, device, earlier.note, earlier.content));
    made.returns_to = earlier.number;
    DENGYUN_TRY(proposed, move_set(unit, std::move(made), Action::propose));
    // Two people answered for these very values before.
    proposed.proposed_by = earlier.proposed_by;
    proposed.proposed_by_id = earlier.proposed_by_id;
    proposed.proposed_at = earlier.proposed_at;
    proposed.approved_by = earlier.approved_by;
    proposed.approved_at = earlier.approved_at;
    DENGYUN_TRY(approved, api::move<ParameterSet>(unit, std::move(proposed), static_cast<std::int64_t>(Action::approve),
                                                  {meta::all_seeing(), false, false}));
    return move_set(unit, std::move(approved), Action::send, viewer);
}

Result<> take_read_back(store::Unit& unit, const Device& device, const json::object& told, const json::object& before) {
    DENGYUN_TRY(waiting, sent_last(unit, device.id));
    if (!waiting) return {};
    auto set = std::move(*waiting);
    DENGYUN_TRY(content, meta::parse_json(set.content));
    DENGYUN_TRY(kept, meta::parse_json(set.read_back));
    auto& read_back = kept.as_object();
    bool is_news = false;
    for (const auto& [name, value] : told) {
        if (!content.as_object().contains(name)) continue;
        read_back[name] = value;
        is_news = true;
    }
    if (!is_news) return {};
    set.read_back = json::serialize(read_back);
    if (set.read_back.size() > attributes_length_max) return fail(ErrorKind::limit, "device.attributes_too_long");
    const auto verdict = judge_read_back(content.as_object(), read_back, before);
    if (verdict == Verdict::equal) return settle(unit, std::move(set), Action::confirm);
    if (verdict == Verdict::different && set.status == Status::sending) {
        set.failure = "parameter_set.differs";
        return settle(unit, std::move(set), Action::fail);
    }
    return keep_read_back(unit, set);
}

Result<> take_command_result(store::Unit& unit, const GatewayCommand& command) {
    Device device;
    if (command.device.empty()) {
        DENGYUN_TRY(gateway, unit.find(command.device_id));
        device = std::move(gateway);
    } else {
        const std::array<meta::Scalar, 1> values{std::string_view(command.device)};
        DENGYUN_TRY(found, unit.find_by<Device>("device_name", values));
        if (!found || found->gateway_id != command.device_id) return {};
        device = std::move(*found);
    }
    DENGYUN_TRY(waiting, sent_last(unit, device.id));
    if (!waiting || !waiting->command_ids.contains(to_text(command.id) + ' ')) return {};
    if (command.read_back) {
        DENGYUN_TRY(before, meta::parse_json(device.client_attributes));
        return take_read_back(unit, device, json::object{{command.point, *command.read_back}}, before.as_object());
    }
    if (waiting->status != Status::sending) return {};
    waiting->failure = command.failure.value_or("parameter_set.silent");
    return settle(unit, std::move(*waiting), Action::fail);
}

Result<std::optional<ParameterSet>> parameters_in_force(store::Reader& reader, Id<Device> device) {
    DENGYUN_TRY(sets, sets_of(reader, device,
                              "SELECT id FROM parameter_set WHERE organisation_id = ? AND device_id = ? AND status = "
                              "'applied' ORDER BY number DESC LIMIT 1"));
    return sets.empty() ? std::nullopt : std::optional(std::move(sets.front()));
}

Result<> forget_parameters(store::Unit& unit, const Device& device) {
    const std::array<meta::Scalar, 2> values{device.organisation_id.value, device.id.value};
    DENGYUN_TRY(removed, unit.execute("DELETE FROM parameter_set WHERE organisation_id = ? AND device_id = ?", values));
    static_cast<void>(removed);
    return {};
}

}  // namespace dengyun::telemetry
