// SQLite: one writer thread that commits many units together, readers on snapshots beside it.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <deque>
#include <future>
#include <thread>

#include "kernel/store/base_store.h"

namespace dengyun::store {
namespace {

class SqliteStore final : public BaseStore {
  public:
    using BaseStore::BaseStore;
    ~SqliteStore() override {
        stop();
        if (lock_file_ >= 0) ::close(lock_file_);
    }

    Result<> start();
    Result<> run_read(const Scope& scope, const ReadWork& work) override;
    Result<> run_write(const Scope& scope, const WriteWork& work) override;
    void submit_write(Scope scope, WriteWork work, Done done) override;
    Result<> with_connection(const std::function<Result<>(Connection&)>& work) override;
    [[nodiscard]] StoreStatistics statistics() const override;
    [[nodiscard]] bool is_sqlite() const override { return true; }
    void stop() override;

  private:
    std::mutex writer_mutex_;  // held for a group, or for raw work
    struct Job {
        Scope scope;
        WriteWork work;
        Done done;
        Result<> outcome;
        std::vector<Id<Organisation>> touched;
    };
    Result<> take_lock();
    void run_writer();
    void commit_group(std::deque<Job>& group);
    void run_job(Job& job);

    int lock_file_ = -1;
    std::unique_ptr<ConnectionPool> readers_;
    std::unique_ptr<Connection> writer_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

Result<> SqliteStore::take_lock() {
    const auto path = options_.url.substr(std::string_view("sqlite:").size()) + ".lock";
    lock_file_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (lock_file_ < 0) return fail(ErrorKind::unavailable, "store.unreachable", {}, path);
    if (flock(lock_file_, LOCK_EX | LOCK_NB) != 0) return fail(ErrorKind::unavailable, "store.in_use", {}, path);
    return {};
}

Result<> SqliteStore::start() {
    DENGYUN_CHECK(take_lock());
    auto opened = Connection::open({options_.url, options_.statement_time_max, true});
    if (!opened) return as_error(opened.error());
    writer_ = std::move(*opened);
    take_node(*writer_);
    readers_ = std::make_unique<ConnectionPool>(Connection::Options{options_.url, options_.statement_time_max, false},
                                                options_.connections, options_.queue_time_max);
    thread_ = std::thread([this] { run_writer(); });
    return {};
}

Result<> SqliteStore::run_read(const Scope& scope, const ReadWork& work) {
    DENGYUN_TRY(connection, readers_->borrow());
    if (auto begun = connection->execute("BEGIN", {}); !begun) return as_error(begun.error());
    Reader reader(*connection, scope, clock_);
    auto outcome = work(reader);
    if (auto ended = connection->execute("COMMIT", {}); !ended && outcome) outcome = as_error(ended.error());
    ++units_read_;
    return outcome;
}

Result<> SqliteStore::run_write(const Scope& scope, const WriteWork& work) {
    std::promise<Result<>> promise;
    submit_write(scope, work, [&](Result<> outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
}

void SqliteStore::submit_write(Scope scope, WriteWork work, Done done) {
    Result<> refusal;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) refusal = fail(ErrorKind::unavailable, "store.closing");
        else if (queue_.size() >= options_.write_queue_max) refusal = fail(ErrorKind::limit, "store.busy");
        else queue_.push_back({std::move(scope), std::move(work), std::move(done), {}, {}});
    }
    if (refusal) wake_.notify_one();
    else done(std::move(refusal));
}

void SqliteStore::run_writer() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        std::deque<Job> group;
        while (!queue_.empty() && group.size() < options_.group_max) {
            group.push_back(std::move(queue_.front()));
            queue_.pop_front();
        }
        lock.unlock();
        commit_group(group);
        lock.lock();
    }
}

Result<> SqliteStore::with_connection(const std::function<Result<>(Connection&)>& work) {
    const std::lock_guard lock(writer_mutex_);
    auto outcome = work(*writer_);
    take_node(*writer_);
    return outcome;
}

void SqliteStore::commit_group(std::deque<Job>& group) {
    const std::unique_lock exclusive(writer_mutex_);
    auto begun = writer_->execute("BEGIN IMMEDIATE", {});
    if (begun) {
        for (auto& job : group) run_job(job);
        begun = writer_->execute("COMMIT", {});
        ++commits_;
        if (!begun) static_cast<void>(writer_->execute("ROLLBACK", {}));
    }
    if (!begun)
        for (auto& job : group) job.outcome = as_error(begun.error());
    for (auto& job : group) {
        ++(job.outcome ? units_written_ : units_failed_);
        if (job.outcome) tell(job.touched);
        job.done(std::move(job.outcome));
    }
}

void SqliteStore::run_job(Job& job) {
    if (auto saved = writer_->execute("SAVEPOINT unit", {}); !saved) {
        job.outcome = as_error(saved.error());
        return;
    }
    {
        Unit unit(*writer_, job.scope, clock_, *ids_);
        job.outcome = job.work(unit);
        job.touched = unit.touched();
    }
    if (!job.outcome) static_cast<void>(writer_->execute("ROLLBACK TO unit", {}));
    if (auto released = writer_->execute("RELEASE unit", {}); !released && job.outcome)
        job.outcome = as_error(released.error());
}

StoreStatistics SqliteStore::statistics() const {
    const std::lock_guard lock(mutex_);
    return {units_read_, units_written_, units_failed_, commits_, queue_.size()};
}

void SqliteStore::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

}  // namespace

std::unique_ptr<Store> make_sqlite_store(StoreOptions options, const Clock& clock, Random& random, Result<>& outcome) {
    auto store = std::make_unique<SqliteStore>(std::move(options), clock, random);
    outcome = store->start();
    return store;
}

}  // namespace dengyun::store
