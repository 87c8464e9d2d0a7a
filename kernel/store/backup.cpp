#include "kernel/store/backup.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <cstdio>
#include <filesystem>
#include <map>

#include "kernel/base/digest.h"
#include "kernel/meta/json.h"
#include "kernel/store/archive.h"
#include "kernel/store/raw_access.h"
#include "kernel/store/table_copy.h"

namespace dengyun::store {
namespace {

constexpr std::string_view format_name = "dengyun-backup";

using Digests = std::map<std::int64_t, std::string>;  // of migrations, by number

std::unexpected<Error> damaged(std::string detail = {}) {
    return fail(ErrorKind::invalid, "restore.damaged", {}, std::move(detail));
}

Result<Digests> applied_migrations(Connection& connection) {
    Digests digests;
    constexpr Column columns[] = {Column::integer, Column::text};
    DENGYUN_CHECK(
        connection.each("SELECT number, sha256 FROM schema_migration", {}, columns, [&](const Row& row) -> Result<> {
            digests[row.integer(0)] = row.text(1);
            return {};
        }));
    return digests;
}

std::string opening_line(const Digests& migrations) {
    std::string line = fmt::format(R"({{"format":"{}","version":{},"migrations":[)", format_name, archive_version);
    for (const auto& [number, digest] : migrations)
        line += fmt::format(R"({}[{},"{}"])", line.ends_with('[') ? "" : ",", number, digest);
    return line + "]}";
}

Result<Digests> read_opening(std::string_view line) {
    auto parsed = meta::parse_json(line);
    if (!parsed || !parsed->is_object()) return damaged("no opening line");
    const auto& object = parsed->get_object();
    const auto* format = object.if_contains("format");
    const auto* version = object.if_contains("version");
    const auto* migrations = object.if_contains("migrations");
    if (format == nullptr || !format->is_string() || format->get_string() != format_name || version == nullptr ||
        !version->is_int64() || migrations == nullptr || !migrations->is_array())
        return damaged("the opening line");
    if (version->get_int64() != archive_version) return fail(ErrorKind::conflict, "restore.unknown_version");
    Digests digests;
    for (const auto& entry : migrations->get_array()) {
        const auto* pair = entry.if_array();
        if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_int64() || !(*pair)[1].is_string())
            return damaged("the opening line");
        digests[(*pair)[0].get_int64()] = std::string((*pair)[1].get_string());
    }
    return digests;
}

Result<> write_archive(Connection& connection, const std::string& path, std::span<const std::string_view> apart) {
    DENGYUN_TRY(archive, ArchiveWriter::create(path));
    DENGYUN_TRY(migrations, applied_migrations(connection));
    DENGYUN_CHECK(archive.line(opening_line(migrations)));
    DENGYUN_TRY(tables, carried_tables(connection, apart));
    std::int64_t rows = 0;
    for (const auto& table : tables) {
        DENGYUN_CHECK(archive.line(heading(table)));
        DENGYUN_CHECK(each_row(connection, table, [&](std::string_view line) {
            ++rows;
            return archive.line(line);
        }));
    }
    return archive.end(rows);
}

// Reads all of it and answers the migrations that it stands on.
Result<Digests> prove(const std::string& path) {
    DENGYUN_TRY(archive, ArchiveReader::open(path));
    DENGYUN_TRY(opening, archive.line());
    DENGYUN_TRY(migrations, read_opening(opening));
    while (true) {
        DENGYUN_TRY(line, archive.line());
        if (line.empty()) return std::move(migrations);
    }
}

Result<> check_empty(Connection& connection, const Digests& wanted) {
    DENGYUN_TRY(present, applied_migrations(connection));
    for (const auto& [number, digest] : present) {
        const auto found = wanted.find(number);
        if (found == wanted.end() || found->second != digest) return fail(ErrorKind::conflict, "restore.not_empty");
    }
    DENGYUN_TRY(tables, carried_tables(connection));
    for (const auto& table : tables) {
        bool any = false;
        DENGYUN_CHECK(connection.each(fmt::format("SELECT 1 FROM \"{}\" LIMIT 1", table.name), {}, {},
                                      [&](const Row&) -> Result<> {
                                          any = true;
                                          return {};
                                      }));
        if (any) return fail(ErrorKind::conflict, "restore.not_empty", {}, table.name);
    }
    return {};
}

Result<> read_archive(Connection& connection, const std::string& path) {
    DENGYUN_TRY(archive, ArchiveReader::open(path));
    DENGYUN_TRY(opening, archive.line());
    static_cast<void>(opening);
    std::optional<RowWriter> rows;
    while (true) {
        DENGYUN_TRY(line, archive.line());
        if (line.starts_with('[')) {
            if (!rows) return damaged("a row before the first table");
            DENGYUN_CHECK(rows->add(line));
            continue;
        }
        if (rows) DENGYUN_CHECK(rows->finish());
        if (line.empty()) break;
        DENGYUN_TRY(table, read_heading(line));
        rows.emplace(connection, std::move(table));
    }
    if (connection.database() == Database::sqlite)
        DENGYUN_CHECK(connection.define("INSERT INTO search_index (search_index) VALUES ('rebuild')"));
    return {};
}

}  // namespace

Result<> backup(Store& store, const std::string& path, std::span<const std::string_view> apart) {
    if (std::filesystem::exists(path)) return fail(ErrorKind::conflict, "backup.exists");
    // Under another name until it is proved: what stands at `path` is whole.
    const auto unproved = path + ".part";
    std::error_code ignored;
    std::filesystem::remove(unproved, ignored);
    auto outcome = read_raw(store, [&](Connection& connection) { return write_archive(connection, unproved, apart); });
    if (outcome)
        if (auto proved = prove(unproved); !proved) outcome = std::unexpected(std::move(proved).error());
    if (outcome && std::rename(unproved.c_str(), path.c_str()) != 0)
        outcome = fail(ErrorKind::unavailable, "backup.unwritable");
    if (!outcome) std::filesystem::remove(unproved, ignored);
    return outcome;
}

Result<> restore(Store& store, const std::string& path, std::span<const Migration> migrations) {
    DENGYUN_TRY(wanted, prove(path));
    std::vector<Migration> before;
    for (const auto& migration : migrations) {
        const auto found = wanted.find(migration.number);
        if (found == wanted.end()) continue;
        if (found->second != sha256_hex(migration.script)) return fail(ErrorKind::conflict, "restore.unknown_version");
        before.push_back(migration);
    }
    if (before.size() != wanted.size()) return fail(ErrorKind::conflict, "restore.unknown_version");
    DENGYUN_CHECK(read_raw(store, [&](Connection& connection) { return check_empty(connection, wanted); }));
    DENGYUN_CHECK(migrate(store, before));
    DENGYUN_CHECK(write_raw(store, [&](Connection& connection, Instant) -> Result<> {
        DENGYUN_CHECK(check_empty(connection, wanted));
        return read_archive(connection, path);
    }));
    DENGYUN_CHECK(migrate(store, migrations));
    return {};
}

}  // namespace dengyun::store
