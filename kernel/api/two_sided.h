#pragma once
// A document between two organisations: its row belongs to one of them, a field names the other. Both read it, each
// moves it by the rows of the state table that are its own (`by_platform` marks those of the other side), and what one
// of them does stands in the event log of both. Who has no part in it does not learn that it is there.
#include "kernel/api/flow_routes.h"
#include "kernel/api/route.h"

namespace dengyun::api {

// Moves the entity with all that goes with it, in one unit whose scope writes both sides.
template <class E>
using MoveWith = std::function<Result<E>(store::Unit&, E, std::int64_t action, const flow::Mover&)>;

template <class E>
struct TwoSided {
    std::string path;      // rows of one's own, and {path}/{id} for either side: "/api/v1/shipments"
    std::string incoming;  // rows where the caller is the other side: "/api/v1/incoming-shipments"
    Label own_summary;
    Label incoming_summary;
    std::string_view read;         // permission
    std::string_view watch{};      // permission: reads the rows of everybody
    std::string_view other_field;  // "receiver_id"
    Id<Organisation> E::* other = nullptr;
    MoveWith<E> move{};  // move_two_sided where absent
};

// The row that the path names, if the caller is one of its sides. Error: not_found.
template <class E>
Result<E> find_as_party(const Call& call, store::Reader& reader, Id<Organisation> E::* other) {
    DENGYUN_TRY(id, call.id<E>());
    DENGYUN_TRY(entity, reader.find(id));
    const auto own = call.principal->organisation;
    if (entity.organisation_id != own && entity.*other != own) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(entity);
}

// As move, and tells the other side by an event of the same name in its own log.
template <Stateful E>
Result<E> move_two_sided(store::Unit& unit, E entity, std::int64_t action, const flow::Mover& mover,
                         Id<Organisation> E::* other, const BeforeMove<E>& before_move = {}) {
    const auto from = static_cast<std::int64_t>(entity.status);
    DENGYUN_TRY(moved, api::move<E>(unit, std::move(entity), action, mover, before_move));
    DENGYUN_CHECK(unit.emit(moved.*other, E::description.name, moved.id.value,
                            detail::event_of(E::states, from, action),
                            fmt::format(R"({{"organisation_id":"{}"}})", to_text(moved.organisation_id))));
    return std::move(moved);
}

namespace detail {

template <class E>
Result<store::Page<E>> list_incoming(const Call& call, store::Reader& reader, const store::Query& query,
                                     std::string_view other_field) {
    auto own = query;
    std::erase_if(own.filters, [&](const store::Query::Filter& one) { return one.field == other_field; });
    own.filters.push_back({std::string(other_field), to_text(call.principal->organisation)});
    return reader.list<E>(own);
}

}  // namespace detail

// The two lists, the row, its actions and its timers.
template <Stateful E>
void add_two_sided(Routes& routes, TwoSided<E> given) {
    const auto with = std::make_shared<TwoSided<E>>(std::move(given));
    if (!with->move)
        with->move = [other = with->other](store::Unit& unit, E entity, std::int64_t action, const flow::Mover& mover) {
            return move_two_sided<E>(unit, std::move(entity), action, mover, other);
        };
    routes.declare(E::description, &E::states);
    routes.list<E>(with->path, needs(with->read), with->own_summary,
                   [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<E>(query); },
                   {.list_of = E::description.name, .exported = true});
    routes.list<E>(with->incoming, needs(with->read), with->incoming_summary,
                   [with](const Call& call, store::Reader& reader, const store::Query& query) {
                       return detail::list_incoming<E>(call, reader, query, with->other_field);
                   },
                   {.reach = Reach::all, .list_of = E::description.name, .exported = true});
    routes.get<E>(with->path + "/{id}", needs(with->read), detail::joined({"查看", "Read"}, E::description.label),
                  [with](const Call& call, store::Reader& reader) -> Result<E> {
                      if (with->watch.empty() || !call.principal->may(with->watch))
                          return find_as_party<E>(call, reader, with->other);
                      DENGYUN_TRY(id, call.id<E>());
                      return reader.find(id);
                  },
                  {.reach = Reach::all});
    routes.post<ActionInput, E>(
        with->path + "/{id}/actions", needs(with->read), detail::joined({"办理", "Act on"}, E::description.label),
        [with](const Call& call, store::Unit& unit, const ActionInput& input) -> Result<E> {
            DENGYUN_TRY(entity, find_as_party<E>(call, unit, with->other));
            DENGYUN_TRY(action, detail::action_named(E::states, input.action));
            if (call.request->header("if-match")) {
                DENGYUN_TRY(version, call.expected_version());
                if (entity.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
            }
            if constexpr (requires { entity.status_reason; }) entity.status_reason = input.reason;
            const bool other_side = entity.organisation_id != call.principal->organisation;
            return with->move(unit, std::move(entity), action, {*call.principal, false, other_side});
        },
        {.reach = Reach::crossing});
    routes.add_timer(E::description.name,
                     [with](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
                         auto entity = unit.find(Id<E>{id});
                         // Removed or moved on meanwhile: the timer has nothing to say any more.
                         if (!entity || static_cast<std::int64_t>(entity->status) != state) return {};
                         DENGYUN_TRY(moved,
                                     with->move(unit, std::move(*entity), action, {meta::all_seeing(), true, false}));
                         static_cast<void>(moved);
                         return {};
                     });
}

}  // namespace dengyun::api
