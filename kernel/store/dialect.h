#pragma once
// Everything in which the two databases differ, in one place. The rest of the room writes one subset of SQL: `?` for
// parameters, BIGINT, INTEGER, DOUBLE PRECISION and TEXT for columns, names quoted where they are reserved ("user").
#include <string>
#include <string_view>

#include "kernel/base/scope.h"

namespace dengyun::store {

enum class Database { sqlite, postgresql };

namespace dialect {

// `?` becomes :p1, :p2, … on PostgreSQL, outside of quotes: the form that SOCI takes there.
[[nodiscard]] std::string statement(Database database, std::string_view sql);
// As `statement`, for a line of a migration: TEXT becomes TEXT COLLATE "C" on PostgreSQL, so that both databases order
// texts by their bytes, whatever the locale of the server.
[[nodiscard]] std::string definition(Database database, std::string_view sql);

// What opens a transaction. PostgreSQL's also tells row-level security whose rows these are, in the same round trip.
[[nodiscard]] std::string begin_read(Database database, const Scope& scope);
[[nodiscard]] std::string begin_write(Database database, const Scope& scope);
// What opens a transaction across organisations, of the store's own work.
[[nodiscard]] std::string begin_all(Database database);

// Locks the rows of a SELECT until the end of the transaction. SQLite has one writer anyway.
[[nodiscard]] std::string_view for_update(Database database);
// A condition: the text column contains the parameter as it is, in the same case.
[[nodiscard]] std::string contains(Database database, std::string_view column);
// A condition on search_entry.rowid or .terms that takes one parameter, made by `search_expression` (search.h).
[[nodiscard]] std::string_view search_condition(Database database);

// Row-level security of a table, as the lines of a migration.
[[nodiscard]] std::string row_security(std::string_view table);

// Two columns: name and type as declared ("bigint", "text", …) of the table in the one parameter, in lower case.
[[nodiscard]] std::string_view columns_query(Database database);
// One column: the columns of the primary key of the table in the one parameter, in order.
[[nodiscard]] std::string_view key_query(Database database);
// One column: the names of the indexes of the table in the one parameter.
[[nodiscard]] std::string_view indexes_query(Database database);
// One column: the tables that hold rows of ours (not the parts of a full-text index).
[[nodiscard]] std::string_view tables_query(Database database);
// One column: 1 where the table in the parameter has row-level security (always on SQLite).
[[nodiscard]] std::string_view row_security_query(Database database);

}  // namespace dialect
}  // namespace dengyun::store
