#include "edge/erp/database.h"

namespace dengyun::erp {
namespace {

std::unexpected<Error> refused(const PGconn* connection) {
    return fail(ErrorKind::unavailable, "erp.database", {}, PQerrorMessage(connection));
}

}  // namespace

Result<Database> Database::open(const std::string& address) {
    Database database(PQconnectdb(address.c_str()));
    auto* connection = database.connection_.get();
    if (PQstatus(connection) != CONNECTION_OK) return refused(connection);
    DENGYUN_CHECK(database.run("SET statement_timeout = '30s'"));
    DENGYUN_CHECK(database.run("SET client_encoding = 'UTF8'"));
    return database;
}

Result<std::vector<Cells>> Database::run(const char* sql, const std::vector<std::string>& parameters) {
    std::vector<const char*> values;
    values.reserve(parameters.size());
    for (const auto& parameter : parameters) values.push_back(parameter.c_str());
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexecParams(connection_.get(), sql, static_cast<int>(values.size()), nullptr, values.data(), nullptr, nullptr,
                     0),
        &PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return refused(connection_.get());
    std::vector<Cells> rows(static_cast<std::size_t>(PQntuples(result.get())));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            const auto place = static_cast<int>(row);
            auto& cell = rows[row].emplace_back();
            if (PQgetisnull(result.get(), place, column) == 0) cell = PQgetvalue(result.get(), place, column);
        }
    }
    return rows;
}

}  // namespace dengyun::erp
