#pragma once
// A resource: the five usual routes of an entity (list, read, create, change, remove) and, with a state table, its
// actions. Modules add what is special and leave the rest to this.
#include "kernel/api/flow_routes.h"
#include "kernel/api/import_rows.h"
#include "kernel/api/import_updates.h"
#include "kernel/api/route.h"

namespace dengyun::api {

template <class E>
struct Resource {
    std::string path;       // "/api/v1/sites"
    std::string_view read;  // permission
    std::string_view edit;  // permission
    // true: rows of another organisation can be read too (their public fields), listed with ?organisation_id=
    bool open = false;
    // true: rows can be brought in from a spreadsheet, see import_rows.h. Every resource can be taken out as one.
    bool importable = false;
    // A rule beyond the fields' limits, run before a row is written; may read other rows. Errors: invalid with issues.
    std::function<Result<>(store::Reader&, const E&)> check{};
    // Completes a row that passed the check, and changes the rows that go with it in the same unit: a default, a flag
    // that only one row may hold. `before` is the row as it was, null on creation.
    std::function<Result<>(store::Unit&, E&, const E* before)> prepare{};
    // Whether the caller may write the row as it will be, where `edit` alone is not enough for what stands in it.
    // Errors: forbidden.
    std::function<Result<>(const Call&, const E& after)> allowed{};
    // Whether this row may be changed or removed at all, as far as its state goes, or that of the document it belongs
    // to. Errors: conflict.
    std::function<Result<>(store::Reader&, const E&)> editable{};
    // Whether it may be removed, beyond `editable`: nothing else stands on it. Errors: conflict.
    std::function<Result<>(store::Reader&, const E&)> removable{};
    // What goes with a move by the state table, in the same unit and before it: rules that look at other rows, and rows
    // that follow. `entity` is still in its old state; a timer's move passes here, too.
    BeforeMove<E> before_move{};
    // Open resources: which rows of other organisations the caller sees; all where absent. `narrow` says the same to a
    // list of another organisation's rows as filters; false: what is asked for is nothing that the caller sees.
    std::function<bool(const Call&, const E&)> visible{};
    std::function<bool(const Call&, store::Query&)> narrow{};
};

// Of a route that runs import_rows.
[[nodiscard]] inline RouteOptions import_options(bool updates = false) {
    RouteOptions options{
        .parameters = {{"dry_run", {"true：只检查，不改动", "true: tries and tells, and changes nothing"}},
                       {"columns",
                        {"各列的字段，逗号分隔，空为不导入；不写则按表头推断",
                         "The field of each column, separated by commas, empty: passed over; guessed from the heading "
                         "where absent"}}},
        .raw_body = true};
    if (!updates) return options;
    options.parameters.push_back({"update",
                                  {"true：按编号（id）或唯一字段找到已有的行并修改，空格不改，找不到的新增",
                                   "true: rows that are there, by id or unique fields, are changed, empty cells change "
                                   "nothing, others are created"}});
    options.parameters.push_back({"basis",
                                  {"检查时得到的依据：其后有改动则拒绝",
                                   "The basis that a dry run told: refused if something has changed since"}});
    return options;
}

namespace detail {

[[nodiscard]] inline bool is_foreign(const Call& call, Id<Organisation> owner) {
    return !call.principal || call.principal->organisation != owner;
}

template <class E>
void add_reads(Routes& routes, const Resource<E>& resource) {
    const auto& label = E::description.label;
    RouteOptions listed{.list_of = E::description.name, .exported = true};
    if (resource.open) {
        listed.reach = Reach::party;
        listed.parameters = {{"organisation_id", {"哪个单位的，不写则为本单位", "Whose rows; one's own where absent"}}};
    }
    routes.list<E>(
        resource.path, needs(resource.read), joined({"列出", "List"}, label),
        [narrow = resource.narrow](const Call& call, store::Reader& reader,
                                   const store::Query& query) -> Result<store::Page<E>> {
            if (!narrow || !is_foreign(call, reader.scope().organisation())) return reader.list<E>(query);
            auto narrowed = query;
            if (!narrow(call, narrowed)) return store::Page<E>{};
            return reader.list<E>(narrowed);
        },
        std::move(listed));
    routes.get<E>(resource.path + "/{id}", needs(resource.read), joined({"查看", "Read"}, label),
                  [visible = resource.visible](const Call& call, store::Reader& reader) -> Result<E> {
                      DENGYUN_TRY(id, call.id<E>());
                      DENGYUN_TRY(entity, reader.find(id));
                      if (visible && is_foreign(call, entity.organisation_id) && !visible(call, entity))
                          return fail(ErrorKind::not_found, "request.not_found");
                      return std::move(entity);
                  },
                  {.reach = resource.open ? Reach::all : Reach::own});
}

// What a row passes before it is written.
template <class E>
using Accept = std::function<Result<>(const Call&, store::Unit&, E&, const E* before)>;

template <class E>
Accept<E> gate_of(const Resource<E>& resource) {
    return [allowed = resource.allowed, check = resource.check, prepare = resource.prepare](
               const Call& call, store::Unit& unit, E& entity, const E* before) -> Result<> {
        if (allowed) DENGYUN_CHECK(allowed(call, entity));
        if (check) DENGYUN_CHECK(check(unit, entity));
        return prepare ? prepare(unit, entity, before) : Result<>{};
    };
}

template <class E>
Result<E> create(const Call& call, store::Unit& unit, E entity, const Accept<E>& accept) {
    DENGYUN_CHECK(accept(call, unit, entity, nullptr));
    DENGYUN_TRY(created, unit.insert(std::move(entity)));
    if constexpr (Stateful<E>) DENGYUN_CHECK(api::arm_timer(unit, created));
    return std::move(created);
}

template <class E>
Result<E> change(const Call& call, store::Unit& unit, E after, const E& before, const Accept<E>& accept) {
    DENGYUN_CHECK(accept(call, unit, after, &before));
    DENGYUN_TRY(changed, unit.update(std::move(after)));
    if constexpr (Stateful<E>) DENGYUN_CHECK(api::arm_timer(unit, changed, false));
    return std::move(changed);
}

template <class E>
void add_import(Routes& routes, const Resource<E>& resource) {
    routes.post<Nothing, ImportReport>(
        resource.path + "/imports", needs(resource.edit), joined({"导入", "Import"}, E::description.label),
        [accept = gate_of(resource), editable = resource.editable](const Call& call, store::Store& store) {
            const WriteChange<E> write = [&](store::Unit& unit, E after, const E& before) -> Result<> {
                if (editable) DENGYUN_CHECK(of_this_row(editable(unit, before)));
                DENGYUN_CHECK(check_free(unit, after, before.id));
                DENGYUN_TRY(changed, change(call, unit, std::move(after), before, accept));
                static_cast<void>(changed);
                return {};
            };
            const TakeRow take = [&](store::Unit& unit, const boost::json::object& row) -> Result<TakenRow> {
                auto content = row;
                if (asks_for_update(call)) {
                    DENGYUN_TRY(before, find_named<E>(unit, row, call.viewer()));
                    content.erase("id");
                    content.erase("version");  // of a row that is not there
                    if (before) return update_row<E>(unit, std::move(content), *before, call.viewer(), write);
                }
                E entity{};
                DENGYUN_CHECK(meta::read_json(content, E::description, &entity, meta::Mode::create, call.viewer()));
                DENGYUN_CHECK(check_free(unit, entity));
                DENGYUN_TRY(created, create(call, unit, std::move(entity), accept));
                return TakenRow{.id = created.id.value};
            };
            return import_rows(call, store, E::description, take, true);
        },
        import_options(true));
}

template <class E>
void add_writes(Routes& routes, const Resource<E>& resource) {
    const auto& label = E::description.label;
    const auto item = resource.path + "/{id}";
    const auto accept = gate_of(resource);
    const auto editable = [rule = resource.editable](store::Reader& reader, const E& entity) {
        return rule ? rule(reader, entity) : Result<>{};
    };

    routes.post<E, E>(resource.path, needs(resource.edit), joined({"新建", "Create"}, label),
                      [accept](const Call& call, store::Unit& unit, const E& given) -> Result<E> {
                          return create(call, unit, given, accept);
                      });
    routes.patch<E, E>(
        item, needs(resource.edit), joined({"修改", "Change"}, label),
        [accept, editable](const Call& call, store::Unit& unit, const meta::Patch<E>& patch) -> Result<E> {
            DENGYUN_TRY(before, find_expected<E>(call, unit));
            DENGYUN_CHECK(editable(unit, before));
            DENGYUN_TRY(after, patch.applied_to(before));
            return change(call, unit, std::move(after), before, accept);
        });
    routes.remove(item, needs(resource.edit), joined({"删除", "Remove"}, label),
                  [editable, removable = resource.removable](const Call& call, store::Unit& unit) -> Result<> {
                      DENGYUN_TRY(entity, find_expected<E>(call, unit));
                      DENGYUN_CHECK(editable(unit, entity));
                      if (removable) DENGYUN_CHECK(removable(unit, entity));
                      if constexpr (Stateful<E>) DENGYUN_CHECK(disarm_timer(unit, entity));
                      return unit.remove(entity);
                  });
}

}  // namespace detail

template <class E>
void add_resource(Routes& routes, const Resource<E>& resource) {
    const flow::StateTable* states = nullptr;
    if constexpr (Stateful<E>) states = &E::states;
    routes.declare(E::description, states);
    detail::add_reads(routes, resource);
    detail::add_writes(routes, resource);
    if (resource.importable) detail::add_import(routes, resource);
    if constexpr (Stateful<E>) add_actions<E>(routes, resource.path + "/{id}", resource.before_move);
}

}  // namespace dengyun::api
