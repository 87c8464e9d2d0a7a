#include "kernel/store/dialect.h"

#include <fmt/format.h>

namespace dengyun::store::dialect {
namespace {

// Calls `plain` for every character outside of quotes; what is quoted is copied.
// It answers how many characters it has taken (and written in its own way).
template <class Plain>
std::string outside_quotes(std::string_view sql, Plain plain) {
    std::string out;
    out.reserve(sql.size() + 32);
    char quote = 0;
    for (std::size_t i = 0; i < sql.size();) {
        const char c = sql[i];
        if (quote == 0 && (c == '\'' || c == '"')) {
            quote = c;
        } else if (c == quote) {
            quote = 0;
        } else if (quote == 0) {
            if (const std::size_t taken = plain(out, i); taken > 0) {
                i += taken;
                continue;
            }
        }
        out += c;
        ++i;
    }
    return out;
}

bool is_word(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

std::string settings(const Scope& scope) {
    return fmt::format(
        "SELECT set_config('dengyun.organisation', '{}', true), set_config('dengyun.reads_all', '{}', true), "
        "set_config('dengyun.writes_all', '{}', true)",
        scope.organisation().value, scope.reads_all() ? "on" : "off", scope.writes_all() ? "on" : "off");
}

}  // namespace

std::string statement(Database database, std::string_view sql) {
    if (database == Database::sqlite) return std::string(sql);
    int number = 0;
    return outside_quotes(sql, [&](std::string& out, std::size_t at) -> std::size_t {
        if (sql[at] != '?') return 0;
        out += fmt::format(":p{}", ++number);
        return 1;
    });
}

std::string definition(Database database, std::string_view sql) {
    if (database == Database::sqlite) return std::string(sql);
    constexpr std::string_view word = "TEXT";
    return outside_quotes(sql, [&](std::string& out, std::size_t at) -> std::size_t {
        const auto after = at + word.size();
        if (!sql.substr(at).starts_with(word) || (at > 0 && is_word(sql[at - 1])) ||
            (after < sql.size() && is_word(sql[after])))
            return 0;
        out += "TEXT COLLATE \"C\"";
        return word.size();
    });
}

std::string begin_read(Database database, const Scope& scope) {
    if (database == Database::sqlite) return "BEGIN";
    return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; " + settings(scope);
}

std::string begin_write(Database database, const Scope& scope) {
    if (database == Database::sqlite) return "BEGIN IMMEDIATE";
    return "BEGIN ISOLATION LEVEL REPEATABLE READ; " + settings(scope);
}

std::string begin_all(Database database) { return begin_write(database, Scope::system("store")); }

std::string_view for_update(Database database) { return database == Database::sqlite ? "" : " FOR UPDATE"; }

std::string contains(Database database, std::string_view column) {
    return fmt::format("{}({}, ?) > 0", database == Database::sqlite ? "instr" : "strpos", column);
}

std::string_view search_condition(Database database) {
    if (database == Database::sqlite) return "s.number IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)";
    return "s.vector @@ CAST(? AS tsquery)";
}

std::string row_security(std::string_view table) {
    return fmt::format(
        "ALTER TABLE \"{0}\" ENABLE ROW LEVEL SECURITY;\n"
        "ALTER TABLE \"{0}\" FORCE ROW LEVEL SECURITY;\n"
        "CREATE POLICY {0}_tenancy ON \"{0}\"\n"
        "    USING (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)\n"
        "           OR current_setting('dengyun.reads_all', true) = 'on')\n"
        "    WITH CHECK (organisation_id = CAST(NULLIF(current_setting('dengyun.organisation', true), '') AS BIGINT)\n"
        "                OR current_setting('dengyun.writes_all', true) = 'on');\n",
        table);
}

std::string_view columns_query(Database database) {
    if (database == Database::sqlite) return "SELECT name, lower(type) FROM pragma_table_info(?) ORDER BY cid";
    return "SELECT column_name, data_type FROM information_schema.columns "
           "WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position";
}

std::string_view key_query(Database database) {
    if (database == Database::sqlite) return "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk";
    return "SELECT a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
           "JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) ON true "
           "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum "
           "WHERE i.indisprimary AND c.relname = ? AND c.relnamespace = CAST(current_schema() AS regnamespace) ORDER "
           "BY k.place";
}

std::string_view indexes_query(Database database) {
    if (database == Database::sqlite) return "SELECT name FROM pragma_index_list(?) ORDER BY name";
    return "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ? ORDER BY indexname";
}

std::string_view tables_query(Database database) {
    if (database == Database::sqlite)
        return "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
               "AND name NOT LIKE 'search_index%' ORDER BY name";
    // Partitions are parts of the table that has them.
    return "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
           "AND relnamespace = CAST(current_schema() AS regnamespace) ORDER BY relname";
}

std::string_view row_security_query(Database database) {
    if (database == Database::sqlite) return "SELECT 1 WHERE ? <> ''";
    return "SELECT CASE WHEN relrowsecurity AND relforcerowsecurity THEN 1 ELSE 0 END FROM pg_class "
           "WHERE relname = ? AND relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)";
}

}  // namespace dengyun::store::dialect
