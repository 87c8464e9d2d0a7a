#include "kernel/store/jobs.h"

#include <condition_variable>
#include <thread>

#include "kernel/store/connection.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

constexpr meta::Choice statuses[] = {{"waiting", {"等待", "Waiting"}},
                                     {"running", {"运行中", "Running"}},
                                     {"done", {"完成", "Done"}},
                                     {"failed", {"失败", "Failed"}},
                                     {"cancelled", {"已取消", "Cancelled"}}};
constexpr meta::Choices status_choices{"job_status", statuses};

constexpr auto fields = meta::record<Job>(
    meta::field<&Job::kind>("kind", {"种类", "Kind"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&Job::key>("key", {"键", "Key"}, {.flags = meta::read_only}),
    meta::field<&Job::run_at>("run_at", {"运行时间", "Runs at"}, {.flags = meta::read_only | meta::sortable}),
    meta::field<&Job::data>("data", {"数据", "Data"}, {.flags = meta::read_only | meta::internal, .length_max = 65'536}),
    meta::field<&Job::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&Job::attempts>("attempts", {"尝试次数", "Attempts"}, {.flags = meta::read_only}),
    meta::field<&Job::last_error>("last_error", {"上次错误", "Last error"}, {.flags = meta::read_only}),
    meta::field<&Job::lease_until>("lease_until", {"租约到期", "Leased until"}, {.flags = meta::read_only}),
    meta::field<&Job::lease_token>("lease_token", {"租约", "Lease"}, {.flags = meta::read_only | meta::internal}));

constexpr std::size_t data_bytes_max = 64 * 1024;
constexpr std::string_view open_statuses = "('waiting', 'running', 'failed')";

std::string_view text_of(JobStatus status) { return meta::name_of(status); }

}  // namespace

const meta::Choices& choices_of(JobStatus) { return status_choices; }
constinit const meta::Entity Job::description{
    .name = "job", .label = {"后台任务", "Job"}, .fields = fields, .title_field = "kind"};

// A job's runs are bookkeeping and no events; what a job does to documents is.
Result<> Unit::schedule(const JobRequest& job) {
    if (job.data.size() > data_bytes_max) return fail(ErrorKind::limit, "job.too_large");
    DENGYUN_CHECK(cancel(job.kind, job.key));
    const auto now_ms = milliseconds_of(now());
    const auto written = connection().execute(
        "INSERT INTO job (id, organisation_id, version, created_at, updated_at, kind, key, run_at, data, status, attempts, last_error, lease_token) "
        "VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, 'waiting', 0, '', '')",
        std::array<Scalar, 8>{ids_.next_value(), platform_organisation.value, now_ms, now_ms, std::string_view(job.kind),
                              std::string_view(job.key), milliseconds_of(job.run_at), std::string_view(job.data)});
    if (!written) return as_error(written.error());
    return {};
}

Result<> Unit::cancel(std::string_view kind, std::string_view key) {
    const auto done = connection().execute(fmt::format("UPDATE job SET status = 'cancelled', updated_at = ?, version = version + 1 "
                                                       "WHERE kind = ? AND key = ? AND status IN {}", open_statuses),
                                           std::array<Scalar, 3>{milliseconds_of(now()), kind, key});
    if (!done) return as_error(done.error());
    return {};
}

class JobRunner::Implementation {
  public:
    Implementation(Store& store, const Clock& clock, Random& random, unsigned threads)
        : store_(store), clock_(clock), random_(random), thread_count_(threads) {}

    void start() {
        for (unsigned i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { run(); });
    }
    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        for (auto& thread : threads_)
            if (thread.joinable()) thread.join();
    }
    std::size_t run_due();
    std::map<std::string, JobKind> kinds_;

  private:
    static constexpr std::chrono::milliseconds poll_interval{500};
    void run();
    std::optional<Job> claim();
    void finish(const Job& job, const JobKind& kind, const Result<>& outcome);
    Duration back_off(const JobKind& kind, std::int64_t attempts);

    Store& store_;
    const Clock& clock_;
    Random& random_;
    unsigned thread_count_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
    const Scope scope_ = Scope::system("jobs");
};

void JobRunner::Implementation::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const auto ran = run_due();
        lock.lock();
        if (ran == 0) wake_.wait_for(lock, poll_interval, [&] { return stopping_; });
    }
}

std::size_t JobRunner::Implementation::run_due() {
    constexpr std::size_t round_max = 100;
    std::size_t ran = 0;
    for (; ran < round_max; ++ran) {
        const auto job = claim();
        if (!job) break;
        const auto kind = kinds_.find(job->kind);
        if (kind == kinds_.end()) {
            finish(*job, JobKind{.handle = {}, .attempts_max = 1}, fail(ErrorKind::not_found, "job.unknown_kind"));
            continue;
        }
        finish(*job, kind->second, kind->second.handle(store_, *job));
    }
    return ran;
}

// Takes one due job, or one whose runner lost its lease, by a conditional update: of many runners one succeeds.
std::optional<Job> JobRunner::Implementation::claim() {
    const auto now = milliseconds_of(clock_.now());
    std::int64_t id = 0;
    std::string kind_name;
    const auto found = store_.run_read(scope_, [&](Reader& reader) -> Result<> {
        return reader.query("SELECT id, kind FROM job WHERE (status = 'waiting' AND run_at <= ?) OR (status = 'running' AND lease_until < ?) "
                            "ORDER BY run_at, id LIMIT 1",
                            std::array<Scalar, 2>{now, now}, [&](const Row& row) {
                                id = row.integer(0);
                                kind_name = row.text(1);
                            });
    });
    if (!found || id == 0) return std::nullopt;
    const auto kind = kinds_.find(kind_name);
    const auto lease = kind == kinds_.end() ? Duration(60'000) : kind->second.lease;
    const auto token = random_.token(12);
    auto claimed = store_.write<std::optional<Job>>(scope_, [&](Unit& unit) -> Result<std::optional<Job>> {
        DENGYUN_TRY(rows, unit.execute("UPDATE job SET status = 'running', attempts = attempts + 1, lease_token = ?, lease_until = ?, "
                                       "updated_at = ?, version = version + 1 WHERE organisation_id = ? AND id = ? AND "
                                       "((status = 'waiting' AND run_at <= ?) OR (status = 'running' AND lease_until < ?))",
                                       std::array<Scalar, 7>{std::string_view(token), now + lease.count(), now,
                                                             platform_organisation.value, id, now, now}));
        if (rows == 0) return std::optional<Job>{};
        DENGYUN_TRY(job, unit.find(Id<Job>{id}));
        return std::optional<Job>(std::move(job));
    });
    return claimed ? *claimed : std::nullopt;
}

void JobRunner::Implementation::finish(const Job& job, const JobKind& kind, const Result<>& outcome) {
    const auto now = clock_.now();
    const auto status = outcome ? JobStatus::done : job.attempts >= kind.attempts_max ? JobStatus::failed : JobStatus::waiting;
    const auto next = status == JobStatus::waiting ? now + back_off(kind, job.attempts) : job.run_at;
    const auto code = outcome ? std::string() : outcome.error().code;
    // The token fences: a runner that lost its lease changes nothing any more.
    static_cast<void>(store_.run_write(scope_, [&](Unit& unit) -> Result<> {
        DENGYUN_TRY(rows, unit.execute("UPDATE job SET status = ?, run_at = ?, last_error = ?, lease_token = '', lease_until = NULL, "
                                       "updated_at = ?, version = version + 1 WHERE organisation_id = ? AND id = ? AND lease_token = ? "
                                       "AND status = 'running'",
                                       std::array<Scalar, 7>{text_of(status), milliseconds_of(next), std::string_view(code),
                                                             milliseconds_of(now), platform_organisation.value, job.id.value,
                                                             std::string_view(job.lease_token)}));
        static_cast<void>(rows);
        return {};
    }));
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

JobRunner::JobRunner(Store& store, const Clock& clock, Random& random, unsigned threads)
    : implementation_(std::make_unique<Implementation>(store, clock, random, threads)) {}
JobRunner::~JobRunner() { stop(); }
void JobRunner::add(std::string kind, JobKind what) { implementation_->kinds_.insert_or_assign(std::move(kind), std::move(what)); }
void JobRunner::start() { implementation_->start(); }
void JobRunner::stop() { implementation_->stop(); }
std::size_t JobRunner::run_due() { return implementation_->run_due(); }

Result<Job> JobRunner::retry(Unit& unit, Id<Job> id) {
    DENGYUN_TRY(job, unit.find(id));
    if (job.status != JobStatus::failed) return fail(ErrorKind::conflict, "job.bad_state");
    job.status = JobStatus::waiting;
    job.attempts = 0;
    job.run_at = unit.now();
    return unit.update(std::move(job), "retried");
}

Result<Job> JobRunner::cancel(Unit& unit, Id<Job> id) {
    DENGYUN_TRY(job, unit.find(id));
    if (job.status != JobStatus::failed && job.status != JobStatus::waiting) return fail(ErrorKind::conflict, "job.bad_state");
    job.status = JobStatus::cancelled;
    return unit.update(std::move(job), "cancelled");
}

}  // namespace dengyun::store
