#include "kernel/api/flow_routes.h"

#include <algorithm>

namespace dengyun::api {
namespace {
constexpr auto fields = meta::fields(
    meta::field<&ActionInput::action>("action", {"动作", "Action"}, {.flags = meta::required, .length_max = 50}),
    meta::field<&ActionInput::reason>("reason", {"原因", "Reason"}, {.length_max = 500, .format = meta::Format::multiline}));
}  // namespace

constinit const meta::Entity ActionInput::description{
    .name = "action_input", .label = {"动作", "Action"}, .fields = fields, .stored = false};

namespace detail {

bool is_party(const flow::StateTable& table, const meta::Viewer& viewer) {
    return std::ranges::any_of(table.transitions, [&](const flow::Transition& row) {
        return row.rules.by_platform && viewer.may(row.rules.permission);
    });
}

Result<std::int64_t> action_named(const flow::StateTable& table, std::string_view name) {
    const auto action = meta::position_of(table.actions(), name);
    if (!action) return fail(ErrorKind::invalid, "request.invalid", {{"action", "unknown_choice"}});
    return *action;
}

std::string_view event_of(const flow::StateTable& table, std::int64_t from, std::int64_t action) {
    for (const auto& row : table.transitions) {
        if (row.from != from || row.action != action) continue;
        return row.rules.event.empty() ? table.states().entries[static_cast<std::size_t>(row.to)].name : row.rules.event;
    }
    return "changed";
}

Result<> arm_timer(store::Unit& unit, const flow::StateTable& table, const meta::Entity& description, std::int64_t id,
                   Id<Organisation> organisation, std::int64_t state, const void* entity, bool entered) {
    const auto timer = std::ranges::find(table.timers, state, &flow::Timer::state);
    if (timer == table.timers.end() || (!entered && timer->since_field.empty())) return {};
    const auto due = flow::deadline(table, description, state, entity, unit.now());
    const auto key = fmt::format("{}:{}", description.name, id);
    if (!due) return unit.cancel(timer_job_kind, key);
    return unit.schedule({.kind = std::string(timer_job_kind),
                          .key = key,
                          .run_at = due->at,
                          .data = fmt::format(R"({{"entity":"{}","id":"{}","organisation_id":"{}","state":{},"action":{}}})",
                                              description.name, id, organisation.value, state, due->action)});
}

}  // namespace detail
}  // namespace dengyun::api
