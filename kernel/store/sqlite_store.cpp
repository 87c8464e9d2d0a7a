// SQLite: one writer thread that commits many units together, readers on snapshots (write-ahead log), and a thread that
// folds the log back into the file behind the writer.
#include <condition_variable>
#include <deque>
#include <fcntl.h>
#include <future>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

#include "kernel/base/assert.h"
#include "kernel/store/connection_pool.h"
#include "kernel/store/store_base.h"

namespace dengyun::store {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Pages of the write-ahead log, of 4 KiB each. It starts anew only when all of it is folded back, which while there is
// writing only the writer can finish: what is left for him then is little.
constexpr int pages_a_fold = 4'000;
constexpr int log_pages_max = 16'000;
constexpr std::size_t heads_kept_max = 10'000;
constexpr int pages_till_next_try = 1'000;  // a reader on an old snapshot keeps the log from starting anew

// Held for as long as the file is open for writing. SQLite's own locks would let a second server in between commits.
class FileLock {
  public:
    explicit FileLock(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {}
    ~FileLock() {
        if (file_ >= 0) ::close(file_);
    }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    [[nodiscard]] bool exists() const { return file_ >= 0; }
    [[nodiscard]] bool take() { return ::flock(file_, LOCK_EX | LOCK_NB) == 0; }

  private:
    int file_;
};

struct Task {
    Scope scope;
    Store::WriteWork work;
    Store::Done done;
    bool answered_at_once;  // `done` only wakes a waiting thread
    SteadyClock::time_point since;
    Result<> outcome{};
    Effects effects{};
};

class SqliteStore final : public StoreBase {
  public:
    SqliteStore(StoreOptions options, std::string path, const Clock& clock, std::uint32_t node,
                std::unique_ptr<FileLock> lock, std::unique_ptr<Connection> connection,
                std::unique_ptr<Connection> folding);
    ~SqliteStore() override { stop(); }

    Result<> run_read(const Scope& scope, const ReadWork& work) override;
    Result<> run_write(const Scope& scope, const WriteWork& work) override;
    void submit_write(Scope scope, WriteWork work, Done done) override;
    [[nodiscard]] StoreStatistics statistics() const override;
    [[nodiscard]] bool is_sqlite() const override { return true; }
    void stop() override;

  private:
    void enqueue(Task task);
    void write_groups();
    void commit(std::vector<Task>& group);
    void run(Task& task, bool alone);
    Result<> run_in_savepoint(Task& task);
    Result<> finish(const std::vector<Task>& group);
    void settle(std::vector<Task> group);
    void answer_groups();
    void watch_log();
    void fold_log();

    std::unique_ptr<FileLock> lock_;
    std::unique_ptr<Connection> connection_;  // the writer's
    std::unique_ptr<Connection> folding_;     // of the thread that folds the log
    int folded_pages_ = 0;                    // of the writer: where the last fold was asked for
    int next_own_fold_ = log_pages_max;       // of the writer
    ConnectionPool readers_;
    bool group_broken_ = false;
    WriterMemory memory_;
    std::vector<std::int64_t> grown_;  // organisations whose chains the group has made longer

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Task> queue_;
    bool stopping_ = false;

    // Answers are given on a thread of their own, while the next group is being written.
    std::mutex answers_mutex_;
    std::condition_variable answers_changed_;
    std::deque<std::vector<Task>> answers_;
    bool writer_ended_ = false;

    std::mutex fold_mutex_;
    std::condition_variable fold_changed_;
    bool fold_wanted_ = false;
    bool fold_ended_ = false;

    std::mutex stop_mutex_;
    std::thread writer_;
    std::thread answerer_;
    std::thread folder_;
};

SqliteStore::SqliteStore(StoreOptions options, std::string path, const Clock& clock, std::uint32_t node,
                         std::unique_ptr<FileLock> lock, std::unique_ptr<Connection> connection,
                         std::unique_ptr<Connection> folding)
    : StoreBase(std::move(options), clock, node),
      lock_(std::move(lock)),
      connection_(std::move(connection)),
      folding_(std::move(folding)),
      readers_({Database::sqlite, std::move(path), false, options_.statement_time_max}, options_.connections,
               options_.queue_time_max) {
    if (options_.read_only) return;
    connection_->keep(&memory_.kept);
    writer_ = std::thread([this] { write_groups(); });
    answerer_ = std::thread([this] { answer_groups(); });
    folder_ = std::thread([this] { fold_log(); });
}

Result<> SqliteStore::run_read(const Scope& scope, const ReadWork& work) {
    DENGYUN_TRY(lease, readers_.borrow());
    ++units_read_;
    DENGYUN_CHECK(lease->control("BEGIN"));
    auto outcome = UnitEnd::run_read(*lease, scope, clock_, work);
    auto ended = lease->control("COMMIT");
    if (outcome && !ended) return std::unexpected(std::move(ended).error());
    return outcome;
}

Result<> SqliteStore::run_write(const Scope& scope, const WriteWork& work) {
    DENGYUN_ASSERT(std::this_thread::get_id() != writer_.get_id());
    std::promise<Result<>> answer;
    auto outcome = answer.get_future();
    enqueue(
        {scope, work, [&answer](Result<> result) { answer.set_value(std::move(result)); }, true, SteadyClock::now()});
    return outcome.get();
}

void SqliteStore::submit_write(Scope scope, WriteWork work, Done done) {
    enqueue({std::move(scope), std::move(work), std::move(done), false, SteadyClock::now()});
}

void SqliteStore::enqueue(Task task) {
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
            queue_.push_back(std::move(task));
            arrived_.notify_one();
            return;
        }
    }
    ++units_failed_;
    task.done(std::move(refused));
}

void SqliteStore::write_groups() {
    while (true) {
        std::vector<Task> group;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return !queue_.empty() || stopping_; });
            if (queue_.empty()) break;
            const auto size = std::min(queue_.size(), options_.group_max);
            group.reserve(size);
            for (std::size_t i = 0; i < size; ++i) {
                group.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
        }
        commit(group);
        settle(std::move(group));
        watch_log();
    }
    const std::lock_guard lock(answers_mutex_);
    writer_ended_ = true;
    answers_changed_.notify_all();
}

// The unit inside its savepoint. Where even the way back fails, the whole group is broken.
Result<> SqliteStore::run_in_savepoint(Task& task) {
    if (auto begun = connection_->control("SAVEPOINT unit"); !begun) {
        group_broken_ = true;
        return begun;
    }
    auto outcome = UnitEnd::run(*connection_, task.scope, clock_, ids_, task.work, &memory_, task.effects);
    if (outcome) {
        if (auto kept = connection_->control("RELEASE unit"); !kept) {
            group_broken_ = true;
            return kept;
        }
    } else if (!connection_->control("ROLLBACK TO unit") || !connection_->control("RELEASE unit")) {
        group_broken_ = true;
    }
    return outcome;
}

// A unit that is alone in its group needs no savepoint: the transaction is its own.
void SqliteStore::run(Task& task, bool alone) {
    if (SteadyClock::now() - task.since > options_.queue_time_max) {
        task.outcome = fail(ErrorKind::limit, "store.busy");
        return;
    }
    memory_.kept.unit_begins();
    task.outcome = alone ? UnitEnd::run(*connection_, task.scope, clock_, ids_, task.work, &memory_, task.effects)
                         : run_in_savepoint(task);
    if (!task.outcome) return memory_.kept.unit_failed();
    if (memory_.kept.was_written_past()) {
        task.effects.raw = true;
        memory_.kept.clear();
        std::erase_if(memory_.heads,
                      [&](const auto& head) { return std::ranges::find(grown_, head.first) == grown_.end(); });
    }
    for (auto& [organisation, head] : task.effects.heads) {
        memory_.heads[organisation] = std::move(head);
        grown_.push_back(organisation);
    }
}

// What is written once for all units of the group.
Result<> SqliteStore::finish(const std::vector<Task>& group) {
    std::ranges::sort(grown_);
    const auto rest = std::ranges::unique(grown_);
    grown_.erase(rest.begin(), rest.end());
    for (const auto organisation : grown_)
        DENGYUN_CHECK(write_head(*connection_, organisation, memory_.heads.at(organisation)));
    for (const auto& task : group) {
        if (!task.outcome) continue;
        for (const auto& change : task.effects.search) DENGYUN_CHECK(apply(*connection_, change));
    }
    return connection_->control("COMMIT");
}

void SqliteStore::commit(std::vector<Task>& group) {
    group_broken_ = false;
    grown_.clear();
    Result<> committed = connection_->control("BEGIN IMMEDIATE");
    if (committed) {
        bool any = false;
        for (auto& task : group) {
            if (group_broken_) break;
            run(task, group.size() == 1);
            any = any || task.outcome.has_value();
        }
        if (group_broken_)
            committed = fail(ErrorKind::unavailable, "internal", {}, "the transaction was lost");
        else if (any)
            committed = finish(group);
        if (!any || !committed) static_cast<void>(connection_->control("ROLLBACK"));
        if (any && committed) ++commits_;
    }
    const bool raw = std::ranges::any_of(group, [](const Task& task) { return task.effects.raw; });
    if (!committed || raw || memory_.heads.size() > heads_kept_max) memory_.clear();
    // After a failed commit nobody's unit is kept.
    if (!committed)
        for (auto& task : group)
            if (task.outcome) task.outcome = committed;
}

void SqliteStore::watch_log() {
    const int pages = connection_->log_pages();
    if (pages < folded_pages_) {  // it has started anew
        folded_pages_ = 0;
        next_own_fold_ = log_pages_max;
    }
    if (pages >= next_own_fold_) {
        static_cast<void>(connection_->fold_log());
        next_own_fold_ = pages + pages_till_next_try;
        folded_pages_ = pages;
    } else if (pages - folded_pages_ >= pages_a_fold) {
        folded_pages_ = pages;
        const std::lock_guard lock(fold_mutex_);
        fold_wanted_ = true;
        fold_changed_.notify_one();
    }
}

void SqliteStore::fold_log() {
    std::unique_lock lock(fold_mutex_);
    while (true) {
        fold_changed_.wait(lock, [this] { return fold_wanted_ || fold_ended_; });
        if (fold_ended_) return;
        fold_wanted_ = false;
        lock.unlock();
        // Where it fails the log grows until the writer folds it.
        static_cast<void>(folding_->fold_log());
        lock.lock();
    }
}

void SqliteStore::settle(std::vector<Task> group) {
    for (auto& task : group) {
        count_write(task.outcome);
        if (!task.answered_at_once) continue;
        // Who has written finds what follows the log, such as an index in memory, told already.
        if (task.outcome) tell(task.effects);
        task.done(task.outcome);
    }
    std::unique_lock lock(answers_mutex_);
    // Answers that are taken slowly hold up the writer rather than pile up.
    const auto groups_max =
        std::max<std::size_t>(options_.write_queue_max / std::max<std::size_t>(options_.group_max, 1), 1);
    answers_changed_.wait(lock, [&] { return answers_.size() < groups_max; });
    answers_.push_back(std::move(group));
    answers_changed_.notify_all();
}

void SqliteStore::answer_groups() {
    while (true) {
        std::vector<Task> group;
        {
            std::unique_lock lock(answers_mutex_);
            answers_changed_.wait(lock, [this] { return !answers_.empty() || writer_ended_; });
            if (answers_.empty()) return;
            group = std::move(answers_.front());
            answers_.pop_front();
            answers_changed_.notify_all();
        }
        std::vector<Id<Organisation>> grown;
        Effects all;
        for (const auto& task : group) {
            if (task.answered_at_once || !task.outcome) continue;
            grown.insert(grown.end(), task.effects.organisations.begin(), task.effects.organisations.end());
            all.scheduled = all.scheduled || task.effects.scheduled;
        }
        std::ranges::sort(grown);
        const auto rest = std::ranges::unique(grown);
        grown.erase(rest.begin(), rest.end());
        all.organisations = std::move(grown);
        tell(all);
        for (auto& task : group)
            if (!task.answered_at_once) task.done(std::move(task.outcome));
    }
}

StoreStatistics SqliteStore::statistics() const {
    const std::lock_guard lock(mutex_);
    return {units_read_, units_written_, units_failed_, commits_, queue_.size()};
}

void SqliteStore::stop() {
    const std::lock_guard stopping(stop_mutex_);
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        arrived_.notify_all();
    }
    if (writer_.joinable()) writer_.join();
    if (answerer_.joinable()) answerer_.join();
    {
        const std::lock_guard lock(fold_mutex_);
        fold_ended_ = true;
        fold_changed_.notify_all();
    }
    if (folder_.joinable()) folder_.join();
    readers_.close();
    folding_.reset();
    connection_.reset();
    lock_.reset();
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(StoreOptions options, std::string path, const Clock& clock) {
    std::unique_ptr<FileLock> lock;
    if (!options.read_only) {
        lock = std::make_unique<FileLock>(path + ".lock");
        if (!lock->exists()) return fail(ErrorKind::unavailable, "store.unreachable");
        if (!lock->take()) return fail(ErrorKind::unavailable, "store.in_use");
    }
    DENGYUN_TRY(connection, Connection::open({Database::sqlite, path, !options.read_only, options.statement_time_max}));
    std::uint32_t node = 0;
    std::unique_ptr<Connection> folding;
    if (!options.read_only) {
        DENGYUN_TRY(fresh, prepare_database(*connection));
        node = fresh;
        DENGYUN_TRY(opened, Connection::open({Database::sqlite, path, false, options.statement_time_max}));
        folding = std::move(opened);
    }
    return std::make_unique<SqliteStore>(std::move(options), std::move(path), clock, node, std::move(lock),
                                         std::move(connection), std::move(folding));
}

}  // namespace dengyun::store
