#include "kernel/store/entity_plan.h"

#include <boost/json/value.hpp>

#include "kernel/base/assert.h"
#include "kernel/meta/json.h"

namespace dengyun::store {
namespace {

using meta::Type;

constexpr std::string_view record_names[] = {"id", "organisation_id", "version", "created_at", "updated_at"};

std::unexpected<Error> unreadable(const meta::Entity& entity, const meta::Field& field) {
    return fail(ErrorKind::unavailable, "internal", {},
                fmt::format("the column {}.{} does not fit its description", entity.name, field.name));
}

}  // namespace

bool is_json(const meta::Field& field) { return field.type == Type::nested || field.type == Type::list; }

Column column_of(const meta::Field& field) {
    switch (field.type) {
        case Type::boolean:
        case Type::integer:
        case Type::instant:
        case Type::date:
        case Type::id:
            return Column::integer;
        case Type::real:
            return Column::real;
        case Type::text:
        case Type::choice:
        case Type::nested:
        case Type::list:
            break;
    }
    return Column::text;
}

std::string_view column_type(const meta::Field& field) {
    if (field.type == Type::boolean) return "INTEGER";
    switch (column_of(field)) {
        case Column::integer:
            return "BIGINT";
        case Column::real:
            return "DOUBLE PRECISION";
        case Column::text:
            break;
    }
    return "TEXT";
}

EntityPlan::EntityPlan(const meta::Entity& described)
    : entity(described), table(fmt::format("\"{}\"", described.name)) {
    DENGYUN_ASSERT(entity.stored && entity.fields.size() >= own_fields);
    std::string marks;
    std::string changes;
    for (std::size_t i = 0; i < entity.fields.size(); ++i) {
        const auto& field = entity.fields[i];
        if (i < own_fields) DENGYUN_ASSERT(field.name == record_names[i]);
        columns.push_back(column_of(field));
        column_list += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", field.name);
        marks += i == 0 ? "?" : ", ?";
        if (i >= version_field) changes += fmt::format("{}\"{}\" = ?", i == version_field ? "" : ", ", field.name);
        searchable = searchable || field.has(meta::searchable);
    }
    const auto select = fmt::format("SELECT {} FROM {} WHERE ", column_list, table);
    const std::string key = "organisation_id = ? AND id = ?";
    select_own = select + key;
    select_any = select + "id = ?";
    insert = fmt::format("INSERT INTO {} ({}) VALUES ({})", table, column_list, marks);
    update = fmt::format("UPDATE {} SET {} WHERE {} AND version = ?", table, changes, key);
    remove = fmt::format("DELETE FROM {} WHERE {} AND version = ?", table, key);
}

meta::Scalar column_value(const meta::Field& field, const meta::Scalar& value) {
    if (std::holds_alternative<std::monostate>(value)) return value;
    const auto type = field.type == Type::list ? field.element : field.type;
    if (type == Type::choice) {
        const auto position = static_cast<std::size_t>(std::get<std::int64_t>(value));
        const auto entries = field.choices().entries;
        DENGYUN_ASSERT(position < entries.size());
        return entries[position].name;
    }
    if (type == Type::boolean) return std::int64_t{std::get<bool>(value) ? 1 : 0};
    return value;
}

BoundRow::BoundRow(const meta::Entity& entity, const void* object, std::size_t first) {
    scalars_.reserve(entity.fields.size() + 4);
    for (const auto& field : entity.fields.subspan(first)) {
        if (!is_json(field)) {
            scalars_.push_back(column_value(field, field.get(object)));
        } else if (field.type == Type::nested && field.inner(object) == nullptr) {
            scalars_.emplace_back();
        } else {
            auto& text = texts_.emplace_back();
            meta::write_json_value(text, field, object, meta::all_seeing());
            scalars_.emplace_back(std::string_view(text));
        }
    }
}

namespace {

Result<> read_column(const meta::Entity& entity, const meta::Field& field, const Row& row, std::size_t column,
                     void* object) {
    if (row.is_null(column)) {
        if (field.type == Type::nested && field.optional)
            field.clear(object);
        else if (field.optional && !is_json(field))
            field.set(object, {});
        else if (field.type != Type::list)
            return unreadable(entity, field);
        return {};
    }
    if (is_json(field)) {
        DENGYUN_TRY(json, meta::parse_json(row.text(column)));
        return meta::read_json_value(json, field, object);
    }
    switch (field.type) {
        case Type::boolean:
            field.set(object, row.integer(column) != 0);
            break;
        case Type::real:
            field.set(object, row.real(column));
            break;
        case Type::text:
            field.set(object, row.text(column));
            break;
        case Type::choice: {
            const auto position = meta::position_of(field.choices(), row.text(column));
            if (!position) return unreadable(entity, field);
            field.set(object, *position);
            break;
        }
        default:
            field.set(object, row.integer(column));
            break;
    }
    return {};
}

}  // namespace

Result<> read_row(const EntityPlan& plan, const Row& row, void* object) {
    const auto fields = plan.entity.fields;
    for (std::size_t i = 0; i < fields.size(); ++i) DENGYUN_CHECK(read_column(plan.entity, fields[i], row, i, object));
    return {};
}

}  // namespace dengyun::store
