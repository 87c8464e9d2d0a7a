#pragma once
// Prepared statements of one SOCI session, cached by their text. PostgreSQL's go through SOCI; SQLite's use its own
// interface (sqlite_statement.h), because there the library is in the process and a copy of every value is most of what
// a statement costs. Private to this room; SOCI is named here, in the .cpp of both and in connection.cpp alone. Errors
// are SOCI's exceptions: connection.cpp stops them. One thread at a time.
#include <deque>
#include <memory>
#include <soci/soci.h>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/store/connection.h"

namespace dengyun::store {

// A prepared statement; also the row that it stands on.
class Statement : public Row {
  public:
    // Whether it takes these parameters; a NULL is always taken.
    [[nodiscard]] virtual bool fits(std::span<const meta::Scalar> parameters) const = 0;
    // Runs it. Answers whether it stands on a row. The parameters must stay until its rows are read.
    virtual bool start(std::span<const meta::Scalar> parameters) = 0;
    virtual bool next() = 0;
    [[nodiscard]] virtual std::int64_t rows_touched() = 0;
    // Lets go of rows that were not read to the end.
    virtual void end() {}

    bool in_use = false;  // its rows are being read: a query within the query needs a statement of its own
};

// PostgreSQL's: with the places that its parameters and columns are exchanged through.
class SociStatement final : public Statement {
  public:
    // `parameters` give the kinds of the places only. `columns`: nullopt where no rows are read; empty: found out from
    // the statement.
    SociStatement(soci::session& session, std::string_view sql, std::span<const meta::Scalar> parameters,
                  std::optional<std::span<const Column>> columns);

    [[nodiscard]] bool fits(std::span<const meta::Scalar> parameters) const override;
    bool start(std::span<const meta::Scalar> parameters) override;
    bool next() override { return statement_.fetch(); }
    [[nodiscard]] std::int64_t rows_touched() override { return statement_.get_affected_rows(); }

    [[nodiscard]] bool is_null(std::size_t column) const override { return out_[column].indicator == soci::i_null; }
    [[nodiscard]] std::int64_t integer(std::size_t column) const override;
    [[nodiscard]] double real(std::size_t column) const override;
    [[nodiscard]] std::string_view text(std::size_t column) const override;

  private:
    struct Place {
        explicit Place(Column column) : kind(column) {}
        Column kind;
        long long integer = 0;
        double real = 0;
        std::string text;
        soci::indicator indicator = soci::i_ok;
    };
    [[nodiscard]] std::size_t count_columns();

    soci::statement statement_;
    std::deque<Place> in_;  // SOCI keeps addresses of what is inside
    mutable std::deque<Place> out_;
};

class Statements {
  public:
    // The session must outlive it and be open when `prepared` is called.
    Statements(soci::session& session, Database database) : session_(session), database_(database) {}
    // `columns` as for Statement.
    [[nodiscard]] std::shared_ptr<Statement> prepared(std::string_view sql, std::span<const meta::Scalar> parameters,
                                                      std::optional<std::span<const Column>> columns);

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    static constexpr std::size_t statements_max = 512;
    static constexpr std::size_t variants_max = 4;  // of one text with parameters of other kinds

    soci::session& session_;
    const Database database_;
    std::unordered_map<std::string, std::vector<std::shared_ptr<Statement>>, Hash, std::equal_to<>> statements_;
};

}  // namespace dengyun::store
