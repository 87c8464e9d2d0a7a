#pragma once
// The Store: one database, SQLite or PostgreSQL, behind units of work. On SQLite one writer thread commits many units
// together (a savepoint each, one fsync for all, answers after the commit) and reads run in parallel on snapshots; on
// PostgreSQL each unit has its own transaction on a pooled connection.
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "kernel/base/random.h"
#include "kernel/store/unit.h"

namespace dengyun::store {

struct StoreOptions {
    std::string url;                     // "sqlite:/path/to/dengyun.db" or "postgresql://user@host/name"
    unsigned connections = 4;            // readers on SQLite; readers and writers on PostgreSQL (there at most 64)
    std::size_t write_queue_max = 4096;  // units waiting for the writer; more are refused with limit "store.busy"
    std::size_t group_max = 128;         // units in one commit on SQLite; 1 = a commit for each
    bool read_only = false;              // beside a running server: backup and verify; every write is refused
    std::chrono::milliseconds statement_time_max{5'000};
    std::chrono::milliseconds queue_time_max{10'000};
};

struct StoreStatistics {
    std::uint64_t units_read, units_written, units_failed, commits;
    std::size_t write_queue_length;
};

class Store {
  public:
    // Opens and checks the database; does not migrate (migrations.h). Errors: unavailable "store.unreachable",
    // "store.in_use" (another process holds this SQLite file); invalid "store.bad_address".
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(StoreOptions options, const Clock& clock, Random& random);
    virtual ~Store() = default;

    using ReadWork = std::function<Result<>(Reader&)>;
    using WriteWork = std::function<Result<>(Unit&)>;
    using Done = std::move_only_function<void(Result<>)>;

    // Blocks the caller. `work` sees one snapshot.
    [[nodiscard]] virtual Result<> run_read(const Scope& scope, const ReadWork& work) = 0;
    // Blocks until the unit is committed (durable) or refused. If `work` fails nothing is kept. Not from within a unit.
    // Errors of the store: limit "store.busy", "store.too_slow"; unavailable "store.closing", "store.read_only",
    // "store.unreachable", "store.conflict", "store.outcome_unknown" (the connection broke during the commit).
    [[nodiscard]] virtual Result<> run_write(const Scope& scope, const WriteWork& work) = 0;
    // The same without blocking: `work` and `done` run on a thread of the store.
    virtual void submit_write(Scope scope, WriteWork work, Done done) = 0;

    template <class T>
    [[nodiscard]] Result<T> read(const Scope& scope, const std::function<Result<T>(Reader&)>& work) {
        std::optional<T> value;
        DENGYUN_CHECK(run_read(scope, [&](Reader& reader) -> Result<> {
            DENGYUN_TRY(answer, work(reader));
            value = std::move(answer);
            return {};
        }));
        return std::move(*value);
    }
    template <class T>
    [[nodiscard]] Result<T> write(const Scope& scope, const std::function<Result<T>(Unit&)>& work) {
        std::optional<T> value;
        DENGYUN_CHECK(run_write(scope, [&](Unit& unit) -> Result<> {
            DENGYUN_TRY(answer, work(unit));
            value = std::move(answer);
            return {};
        }));
        return std::move(*value);
    }

    // Called after a commit with every organisation whose event log has grown: at once for this process's commits,
    // within a second for those of others. Called on a thread of the store; must be quick.
    using Listener = std::function<void(Id<Organisation>)>;
    [[nodiscard]] virtual std::shared_ptr<void> listen(Listener listener) = 0;  // until the handle is dropped

    // Called after a commit that has scheduled a job.
    [[nodiscard]] virtual std::shared_ptr<void> listen_to_jobs(std::function<void()> listener) = 0;

    [[nodiscard]] virtual StoreStatistics statistics() const = 0;
    [[nodiscard]] virtual bool is_sqlite() const = 0;
    [[nodiscard]] virtual IdSource& ids() = 0;
    // Finishes what was accepted, refuses the rest with unavailable "store.closing". Idempotent.
    virtual void stop() = 0;
};

}  // namespace dengyun::store
