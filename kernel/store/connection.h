#pragma once
// One database connection with its prepared statements. Private to this room; SOCI stays behind connection.cpp. Used by
// one thread at a time.
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/meta/field.h"
#include "kernel/store/unit.h"

namespace dengyun::store {

enum class Dialect { sqlite, postgresql };

// What a database said no with. `retry`: the same work may succeed when it is done again.
enum class FaultKind { unique, retry, lost, too_slow, other };
struct Fault {
    FaultKind kind = FaultKind::other;
    std::string text;  // the database's own words: for the log, and for the name of a broken index
};
template <class T = void>
using Try = std::expected<T, Fault>;

// One value of a result row, typed by the column.
class Columns {
  public:
    virtual ~Columns() = default;
    [[nodiscard]] virtual meta::Scalar at(std::size_t column) const = 0;  // views live until the next row
};

class Connection {
  public:
    struct Options {
        std::string url;
        std::chrono::milliseconds statement_time_max;
        bool writes = true;
    };
    [[nodiscard]] static Try<std::unique_ptr<Connection>> open(const Options& options);
    virtual ~Connection() = default;

    [[nodiscard]] virtual Dialect dialect() const = 0;
    // The kinds of values as the databases hold them.
    enum class Kind : std::uint8_t { integer, real, text };
    // Parameters are `?`. A prepared statement is kept per text and parameter kinds. `kinds` names them where values may
    // be absent; otherwise an absent value counts as text. Answers the rows touched.
    [[nodiscard]] virtual Try<std::int64_t> execute(std::string_view sql, std::span<const meta::Scalar> parameters,
                                                    std::span<const Kind> kinds = {}) = 0;
    // Rows of known column kinds.
    [[nodiscard]] virtual Try<std::int64_t> select(std::string_view sql, std::span<const meta::Scalar> parameters,
                                                   std::span<const Kind> kinds,
                                                   const std::function<void(const Columns&)>& each) = 0;
    // Rows whose column types the database tells.
    [[nodiscard]] virtual Try<std::int64_t> query(std::string_view sql, std::span<const meta::Scalar> parameters,
                                                  const std::function<void(const Row&)>& each) = 0;
    // Unprepared, possibly several statements: migrations.
    [[nodiscard]] virtual Try<> script(std::string_view sql) = 0;
    // false once the database has gone away: the connection is of no more use.
    [[nodiscard]] virtual bool alive() const = 0;
};

// A fault as an Error that callers may see: limit, unavailable or a broken invariant of ours ("internal").
[[nodiscard]] std::unexpected<Error> as_error(const Fault& fault);

}  // namespace dengyun::store
