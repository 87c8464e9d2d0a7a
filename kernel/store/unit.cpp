#include "kernel/store/unit.h"

#include "kernel/base/assert.h"
#include "kernel/meta/json.h"
#include "kernel/store/entity_plan.h"
#include "kernel/store/search.h"

namespace dengyun::store {
namespace {

// What the event log may show of a field: secrets never, also not to those who read the log with every permission.
bool is_shown(const meta::Field& field) {
    return !field.has(meta::internal) && field.options.format != meta::Format::password;
}

// {"field":[before,after]} of what differs; the time of the change stands in the event itself.
std::string difference(const meta::Entity& entity, const void* before, const void* after) {
    std::string out = "{";
    std::string old_value;
    std::string new_value;
    for (std::size_t i = version_field; i < entity.fields.size(); ++i) {
        const auto& field = entity.fields[i];
        if (i == updated_field || !is_shown(field)) continue;
        old_value.clear();
        new_value.clear();
        meta::write_json_value(old_value, field, before, meta::all_seeing());
        meta::write_json_value(new_value, field, after, meta::all_seeing());
        if (old_value == new_value) continue;
        if (out.size() > 1) out += ',';
        meta::write_json_text(out, field.name);
        out += ":[";
        out += old_value;
        out += ',';
        out += new_value;
        out += ']';
    }
    return out + '}';
}

std::string whole(const meta::Entity& entity, const void* object) {
    std::string out;
    meta::write_json(out, entity, object, meta::all_seeing());
    return out;
}

std::unexpected<Error> not_found(const meta::Entity& entity) {
    return fail(ErrorKind::not_found, "request.not_found", {}, std::string(entity.name));
}

void row_changes(Connection& connection, const meta::Entity& entity) {
    if (auto* kept = connection.kept()) kept->row_changed(entity);
}

std::unexpected<Error> changed_meanwhile() { return fail(ErrorKind::precondition_failed, "request.changed_meanwhile"); }

}  // namespace

Unit::Unit(Connection& connection, const Scope& scope, const Clock& clock, IdSource& ids)
    : Reader(connection, scope, clock), ids_(ids) {}
Unit::~Unit() = default;

Result<> Unit::may_write(std::int64_t organisation) const {
    if (scope().may_write(Id<Organisation>{organisation})) return {};
    return fail(ErrorKind::forbidden, "request.forbidden");
}

// A broken unique index becomes an error of the entity with an issue on each of its columns.
Result<> Unit::refine(Result<std::int64_t> outcome, const meta::Entity& entity) {
    if (outcome) return {};
    if (outcome.error().code != "store.taken") return std::unexpected(std::move(outcome).error());
    const auto& failure = connection().failure();
    auto error = std::move(outcome).error();
    error.code = "request.taken";
    const auto issue = [&error](std::string_view column) {
        if (column != "organisation_id") error.issues.push_back({std::string(column), "taken"});
    };
    for (const auto& index : entity.indexes) {
        if (!index.unique) continue;
        std::string columns = index.across_organisations ? "" : fmt::format("{}.organisation_id", entity.name);
        for (const auto column : index.columns)
            columns += fmt::format("{}{}.{}", columns.empty() ? "" : ", ", entity.name, column);
        if (failure.table_columns == columns || failure.constraint == index.name)
            for (const auto column : index.columns) issue(column);
    }
    if (error.issues.empty()) issue("id");
    return std::unexpected(std::move(error));
}

Result<> Unit::insert_row(const meta::Entity& entity, void* object) {
    const auto& plan = connection().plan(entity);
    if (integer_of(entity, id_field, object) == 0) set_integer(entity, id_field, object, ids_.next_value());
    if (integer_of(entity, organisation_field, object) == 0)
        set_integer(entity, organisation_field, object, scope().organisation().value);
    const auto organisation = integer_of(entity, organisation_field, object);
    const auto id = integer_of(entity, id_field, object);
    DENGYUN_CHECK(may_write(organisation));
    const auto at = milliseconds_of(now());
    set_integer(entity, version_field, object, 1);
    set_integer(entity, created_field, object, at);
    set_integer(entity, updated_field, object, at);

    row_changes(connection(), entity);
    const BoundRow row(entity, object);
    DENGYUN_CHECK(refine(connection().execute(plan.insert, row.scalars()), entity));
    if (plan.searchable)
        DENGYUN_CHECK(SearchEntry(connection(), entity, organisation, id).insert(object, ids_, search_changes_));
    events_.push_back(
        {{organisation}, std::string(entity.name), id, fmt::format("{}.created", entity.name), whole(entity, object)});
    return {};
}

Result<> Unit::update_row(const meta::Entity& entity, void* object, void* before, std::string_view event) {
    const auto& plan = connection().plan(entity);
    const auto id = integer_of(entity, id_field, object);
    const auto version = integer_of(entity, version_field, object);
    DENGYUN_CHECK(find_row(entity, id, before));
    const auto organisation = integer_of(entity, organisation_field, before);
    DENGYUN_CHECK(may_write(organisation));
    if (integer_of(entity, version_field, before) != version) return changed_meanwhile();

    set_integer(entity, organisation_field, object, organisation);  // rows do not change sides
    set_integer(entity, version_field, object, version + 1);
    set_integer(entity, created_field, object, integer_of(entity, created_field, before));
    set_integer(entity, updated_field, object, milliseconds_of(now()));
    row_changes(connection(), entity);
    BoundRow row(entity, object, version_field);
    row.add(organisation);
    row.add(id);
    row.add(version);
    auto touched = connection().execute(plan.update, row.scalars());
    if (touched && *touched == 0) return changed_meanwhile();
    DENGYUN_CHECK(refine(std::move(touched), entity));
    if (plan.searchable)
        DENGYUN_CHECK(SearchEntry(connection(), entity, organisation, id).update(object, ids_, search_changes_));
    events_.push_back({{organisation},
                       std::string(entity.name),
                       id,
                       fmt::format("{}.{}", entity.name, event),
                       difference(entity, before, object)});
    return {};
}

Result<> Unit::remove_row(const meta::Entity& entity, const void* object) {
    const auto& plan = connection().plan(entity);
    const auto organisation = integer_of(entity, organisation_field, object);
    const auto id = integer_of(entity, id_field, object);
    if (!scope().reads_all() && organisation != scope().organisation().value) return not_found(entity);
    DENGYUN_CHECK(may_write(organisation));

    row_changes(connection(), entity);
    const meta::Scalar key[] = {organisation, id, integer_of(entity, version_field, object)};
    DENGYUN_TRY(touched, connection().execute(plan.remove, key));
    if (touched == 0) {
        bool there = false;
        const meta::Scalar of[] = {organisation, id};
        DENGYUN_CHECK(connection().each(plan.select_own, of, plan.columns, [&](const Row&) -> Result<> {
            there = true;
            return {};
        }));
        if (there) return changed_meanwhile();
        return not_found(entity);
    }
    if (plan.searchable) DENGYUN_CHECK(SearchEntry(connection(), entity, organisation, id).remove(search_changes_));
    events_.push_back(
        {{organisation}, std::string(entity.name), id, fmt::format("{}.removed", entity.name), whole(entity, object)});
    return {};
}

Result<> Unit::emit(Id<Organisation> organisation, std::string_view entity, std::int64_t entity_id,
                    std::string_view event, std::string data) {
    DENGYUN_ASSERT(data.starts_with('{') && data.ends_with('}'));
    DENGYUN_CHECK(may_write(organisation.value));
    events_.push_back(
        {organisation, std::string(entity), entity_id, fmt::format("{}.{}", entity, event), std::move(data)});
    return {};
}

Result<std::int64_t> Unit::execute(std::string_view sql, std::span<const meta::Scalar> parameters) {
    DENGYUN_ASSERT(scope().is_system() || sql.find("organisation_id") != std::string_view::npos);
    return connection().execute(sql, parameters);
}

}  // namespace dengyun::store
