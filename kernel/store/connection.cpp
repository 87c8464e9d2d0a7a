#include "kernel/store/connection.h"

#include <map>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "kernel/store/entity_plan.h"
#include "kernel/store/statement.h"

namespace dengyun::store {
namespace {

using Clock = std::chrono::steady_clock;

struct Interruption {
    Clock::time_point deadline = Clock::time_point::max();
};
int should_stop(void* interruption) {
    return Clock::now() > static_cast<Interruption*>(interruption)->deadline ? 1 : 0;
}

int note_log_pages(void* log_pages, sqlite_api::sqlite3*, const char*, int pages) {
    *static_cast<int*>(log_pages) = pages;
    return SQLITE_OK;
}

void ignore_notice(void*, const char*) {}

// SOCI takes the address apart as "key=value" pairs and would spoil a URL.
std::string as_pairs(const std::string& url) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), nullptr),
                                                                               PQconninfoFree);
    std::string pairs = "application_name='dengyun'";
    for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (option->val == nullptr) continue;
        pairs += fmt::format(" {}='", option->keyword);
        for (const char* c = option->val; *c != '\0'; ++c) {
            if (*c == '\'' || *c == '\\') pairs += '\\';
            pairs += *c;
        }
        pairs += '\'';
    }
    return pairs;
}

// The file as SQLite's URI; who does not write makes no empty database where there is none.
std::string as_uri(std::string_view path, bool may_create) {
    std::string uri = path.starts_with('/') ? "file://" : "file:";
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#' || c == '"')
            uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        else
            uri += c;
    }
    return uri + (may_create ? "?mode=rwc" : "?mode=rw");
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

}  // namespace

class Connection::Implementation {
  public:
    explicit Implementation(Options options) : options_(std::move(options)), statements_(session_, options_.database) {}

    void open();
    template <class Work>
    auto guarded(std::string_view sql, Work work) -> decltype(work());
    void set_deadline() { interruption_.deadline = Clock::now() + options_.statement_time_max; }
    void direct(std::string_view sql);
    Error refusal(const soci::soci_error& error, std::string_view sql);
    Error refused(Failure::Kind kind, std::string detail);
    sqlite_api::sqlite3* sqlite() { return static_cast<soci::sqlite3_session_backend*>(session_.get_backend())->conn_; }
    PGconn* postgresql() { return static_cast<soci::postgresql_session_backend*>(session_.get_backend())->conn_; }

    Options options_;
    soci::session session_;
    Statements statements_;  // go before their session
    Interruption interruption_;
    Failure failure_;
    bool lost_ = false;
    int log_pages_ = 0;
    std::map<const meta::Entity*, std::unique_ptr<EntityPlan>> plans_;
};

// Every connection has one user at a time, so SQLite's own locks and its count of memory are cost without use.
// Addresses are URIs: only they can say that a missing file shall not be made.
void configure_sqlite() {
    static const bool once = [] {
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        sqlite_api::sqlite3_config(SQLITE_CONFIG_URI, 1);
        return true;
    }();
    static_cast<void>(once);
}

void Connection::Implementation::open() {
    if (options_.database == Database::sqlite) {
        configure_sqlite();
        session_.open(soci::sqlite3, fmt::format("db=\"{}\" timeout=5", as_uri(options_.address, options_.writes)));
        direct("PRAGMA busy_timeout = 5000");
        if (options_.writes)
            direct("PRAGMA journal_mode = WAL");
        else
            direct("PRAGMA query_only = 1");
        direct("PRAGMA synchronous = FULL");
        direct("PRAGMA foreign_keys = 1");
        direct("PRAGMA temp_store = MEMORY");
        direct(options_.writes ? "PRAGMA cache_size = -16000" : "PRAGMA cache_size = -4000");
        direct("PRAGMA journal_size_limit = 67108864");
        // In place of SQLite's own: that one folds the log inside a commit, and the slowest writes wait for it.
        sqlite_api::sqlite3_wal_hook(sqlite(), note_log_pages, &log_pages_);
        sqlite_api::sqlite3_extended_result_codes(sqlite(), 1);
        constexpr int steps_between_looks = 20'000;
        sqlite_api::sqlite3_progress_handler(sqlite(), steps_between_looks, should_stop, &interruption_);
        return;
    }
    session_.open(soci::postgresql, as_pairs(options_.address));
    PQsetNoticeProcessor(postgresql(), ignore_notice, nullptr);
    PQsetErrorVerbosity(postgresql(), PQERRORS_TERSE);
    direct(
        fmt::format("SET statement_timeout = {}; SET idle_in_transaction_session_timeout = 60000; SET jit = off; "
                    "SET client_encoding = 'UTF8'",
                    options_.statement_time_max.count()));
}

Error Connection::Implementation::refused(Failure::Kind kind, std::string detail) {
    failure_.kind = kind;
    const auto error = [&](ErrorKind error_kind, std::string_view code) {
        return Error{error_kind, std::string(code), {}, std::move(detail)};
    };
    switch (kind) {
        case Failure::Kind::taken:
            return error(ErrorKind::conflict, "store.taken");
        case Failure::Kind::serialisation:
            return error(ErrorKind::conflict, "store.conflict");
        case Failure::Kind::too_slow:
            return error(ErrorKind::limit, "store.too_slow");
        case Failure::Kind::lost:
            return error(ErrorKind::unavailable, "store.unreachable");
        case Failure::Kind::none:
        case Failure::Kind::other:
            break;
    }
    return error(ErrorKind::unavailable, "internal");
}

Error Connection::Implementation::refusal(const soci::soci_error& error, std::string_view sql) {
    // Not what(): SOCI adds the values of the parameters there, and they may be secret.
    const auto message = first_line(error.get_error_message());
    const auto detail = fmt::format("{} in: {}", message, sql.substr(0, 200));
    if (const auto* sqlite_error = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
        const int code = sqlite_error->result();
        const int primary = code & 0xFF;
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
            (primary == SQLITE_CONSTRAINT && message.find("UNIQUE constraint failed") != std::string::npos)) {
            constexpr std::string_view lead = "UNIQUE constraint failed: ";
            const auto at = message.find(lead);
            failure_.table_columns = at == std::string::npos ? "" : message.substr(at + lead.size());
            return refused(Failure::Kind::taken, detail);
        }
        if (primary == SQLITE_INTERRUPT) return refused(Failure::Kind::too_slow, detail);
        if (primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) lost_ = true;
        return refused(Failure::Kind::other, detail);
    }
    if (const auto* postgresql_error = dynamic_cast<const soci::postgresql_soci_error*>(&error)) {
        const auto state = postgresql_error->sqlstate();
        if (state == "23505") {
            const auto from = message.find('"');
            const auto to = message.find('"', from + 1);
            if (from != std::string::npos && to != std::string::npos)
                failure_.constraint = message.substr(from + 1, to - from - 1);
            return refused(Failure::Kind::taken, detail);
        }
        if (state == "40001" || state == "40P01") return refused(Failure::Kind::serialisation, detail);
        if (state == "57014") return refused(Failure::Kind::too_slow, detail);
        if (state.starts_with("08") || state.starts_with("57P") || PQstatus(postgresql()) != CONNECTION_OK)
            lost_ = true;
        return refused(lost_ ? Failure::Kind::lost : Failure::Kind::other, detail);
    }
    if (options_.database == Database::postgresql && PQstatus(postgresql()) != CONNECTION_OK) lost_ = true;
    return refused(lost_ ? Failure::Kind::lost : Failure::Kind::other, detail);
}

template <class Work>
auto Connection::Implementation::guarded(std::string_view sql, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const soci::soci_error& error) {
        return std::unexpected(refusal(error, sql));
    } catch (const std::exception& error) {
        return std::unexpected(
            refused(Failure::Kind::other, fmt::format("{} in: {}", error.what(), sql.substr(0, 200))));
    }
}

// Errors are thrown as SOCI's, for `guarded` to read.
void Connection::Implementation::direct(std::string_view sql) {
    const std::string text(sql);
    if (options_.database == Database::sqlite) {
        const int code = sqlite_api::sqlite3_exec(sqlite(), text.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(sqlite()), code);
        return;
    }
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(postgresql(), text.c_str()), PQclear);
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    throw soci::postgresql_soci_error(PQresultErrorMessage(result.get()), state == nullptr ? "     " : state);
}

Connection::Connection(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::open(const Options& options) {
    auto implementation = std::make_unique<Implementation>(options);
    try {
        implementation->open();
    } catch (const std::exception&) {
        // The text of the exception may hold the address with its password.
        return fail(ErrorKind::unavailable, "store.unreachable");
    }
    return std::unique_ptr<Connection>(new Connection(std::move(implementation)));
}

Database Connection::database() const { return implementation_->options_.database; }
const Failure& Connection::failure() const { return implementation_->failure_; }
void Connection::forget_failure() { implementation_->failure_ = {}; }
bool Connection::is_lost() const { return implementation_->lost_; }

const EntityPlan& Connection::plan(const meta::Entity& entity) {
    auto& plan = implementation_->plans_[&entity];
    if (!plan) plan = std::make_unique<EntityPlan>(entity);
    return *plan;
}

Result<std::int64_t> Connection::execute(std::string_view sql, std::span<const meta::Scalar> parameters) {
    return implementation_->guarded(sql, [&]() -> Result<std::int64_t> {
        const auto statement = implementation_->statements_.prepared(sql, parameters, std::nullopt);
        implementation_->set_deadline();
        const bool stands_on_a_row = statement->start(parameters);
        const auto touched = statement->rows_touched();
        if (stands_on_a_row) statement->end();
        return touched;
    });
}

Result<> Connection::each(std::string_view sql, std::span<const meta::Scalar> parameters,
                          std::span<const Column> columns, const std::function<Result<>(const Row&)>& each) {
    return implementation_->guarded(sql, [&]() -> Result<> {
        const auto statement = implementation_->statements_.prepared(sql, parameters, columns);
        statement->in_use = true;
        const std::unique_ptr<Statement, void (*)(Statement*)> release(statement.get(), [](Statement* used) {
            used->end();
            used->in_use = false;
        });
        implementation_->set_deadline();
        Result<> outcome{};
        // Read to the end also after an error: PostgreSQL has sent the rows anyway.
        for (bool more = statement->start(parameters); more; more = statement->next())
            if (outcome) outcome = each(*statement);
        return outcome;
    });
}

Result<> Connection::control(std::string_view sql) {
    if (database() == Database::sqlite) {
        DENGYUN_CHECK(execute(sql, {}));
        return {};
    }
    return define(sql);
}

int Connection::log_pages() const { return implementation_->log_pages_; }

Result<> Connection::fold_log() {
    return implementation_->guarded("checkpoint", [&]() -> Result<> {
        const int code = sqlite_api::sqlite3_wal_checkpoint_v2(implementation_->sqlite(), nullptr,
                                                               SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        // Busy: another connection is folding.
        if (code == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY) return {};
        throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(implementation_->sqlite()), code);
    });
}

Result<> Connection::define(std::string_view sql) {
    return implementation_->guarded(sql, [&]() -> Result<> {
        implementation_->set_deadline();
        implementation_->direct(sql);
        return {};
    });
}

}  // namespace dengyun::store
