#pragma once
// Connection: one SOCI session with its prepared statements (statement.h), cached by their text. The exceptions of SOCI
// and of the databases' own interfaces stop in connection.cpp. Used by one thread at a time.
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "kernel/base/result.h"
#include "kernel/meta/field.h"
#include "kernel/store/dialect.h"
#include "kernel/store/kept.h"
#include "kernel/store/unit.h"

namespace dengyun::store {

enum class Column : std::uint8_t { integer, real, text };

// Why the database refused, beyond the Error that callers see.
struct Failure {
    enum class Kind { none, taken, serialisation, lost, too_slow, other };
    Kind kind = Kind::none;
    std::string table_columns;  // SQLite, taken: "site.organisation_id, site.name"
    std::string constraint;     // PostgreSQL, taken: the name of the index
};

struct EntityPlan;

class Connection {
  public:
    struct Options {
        Database database = Database::sqlite;
        std::string address;  // a path; or a PostgreSQL URL
        bool writes = true;   // SQLite: false opens for reading only, and only a file that is there
        std::chrono::milliseconds statement_time_max{5'000};
    };
    // Error: unavailable "store.unreachable".
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const Options& options);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] Database database() const;

    // One statement with `?` parameters; answers how many rows it touched. Errors (all with a detail for the log):
    // conflict "store.taken", "store.conflict" (serialisation); limit "store.too_slow"; unavailable
    // "store.unreachable", "internal".
    [[nodiscard]] Result<std::int64_t> execute(std::string_view sql, std::span<const meta::Scalar> parameters);
    // Every row in turn; an error of `each` ends it. `columns` empty: found out from the statement.
    [[nodiscard]] Result<> each(std::string_view sql, std::span<const meta::Scalar> parameters,
                                std::span<const Column> columns, const std::function<Result<>(const Row&)>& each);
    // Transaction control and settings: no parameters, no rows. PostgreSQL takes several statements at once.
    [[nodiscard]] Result<> control(std::string_view sql);
    // One line of a migration: not cached.
    [[nodiscard]] Result<> define(std::string_view sql);

    // SQLite's write-ahead log: its pages after the last commit of this connection, which must write; and what folds
    // them back into the file, as far as readers allow, without making anybody wait. Nothing folds by itself.
    [[nodiscard]] int log_pages() const;
    [[nodiscard]] Result<> fold_log();

    // What the database has refused since `forget_failure`. A transaction with a failure must be rolled back:
    // PostgreSQL accepts nothing more in it, and SQLite follows suit here, so that both databases behave alike.
    [[nodiscard]] const Failure& failure() const;
    void forget_failure();
    // The session is of no more use and must be replaced.
    [[nodiscard]] bool is_lost() const;

    // What is kept from unit to unit; null where nothing is, which is so on all but SQLite's writer.
    [[nodiscard]] KeptRows* kept() const { return kept_; }
    void keep(KeptRows* kept) { kept_ = kept; }

    // The statements of an entity, made once per connection.
    [[nodiscard]] const EntityPlan& plan(const meta::Entity& entity);

  private:
    class Implementation;
    explicit Connection(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
    KeptRows* kept_ = nullptr;
};

}  // namespace dengyun::store
