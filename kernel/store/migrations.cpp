#include "kernel/store/migrations.h"

#include <map>
#include <set>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/store/access.h"
#include "kernel/store/entity_sql.h"

namespace dengyun::store {
namespace {

using Kind = Connection::Kind;
using meta::Scalar;

constexpr std::string_view table_of_migrations =
    "CREATE TABLE IF NOT EXISTS migration (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, "
    "applied_at BIGINT NOT NULL)";

std::string_view name_of(Dialect dialect) { return dialect == Dialect::sqlite ? "sqlite" : "postgresql"; }

// The part of a script that is meant for this database.
std::string part_for(std::string_view script, Dialect dialect) {
    constexpr std::string_view mark = "-- only: ";
    std::string out;
    bool ours = true;
    while (!script.empty()) {
        const auto end = script.find('\n');
        const auto line = script.substr(0, end);
        script = end == std::string_view::npos ? std::string_view{} : script.substr(end + 1);
        if (line.starts_with(mark)) ours = line.substr(mark.size()) == "both" || line.substr(mark.size()) == name_of(dialect);
        else if (ours) out.append(line).append("\n");
    }
    return out;
}

Try<std::map<std::int64_t, std::string>> applied(Connection& connection) {
    std::map<std::int64_t, std::string> digests;
    constexpr std::array kinds{Kind::integer, Kind::text};
    const auto read = connection.select("SELECT number, digest FROM migration", {}, kinds, [&](const Columns& columns) {
        digests[std::get<std::int64_t>(columns.at(0))] = std::get<std::string_view>(columns.at(1));
    });
    if (!read) return std::unexpected(read.error());
    return digests;
}

Result<std::vector<const Migration*>> missing(Connection& connection, std::span<const Migration> migrations) {
    if (auto made = connection.script(table_of_migrations); !made) return as_error(made.error());
    const auto digests = applied(connection);
    if (!digests) return as_error(digests.error());
    std::vector<const Migration*> wanted;
    for (const auto& migration : migrations) wanted.push_back(&migration);
    std::ranges::sort(wanted, {}, [](const Migration* m) { return m->number; });
    if (!digests->empty() && (wanted.empty() || digests->rbegin()->first > wanted.back()->number))
        return fail(ErrorKind::conflict, "migration.from_the_future");
    std::vector<const Migration*> open;
    int expected = 0;
    for (const auto* migration : wanted) {
        DENGYUN_ASSERT(migration->number == ++expected);
        const auto found = digests->find(migration->number);
        if (found == digests->end()) open.push_back(migration);
        else if (found->second != sha256_hex(migration->script))
            return fail(ErrorKind::conflict, "migration.changed", {}, std::string(migration->name));
    }
    return open;
}

Try<> apply(Connection& connection, const Migration& migration) {
    const auto begin = connection.dialect() == Dialect::sqlite ? "BEGIN IMMEDIATE" : "BEGIN";
    if (auto done = connection.script(begin); !done) return done;
    auto done = connection.script(part_for(migration.script, connection.dialect()));
    if (done) {
        done = connection.script(fmt::format("INSERT INTO migration (number, name, digest, applied_at) VALUES ({}, '{}', '{}', 0)",
                                             migration.number, migration.name, sha256_hex(migration.script)));
    }
    if (done) return connection.script("COMMIT");
    static_cast<void>(connection.script("ROLLBACK"));
    return done;
}

// Table → column names, of the database as it is.
Try<std::map<std::string, std::set<std::string>>> present_columns(Connection& connection) {
    std::map<std::string, std::set<std::string>> tables;
    constexpr std::array kinds{Kind::text, Kind::text};
    const auto* sql = connection.dialect() == Dialect::sqlite
        ? "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
        : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()";
    const auto read = connection.select(sql, {}, kinds, [&](const Columns& columns) {
        tables[std::string(std::get<std::string_view>(columns.at(0)))].emplace(std::get<std::string_view>(columns.at(1)));
    });
    if (!read) return std::unexpected(read.error());
    return tables;
}

Try<std::set<std::string>> present_indexes(Connection& connection) {
    std::set<std::string> names;
    constexpr std::array kinds{Kind::text};
    const auto* sql = connection.dialect() == Dialect::sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'index'"
        : "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()";
    const auto read = connection.select(sql, {}, kinds, [&](const Columns& columns) {
        names.emplace(std::get<std::string_view>(columns.at(0)));
    });
    if (!read) return std::unexpected(read.error());
    return names;
}

std::string column_definition(const meta::Field& field) {
    // DOUBLE PRECISION is understood by both.
    return fmt::format("{} {}{}", field.name, column_type(field, Dialect::postgresql), field.optional ? "" : " NOT NULL");
}

std::string create_table(const meta::Entity& entity) {
    std::string text = fmt::format("CREATE TABLE {} (\n", quoted(entity.name));
    for (const auto& field : entity.fields) text += fmt::format("    {},\n", column_definition(field));
    text += "    PRIMARY KEY (organisation_id, id)\n);\n";
    text += fmt::format(
        "-- only: postgresql\n"
        "ALTER TABLE {1} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {1} FORCE ROW LEVEL SECURITY;\n"
        "CREATE POLICY {0}_tenancy ON {1} USING (current_setting('dengyun.reads_all', true) = 'on' OR organisation_id = "
        "CAST(current_setting('dengyun.organisation', true) AS BIGINT));\n-- only: both\n",
        entity.name, quoted(entity.name));
    return text;
}

std::string add_column(const meta::Entity& entity, const meta::Field& field) {
    const auto zero = kind_of(field) == Kind::text ? (field.type == meta::Type::list ? "'[]'" : "''") : "0";
    return fmt::format("ALTER TABLE {} ADD COLUMN {}{};\n", quoted(entity.name), column_definition(field),
                       field.optional ? "" : fmt::format(" DEFAULT {}", zero));
}

struct NamedIndex {
    std::string name;
    std::string definition;
};
std::vector<NamedIndex> indexes_of(const meta::Entity& entity) {
    std::vector<NamedIndex> list;
    const auto add = [&](std::string name, std::string columns, bool unique) {
        list.push_back({name, fmt::format("CREATE {}INDEX {} ON {} ({});\n", unique ? "UNIQUE " : "", name, quoted(entity.name), columns)});
    };
    add(fmt::format("{}_id", entity.name), "id", false);
    for (const auto& index : entity.indexes) {
        std::string columns = index.across_organisations ? "" : "organisation_id";
        for (const auto column : index.columns) columns += (columns.empty() ? "" : ", ") + std::string(column);
        add(std::string(index.name), columns, index.unique);
    }
    return list;
}

}  // namespace

Result<std::vector<int>> migrate(Store& store, std::span<const Migration> migrations) {
    std::vector<int> numbers;
    DENGYUN_CHECK(with_connection(store, [&](Connection& connection) -> Result<> {
        const bool shared = connection.dialect() == Dialect::postgresql;
        // Other processes that start at the same time wait here.
        constexpr std::string_view lock = "SELECT pg_advisory_lock(7236458)";
        constexpr std::string_view unlock = "SELECT pg_advisory_unlock(7236458)";
        if (shared)
            if (auto locked = connection.script(lock); !locked) return as_error(locked.error());
        auto outcome = [&]() -> Result<> {
            DENGYUN_TRY(open, missing(connection, migrations));
            for (const auto* migration : open) {
                if (auto done = apply(connection, *migration); !done) return as_error(done.error());
                numbers.push_back(migration->number);
            }
            return {};
        }();
        if (shared) static_cast<void>(connection.script(unlock));
        return outcome;
    }));
    return numbers;
}

Result<std::vector<int>> pending_migrations(Store& store, std::span<const Migration> migrations) {
    std::vector<int> numbers;
    DENGYUN_CHECK(with_connection(store, [&](Connection& connection) -> Result<> {
        DENGYUN_TRY(open, missing(connection, migrations));
        for (const auto* migration : open) numbers.push_back(migration->number);
        return {};
    }));
    return numbers;
}

Result<std::string> schema_difference(Store& store, std::span<const meta::Entity* const> entities) {
    std::string script;
    DENGYUN_CHECK(with_connection(store, [&](Connection& connection) -> Result<> {
        const auto tables = present_columns(connection);
        if (!tables) return as_error(tables.error());
        const auto indexes = present_indexes(connection);
        if (!indexes) return as_error(indexes.error());
        for (const auto* entity : entities) {
            const auto table = tables->find(std::string(entity->name));
            if (table == tables->end()) {
                script += create_table(*entity);
            } else {
                for (const auto& field : entity->fields)
                    if (!table->second.contains(std::string(field.name))) script += add_column(*entity, field);
            }
            for (const auto& index : indexes_of(*entity))
                if (!indexes->contains(index.name)) script += index.definition;
        }
        return {};
    }));
    return script;
}

}  // namespace dengyun::store
