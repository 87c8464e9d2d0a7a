// The runner: claims what is due, runs it, and writes down how it ended.
#include <condition_variable>
#include <thread>

#include "kernel/store/jobs.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

constexpr std::chrono::milliseconds poll_interval{1'000};
constexpr std::size_t round_max = 100;
constexpr Duration kept_for{7LL * 24 * 3600 * 1000};  // done and cancelled jobs, for administrators to see
constexpr Duration clean_interval{3'600'000};
constexpr std::int64_t clean_rows_max = 500;

constexpr std::string_view due =
    "SELECT id, kind FROM job WHERE status = 'waiting' AND run_at <= ? ORDER BY run_at LIMIT 1";
constexpr std::string_view abandoned =
    "SELECT id, kind FROM job WHERE status = 'running' AND lease_until < ? ORDER BY lease_until LIMIT 1";
constexpr std::string_view claim_one =
    "UPDATE job SET status = 'running', attempts = attempts + 1, lease_token = ?, lease_until = ?, updated_at = ?, "
    "version = version + 1 WHERE organisation_id = ? AND id = ? AND "
    "((status = 'waiting' AND run_at <= ?) OR (status = 'running' AND lease_until < ?))";
constexpr std::string_view end_one =
    "UPDATE job SET status = ?, run_at = ?, last_error = ?, lease_token = '', lease_until = NULL, updated_at = ?, "
    "version = version + 1 WHERE organisation_id = ? AND id = ? AND lease_token = ? AND status = 'running'";
constexpr std::string_view replaced =
    "SELECT 1 FROM job WHERE organisation_id = ? AND kind = ? AND key = ? AND status = 'waiting'";
constexpr std::string_view clean =
    "DELETE FROM job WHERE organisation_id = ? AND id IN (SELECT id FROM job WHERE organisation_id = ? AND "
    "status IN ('done', 'cancelled') AND updated_at < ? LIMIT ?)";

}  // namespace

class JobRunner::Implementation {
  public:
    Implementation(Store& store, const Clock& clock, Random& random, unsigned threads)
        : store_(store), clock_(clock), random_(random), thread_count_(threads) {}

    void start() {
        scheduled_ = store_.listen_to_jobs([this] { wake(); });
        for (unsigned i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { run(); });
    }
    void stop() {
        scheduled_.reset();
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        for (auto& thread : threads_)
            if (thread.joinable()) thread.join();
    }
    std::size_t run_due();
    std::map<std::string, JobKind> kinds_;

  private:
    void wake() {
        {
            const std::lock_guard lock(mutex_);
            ++wishes_;
        }
        changed_.notify_one();
    }
    void run();
    Result<std::optional<Job>> claim();
    Result<> finish(const Job& job, const JobKind& kind, const Result<>& outcome);
    Duration back_off(const JobKind& kind, std::int64_t attempts);
    void clean_up();

    Store& store_;
    const Clock& clock_;
    Random& random_;
    const unsigned thread_count_;
    const Scope scope_ = Scope::system("jobs");
    std::shared_ptr<void> scheduled_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t wishes_ = 0;
    bool stopping_ = false;
    Instant cleaned_at_{};
    std::vector<std::thread> threads_;
};

void JobRunner::Implementation::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto known = wishes_;
        const bool cleaning = clock_.now() - cleaned_at_ >= clean_interval;
        if (cleaning) cleaned_at_ = clock_.now();
        lock.unlock();
        const auto ran = run_due();
        if (cleaning) clean_up();
        lock.lock();
        if (ran == 0) changed_.wait_for(lock, poll_interval, [&] { return stopping_ || wishes_ != known; });
    }
}

std::size_t JobRunner::Implementation::run_due() {
    std::size_t ran = 0;
    for (; ran < round_max; ++ran) {
        const auto job = claim();
        if (!job || !*job) break;
        const auto kind = kinds_.find((*job)->kind);
        if (kind == kinds_.end()) {
            static_cast<void>(finish(**job, JobKind{.handle = {}, .attempts_max = 1},
                                     fail(ErrorKind::not_found, "job.unknown_kind")));
            continue;
        }
        Result<> outcome = fail(ErrorKind::unavailable, "job.lease_lost");
        // One whose runners died so often is not given another chance to take this process down.
        if ((*job)->attempts <= kind->second.attempts_max) outcome = kind->second.handle(store_, **job);
        // Where this cannot be written the lease runs out, and the job is done again: at least once is the promise.
        static_cast<void>(finish(**job, kind->second, outcome));
        const std::lock_guard lock(mutex_);
        if (stopping_) break;
    }
    return ran;
}

// Takes one due job, or one whose runner has lost its lease, by a conditional update: of many runners one succeeds.
// A job that another runner was quicker to take is looked past by asking again.
Result<std::optional<Job>> JobRunner::Implementation::claim() {
    constexpr int tries_max = 20;
    for (int i = 0; i < tries_max; ++i) {
        const auto now = milliseconds_of(clock_.now());
        std::int64_t id = 0;
        std::string kind_name;
        DENGYUN_CHECK(store_.run_read(scope_, [&](Reader& reader) -> Result<> {
            const Scalar at[] = {now};
            const auto take = [&](const Row& row) {
                id = row.integer(0);
                kind_name = row.text(1);
            };
            DENGYUN_CHECK(reader.query(due, at, take));
            return id != 0 ? Result<>{} : reader.query(abandoned, at, take);
        }));
        if (id == 0) return std::optional<Job>{};
        const auto kind = kinds_.find(kind_name);
        const auto lease = kind == kinds_.end() ? JobKind{}.lease : kind->second.lease;
        const auto token = random_.token(12);
        DENGYUN_TRY(claimed, store_.write<std::optional<Job>>(scope_, [&](Unit& unit) -> Result<std::optional<Job>> {
            const Scalar of[] = {
                std::string_view(token), now + lease.count(), now, platform_organisation.value, id, now, now};
            DENGYUN_TRY(rows, unit.execute(claim_one, of));
            if (rows == 0) return std::optional<Job>{};
            DENGYUN_TRY(job, unit.find(Id<Job>{id}));
            return std::optional<Job>(std::move(job));
        }));
        if (claimed) return std::move(claimed);
    }
    return std::optional<Job>{};
}

Result<> JobRunner::Implementation::finish(const Job& job, const JobKind& kind, const Result<>& outcome) {
    return store_.run_write(scope_, [&](Unit& unit) -> Result<> {
        const auto now = unit.now();
        auto status = outcome                             ? JobStatus::done
                      : job.attempts >= kind.attempts_max ? JobStatus::failed
                                                          : JobStatus::waiting;
        if (status == JobStatus::waiting) {
            // Scheduled anew while it ran: the new one stands for this one too.
            const Scalar of[] = {platform_organisation.value, std::string_view(job.kind), std::string_view(job.key)};
            DENGYUN_CHECK(unit.query(replaced, of, [&](const Row&) { status = JobStatus::cancelled; }));
        }
        const auto next = status == JobStatus::waiting ? now + back_off(kind, job.attempts) : job.run_at;
        const auto code = outcome ? std::string() : outcome.error().code;
        // The token fences: a runner that has lost its lease changes nothing any more.
        const Scalar end[] = {
            meta::name_of(status),       milliseconds_of(next), std::string_view(code),           milliseconds_of(now),
            platform_organisation.value, job.id.value,          std::string_view(job.lease_token)};
        DENGYUN_CHECK(unit.execute(end_one, end));
        return {};
    });
}

Duration JobRunner::Implementation::back_off(const JobKind& kind, std::int64_t attempts) {
    auto wait = kind.back_off;
    for (std::int64_t i = 1; i < attempts && wait < kind.back_off_max; ++i) wait *= 2;
    wait = std::min(wait, kind.back_off_max);
    // Up to a tenth more, so that what failed together does not come back together.
    std::array<std::uint8_t, 1> byte{};
    random_.fill(byte);
    return wait + Duration(wait.count() * byte[0] / 2560);
}

void JobRunner::Implementation::clean_up() {
    const Scalar of[] = {platform_organisation.value, platform_organisation.value,
                         milliseconds_of(clock_.now() - kept_for), clean_rows_max};
    for (std::int64_t rows = clean_rows_max; rows == clean_rows_max;) {
        rows = 0;
        const auto cleaned = store_.run_write(scope_, [&](Unit& unit) -> Result<> {
            DENGYUN_TRY(gone, unit.execute(clean, of));
            rows = gone;
            return {};
        });
        if (!cleaned) return;
    }
}

JobRunner::JobRunner(Store& store, const Clock& clock, Random& random, unsigned threads)
    : implementation_(std::make_unique<Implementation>(store, clock, random, threads)) {}
JobRunner::~JobRunner() { stop(); }
void JobRunner::add(std::string kind, JobKind what) {
    implementation_->kinds_.insert_or_assign(std::move(kind), std::move(what));
}
void JobRunner::start() { implementation_->start(); }
void JobRunner::stop() { implementation_->stop(); }
std::size_t JobRunner::run_due() { return implementation_->run_due(); }

}  // namespace dengyun::store
