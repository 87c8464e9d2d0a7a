// PostgreSQL: a transaction per unit on a pooled connection; row-level security as the second line of tenancy.
#include <condition_variable>
#include <deque>
#include <thread>

#include "kernel/store/base_store.h"

namespace dengyun::store {
namespace {

constexpr int tries_max = 5;

class PostgresqlStore final : public BaseStore {
  public:
    using BaseStore::BaseStore;
    ~PostgresqlStore() override { stop(); }

    Result<> start();
    Result<> run_read(const Scope& scope, const ReadWork& work) override;
    Result<> run_write(const Scope& scope, const WriteWork& work) override;
    void submit_write(Scope scope, WriteWork work, Done done) override;
    Result<> with_connection(const std::function<Result<>(Connection&)>& work) override;
    [[nodiscard]] StoreStatistics statistics() const override;
    [[nodiscard]] bool is_sqlite() const override { return false; }
    void stop() override;

  private:
    struct Job {
        Scope scope;
        WriteWork work;
        Done done;
    };
    Result<> begin(Connection& connection, const Scope& scope, bool writes);
    // One try; `again` says that the database wants the work repeated.
    Result<> try_write(const Scope& scope, const WriteWork& work, bool& again);
    void run_writers();
    void watch();

    std::unique_ptr<ConnectionPool> pool_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

Result<> PostgresqlStore::start() {
    pool_ = std::make_unique<ConnectionPool>(Connection::Options{options_.url, options_.statement_time_max, true},
                                             options_.connections, options_.queue_time_max);
    {
        DENGYUN_TRY(connection, pool_->borrow());
        take_node(*connection);
    }
    // As many writers as connections: each holds one for its unit. One connection stays for readers.
    for (unsigned i = 0; i + 1 < std::max(2U, options_.connections); ++i) threads_.emplace_back([this] { run_writers(); });
    threads_.emplace_back([this] { watch(); });
    return {};
}

Result<> PostgresqlStore::begin(Connection& connection, const Scope& scope, bool writes) {
    auto begun = connection.execute(writes ? "BEGIN" : "BEGIN READ ONLY ISOLATION LEVEL REPEATABLE READ", {});
    if (begun) {
        constexpr std::array kinds{Connection::Kind::text, Connection::Kind::text};
        const auto organisation = to_text(scope.organisation());
        begun = connection.select("SELECT set_config('dengyun.organisation', ?, true), set_config('dengyun.reads_all', ?, true)",
                                  std::array<meta::Scalar, 2>{std::string_view(organisation),
                                                              std::string_view(scope.reads_all() ? "on" : "off")},
                                  kinds, [](const Columns&) {});
    }
    if (!begun) return as_error(begun.error());
    return {};
}

Result<> PostgresqlStore::run_read(const Scope& scope, const ReadWork& work) {
    DENGYUN_TRY(connection, pool_->borrow());
    auto outcome = begin(*connection, scope, false);
    if (outcome) {
        Reader reader(*connection, scope, clock_);
        outcome = work(reader);
    }
    static_cast<void>(connection->execute("ROLLBACK", {}));
    ++units_read_;
    return outcome;
}

Result<> PostgresqlStore::try_write(const Scope& scope, const WriteWork& work, bool& again) {
    again = false;
    DENGYUN_TRY(connection, pool_->borrow());
    auto outcome = begin(*connection, scope, true);
    std::vector<Id<Organisation>> touched;
    if (outcome) {
        Unit unit(*connection, scope, clock_, *ids_);
        outcome = work(unit);
        touched = unit.touched();
    }
    if (outcome) {
        if (auto committed = connection->execute("COMMIT", {}); !committed) {
            again = committed.error().kind == FaultKind::retry;
            outcome = as_error(committed.error());
        }
        ++commits_;
    } else {
        again = outcome.error().code == "store.busy";
        static_cast<void>(connection->execute("ROLLBACK", {}));
    }
    if (outcome) tell(touched);
    return outcome;
}

Result<> PostgresqlStore::run_write(const Scope& scope, const WriteWork& work) {
    Result<> outcome;
    bool again = true;
    for (int i = 0; again && i < tries_max; ++i) outcome = try_write(scope, work, again);
    ++(outcome ? units_written_ : units_failed_);
    return outcome;
}

void PostgresqlStore::submit_write(Scope scope, WriteWork work, Done done) {
    Result<> refusal;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) refusal = fail(ErrorKind::unavailable, "store.closing");
        else if (queue_.size() >= options_.write_queue_max) refusal = fail(ErrorKind::limit, "store.busy");
        else queue_.push_back({std::move(scope), std::move(work), std::move(done)});
    }
    if (refusal) wake_.notify_one();
    else done(std::move(refusal));
}

void PostgresqlStore::run_writers() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        job.done(run_write(job.scope, job.work));
        lock.lock();
    }
}

// Tells the listeners what other processes have committed: heads that changed lately and are not known yet.
void PostgresqlStore::watch() {
    constexpr std::chrono::milliseconds interval{1'000};
    constexpr std::int64_t overlap_ms = 60'000;  // clocks differ, and a unit may commit late
    std::map<std::int64_t, std::int64_t> seen;
    const auto scope = Scope::system("watch");
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        std::vector<Id<Organisation>> grown;
        std::map<std::int64_t, std::int64_t> recent;
        const std::int64_t since = milliseconds_of(clock_.now()) - overlap_ms;
        static_cast<void>(run_read(scope, [&](Reader& reader) -> Result<> {
            return reader.query("SELECT organisation_id, sequence FROM event_head WHERE changed_at > ? ORDER BY changed_at LIMIT 10000",
                                std::array<meta::Scalar, 1>{since}, [&](const Row& row) {
                                    recent[row.integer(0)] = row.integer(1);
                                    if (const auto known = seen.find(row.integer(0)); known == seen.end() || known->second < row.integer(1))
                                        grown.push_back({row.integer(0)});
                                });
        }));
        seen = std::move(recent);
        tell(grown);
        lock.lock();
        wake_.wait_for(lock, interval, [&] { return stopping_; });
    }
}

Result<> PostgresqlStore::with_connection(const std::function<Result<>(Connection&)>& work) {
    DENGYUN_TRY(connection, pool_->borrow());
    auto outcome = work(*connection);
    take_node(*connection);
    return outcome;
}

StoreStatistics PostgresqlStore::statistics() const {
    const std::lock_guard lock(mutex_);
    return {units_read_, units_written_, units_failed_, commits_, queue_.size()};
}

void PostgresqlStore::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

}  // namespace

std::unique_ptr<Store> make_postgresql_store(StoreOptions options, const Clock& clock, Random& random, Result<>& outcome) {
    auto store = std::make_unique<PostgresqlStore>(std::move(options), clock, random);
    outcome = store->start();
    return store;
}

}  // namespace dengyun::store
