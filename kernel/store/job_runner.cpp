// The runner: claims what is due, runs it, and writes down how it ended.
#include <condition_variable>
#include <thread>

#include "kernel/store/jobs.h"

namespace dengyun::store {
namespace {

using meta::Scalar;

constexpr std::chrono::milliseconds poll_interval{1'000};
constexpr std::size_t round_max = 100;
constexpr Duration clean_interval{3'600'000};
constexpr std::int64_t clean_rows_max = 500;

constexpr std::string_view due = "SELECT id, kind FROM job WHERE status = 'waiting' AND run_at <= ?";
constexpr std::string_view due_order = " ORDER BY run_at LIMIT 1";
constexpr std::string_view abandoned = "SELECT id, kind FROM job WHERE status = 'running' AND lease_until < ?";
constexpr std::string_view abandoned_order = " ORDER BY lease_until LIMIT 1";
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
    Implementation(Store& store, const Clock& clock, Random& random, unsigned threads, Duration kept_for)
        : store_(store), clock_(clock), random_(random), thread_count_(threads), kept_for_(kept_for) {}

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
    Result<std::int64_t> remove_old();
    std::map<std::string, JobKind> kinds_;

  private:
    struct Candidate {
        std::int64_t id = 0;  // 0: there is none
        std::string kind;
    };
    void wake() {
        {
            const std::lock_guard lock(mutex_);
            ++wishes_;
        }
        changed_.notify_one();
    }
    void run();
    std::vector<std::string> full_kinds();
    bool take_place(const std::string& kind);
    void give_place_back(const std::string& kind);
    Result<Candidate> look(Instant now);
    Result<std::optional<Job>> claim_candidate(const Candidate& candidate, Instant now);
    Result<std::optional<Job>> claim();
    void run(const Job& job);
    Result<> finish(const Job& job, const JobKind& kind, const Result<>& outcome);
    Duration back_off(const JobKind& kind, std::int64_t attempts);

    Store& store_;
    const Clock& clock_;
    Random& random_;
    const unsigned thread_count_;
    const Duration kept_for_;
    const Scope scope_ = Scope::system("jobs");
    std::shared_ptr<void> scheduled_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t wishes_ = 0;
    bool stopping_ = false;
    std::map<std::string, unsigned> places_;  // taken, of the kinds that are bounded
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
        if (cleaning) static_cast<void>(remove_old());
        lock.lock();
        if (ran == 0) changed_.wait_for(lock, poll_interval, [&] { return stopping_ || wishes_ != known; });
    }
}

std::size_t JobRunner::Implementation::run_due() {
    std::size_t ran = 0;
    for (; ran < round_max; ++ran) {
        const auto job = claim();
        if (!job || !*job) break;
        run(**job);
        give_place_back((*job)->kind);
        const std::lock_guard lock(mutex_);
        if (stopping_) break;
    }
    return ran;
}

void JobRunner::Implementation::run(const Job& job) {
    const auto kind = kinds_.find(job.kind);
    if (kind == kinds_.end()) {
        static_cast<void>(
            finish(job, JobKind{.handle = {}, .attempts_max = 1}, fail(ErrorKind::not_found, "job.unknown_kind")));
        return;
    }
    Result<> outcome = fail(ErrorKind::unavailable, "job.lease_lost");
    // One whose runners died so often is not given another chance to take this process down.
    if (job.attempts <= kind->second.attempts_max) outcome = kind->second.handle(store_, job);
    // Where this cannot be written the lease runs out, and the job is done again: at least once is the promise.
    static_cast<void>(finish(job, kind->second, outcome));
}

// The kinds of which no more jobs may run in this process now.
std::vector<std::string> JobRunner::Implementation::full_kinds() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> full;
    for (const auto& [kind, taken] : places_)
        if (taken >= kinds_.at(kind).threads_max) full.push_back(kind);
    return full;
}

bool JobRunner::Implementation::take_place(const std::string& kind) {
    const auto known = kinds_.find(kind);
    if (known == kinds_.end() || known->second.threads_max == 0) return true;
    const std::lock_guard lock(mutex_);
    auto& taken = places_[kind];
    if (taken >= known->second.threads_max) return false;
    ++taken;
    return true;
}

void JobRunner::Implementation::give_place_back(const std::string& kind) {
    const std::lock_guard lock(mutex_);
    if (const auto taken = places_.find(kind); taken != places_.end()) --taken->second;
}

// A due job, or one whose runner has lost its lease, of a kind that has a thread left.
Result<JobRunner::Implementation::Candidate> JobRunner::Implementation::look(Instant now) {
    const auto full = full_kinds();
    std::string others;
    std::vector<Scalar> parameters{milliseconds_of(now)};
    for (const auto& kind : full) {
        others += " AND kind <> ?";
        parameters.emplace_back(std::string_view(kind));
    }
    Candidate found;
    DENGYUN_CHECK(store_.run_read(scope_, [&](Reader& reader) -> Result<> {
        const auto take = [&](const Row& row) { found = {row.integer(0), std::string(row.text(1))}; };
        DENGYUN_CHECK(reader.query(fmt::format("{}{}{}", due, others, due_order), parameters, take));
        if (found.id != 0) return {};
        return reader.query(fmt::format("{}{}{}", abandoned, others, abandoned_order), parameters, take);
    }));
    return found;
}

// By a conditional update: of many runners one succeeds.
Result<std::optional<Job>> JobRunner::Implementation::claim_candidate(const Candidate& candidate, Instant now) {
    const auto kind = kinds_.find(candidate.kind);
    const auto lease = kind == kinds_.end() ? JobKind{}.lease : kind->second.lease;
    const auto token = random_.token(12);
    const auto at = milliseconds_of(now);
    return store_.write<std::optional<Job>>(scope_, [&](Unit& unit) -> Result<std::optional<Job>> {
        const Scalar of[] = {
            std::string_view(token), at + lease.count(), at, platform_organisation.value, candidate.id, at, at};
        DENGYUN_TRY(rows, unit.execute(claim_one, of));
        if (rows == 0) return std::optional<Job>{};
        DENGYUN_TRY(job, unit.find(Id<Job>{candidate.id}));
        return std::optional<Job>(std::move(job));
    });
}

// The job comes with a place of its kind. One that another runner was quicker to take is looked past by asking again.
Result<std::optional<Job>> JobRunner::Implementation::claim() {
    constexpr int tries_max = 20;
    for (int i = 0; i < tries_max; ++i) {
        const auto now = clock_.now();
        DENGYUN_TRY(candidate, look(now));
        if (candidate.id == 0) return std::optional<Job>{};
        if (!take_place(candidate.kind)) continue;
        auto claimed = claim_candidate(candidate, now);
        if (claimed && *claimed) return claimed;
        give_place_back(candidate.kind);
        if (!claimed) return claimed;
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

Result<std::int64_t> JobRunner::Implementation::remove_old() {
    const Scalar of[] = {platform_organisation.value, platform_organisation.value,
                         milliseconds_of(clock_.now() - kept_for_), clean_rows_max};
    std::int64_t all = 0;
    for (std::int64_t rows = clean_rows_max; rows == clean_rows_max; all += rows) {
        DENGYUN_TRY(gone, store_.write<std::int64_t>(scope_, [&](Unit& unit) { return unit.execute(clean, of); }));
        rows = gone;
    }
    return all;
}

JobRunner::JobRunner(Store& store, const Clock& clock, Random& random, unsigned threads, Duration kept_for)
    : implementation_(std::make_unique<Implementation>(store, clock, random, threads, kept_for)) {}
JobRunner::~JobRunner() { stop(); }
std::vector<std::string> JobRunner::kinds() const {
    std::vector<std::string> names;
    for (const auto& [name, what] : implementation_->kinds_) names.push_back(name);
    return names;
}
void JobRunner::add(std::string kind, JobKind what) {
    implementation_->kinds_.insert_or_assign(std::move(kind), std::move(what));
}
void JobRunner::start() { implementation_->start(); }
void JobRunner::stop() { implementation_->stop(); }
std::size_t JobRunner::run_due() { return implementation_->run_due(); }
Result<std::int64_t> JobRunner::remove_old() { return implementation_->remove_old(); }

}  // namespace dengyun::store
