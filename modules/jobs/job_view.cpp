#include "modules/jobs/job_view.h"

namespace dengyun::jobs {
namespace {

using meta::field;

constexpr auto job_fields =
    meta::fields(field<&JobView::id>("id", {"编号", "Id"}, {.flags = meta::read_only}),
                 field<&JobView::organisation_id>("organisation_id", {"单位", "Organisation"},
                                                  {.flags = meta::read_only, .reference = "organisation"}),
                 field<&JobView::kind>("kind", {"任务", "Kind"}, {.flags = meta::read_only}),
                 field<&JobView::key>("key", {"键", "Key"}, {.flags = meta::read_only}),
                 field<&JobView::status>("status", {"状态", "Status"}, {.flags = meta::read_only}),
                 field<&JobView::attempts>("attempts", {"尝试次数", "Attempts"}, {.flags = meta::read_only}),
                 field<&JobView::run_at>("run_at", {"运行时间", "Runs at"}, {.flags = meta::read_only}),
                 field<&JobView::last_error>("last_error", {"上次错误", "Last error"}, {.flags = meta::read_only}),
                 field<&JobView::created_at>("created_at", {"创建时间", "Created"}, {.flags = meta::read_only}),
                 field<&JobView::updated_at>("updated_at", {"修改时间", "Changed"}, {.flags = meta::read_only}),
                 field<&JobView::actions>("actions", {"可办理", "Actions"}, {.flags = meta::read_only}));

}  // namespace

constinit const meta::Entity JobView::description{
    .name = "job_view", .label = {"后台任务", "Job"}, .fields = job_fields, .title_field = "kind", .stored = false};

JobView view_of(const store::Job& job, bool may_act) {
    JobView view{.id = job.id,
                 .organisation_id = job.organisation_id,
                 .kind = job.kind,
                 .key = job.key,
                 .status = job.status,
                 .attempts = job.attempts,
                 .run_at = job.run_at,
                 .last_error = job.last_error,
                 .created_at = job.created_at,
                 .updated_at = job.updated_at};
    if (may_act && job.status == store::JobStatus::failed) view.actions.emplace_back("retry");
    if (may_act && (job.status == store::JobStatus::failed || job.status == store::JobStatus::waiting))
        view.actions.emplace_back("cancel");
    return view;
}

}  // namespace dengyun::jobs
