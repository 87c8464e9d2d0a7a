#pragma once
// A PostgreSQL database that is not ours, by libpq: one connection, statements with a time limit.
#include <functional>
#include <libpq-fe.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"

namespace dengyun::erp {

using Cells = std::vector<std::optional<std::string>>;

class Database {
  public:
    // Error: unavailable "erp.database". The address is a libpq connection string.
    [[nodiscard]] static Result<Database> open(const std::string& address);
    // The rows as text. Error: unavailable "erp.database" with what the database says.
    [[nodiscard]] Result<std::vector<Cells>> run(const char* sql, const std::vector<std::string>& parameters = {});

  private:
    explicit Database(PGconn* connection) : connection_(connection, &PQfinish) {}
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

}  // namespace dengyun::erp
