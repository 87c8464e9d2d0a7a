#pragma once
// A prepared statement of SQLite by its own interface: parameters are bound and columns read where they lie, without a
// copy. Private to this room.
#include <vector>

#include "kernel/store/statement.h"

namespace sqlite_api {
struct sqlite3_stmt;
}

namespace dengyun::store {

class SqliteStatement final : public Statement {
  public:
    SqliteStatement(soci::session& session, std::string_view sql);
    ~SqliteStatement() override;
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    // SQLite's places have no kinds.
    [[nodiscard]] bool fits(std::span<const meta::Scalar> parameters) const override {
        return parameters.size() == parameters_;
    }
    bool start(std::span<const meta::Scalar> parameters) override;
    bool next() override;
    [[nodiscard]] std::int64_t rows_touched() override;
    void end() override;

    [[nodiscard]] bool is_null(std::size_t column) const override;
    [[nodiscard]] std::int64_t integer(std::size_t column) const override;
    [[nodiscard]] double real(std::size_t column) const override;
    [[nodiscard]] std::string_view text(std::size_t column) const override;

  private:
    [[noreturn]] void refuse(int code);

    sqlite_api::sqlite3_stmt* statement_ = nullptr;
    std::size_t parameters_ = 0;
    mutable std::vector<std::string> reals_;  // by column: reals that were read as text
};

}  // namespace dengyun::store
