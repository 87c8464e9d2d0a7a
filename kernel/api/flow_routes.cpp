#include "kernel/api/flow_routes.h"

#include <algorithm>

namespace dengyun::api {
namespace {
constexpr auto fields = meta::fields(
    meta::field<&ActionInput::action>("action", {"动作", "Action"}, {.flags = meta::required, .length_max = 50}),
    meta::field<&ActionInput::reason>("reason", {"原因", "Reason"},
                                      {.length_max = 500, .format = meta::Format::multiline}));
// What arm_timer gives the job to remember.
struct TimerData {
    std::string entity;
    Id<TimerData> id{};
    Id<Organisation> organisation_id{};
    std::int64_t state = 0;
    std::int64_t action = 0;
    static const meta::Entity description;
};
constexpr auto timer_fields = meta::fields(
    meta::field<&TimerData::entity>("entity", {"对象", "Entity"}), meta::field<&TimerData::id>("id", {"编号", "Id"}),
    meta::field<&TimerData::organisation_id>("organisation_id", {"单位", "Organisation"}),
    meta::field<&TimerData::state>("state", {"状态", "State"}),
    meta::field<&TimerData::action>("action", {"动作", "Action"}));
constinit const meta::Entity TimerData::description{
    .name = "timer_data", .label = {"定时", "Timer"}, .fields = timer_fields, .stored = false};

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
        return row.rules.event.empty() ? table.states().entries[static_cast<std::size_t>(row.to)].name
                                       : row.rules.event;
    }
    return "changed";
}

Result<> arm_timer(store::Unit& unit, const flow::StateTable& table, const meta::Entity& description, std::int64_t id,
                   Id<Organisation> organisation, std::int64_t state, const void* entity, bool entered) {
    const auto timer = std::ranges::find(table.timers, state, &flow::Timer::state);
    if (table.timers.empty() || (!entered && (timer == table.timers.end() || timer->since_field.empty()))) return {};
    const auto due = flow::deadline(table, description, state, entity, unit.now());
    const auto key = fmt::format("{}:{}", description.name, id);
    // Whoever has moved it, the timer of the state before says nothing any more.
    if (!due) return unit.cancel(timer_job_kind, key);
    const TimerData data{std::string(description.name), {id}, organisation, state, due->action};
    return unit.schedule(
        {.kind = std::string(timer_job_kind), .key = key, .run_at = due->at, .data = meta::to_json(data)});
}

}  // namespace detail

store::JobKind timer_job(const Routes& routes) {
    return {.handle = [&routes](store::Store& store, const store::Job& job) -> Result<> {
        DENGYUN_TRY(data, meta::from_json<TimerData>(job.data, meta::Mode::stored));
        const auto* fire = routes.timer_of(data.entity);
        if (fire == nullptr) return fail(ErrorKind::unavailable, "internal", {}, "no timer of " + data.entity);
        const auto scope = Scope::system(timer_job_kind).entering(data.organisation_id);
        return store.run_write(
            scope, [&, fire](store::Unit& unit) { return (*fire)(unit, data.id.value, data.state, data.action); });
    }};
}

}  // namespace dengyun::api
