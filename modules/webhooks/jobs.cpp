// The module's jobs: sending, and removing what is old.
#include "modules/webhooks/api.h"
#include "modules/webhooks/deliver.h"
#include "modules/webhooks/rules.h"
#include "modules/webhooks/store.h"

namespace dengyun::webhooks {
namespace {

constexpr std::int64_t tidy_rows_max = 1'000;  // in one unit, so that the writer is not held up

Result<> schedule_tidying(store::Unit& unit, Instant at) {
    return unit.schedule({.kind = std::string(tidy_job), .key = "daily", .run_at = at, .data = "{}"});
}

Result<> tidy(store::Store& store) {
    const auto scope = Scope::system(tidy_job);
    for (std::int64_t removed = tidy_rows_max; removed == tidy_rows_max;) {
        DENGYUN_TRY(count, store.write<std::int64_t>(scope, [](store::Unit& unit) {
            return remove_old(unit, unit.now() - 30 * flow::day, unit.now() - 90 * flow::day, tidy_rows_max);
        }));
        removed = count;
    }
    return store.run_write(scope, [](store::Unit& unit) { return schedule_tidying(unit, unit.now() + flow::day); });
}

}  // namespace

void add_jobs(store::JobRunner& runner, const Vault& vault, Options options) {
    runner.add(std::string(deliver_job),
               {.handle = [&vault, options](store::Store& store,
                                            const store::Job& job) { return deliver(store, job, vault, options); },
                .attempts_max = attempts_max + 4,  // a process that died in the middle does not use up an attempt
                .back_off = back_off_first,
                .back_off_max = back_off_max,
                .threads_max = options.threads_max});
    runner.add(std::string(tidy_job), {.handle = [](store::Store& store, const store::Job&) { return tidy(store); }});
}

Result<> start_tidying(store::Store& store) {
    return store.run_write(Scope::system(tidy_job),
                           [](store::Unit& unit) { return schedule_tidying(unit, unit.now() + Duration(60'000)); });
}

}  // namespace dengyun::webhooks
