#pragma once
// What the API does with a state table: the action route, the version check before a change, and the timers.
#include <fmt/format.h>

#include "kernel/api/route.h"
#include "kernel/store/jobs.h"

namespace dengyun::api {

inline constexpr std::string_view timer_job_kind = "flow.timer";

// What runs when a timer of a state table is due: the job runner gets it as its kind `timer_job_kind`. `routes` must
// outlive it. A timer whose entity has moved on or is gone does nothing.
[[nodiscard]] store::JobKind timer_job(const Routes& routes);

// The input of every action route. The reason is kept where the entity holds a `status_reason`.
struct ActionInput {
    std::string action;
    std::optional<std::string> reason;
    static const meta::Entity description;
};

// The row that the path names, if its version is the one that If-Match names.
// Errors: not_found, "request.precondition_required", "request.changed_meanwhile".
template <class E>
Result<E> find_expected(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<E>());
    DENGYUN_TRY(version, call.expected_version());
    DENGYUN_TRY(entity, reader.find(id));
    if (entity.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    return std::move(entity);
}

namespace detail {
[[nodiscard]] Result<> arm_timer(store::Unit& unit, const flow::StateTable& table, const meta::Entity& description,
                                 std::int64_t id, Id<Organisation> organisation, std::int64_t state, const void* entity,
                                 bool entered);
// Whether someone of another organisation could move such an entity in some state.
[[nodiscard]] bool is_party(const flow::StateTable& table, const meta::Viewer& viewer);
[[nodiscard]] Result<std::int64_t> action_named(const flow::StateTable& table, std::string_view name);
[[nodiscard]] std::string_view event_of(const flow::StateTable& table, std::int64_t from, std::int64_t action);
}  // namespace detail

// Schedules the default outcome of the state that the entity is in; one that was set before is off. `entered`: the
// state was just entered; otherwise only a timer that counts from a field of the entity is set anew.
template <Stateful E>
Result<> arm_timer(store::Unit& unit, const E& entity, bool entered = true) {
    return detail::arm_timer(unit, E::states, E::description, entity.id.value, entity.organisation_id,
                             static_cast<std::int64_t>(entity.status), &entity, entered);
}
template <Stateful E>
Result<> disarm_timer(store::Unit& unit, const E& entity) {
    return unit.cancel(timer_job_kind, fmt::format("{}:{}", E::description.name, entity.id.value));
}

// What goes with a move that the table allows, in the same unit and before the row is written.
template <class E>
using BeforeMove = std::function<Result<>(store::Unit&, E& entity, std::int64_t action)>;

// Moves an entity by its table, writes it with its event, and sets the next timer.
template <Stateful E>
Result<E> move(store::Unit& unit, E entity, std::int64_t action, const flow::Mover& mover,
               const BeforeMove<E>& before_move = {}) {
    const auto from = static_cast<std::int64_t>(entity.status);
    DENGYUN_TRY(to, flow::next_state(E::states, from, action, &entity, unit.now(), mover));
    if (before_move) DENGYUN_CHECK(before_move(unit, entity, action));
    entity.status = static_cast<decltype(entity.status)>(to);
    DENGYUN_TRY(moved, unit.update(std::move(entity), detail::event_of(E::states, from, action)));
    // When the system moves it is the timer itself that runs, and ends as done.
    if (!mover.is_system) DENGYUN_CHECK(disarm_timer(unit, moved));
    DENGYUN_CHECK(arm_timer(unit, moved));
    return std::move(moved);
}

// POST {item}/actions {"action":"submit"}, and the handler of the entity's timers.
template <Stateful E>
void add_actions(Routes& routes, const std::string& item, const BeforeMove<E>& before_move = {}) {
    static const Label summary{"办理", "Act on"};
    routes.post<ActionInput, E>(
        item + "/actions", signed_in, summary,
        [before_move](const Call& call, store::Unit& unit, const ActionInput& input) -> Result<E> {
            DENGYUN_TRY(action, detail::action_named(E::states, input.action));
            DENGYUN_TRY(id, call.id<E>());
            DENGYUN_TRY(entity, unit.find(id));
            const bool other_side = call.principal->organisation != entity.organisation_id;
            // Who has no part in the entity does not learn that it is there.
            if (other_side && !detail::is_party(E::states, *call.principal))
                return fail(ErrorKind::not_found, "request.not_found");
            if (call.request->header("if-match")) {
                DENGYUN_TRY(version, call.expected_version());
                if (entity.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
            }
            if constexpr (requires { entity.status_reason; }) entity.status_reason = input.reason;
            return move(unit, std::move(entity), action, {*call.principal, false, other_side}, before_move);
        },
        {.reach = Reach::party});
    routes.add_timer(
        E::description.name,
        [before_move](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
            auto entity = unit.find(Id<E>{id});
            // Removed or moved on meanwhile: the timer has nothing to say any more.
            if (!entity || static_cast<std::int64_t>(entity->status) != state) return {};
            DENGYUN_TRY(moved, move(unit, std::move(*entity), action, {meta::all_seeing(), true, false}, before_move));
            static_cast<void>(moved);
            return {};
        });
}

}  // namespace dengyun::api
