// PostgreSQL: a transaction for each unit on a pooled connection, tried again where it met another one.
#include <condition_variable>
#include <deque>
#include <map>
#include <thread>

#include "kernel/store/connection_pool.h"
#include "kernel/store/store_base.h"

namespace dengyun::store {
namespace {

constexpr int tries_max = 10;
constexpr std::chrono::seconds busy_time{2};
constexpr Duration poll_interval{1'000};
// A commit may become visible this much later than the moment that its events carry.
constexpr Duration poll_overlap{15'000};

struct Task {
    Scope scope;
    Store::WriteWork work;
    Store::Done done;
    std::chrono::steady_clock::time_point since;
};

// What failed only because another transaction came first: the same work may succeed now. A value that is taken may be
// so by a transaction that this one's snapshot does not show yet (the same request sent twice): a second look with a
// new snapshot tells.
bool worth_another_try(const Failure& failure, bool was_taken) {
    if (failure.kind == Failure::Kind::serialisation || failure.kind == Failure::Kind::lost) return true;
    return failure.kind == Failure::Kind::taken && (!was_taken || failure.constraint == "event_pkey");
}

class PostgresqlStore final : public StoreBase {
  public:
    PostgresqlStore(StoreOptions options, const Clock& clock, std::uint32_t node);
    ~PostgresqlStore() override { stop(); }

    Result<> run_read(const Scope& scope, const ReadWork& work) override;
    Result<> run_write(const Scope& scope, const WriteWork& work) override;
    void submit_write(Scope scope, WriteWork work, Done done) override;
    [[nodiscard]] StoreStatistics statistics() const override;
    [[nodiscard]] bool is_sqlite() const override { return false; }
    void stop() override;

  private:
    struct Try {
        Result<> outcome{};
        bool again = false;
    };
    // `was_taken`: a try before has met a taken value.
    Try try_write(Connection& connection, const Scope& scope, const WriteWork& work, bool first, bool was_taken,
                  Effects& effects);
    Try try_once(Connection& connection, const Scope& scope, const WriteWork& work, bool was_taken, Effects& effects);
    Result<> write(const Scope& scope, const WriteWork& work, Effects& effects);
    void work_off_queue();
    void poll();
    void look_for_commits_of_others();

    ConnectionPool pool_;
    std::array<std::atomic<std::chrono::steady_clock::duration>, 1'024> busy_until_{};  // by organisation, roughly
    mutable std::mutex mutex_;
    std::condition_variable arrived_;  // for the writers alone: notify_one must not wake the poller instead
    std::condition_variable stopped_;
    std::deque<Task> queue_;
    bool stopping_ = false;
    std::map<std::int64_t, std::pair<std::int64_t, Instant>> seen_;  // organisation → sequence told, when

    std::mutex stop_mutex_;
    std::vector<std::thread> threads_;
};

PostgresqlStore::PostgresqlStore(StoreOptions options, const Clock& clock, std::uint32_t node)
    : StoreBase(std::move(options), clock, node),
      pool_({Database::postgresql, options_.url, true, options_.statement_time_max}, options_.connections,
            options_.queue_time_max) {
    const auto writers = std::max(options_.connections / 2, 1U);
    for (unsigned i = 0; i < writers; ++i) threads_.emplace_back([this] { work_off_queue(); });
    threads_.emplace_back([this] { poll(); });
}

Result<> PostgresqlStore::run_read(const Scope& scope, const ReadWork& work) {
    // A connection may have been lost while it was idle: that is found out here, and a second one is tried.
    for (int i = 1;; ++i) {
        DENGYUN_TRY(lease, pool_.borrow());
        lease->forget_failure();
        if (auto begun = lease->control(dialect::begin_read(Database::postgresql, scope)); !begun) {
            if (lease->is_lost() && i < tries_max) continue;
            return begun;
        }
        ++units_read_;
        auto outcome = UnitEnd::run_read(*lease, scope, clock_, work);
        auto ended = lease->control("COMMIT");
        if (outcome && !ended) return std::unexpected(std::move(ended).error());
        return outcome;
    }
}

PostgresqlStore::Try PostgresqlStore::try_once(Connection& connection, const Scope& scope, const WriteWork& work,
                                               bool was_taken, Effects& effects) {
    connection.forget_failure();
    if (auto begun = connection.control(dialect::begin_write(Database::postgresql, scope)); !begun)
        return {std::move(begun), connection.is_lost()};
    auto outcome = UnitEnd::run(connection, scope, clock_, ids_, work, nullptr, effects);
    if (!outcome) {
        const bool again = worth_another_try(connection.failure(), was_taken);
        static_cast<void>(connection.control("ROLLBACK"));
        return {std::move(outcome), again};
    }
    auto committed = connection.control("COMMIT");
    if (committed) return {};
    if (connection.is_lost()) return {fail(ErrorKind::unavailable, "store.outcome_unknown"), false};
    const bool again = worth_another_try(connection.failure(), was_taken);
    static_cast<void>(connection.control("ROLLBACK"));
    return {std::move(committed), again};
}

// Two units of one organisation meet at the head of its event log, if nowhere else. Where that has happened lately, and
// from the second try on, its writers queue up behind a lock before they take their snapshots, in all processes: a busy
// organisation slows down instead of failing.
PostgresqlStore::Try PostgresqlStore::try_write(Connection& connection, const Scope& scope, const WriteWork& work,
                                                bool first, bool was_taken, Effects& effects) {
    auto& busy_until = busy_until_[static_cast<std::size_t>(scope.organisation().value) % busy_until_.size()];
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    if (first && busy_until.load() < now) {
        auto tried = try_once(connection, scope, work, was_taken, effects);
        if (tried.again && !connection.is_lost()) busy_until = now + busy_time;
        return tried;
    }
    const auto key =
        fmt::format("(4157203, {})",
                    static_cast<std::uint32_t>(scope.organisation().value ^ scope.organisation().value >> 32) >> 1);
    if (auto locked = connection.control("SELECT pg_advisory_lock" + key); !locked)
        return {std::move(locked), connection.is_lost()};
    auto tried = try_once(connection, scope, work, was_taken, effects);
    static_cast<void>(connection.control("SELECT pg_advisory_unlock" + key));
    return tried;
}

Result<> PostgresqlStore::write(const Scope& scope, const WriteWork& work, Effects& effects) {
    bool was_taken = false;
    for (int i = 1;; ++i) {
        DENGYUN_TRY(lease, pool_.borrow());
        effects = {};
        auto tried = try_write(*lease, scope, work, i == 1, was_taken, effects);
        was_taken = was_taken || lease->failure().kind == Failure::Kind::taken;
        if (tried.outcome) {
            ++commits_;
            return {};
        }
        if (!tried.again) return std::move(tried.outcome);
        if (i == tries_max) return fail(ErrorKind::unavailable, "store.conflict", {}, tried.outcome.error().detail);
    }
}

Result<> PostgresqlStore::run_write(const Scope& scope, const WriteWork& work) {
    if (options_.read_only) return fail(ErrorKind::unavailable, "store.read_only");
    Effects effects;
    auto outcome = write(scope, work, effects);
    count_write(outcome);
    if (outcome) tell(effects);
    return outcome;
}

void PostgresqlStore::submit_write(Scope scope, WriteWork work, Done done) {
    Result<> refused;
    {
        const std::lock_guard lock(mutex_);
        if (options_.read_only)
            refused = fail(ErrorKind::unavailable, "store.read_only");
        else if (stopping_)
            refused = fail(ErrorKind::unavailable, "store.closing");
        else if (queue_.size() >= options_.write_queue_max)
            refused = fail(ErrorKind::limit, "store.busy");
        else {
            queue_.push_back({std::move(scope), std::move(work), std::move(done), std::chrono::steady_clock::now()});
            arrived_.notify_one();
            return;
        }
    }
    ++units_failed_;
    done(std::move(refused));
}

void PostgresqlStore::work_off_queue() {
    while (true) {
        std::optional<Task> task;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return !queue_.empty() || stopping_; });
            if (queue_.empty()) return;
            task = std::move(queue_.front());
            queue_.pop_front();
        }
        Effects effects;
        Result<> outcome = std::chrono::steady_clock::now() - task->since > options_.queue_time_max
                               ? fail(ErrorKind::limit, "store.busy")
                               : write(task->scope, task->work, effects);
        count_write(outcome);
        if (outcome) tell(effects);  // first: who has the answer must not meet what a listener kept of before
        task->done(std::move(outcome));
    }
}

void PostgresqlStore::poll() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        look_for_commits_of_others();
        lock.lock();
        stopped_.wait_for(lock, poll_interval, [this] { return stopping_; });
    }
}

// Own commits are told a second time here; a listener looks for itself what is new to it.
void PostgresqlStore::look_for_commits_of_others() {
    const auto since = clock_.now() - poll_overlap;
    std::erase_if(seen_, [&](const auto& entry) { return entry.second.second < since - poll_overlap; });
    Effects effects;
    const auto looked = run_read(Scope::system("store.poll"), [&](Reader& reader) {
        const meta::Scalar from[] = {milliseconds_of(since)};
        return reader.query("SELECT organisation_id, sequence, changed_at FROM event_head WHERE changed_at >= ?", from,
                            [&](const Row& row) {
                                auto& known = seen_[row.integer(0)];
                                if (known.first != row.integer(1)) effects.organisations.push_back({row.integer(0)});
                                known = {row.integer(1), instant_of(row.integer(2))};
                            });
    });
    // Before the first migration there is no table, and during an outage no answer; the next look finds what was
    // missed.
    if (looked) tell(effects);
}

StoreStatistics PostgresqlStore::statistics() const {
    const std::lock_guard lock(mutex_);
    return {units_read_, units_written_, units_failed_, commits_, queue_.size()};
}

void PostgresqlStore::stop() {
    const std::lock_guard stopping(stop_mutex_);
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        arrived_.notify_all();
        stopped_.notify_all();
    }
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
    pool_.close();
}

}  // namespace

Result<std::unique_ptr<Store>> open_postgresql(StoreOptions options, const Clock& clock) {
    constexpr unsigned connections_max = 64;
    options.connections = std::clamp(options.connections, 2U, connections_max);
    std::uint32_t node = 0;
    {
        DENGYUN_TRY(connection,
                    Connection::open({Database::postgresql, options.url, true, options.statement_time_max}));
        if (!options.read_only) {
            // Several processes may start at once.
            auto fresh = prepare_database(*connection);
            for (int i = 1; !fresh && fresh.error().kind == ErrorKind::conflict && i < tries_max; ++i)
                fresh = prepare_database(*connection);
            if (!fresh) return std::unexpected(std::move(fresh).error());
            node = *fresh;
        }
    }
    return std::make_unique<PostgresqlStore>(std::move(options), clock, node);
}

}  // namespace dengyun::store
