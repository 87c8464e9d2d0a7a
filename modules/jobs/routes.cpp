#include "kernel/api/flow_routes.h"
#include "modules/jobs/api.h"
#include "modules/jobs/job_view.h"

namespace dengyun::jobs {
namespace {

constexpr api::RoleSet operators{api::Role::platform_operator};
constexpr api::Permission declared_permissions[] = {
    {"jobs.read", {"查看后台任务", "Read jobs"}, operators},
    {"jobs.edit", {"管理后台任务", "Act on jobs"}, operators},
};

JobView view_for(const api::Call& call, const store::Job& job) {
    return view_of(job, call.principal && call.principal->may("jobs.edit"));
}

Result<store::Page<JobView>> list(const api::Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(jobs, reader.list<store::Job>(query));
    store::Page<JobView> page{.items = {}, .next = std::move(jobs.next)};
    for (const auto& job : jobs.items) page.items.push_back(view_for(call, job));
    return page;
}

Result<JobView> read(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<store::Job>());
    DENGYUN_TRY(job, reader.find(id));
    return view_for(call, job);
}

// The job is changed in the name of the administrator and in the organisation that it works for, where the event
// belongs.
Result<JobView> act(const api::Call& call, store::Store& store, const api::ActionInput& input) {
    const bool retry = input.action == "retry";
    if (!retry && input.action != "cancel")
        return fail(ErrorKind::invalid, "request.invalid", {{"action", "unknown_choice"}});
    DENGYUN_TRY(id, call.id<store::Job>());
    DENGYUN_TRY(job, store.read<store::Job>(call.scope, [&](store::Reader& reader) { return reader.find(id); }));
    DENGYUN_TRY(changed,
                store.write<store::Job>(Scope::of(job.organisation_id, call.principal->actor), [&](store::Unit& unit) {
                    return retry ? store::JobRunner::retry(unit, id) : store::JobRunner::cancel(unit, id);
                }));
    return view_for(call, changed);
}

Result<api::FoundTasks> failed_jobs(const api::Call&, store::Reader& reader) {
    api::FoundTasks found;
    const store::Query query{.filters = {{"status", "failed"}}, .limit = static_cast<unsigned>(api::tasks_counted_max)};
    DENGYUN_TRY(jobs, reader.list<store::Job>(query));
    for (const auto& job : jobs.items)
        found.add({.title = job.kind + (job.last_error.empty() ? "" : " · " + job.last_error),
                   .entity = "job",
                   .entity_id = to_text(job.id),
                   .organisation_id = job.organisation_id,
                   .due_at = std::nullopt});
    return found;
}

}  // namespace

std::span<const api::Permission> permissions() { return declared_permissions; }

void add_routes(api::Routes& routes) {
    const std::string path = "/api/v1/jobs";
    routes.declare(permissions());
    routes.declare(store::Job::description);
    routes.declare(api::TaskSource{.name = "jobs_failed",
                                   .label = {"失败的后台任务", "Failed background jobs"},
                                   .permission = "jobs.edit",
                                   .reads_all = true,
                                   .find = failed_jobs});
    routes.list<JobView>(path, api::needs("jobs.read"), {"列出后台任务", "List jobs"}, list,
                         {.reach = api::Reach::all, .list_of = store::Job::description.name, .exported = true});
    routes.get<JobView>(path + "/{id}", api::needs("jobs.read"), {"查看后台任务", "Read a job"}, read,
                        {.reach = api::Reach::all});
    routes.post<api::ActionInput, JobView>(path + "/{id}/actions", api::needs("jobs.edit"),
                                           {"重新运行（retry）或取消（cancel）", "Run again (retry) or cancel"}, act,
                                           {.reach = api::Reach::all});
}

}  // namespace dengyun::jobs
