#include "kernel/store/entity_sql.h"

#include <boost/json/value.hpp>

#include "kernel/base/assert.h"
#include "kernel/meta/json.h"

namespace dengyun::store {
namespace {

using meta::Field;
using meta::Scalar;
using meta::Type;

EntitySql make(const meta::Entity& entity) {
    EntitySql sql;
    const auto table = quoted(entity.name);
    std::string marks;
    std::string changes;
    for (const auto& field : entity.fields) {
        const char* separator = sql.columns.empty() ? "" : ", ";
        sql.columns += fmt::format("{}{}", separator, field.name);
        marks += fmt::format("{}?", separator);
        changes += fmt::format("{}{} = ?", separator, field.name);
        sql.kinds.push_back(kind_of(field));
        sql.searched = sql.searched || field.has(meta::searchable);
    }
    sql.insert = fmt::format("INSERT INTO {} ({}) VALUES ({})", table, sql.columns, marks);
    sql.find = fmt::format("SELECT {} FROM {} WHERE id = ?", sql.columns, table);
    sql.find_own = sql.find + " AND organisation_id = ?";
    constexpr std::string_view key = " WHERE organisation_id = ? AND id = ? AND version = ?";
    sql.update = fmt::format("UPDATE {} SET {}{}", table, changes, key);
    sql.update_kinds = sql.kinds;
    sql.update_kinds.insert(sql.update_kinds.end(), 3, Connection::Kind::integer);
    sql.remove = fmt::format("DELETE FROM {}{}", table, key);
    return sql;
}

}  // namespace

std::string quoted(std::string_view table) { return fmt::format("\"{}\"", table); }

Connection::Kind kind_of(const Field& field) {
    switch (field.type) {
        case Type::boolean:
        case Type::integer:
        case Type::instant:
        case Type::date:
        case Type::id: return Connection::Kind::integer;
        case Type::real: return Connection::Kind::real;
        case Type::text:
        case Type::choice:
        case Type::nested:
        case Type::list: return Connection::Kind::text;
    }
    DENGYUN_ASSERT(false);
}

std::string_view column_type(const Field& field, Dialect dialect) {
    if (field.type == Type::boolean) return "INTEGER";
    switch (kind_of(field)) {
        case Connection::Kind::integer: return "BIGINT";
        case Connection::Kind::real: return dialect == Dialect::sqlite ? "DOUBLE" : "DOUBLE PRECISION";
        case Connection::Kind::text: return "TEXT";
    }
    DENGYUN_ASSERT(false);
}

const EntitySql& sql_of(const meta::Entity& entity) {
    static std::mutex mutex;
    static std::unordered_map<const meta::Entity*, std::unique_ptr<const EntitySql>> made;
    const std::lock_guard lock(mutex);
    auto& entry = made[&entity];
    if (!entry) entry = std::make_unique<const EntitySql>(make(entity));
    return *entry;
}

Scalar column_value(const Field& field, const Scalar& value) {
    if (field.type != Type::choice || std::holds_alternative<std::monostate>(value)) return value;
    return field.choices().entries[static_cast<std::size_t>(std::get<std::int64_t>(value))].name;
}

void read_object(const meta::Entity& entity, const void* object, std::vector<Scalar>& values,
                 std::vector<std::string>& texts) {
    values.clear();
    texts.clear();
    texts.reserve(entity.fields.size());  // views into it must stay valid
    for (const auto& field : entity.fields) {
        if (field.type == Type::nested || field.type == Type::list) {
            const bool absent = field.type == Type::nested && field.inner(object) == nullptr;
            if (absent) {
                values.emplace_back();
                continue;
            }
            meta::write_json_value(texts.emplace_back(), field, object, meta::all_seeing());
            values.emplace_back(std::string_view(texts.back()));
        } else {
            values.push_back(column_value(field, field.get(object)));
        }
    }
}

namespace {
Result<> write_field(const Field& field, void* object, const Scalar& value) {
    const bool absent = std::holds_alternative<std::monostate>(value);
    if (field.type == Type::nested || field.type == Type::list) {
        if (absent) return {};
        DENGYUN_TRY(json, meta::parse_json(std::get<std::string_view>(value)));
        return meta::read_json_value(json, field, object);
    }
    if (absent) {
        if (field.optional) field.set(object, {});
        return {};
    }
    switch (field.type) {
        case Type::boolean: field.set(object, std::get<std::int64_t>(value) != 0); return {};
        case Type::choice: {
            const auto position = meta::position_of(field.choices(), std::get<std::string_view>(value));
            if (!position) return fail(ErrorKind::unavailable, "internal", {}, fmt::format("unknown choice in {}", field.name));
            field.set(object, *position);
            return {};
        }
        default: field.set(object, value); return {};
    }
}
}  // namespace

Result<> write_object(const meta::Entity& entity, void* object, const Columns& columns) {
    for (std::size_t i = 0; i < entity.fields.size(); ++i)
        DENGYUN_CHECK(write_field(entity.fields[i], object, columns.at(i)));
    return {};
}

}  // namespace dengyun::store
