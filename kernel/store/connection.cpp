// SOCI behind the Connection: sessions, the cache of prepared statements, and the translation of values and faults.
#include "kernel/store/connection.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <deque>

#include "kernel/base/assert.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

// Where SOCI reads a parameter from or puts a column into; its address must not change.
struct Slot {
    Connection::Kind kind{};
    long long integer = 0;
    double real = 0;
    std::string text;
    soci::indicator indicator = soci::i_null;
};

void bind_in(soci::statement& statement, Slot& slot) {
    switch (slot.kind) {
        case Connection::Kind::integer: return statement.exchange(soci::use(slot.integer, slot.indicator));
        case Connection::Kind::real: return statement.exchange(soci::use(slot.real, slot.indicator));
        case Connection::Kind::text: return statement.exchange(soci::use(slot.text, slot.indicator));
    }
}
void bind_out(soci::statement& statement, Slot& slot) {
    switch (slot.kind) {
        case Connection::Kind::integer: return statement.exchange(soci::into(slot.integer, slot.indicator));
        case Connection::Kind::real: return statement.exchange(soci::into(slot.real, slot.indicator));
        case Connection::Kind::text: return statement.exchange(soci::into(slot.text, slot.indicator));
    }
}

Connection::Kind kind_of(const Scalar& value) {
    if (std::holds_alternative<double>(value)) return Connection::Kind::real;
    if (std::holds_alternative<std::int64_t>(value) || std::holds_alternative<bool>(value)) return Connection::Kind::integer;
    return Connection::Kind::text;
}

void fill(Slot& slot, const Scalar& value) {
    slot.indicator = std::holds_alternative<std::monostate>(value) ? soci::i_null : soci::i_ok;
    if (slot.indicator == soci::i_null) return;
    switch (slot.kind) {
        case Connection::Kind::integer:
            if (const auto* flag = std::get_if<bool>(&value)) slot.integer = *flag ? 1 : 0;
            else slot.integer = std::get<std::int64_t>(value);
            return;
        case Connection::Kind::real: slot.real = std::get<double>(value); return;
        case Connection::Kind::text: slot.text = std::get<std::string_view>(value); return;
    }
}

// "a = ?" → "a = :p1": the form in which SOCI takes parameters for both databases.
std::string with_names(std::string_view sql) {
    std::string text;
    int number = 0;
    for (const char c : sql) {
        if (c == '?') text += ":p" + std::to_string(++number);
        else text += c;
    }
    return text;
}

struct Prepared {
    explicit Prepared(soci::session& session) : statement(session) {}
    soci::statement statement;
    std::deque<Slot> in;
    std::deque<Slot> out;
};

class SlotColumns final : public Columns {
  public:
    explicit SlotColumns(const std::deque<Slot>& slots) : slots_(slots) {}
    [[nodiscard]] Scalar at(std::size_t column) const override {
        const auto& slot = slots_[column];
        if (slot.indicator == soci::i_null) return {};
        switch (slot.kind) {
            case Connection::Kind::integer: return std::int64_t{slot.integer};
            case Connection::Kind::real: return slot.real;
            case Connection::Kind::text: return std::string_view(slot.text);
        }
        return {};
    }

  private:
    const std::deque<Slot>& slots_;
};

class DynamicRow final : public Row {
  public:
    explicit DynamicRow(const soci::row& row) : row_(row) {}
    [[nodiscard]] bool is_null(std::size_t column) const override { return row_.get_indicator(column) == soci::i_null; }
    [[nodiscard]] std::int64_t integer(std::size_t column) const override {
        switch (row_.get_properties(column).get_data_type()) {
            case soci::dt_integer: return row_.get<int>(column);
            case soci::dt_long_long: return row_.get<long long>(column);
            case soci::dt_unsigned_long_long: return static_cast<std::int64_t>(row_.get<unsigned long long>(column));
            case soci::dt_double: return static_cast<std::int64_t>(row_.get<double>(column));
            case soci::dt_string: return std::stoll(row_.get<std::string>(column));
            default: return 0;
        }
    }
    [[nodiscard]] double real(std::size_t column) const override {
        switch (row_.get_properties(column).get_data_type()) {
            case soci::dt_double: return row_.get<double>(column);
            case soci::dt_string: return std::stod(row_.get<std::string>(column));
            default: return static_cast<double>(integer(column));
        }
    }
    [[nodiscard]] std::string_view text(std::size_t column) const override {
        text_ = row_.get<std::string>(column);
        return text_;
    }

  private:
    const soci::row& row_;
    mutable std::string text_;
};

Fault fault_of(const std::exception& error) {
    Fault fault{FaultKind::other, error.what()};
    if (const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error)) {
        const auto state = postgresql->sqlstate();
        if (state == "23505") fault.kind = FaultKind::unique;
        else if (state == "40001" || state == "40P01") fault.kind = FaultKind::retry;
        else if (state == "57014") fault.kind = FaultKind::too_slow;
        else if (state.starts_with("08") || state.starts_with("57P") || state.starts_with(" ")) fault.kind = FaultKind::lost;
    } else if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
        constexpr int constraint = 19;
        constexpr int busy = 5;
        constexpr int interrupt = 9;
        if ((sqlite->result() & 0xFF) == constraint && fault.text.find("UNIQUE") != std::string::npos) fault.kind = FaultKind::unique;
        if ((sqlite->result() & 0xFF) == busy) fault.kind = FaultKind::retry;
        if ((sqlite->result() & 0xFF) == interrupt) fault.kind = FaultKind::too_slow;
    }
    return fault;
}

class SociConnection final : public Connection {
  public:
    SociConnection(const Options& options, Dialect dialect) : dialect_(dialect) {
        if (dialect == Dialect::sqlite) open_sqlite(options);
        else open_postgresql(options);
    }

    [[nodiscard]] Dialect dialect() const override { return dialect_; }

    Try<std::int64_t> execute(std::string_view sql, std::span<const Scalar> parameters,
                              std::span<const Kind> kinds) override {
        return attempt([&] {
            auto& prepared = prepare(sql, parameters, kinds, {});
            prepared.statement.execute(true);
            return std::int64_t{prepared.statement.get_affected_rows()};
        });
    }

    Try<std::int64_t> select(std::string_view sql, std::span<const Scalar> parameters, std::span<const Kind> kinds,
                             const std::function<void(const Columns&)>& each) override {
        return attempt([&] {
            auto& prepared = prepare(sql, parameters, {}, kinds);
            const SlotColumns columns(prepared.out);
            std::int64_t count = 0;
            prepared.statement.execute(false);
            // Read to the end: an open statement would hold its snapshot.
            for (; prepared.statement.fetch(); ++count) each(columns);
            return count;
        });
    }

    Try<std::int64_t> query(std::string_view sql, std::span<const Scalar> parameters,
                            const std::function<void(const Row&)>& each) override {
        return attempt([&] {
            soci::row row;
            soci::statement statement(session_);
            std::deque<Slot> in;
            statement.alloc();
            statement.prepare(with_names(sql));
            statement.exchange(soci::into(row));
            add_parameters(statement, in, parameters, {});
            statement.define_and_bind();
            std::int64_t count = 0;
            const DynamicRow view(row);
            statement.execute(false);
            for (; statement.fetch(); ++count) each(view);
            return count;
        });
    }

    Try<> script(std::string_view sql) override {
        auto done = attempt([&] {
            cache_.clear();
            if (dialect_ == Dialect::sqlite) {
                auto* backend = static_cast<soci::sqlite3_session_backend*>(session_.get_backend());
                char* message = nullptr;
                const int result = sqlite_api::sqlite3_exec(backend->conn_, std::string(sql).c_str(), nullptr, nullptr, &message);
                if (result != 0) {
                    const std::string text = message == nullptr ? "script failed" : message;
                    sqlite_api::sqlite3_free(message);
                    throw soci::sqlite3_soci_error(text, result);
                }
            } else {
                auto* backend = static_cast<soci::postgresql_session_backend*>(session_.get_backend());
                auto* result = PQexec(backend->conn_, std::string(sql).c_str());
                const bool ok = PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK;
                const std::string text = PQresultErrorMessage(result);
                const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
                const std::string code = state == nullptr ? "     " : state;
                PQclear(result);
                if (!ok) throw soci::postgresql_soci_error(text, code.c_str());
            }
            return std::int64_t{0};
        });
        if (!done) return std::unexpected(std::move(done).error());
        return {};
    }

    [[nodiscard]] bool alive() const override { return !lost_; }

  private:
    void open_sqlite(const Options& options) {
        const auto path = options.url.substr(std::string_view("sqlite:").size());
        session_.open(soci::sqlite3, "dbname=" + path + " timeout=5 synchronous=2");
        for (const auto* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
                                   "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-4096"}) {
            if (auto done = script(pragma); !done) throw soci::soci_error(done.error().text);
        }
        if (!options.writes)
            if (auto done = script("PRAGMA query_only=ON"); !done) throw soci::soci_error(done.error().text);
    }

    void open_postgresql(const Options& options) {
        session_.open(soci::postgresql, options.url);
        const auto settings = fmt::format("SET statement_timeout = {}; SET client_min_messages = warning; SET standard_conforming_strings = on",
                                          options.statement_time_max.count());
        if (auto done = script(settings); !done) throw soci::soci_error(done.error().text);
    }

    template <class Work>
    Try<std::int64_t> attempt(Work work) {
        try {
            return work();
        } catch (const std::exception& error) {
            auto fault = fault_of(error);
            lost_ = lost_ || fault.kind == FaultKind::lost;
            return std::unexpected(std::move(fault));
        }
    }

    static void add_parameters(soci::statement& statement, std::deque<Slot>& in, std::span<const Scalar> parameters,
                               std::span<const Kind> kinds) {
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            auto& slot = in.emplace_back();
            slot.kind = kinds.empty() ? kind_of(parameters[i]) : kinds[i];
            fill(slot, parameters[i]);
            bind_in(statement, slot);
        }
    }

    Prepared& prepare(std::string_view sql, std::span<const Scalar> parameters, std::span<const Kind> kinds_in,
                      std::span<const Kind> kinds_out) {
        // Texts are literals or made once per entity, so that the cache has a bound; a careless caller is caught here.
        constexpr std::size_t statements_max = 4096;
        key_.assign(sql);
        for (std::size_t i = 0; kinds_in.empty() && i < parameters.size(); ++i)
            key_ += static_cast<char>('0' + static_cast<int>(kind_of(parameters[i])));
        if (const auto found = cache_.find(key_); found != cache_.end()) {
            auto& prepared = *found->second;
            for (std::size_t i = 0; i < parameters.size(); ++i) fill(prepared.in[i], parameters[i]);
            return prepared;
        }
        if (cache_.size() >= statements_max) cache_.clear();
        auto fresh = std::make_unique<Prepared>(session_);
        fresh->statement.alloc();
        fresh->statement.prepare(with_names(sql));
        for (const auto kind : kinds_out) {
            auto& slot = fresh->out.emplace_back();
            slot.kind = kind;
            bind_out(fresh->statement, slot);
        }
        add_parameters(fresh->statement, fresh->in, parameters, kinds_in);
        fresh->statement.define_and_bind();
        return *cache_.emplace(key_, std::move(fresh)).first->second;
    }

    Dialect dialect_;
    soci::session session_;
    std::unordered_map<std::string, std::unique_ptr<Prepared>> cache_;
    std::string key_;
    bool lost_ = false;
};

}  // namespace

Try<std::unique_ptr<Connection>> Connection::open(const Options& options) {
    try {
        const auto dialect = options.url.starts_with("sqlite:") ? Dialect::sqlite : Dialect::postgresql;
        return std::make_unique<SociConnection>(options, dialect);
    } catch (const std::exception& error) {
        return std::unexpected(Fault{FaultKind::lost, error.what()});
    }
}

std::unexpected<Error> as_error(const Fault& fault) {
    switch (fault.kind) {
        case FaultKind::unique: return fail(ErrorKind::conflict, "store.taken", {}, fault.text);
        case FaultKind::retry: return fail(ErrorKind::unavailable, "store.busy", {}, fault.text);
        case FaultKind::lost: return fail(ErrorKind::unavailable, "store.unreachable", {}, fault.text);
        case FaultKind::too_slow: return fail(ErrorKind::limit, "store.too_slow", {}, fault.text);
        case FaultKind::other: break;
    }
    return fail(ErrorKind::unavailable, "internal", {}, fault.text);
}

}  // namespace dengyun::store
