// What the descriptions ask for and the database does not have yet, as the script of a migration.
#include <algorithm>
#include <map>
#include <set>

#include "kernel/store/entity_plan.h"
#include "kernel/store/migrations.h"
#include "kernel/store/raw_access.h"

namespace dengyun::store {
namespace {

// Words that mean something else to one of the databases are quoted in scripts; statements quote every name.
std::string written(std::string_view name) {
    constexpr std::string_view reserved[] = {"user",    "order",      "group",  "table", "check",
                                             "default", "references", "offset", "limit"};
    return std::ranges::find(reserved, name) == std::end(reserved) ? std::string(name) : fmt::format("\"{}\"", name);
}

std::string column_definition(const meta::Field& field) {
    return fmt::format("{} {}{}", written(field.name), column_type(field), field.optional ? "" : " NOT NULL");
}

std::string create_table(const meta::Entity& entity) {
    std::string text = fmt::format("CREATE TABLE {} (\n", written(entity.name));
    for (const auto& field : entity.fields) text += fmt::format("    {},\n", column_definition(field));
    return text + "    PRIMARY KEY (organisation_id, id)\n);\n";
}

// Rows that are there already get the zero of the type.
std::string add_column(const meta::Entity& entity, const meta::Field& field) {
    std::string value = "0";
    if (field.type == meta::Type::choice)
        value = fmt::format("'{}'", field.choices().entries.front().name);
    else if (field.type == meta::Type::list)
        value = "'[]'";
    else if (field.type == meta::Type::nested)
        value = "'{}'";
    else if (column_of(field) == Column::text)
        value = "''";
    return fmt::format("ALTER TABLE {} ADD COLUMN {}{};\n", written(entity.name), column_definition(field),
                       field.optional ? "" : " DEFAULT " + value);
}

struct NamedIndex {
    std::string name;
    std::string definition;
};

std::string index_line(std::string_view name, std::string_view table, std::string_view columns, bool unique) {
    return fmt::format("CREATE {}INDEX {} ON {} ({});\n", unique ? "UNIQUE " : "", name, written(table), columns);
}

// The id alone, for those who read across organisations; what the description names; and the order of every field that
// lists may be sorted by, except for the times of the record, whose order is hardly ever asked for.
std::vector<NamedIndex> indexes_of(const meta::Entity& entity) {
    std::vector<NamedIndex> list;
    const auto id = fmt::format("{}_id", entity.name);
    list.push_back({id, index_line(id, entity.name, "id", false)});
    for (const auto& index : entity.indexes) {
        std::string columns = index.across_organisations ? "" : "organisation_id";
        for (const auto column : index.columns) columns += (columns.empty() ? "" : ", ") + written(column);
        list.push_back({std::string(index.name), index_line(index.name, entity.name, columns, index.unique)});
    }
    for (const auto& field : entity.fields.subspan(own_fields)) {
        if (!field.has(meta::sortable)) continue;
        const auto name = fmt::format("{}_by_{}", entity.name, field.name);
        const auto line = [&](std::string_view nulls) {
            return index_line(name, entity.name, fmt::format("organisation_id, {}{}, id", written(field.name), nulls),
                              false);
        };
        // PostgreSQL's own place for NULL is the other end of the order.
        list.push_back({name, !field.optional ? line("")
                                              : fmt::format("-- only: sqlite\n{}-- only: postgresql\n{}-- only: both\n",
                                                            line(""), line(" NULLS FIRST"))});
    }
    return list;
}

Result<std::set<std::string>> names(Connection& connection, std::string_view sql, std::string_view table) {
    std::set<std::string> found;
    const Column columns[] = {Column::text};
    const meta::Scalar of[] = {table};
    DENGYUN_CHECK(connection.each(sql, of, columns, [&](const Row& row) -> Result<> {
        found.emplace(row.text(0));
        return {};
    }));
    return found;
}

Result<std::map<std::string, std::string>> columns_of(Connection& connection, std::string_view table) {
    std::map<std::string, std::string> found;
    const Column columns[] = {Column::text, Column::text};
    const meta::Scalar of[] = {table};
    DENGYUN_CHECK(
        connection.each(dialect::columns_query(connection.database()), of, columns, [&](const Row& row) -> Result<> {
            found[std::string(row.text(0))] = row.text(1);
            return {};
        }));
    return found;
}

Result<> add_entity(Connection& connection, const meta::Entity& entity, bool platform_table, std::string& script) {
    DENGYUN_TRY(columns, columns_of(connection, entity.name));
    DENGYUN_TRY(indexes, names(connection, dialect::indexes_query(connection.database()), entity.name));
    DENGYUN_TRY(secured, names(connection, dialect::row_security_query(connection.database()), entity.name));
    const bool absent = columns.empty();
    if (absent) script += create_table(entity);
    for (const auto& field : entity.fields) {
        if (absent) break;
        const auto found = columns.find(std::string(field.name));
        if (found == columns.end()) {
            script += add_column(entity, field);
            continue;
        }
        auto type = std::string(column_type(field));
        std::ranges::transform(type, type.begin(), [](char c) { return static_cast<char>(c | 0x20); });
        if (type.starts_with("double")) type = "double precision";
        if (found->second != type)
            return fail(ErrorKind::conflict, "migration.column_type", {},
                        fmt::format("{}.{} is {} and should be {}", entity.name, field.name, found->second, type));
    }
    if (!platform_table && (absent || !secured.contains("1")))
        script += fmt::format("-- only: postgresql\n{}-- only: both\n", dialect::row_security(entity.name));
    for (const auto& index : indexes_of(entity))
        if (!indexes.contains(index.name)) script += index.definition;
    return {};
}

}  // namespace

Result<std::string> schema_difference(Store& store, std::span<const meta::Entity* const> entities) {
    std::string script;
    DENGYUN_CHECK(read_raw(store, [&](Connection& connection) -> Result<> {
        for (const auto* entity : entities) {
            // The jobs of all organisations are the platform's.
            const bool platform_table = entity->name == "job";
            DENGYUN_CHECK(add_entity(connection, *entity, platform_table, script));
        }
        return {};
    }));
    return script;
}

}  // namespace dengyun::store
