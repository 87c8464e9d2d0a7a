#pragma once
// Prepared statements of one SOCI session, cached by their text. Private to this room; SOCI is named here, in
// statement.cpp and in connection.cpp alone. Errors are SOCI's exceptions: connection.cpp stops them. One thread at a
// time.
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

// A prepared statement with the places that its parameters and columns are exchanged through; also the row that it
// stands on.
class Statement final : public Row {
  public:
    // `parameters` give the kinds of the places only. `columns`: nullopt where no rows are read; empty: found out from
    // the statement.
    Statement(soci::session& session, Database database, std::string_view sql, std::span<const meta::Scalar> parameters,
              std::optional<std::span<const Column>> columns);

    // Whether these parameters go into the places; a NULL fits a place of any kind.
    [[nodiscard]] bool fits(std::span<const meta::Scalar> parameters) const;
    // Runs it. Answers whether it stands on a row.
    bool start(std::span<const meta::Scalar> parameters);
    bool next() { return statement_.fetch(); }
    [[nodiscard]] std::int64_t rows_touched() { return statement_.get_affected_rows(); }

    [[nodiscard]] bool is_null(std::size_t column) const override { return out_[column].indicator == soci::i_null; }
    [[nodiscard]] std::int64_t integer(std::size_t column) const override;
    [[nodiscard]] double real(std::size_t column) const override;
    [[nodiscard]] std::string_view text(std::size_t column) const override;

    bool in_use = false;  // its rows are being read: a query within the query needs a statement of its own

  private:
    struct Place {
        explicit Place(Column column) : kind(column) {}
        Column kind;
        long long integer = 0;
        double real = 0;
        std::string text;
        soci::indicator indicator = soci::i_ok;
    };
    [[nodiscard]] std::vector<Column> columns_of(Database database);

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
