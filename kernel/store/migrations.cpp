#include "kernel/store/migrations.h"

#include <map>

#include "kernel/base/assert.h"
#include "kernel/base/digest.h"
#include "kernel/store/raw_access.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

std::string_view name_of(Database database) { return database == Database::sqlite ? "sqlite" : "postgresql"; }

// The statements of a script that are meant for this database. A statement ends at a `;` at the end of a line; a
// trigger (CREATE TRIGGER …) at the line "END;".
std::vector<std::string> statements_of(std::string_view script, Database database) {
    constexpr std::string_view mark = "-- only: ";
    std::vector<std::string> statements;
    std::string statement;
    bool ours = true;
    while (!script.empty()) {
        const auto end = script.find('\n');
        auto line = script.substr(0, end);
        script = end == std::string_view::npos ? std::string_view{} : script.substr(end + 1);
        while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
        if (line.starts_with(mark)) {
            const auto named = line.substr(mark.size());
            ours = named == "both" || named == name_of(database);
            continue;
        }
        if (!ours || line.empty() || line.starts_with("--")) continue;
        statement += line;
        statement += '\n';
        const bool trigger = statement.starts_with("CREATE TRIGGER");
        if (trigger ? line == "END;" : line.ends_with(';')) statements.push_back(std::exchange(statement, {}));
    }
    if (!statement.empty()) statements.push_back(std::move(statement));
    return statements;
}

Result<std::map<std::int64_t, std::string>> applied(Connection& connection) {
    std::map<std::int64_t, std::string> digests;
    constexpr Column columns[] = {Column::integer, Column::text};
    DENGYUN_CHECK(
        connection.each("SELECT number, sha256 FROM schema_migration", {}, columns, [&](const Row& row) -> Result<> {
            digests[row.integer(0)] = row.text(1);
            return {};
        }));
    return digests;
}

Result<std::vector<const Migration*>> missing(Connection& connection, std::span<const Migration> migrations) {
    DENGYUN_TRY(digests, applied(connection));
    std::vector<const Migration*> ordered;
    for (const auto& migration : migrations) ordered.push_back(&migration);
    std::ranges::sort(ordered, {}, [](const Migration* migration) { return migration->number; });
    if (!digests.empty() && (ordered.empty() || digests.rbegin()->first > ordered.back()->number))
        return fail(ErrorKind::conflict, "migration.from_the_future");
    std::vector<const Migration*> open;
    int expected = 0;
    for (const auto* migration : ordered) {
        DENGYUN_ASSERT(migration->number == ++expected);
        const auto found = digests.find(migration->number);
        if (found == digests.end())
            open.push_back(migration);
        else if (found->second != sha256_hex(migration->script))
            return fail(ErrorKind::conflict, "migration.changed", {}, std::string(migration->name));
    }
    return open;
}

Result<> apply(Connection& connection, const Migration& migration, Instant at) {
    for (const auto& statement : statements_of(migration.script, connection.database())) {
        auto done = connection.define(dialect::definition(connection.database(), statement));
        if (!done)
            return fail(ErrorKind::conflict, "migration.failed", {},
                        fmt::format("{}: {}", migration.name, done.error().detail));
    }
    const auto digest = sha256_hex(migration.script);
    const Scalar row[] = {std::int64_t{migration.number}, migration.name, std::string_view(digest),
                          milliseconds_of(at)};
    DENGYUN_CHECK(
        connection.execute("INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)", row));
    return {};
}

// Kept until the end of the transaction: other processes that start at the same time wait here. SQLite has its file
// lock.
Result<> keep_others_out(Connection& connection) {
    if (connection.database() == Database::sqlite) return {};
    return connection.control("SELECT pg_advisory_xact_lock(4157202)");
}

// The first of the missing ones; nullopt where none is.
Result<std::optional<int>> migrate_one(Store& store, std::span<const Migration> migrations) {
    std::optional<int> number;
    DENGYUN_CHECK(write_raw(store, [&](Connection& connection, Instant now) -> Result<> {
        number.reset();
        DENGYUN_CHECK(keep_others_out(connection));
        DENGYUN_TRY(open, missing(connection, migrations));
        if (open.empty()) return {};
        DENGYUN_CHECK(apply(connection, *open.front(), now));
        number = open.front()->number;
        return {};
    }));
    return number;
}

}  // namespace

Result<std::vector<int>> migrate(Store& store, std::span<const Migration> migrations) {
    std::vector<int> numbers;
    while (true) {
        DENGYUN_TRY(number, migrate_one(store, migrations));
        if (!number) return numbers;
        numbers.push_back(*number);
    }
}

Result<std::vector<int>> pending_migrations(Store& store, std::span<const Migration> migrations) {
    std::vector<int> numbers;
    DENGYUN_CHECK(read_raw(store, [&](Connection& connection) -> Result<> {
        DENGYUN_TRY(open, missing(connection, migrations));
        for (const auto* migration : open) numbers.push_back(migration->number);
        return {};
    }));
    return numbers;
}

}  // namespace dengyun::store
