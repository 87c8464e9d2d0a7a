#include "kernel/store/jobs.h"

namespace dengyun::store {
namespace {

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
    meta::field<&Job::data>("data", {"数据", "Data"},
                            {.flags = meta::read_only | meta::internal, .length_max = 65'536}),
    meta::field<&Job::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&Job::attempts>("attempts", {"尝试次数", "Attempts"}, {.flags = meta::read_only}),
    meta::field<&Job::last_error>("last_error", {"上次错误", "Last error"}, {.flags = meta::read_only}),
    meta::field<&Job::lease_until>("lease_until", {"租约到期", "Leased until"}, {.flags = meta::read_only}),
    meta::field<&Job::lease_token>("lease_token", {"租约", "Lease"}, {.flags = meta::read_only | meta::internal}));

constexpr std::size_t data_bytes_max = 64 * 1024;

}  // namespace

const meta::Choices& choices_of(JobStatus) { return status_choices; }
constinit const meta::Entity Job::description{
    .name = "job", .label = {"后台任务", "Job"}, .fields = fields, .title_field = "kind"};

// Jobs belong to the platform, whoever asked for them, so that either side of a document may replace or cancel its
// timer. A job's runs are bookkeeping and no events; what a job does to documents is.
Result<> Unit::schedule(const JobRequest& job) {
    if (job.data.size() > data_bytes_max) return fail(ErrorKind::limit, "job.too_large");
    const auto at = milliseconds_of(now());
    const meta::Scalar row[] = {ids_.next_value(),
                                platform_organisation.value,
                                at,
                                at,
                                std::string_view(job.kind),
                                std::string_view(job.key),
                                milliseconds_of(job.run_at),
                                std::string_view(job.data)};
    DENGYUN_CHECK(execute(
        "INSERT INTO job (id, organisation_id, version, created_at, updated_at, kind, key, run_at, data, status, "
        "attempts, "
        "last_error, lease_token) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, 'waiting', 0, '', '') "
        "ON CONFLICT (organisation_id, kind, key) WHERE status = 'waiting' DO UPDATE SET run_at = excluded.run_at, "
        "data = excluded.data, attempts = 0, last_error = '', updated_at = excluded.updated_at, version = job.version "
        "+ 1",
        row));
    scheduled_ = true;
    return {};
}

// One that is running ends by itself: it may be the very job that calls this.
Result<> Unit::cancel(std::string_view kind, std::string_view key) {
    const meta::Scalar of[] = {milliseconds_of(now()), platform_organisation.value, kind, key};
    DENGYUN_CHECK(
        execute("UPDATE job SET status = 'cancelled', updated_at = ?, version = version + 1 "
                "WHERE organisation_id = ? AND kind = ? AND key = ? AND status = 'waiting'",
                of));
    return {};
}

Result<Job> JobRunner::retry(Unit& unit, Id<Job> id) {
    DENGYUN_TRY(job, unit.find(id));
    if (job.status != JobStatus::failed) return fail(ErrorKind::conflict, "job.bad_state");
    // Another one of this key may have been scheduled since; it stands for this one too.
    DENGYUN_CHECK(unit.cancel(job.kind, job.key));
    job.status = JobStatus::waiting;
    job.attempts = 0;
    job.run_at = unit.now();
    return unit.update(std::move(job), "retried");
}

Result<Job> JobRunner::cancel(Unit& unit, Id<Job> id) {
    DENGYUN_TRY(job, unit.find(id));
    if (job.status != JobStatus::failed && job.status != JobStatus::waiting)
        return fail(ErrorKind::conflict, "job.bad_state");
    job.status = JobStatus::cancelled;
    return unit.update(std::move(job), "cancelled");
}

}  // namespace dengyun::store
