#include "kernel/flow/state_table.h"

#include "kernel/base/assert.h"

namespace dengyun::flow {
namespace {

std::string_view name_in(const meta::Choices& choices, std::int64_t position) {
    return choices.entries[static_cast<std::size_t>(position)].name;
}

const Transition* find(const StateTable& table, std::int64_t from, std::int64_t action) {
    const auto found = std::ranges::find_if(
        table.transitions, [&](const Transition& row) { return row.from == from && row.action == action; });
    return found == table.transitions.end() ? nullptr : &*found;
}

bool permitted(const Transition& row, const Mover& mover) {
    if (mover.is_system) return true;
    if (row.rules.permission.empty() || row.rules.by_platform != mover.is_platform) return false;
    return mover.viewer.may(row.rules.permission);
}

std::optional<std::string_view> objection(const Transition& row, const void* entity, Instant now) {
    return row.rules.guard == nullptr ? std::nullopt : row.rules.guard(entity, now);
}

}  // namespace

Result<std::int64_t> next_state(const StateTable& table, std::int64_t from, std::int64_t action, const void* entity,
                                Instant now, const Mover& mover) {
    const auto* row = find(table, from, action);
    if (row == nullptr) {
        return fail(
            ErrorKind::conflict, "flow.bad_transition", {},
            fmt::format("{}: {} in {}", table.entity, name_in(table.actions(), action), name_in(table.states(), from)));
    }
    if (!permitted(*row, mover)) return fail(ErrorKind::forbidden, "request.forbidden");
    if (const auto code = objection(*row, entity, now)) return fail(ErrorKind::conflict, *code);
    return row->to;
}

std::vector<std::string_view> open_actions(const StateTable& table, std::int64_t from, const void* entity, Instant now,
                                           const Mover& mover) {
    std::vector<std::string_view> names;
    for (const auto& row : table.transitions)
        if (row.from == from && permitted(row, mover) && !objection(row, entity, now))
            names.push_back(name_in(table.actions(), row.action));
    return names;
}

std::optional<Deadline> deadline(const StateTable& table, const meta::Entity& description, std::int64_t state,
                                 const void* entity, Instant entered) {
    const auto timer = std::ranges::find(table.timers, state, &Timer::state);
    if (timer == table.timers.end()) return std::nullopt;
    if (timer->since_field.empty()) return Deadline{entered + timer->after, timer->action};

    const auto* field = description.find(timer->since_field);
    DENGYUN_ASSERT(field != nullptr && (field->type == meta::Type::instant || field->type == meta::Type::date));
    const auto value = field->get(entity);
    const auto* since = std::get_if<std::int64_t>(&value);
    if (since == nullptr) return std::nullopt;
    const auto start = field->type == meta::Type::date ? Instant(*since * day) : instant_of(*since);
    return Deadline{start + timer->after, timer->action};
}

std::string matrix(const StateTable& table) {
    const auto& states = table.states();
    const auto& actions = table.actions();
    std::size_t width = 0;
    for (const auto& choice : states.entries) width = std::max(width, choice.name.size());
    for (const auto& choice : actions.entries) width = std::max(width, choice.name.size());
    const auto line = [&](std::string_view head, auto cell) {
        auto text = fmt::format("{:<{}}", head, width + 2);
        for (std::size_t a = 0; a < actions.entries.size(); ++a) text += fmt::format("{:<{}}", cell(a), width + 2);
        text.erase(text.find_last_not_of(' ') + 1);
        return text + '\n';
    };
    auto text = line("", [&](std::size_t a) { return actions.entries[a].name; });
    for (std::size_t s = 0; s < states.entries.size(); ++s) {
        text += line(states.entries[s].name, [&](std::size_t a) -> std::string_view {
            const auto* row = find(table, static_cast<std::int64_t>(s), static_cast<std::int64_t>(a));
            return row == nullptr ? "-" : name_in(states, row->to);
        });
    }
    return text;
}

std::string diagram(const StateTable& table, Language language) {
    const auto& states = table.states();
    const auto& actions = table.actions();
    std::string text = "stateDiagram-v2\n";
    for (const auto& state : states.entries)
        text += fmt::format("    state \"{}\" as {}\n", state.label.in(language), state.name);
    text += fmt::format("    [*] --> {}\n", states.entries.front().name);
    for (const auto& row : table.transitions)
        text += fmt::format("    {} --> {} : {}\n", name_in(states, row.from), name_in(states, row.to),
                            actions.entries[static_cast<std::size_t>(row.action)].label.in(language));
    return text;
}

}  // namespace dengyun::flow
