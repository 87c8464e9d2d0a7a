#pragma once
// State machines as data: one table per entity that the server enforces, the API reports (`actions`), the web app draws
// as buttons, the docs draw as a diagram and a test prints as a matrix. No status changes outside its table.
//
//   constexpr auto transitions = std::array{
//       flow::transition(Status::draft, Action::submit, Status::submitted, {.permission = "certificates.edit"}),
//       flow::transition(Status::submitted, Action::lapse, Status::draft, {})};
//   constexpr auto timers = std::array{flow::timer(Status::submitted, 15 * flow::day, Action::lapse)};
//   constinit const flow::StateTable Certificate::states = flow::state_table<Status, Action>("certificate",
//   transitions, timers);
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/instant.h"
#include "kernel/base/result.h"
#include "kernel/meta/json.h"

namespace dengyun::flow {

inline constexpr Duration day{24LL * 3600 * 1000};

// Looks at the entity and says why not: an error code, or nothing where the move is allowed. Pure.
using Guard = std::optional<std::string_view> (*)(const void* entity, Instant now);

// Adapts a typed rule `std::optional<std::string_view> rule(const E&, Instant)` to a Guard.
template <class E, auto Rule>
std::optional<std::string_view> guard(const void* entity, Instant now) {
    return Rule(*static_cast<const E*>(entity), now);
}

struct Rules {
    std::string_view permission{};  // what a person must hold; empty: nobody may, only the system
    Guard guard = nullptr;
    std::string_view event{};  // what happened: "submitted"; empty: the name of the new state
    bool by_platform = false;  // moved by someone of a platform role (an operator, a bank), not by the owner
};

struct Transition {
    std::int64_t from;
    std::int64_t action;
    std::int64_t to;
    Rules rules;
};

// A state that waits too long is moved on by the system: a silent party never freezes the other side.
struct Timer {
    std::int64_t state;
    Duration after;       // since the state was entered, or since the moment in `since` where it names one
    std::int64_t action;  // must be a transition from that state
    std::string_view since_field = {};  // an instant or date field of the entity ("expires_on")
};

struct StateTable {
    std::string_view entity;
    const meta::Choices& (*states)();
    const meta::Choices& (*actions)();
    std::span<const Transition> transitions;
    std::span<const Timer> timers;
};

template <class S, class A>
constexpr Transition transition(S from, A action, S to, Rules rules) {
    return {static_cast<std::int64_t>(from), static_cast<std::int64_t>(action), static_cast<std::int64_t>(to), rules};
}
template <class S, class A>
constexpr Timer timer(S state, Duration after, A action, std::string_view since_field = {}) {
    return {static_cast<std::int64_t>(state), after, static_cast<std::int64_t>(action), since_field};
}
template <class S, class A>
constexpr StateTable state_table(std::string_view entity, std::span<const Transition> transitions,
                                 std::span<const Timer> timers = {}) {
    return {entity, []() -> const meta::Choices& { return choices_of(S{}); },
            []() -> const meta::Choices& { return choices_of(A{}); }, transitions, timers};
}

// No state has two rows for one action or two timers, and every timer's action leaves its state. Checked at compile
// time: static_assert(flow::sound(transitions, timers)).
constexpr bool sound(std::span<const Transition> transitions, std::span<const Timer> timers = {}) {
    for (std::size_t i = 0; i < transitions.size(); ++i)
        for (std::size_t j = i + 1; j < transitions.size(); ++j)
            if (transitions[i].from == transitions[j].from && transitions[i].action == transitions[j].action)
                return false;
    for (std::size_t i = 0; i < timers.size(); ++i) {
        bool leaves = false;
        for (const auto& row : transitions)
            leaves = leaves || (row.from == timers[i].state && row.action == timers[i].action);
        if (!leaves) return false;
        for (std::size_t j = i + 1; j < timers.size(); ++j)
            if (timers[i].state == timers[j].state) return false;
    }
    return true;
}

// Who wants to move: a person with permissions on the side of the owner or of the platform, or the system (a timer).
struct Mover {
    const meta::Viewer& viewer;
    bool is_system = false;
    bool is_platform = false;  // acts for the platform side and not for the organisation that owns the row
};

// The state that `action` leads to. Errors: conflict "flow.bad_transition" (detail: the state and the action),
// forbidden "request.forbidden", conflict with the guard's code.
[[nodiscard]] Result<std::int64_t> next_state(const StateTable& table, std::int64_t from, std::int64_t action,
                                              const void* entity, Instant now, const Mover& mover);
// The names of the actions that would succeed now, in the order of the table: the `actions` of every answer.
[[nodiscard]] std::vector<std::string_view> open_actions(const StateTable& table, std::int64_t from, const void* entity,
                                                         Instant now, const Mover& mover);
// The timer that runs in a state and when it fires; nullopt where the state waits for ever (a final state).
struct Deadline {
    Instant at;
    std::int64_t action;
};
[[nodiscard]] std::optional<Deadline> deadline(const StateTable& table, const meta::Entity& description,
                                               std::int64_t state, const void* entity, Instant entered);

// The whole table as text for a test or a reviewer: a row per state, a column per action, "-" where refused.
[[nodiscard]] std::string matrix(const StateTable& table);
// A Mermaid state diagram for the docs and the web app.
[[nodiscard]] std::string diagram(const StateTable& table, Language language);

}  // namespace dengyun::flow
