#include "kernel/store/sqlite_statement.h"

#include <soci/sqlite3/soci-sqlite3.h>

namespace dengyun::store {
namespace {

using namespace sqlite_api;

sqlite3* handle_of(soci::session& session) {
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

// What is passed stays where it is until the statement is reset, so SQLite need not copy it.
int bind(sqlite3_stmt* statement, int place, const meta::Scalar& value) {
    if (const auto* text = std::get_if<std::string_view>(&value))
        return sqlite3_bind_text64(statement, place, text->data() == nullptr ? "" : text->data(), text->size(), nullptr,
                                   SQLITE_UTF8);
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, place, *integer);
    if (const auto* real = std::get_if<double>(&value)) return sqlite3_bind_double(statement, place, *real);
    if (const auto* boolean = std::get_if<bool>(&value)) return sqlite3_bind_int(statement, place, *boolean ? 1 : 0);
    return sqlite3_bind_null(statement, place);
}

}  // namespace

SqliteStatement::SqliteStatement(soci::session& session, std::string_view sql) {
    const int code = sqlite3_prepare_v3(handle_of(session), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
    if (code != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite3_errmsg(handle_of(session)), code);
    parameters_ = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_));
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

void SqliteStatement::refuse(int code) {
    const std::string message = sqlite3_errmsg(sqlite3_db_handle(statement_));
    sqlite3_reset(statement_);
    throw soci::sqlite3_soci_error(message, code);
}

bool SqliteStatement::start(std::span<const meta::Scalar> parameters) {
    int place = 0;
    for (const auto& parameter : parameters)
        if (const int code = bind(statement_, ++place, parameter); code != SQLITE_OK) refuse(code);
    return next();
}

bool SqliteStatement::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) refuse(code);
    // At once: a statement that is not reset would keep its snapshot open.
    sqlite3_reset(statement_);
    return false;
}

std::int64_t SqliteStatement::rows_touched() { return sqlite3_changes(sqlite3_db_handle(statement_)); }

void SqliteStatement::end() { sqlite3_reset(statement_); }

bool SqliteStatement::is_null(std::size_t column) const {
    return sqlite3_column_type(statement_, static_cast<int>(column)) == SQLITE_NULL;
}
std::int64_t SqliteStatement::integer(std::size_t column) const {
    return sqlite3_column_int64(statement_, static_cast<int>(column));
}
double SqliteStatement::real(std::size_t column) const {
    return sqlite3_column_double(statement_, static_cast<int>(column));
}

// SQLite's own text of a real has fewer digits than it takes to read the same number again.
std::string_view SqliteStatement::text(std::size_t column) const {
    const int place = static_cast<int>(column);
    if (sqlite3_column_type(statement_, place) == SQLITE_FLOAT) {
        if (reals_.size() <= column) reals_.resize(static_cast<std::size_t>(sqlite3_column_count(statement_)));
        return reals_[column] = fmt::format("{}", sqlite3_column_double(statement_, place));
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, place));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, place))};
}

}  // namespace dengyun::store
