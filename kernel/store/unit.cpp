#include "kernel/store/unit.h"

#include "kernel/base/assert.h"
#include "kernel/meta/json.h"
#include "kernel/store/entity_sql.h"
#include "kernel/store/event_log.h"
#include "kernel/store/jobs.h"
#include "kernel/store/search.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

template <class T>
T value_of(const meta::Entity& entity, const void* object, std::string_view name) {
    const auto* field = entity.find(name);
    DENGYUN_ASSERT(field != nullptr);
    return std::get<T>(field->get(object));
}
void set_value(const meta::Entity& entity, void* object, std::string_view name, Scalar value) {
    const auto* field = entity.find(name);
    DENGYUN_ASSERT(field != nullptr);
    field->set(object, value);
}

bool secret(const meta::Field& field) { return field.has(meta::internal) || field.options.format == meta::Format::password; }
bool bookkeeping(const meta::Field& field) { return field.name == "version" || field.name == "updated_at"; }

// A column's value as JSON; the column of a list or a nested structure is JSON already.
void write_column(std::string& out, const meta::Field& field, const Scalar& value) {
    if (std::holds_alternative<std::monostate>(value)) {
        out += "null";
    } else if (field.type == meta::Type::list || field.type == meta::Type::nested) {
        out += std::get<std::string_view>(value);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        meta::write_json_text(out, *text);
    } else if (field.type == meta::Type::boolean) {
        const auto* flag = std::get_if<bool>(&value);
        out += (flag != nullptr ? *flag : std::get<std::int64_t>(value) != 0) ? "true" : "false";
    } else if (field.type == meta::Type::integer || field.type == meta::Type::real) {
        out += meta::scalar_text(field, value);
    } else {
        meta::write_json_text(out, meta::scalar_text(field, value));
    }
}

bool same(const Scalar& before, const Scalar& after) {
    if (const auto* flag = std::get_if<bool>(&after)) {
        const auto* number = std::get_if<std::int64_t>(&before);
        return number != nullptr && (*number != 0) == *flag;
    }
    return before == after;
}

// {"name":["before","after"]} of what differs.
std::string difference(const meta::Entity& entity, const Columns& before, std::span<const Scalar> after) {
    std::string out = "{";
    for (std::size_t i = 0; i < entity.fields.size(); ++i) {
        const auto& field = entity.fields[i];
        if (secret(field) || bookkeeping(field) || same(before.at(i), after[i])) continue;
        if (out.size() > 1) out += ',';
        meta::write_json_text(out, field.name);
        out += ":[";
        write_column(out, field, before.at(i));
        out += ',';
        write_column(out, field, after[i]);
        out += ']';
    }
    return out + '}';
}

// Which unique index a database complained about: PostgreSQL names it, SQLite names its columns.
std::unexpected<Error> taken(const meta::Entity& entity, const Fault& fault) {
    for (const auto& index : entity.indexes) {
        if (!index.unique) continue;
        const bool named = fault.text.find(index.name) != std::string::npos;
        const bool listed = std::ranges::all_of(index.columns, [&](std::string_view column) {
            return fault.text.find(fmt::format("{}.{}", entity.name, column)) != std::string::npos;
        });
        if (!named && !listed) continue;
        std::vector<Issue> issues;
        for (const auto column : index.columns) issues.push_back({std::string(column), "taken"});
        return fail(ErrorKind::conflict, "request.taken", std::move(issues));
    }
    return as_error(fault);
}

}  // namespace

Unit::Unit(Connection& connection, const Scope& scope, const Clock& clock, IdSource& ids)
    : Reader(connection, scope, clock), ids_(ids) {}

Result<> Unit::insert_row(const meta::Entity& entity, void* object) {
    if (value_of<std::int64_t>(entity, object, "id") == 0) set_value(entity, object, "id", ids_.next_value());
    if (value_of<std::int64_t>(entity, object, "organisation_id") == 0)
        set_value(entity, object, "organisation_id", scope().organisation().value);
    const auto organisation = value_of<std::int64_t>(entity, object, "organisation_id");
    if (!scope().may_write({organisation})) return fail(ErrorKind::forbidden, "request.forbidden");
    const auto at = milliseconds_of(now());
    set_value(entity, object, "version", std::int64_t{1});
    set_value(entity, object, "created_at", at);
    set_value(entity, object, "updated_at", at);

    const auto& sql = sql_of(entity);
    std::vector<Scalar> values;
    std::vector<std::string> texts;
    read_object(entity, object, values, texts);
    if (const auto done = connection().execute(sql.insert, values, sql.kinds); !done)
        return done.error().kind == FaultKind::unique ? taken(entity, done.error()) : as_error(done.error());
    const auto id = value_of<std::int64_t>(entity, object, "id");
    DENGYUN_CHECK(index(entity, object, organisation, id, true));
    std::string data;
    meta::write_json(data, entity, object, meta::all_seeing());
    return emit({organisation}, entity.name, id, "created", std::move(data));
}

Result<> Unit::update_row(const meta::Entity& entity, void* object, std::string_view event) {
    const auto organisation = value_of<std::int64_t>(entity, object, "organisation_id");
    const auto id = value_of<std::int64_t>(entity, object, "id");
    const auto version = value_of<std::int64_t>(entity, object, "version");
    if (!scope().may_write({organisation})) return fail(ErrorKind::not_found, "request.not_found");
    set_value(entity, object, "version", version + 1);
    set_value(entity, object, "updated_at", milliseconds_of(now()));

    const auto& sql = sql_of(entity);
    std::vector<Scalar> values;
    std::vector<std::string> texts;
    read_object(entity, object, values, texts);
    std::string data;
    const auto seen = connection().select(sql.find_own, std::array<Scalar, 2>{id, organisation}, sql.kinds,
                                          [&](const Columns& before) { data = difference(entity, before, values); });
    if (!seen) return as_error(seen.error());
    if (*seen == 0) return fail(ErrorKind::not_found, "request.not_found", {}, std::string(entity.name));
    values.insert(values.end(), {organisation, id, version});
    const auto touched_rows = connection().execute(sql.update, values, sql.update_kinds);
    if (!touched_rows)
        return touched_rows.error().kind == FaultKind::unique ? taken(entity, touched_rows.error()) : as_error(touched_rows.error());
    if (*touched_rows == 0) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    DENGYUN_CHECK(index(entity, object, organisation, id, false));
    return emit({organisation}, entity.name, id, event, std::move(data));
}

Result<> Unit::remove_row(const meta::Entity& entity, const void* object) {
    const auto organisation = value_of<std::int64_t>(entity, object, "organisation_id");
    const auto id = value_of<std::int64_t>(entity, object, "id");
    if (!scope().may_write({organisation})) return fail(ErrorKind::not_found, "request.not_found");
    const auto& sql = sql_of(entity);
    const auto gone = connection().execute(
        sql.remove, std::array<Scalar, 3>{organisation, id, value_of<std::int64_t>(entity, object, "version")});
    if (!gone) return as_error(gone.error());
    if (*gone == 0) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    if (sql.searched)
        if (const auto done = unindex_row(connection(), organisation, id); !done) return as_error(done.error());
    std::string data;
    meta::write_json(data, entity, object, meta::all_seeing());
    return emit({organisation}, entity.name, id, "removed", std::move(data));
}

Result<> Unit::index(const meta::Entity& entity, const void* object, std::int64_t organisation, std::int64_t id, bool is_new) {
    if (!sql_of(entity).searched) return {};
    std::vector<std::string_view> texts;
    for (const auto& field : entity.fields) {
        if (!field.has(meta::searchable)) continue;
        DENGYUN_ASSERT(field.type == meta::Type::text);
        const auto value = field.get(object);
        if (const auto* text = std::get_if<std::string_view>(&value)) texts.push_back(*text);
    }
    const auto done = index_row(connection(), entity.name, organisation, id, texts, is_new);
    if (!done) return as_error(done.error());
    return {};
}

Result<> Unit::emit(Id<Organisation> organisation, std::string_view entity, std::int64_t entity_id, std::string_view event,
                    std::string data) {
    const auto& actor = scope().actor();
    Event row{.organisation_id = organisation,
              .at = now(),
              .actor_kind = actor.kind,
              .actor_id = actor.id,
              .actor_name = actor.name,
              .entity = std::string(entity),
              .entity_id = entity_id,
              .name = fmt::format("{}.{}", entity, event),
              .data = std::move(data)};
    if (const auto done = append_event(connection(), row); !done) return as_error(done.error());
    if (touched_.empty() || touched_.back() != organisation) touched_.push_back(organisation);
    return {};
}

Result<std::int64_t> Unit::execute(std::string_view sql, std::span<const Scalar> parameters) {
    DENGYUN_ASSERT(scope().is_system() || sql.find("organisation_id") != std::string_view::npos);
    const auto count = connection().execute(sql, parameters);
    if (!count) return as_error(count.error());
    return *count;
}

}  // namespace dengyun::store
