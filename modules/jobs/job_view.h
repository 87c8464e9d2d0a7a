#pragma once
// A job as an administrator sees it: without its data, which may belong to any organisation, and without its lease.
#include <string>
#include <vector>

#include "kernel/store/jobs.h"

namespace dengyun::jobs {

struct JobView {
    Id<store::Job> id{};
    Id<Organisation> organisation_id{};
    std::string kind;
    std::string key;
    store::JobStatus status = store::JobStatus::waiting;
    std::int64_t attempts = 0;
    Instant run_at{};
    std::string last_error;  // an error code
    Instant created_at{};
    Instant updated_at{};
    std::vector<std::string> actions;  // what may be done with it now
    static const meta::Entity description;
};
// `may_act`: the caller holds the permission to act at all.
[[nodiscard]] JobView view_of(const store::Job& job, bool may_act);

}  // namespace dengyun::jobs
