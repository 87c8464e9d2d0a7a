#pragma once
// A resource: the five usual routes of an entity (list, read, create, change, remove) and, with a state table, its
// actions. Modules add what is special and leave the rest to this.
#include "kernel/api/flow_routes.h"
#include "kernel/api/route.h"

namespace dengyun::api {

template <class E>
struct Resource {
    std::string path;                 // "/api/v1/sites"
    std::string_view read;            // permission
    std::string_view edit;            // permission
    bool open = false;                // true: rows of other organisations can be read too (their public fields)
    // A rule beyond the fields' limits, run before a row is written; may read other rows. Errors: invalid with issues.
    std::function<Result<>(store::Reader&, const E&)> check{};
};

template <class E>
void add_resource(Routes& routes, Resource<E> resource) {
    routes.declare(E::description, [] () -> const flow::StateTable* {
        if constexpr (Stateful<E>) return &E::states;
        else return nullptr;
    }());
    const auto& label = E::description.label;
    static const auto summary = [](const Label& verb, const Label& noun) {
        // Labels live as long as the registry, which is the process.
        static std::vector<std::unique_ptr<std::string>> texts;
        const auto keep = [](std::string text) -> std::string_view { return *texts.emplace_back(std::make_unique<std::string>(std::move(text))); };
        return Label{keep(std::string(verb.zh) + std::string(noun.zh)), keep(std::string(verb.en) + ' ' + std::string(noun.en))};
    };
    const auto reach = resource.open ? Reach::all : Reach::own;
    const auto item = resource.path + "/{id}";
    const auto check = [rule = resource.check](store::Reader& reader, const E& entity) -> Result<> {
        return rule ? rule(reader, entity) : Result<>{};
    };

    routes.list<E>(resource.path, needs(resource.read), summary({"列出", "List"}, label),
                   [](const Call&, store::Reader& reader, const store::Query& query) { return reader.list<E>(query); },
                   {.reach = reach, .list_of = E::description.name});
    routes.get<E>(item, needs(resource.read), summary({"查看", "Read"}, label),
                  [](const Call& call, store::Reader& reader) -> Result<E> {
                      DENGYUN_TRY(id, call.id<E>());
                      return reader.find(id);
                  },
                  {.reach = reach});
    routes.post<E, E>(resource.path, needs(resource.edit), summary({"新建", "Create"}, label),
                      [check](const Call&, store::Unit& unit, const E& entity) -> Result<E> {
                          DENGYUN_CHECK(check(unit, entity));
                          DENGYUN_TRY(created, unit.insert(entity));
                          if constexpr (Stateful<E>) DENGYUN_CHECK(arm_timer(unit, created));
                          return std::move(created);
                      });
    routes.patch<E, E>(item, needs(resource.edit), summary({"修改", "Change"}, label),
                       [check](const Call& call, store::Unit& unit, const meta::Patch<E>& patch) -> Result<E> {
                           DENGYUN_TRY(before, find_expected<E>(call, unit));
                           DENGYUN_TRY(after, patch.applied_to(before));
                           DENGYUN_CHECK(check(unit, after));
                           DENGYUN_TRY(changed, unit.update(std::move(after)));
                           if constexpr (Stateful<E>) DENGYUN_CHECK(arm_timer(unit, changed, false));
                           return std::move(changed);
                       });
    routes.remove(item, needs(resource.edit), summary({"删除", "Remove"}, label),
                  [](const Call& call, store::Unit& unit) -> Result<> {
                      DENGYUN_TRY(entity, find_expected<E>(call, unit));
                      if constexpr (Stateful<E>) DENGYUN_CHECK(disarm_timer(unit, entity));
                      return unit.remove(entity);
                  });
    if constexpr (Stateful<E>) add_actions<E>(routes, item);
}

}  // namespace dengyun::api
