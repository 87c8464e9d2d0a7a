// When it is looked: at every report, again while late data count, and when late data come.
#include <algorithm>

#include "flows/witnessing/witnessing.h"

namespace dengyun::witnessing {
namespace {

using store::Event;
using store::Job;

Result<> look_at(store::Unit& unit, Id<orders::WorkReport> report, Instant at) {
    return unit.schedule({.kind = std::string(look_job), .key = to_text(report), .run_at = at, .data = "{}"});
}

Result<> on_event(store::Unit& unit, const Event& event) {
    if (event.name != "work_report.created") return {};
    const auto report = unit.find(Id<orders::WorkReport>{event.entity_id});
    if (!report) return {};
    if (report->reverses_id) return evidence::record_reversal(unit, *report->reverses_id);
    const auto ended = std::max(report->ended_at.value_or(event.at), event.at);
    return look_at(unit, report->id, ended + settling);
}

// Until late data change nothing any more, at growing distances.
Result<> look_again(store::Store& store, Id<orders::WorkReport> id) {
    return store.run_write(Scope::system(look_job), [&](store::Unit& unit) -> Result<> {
        const auto report = unit.find(id);
        if (!report) return {};
        const std::array key{meta::Scalar(id.value)};
        DENGYUN_TRY(known, unit.find_by<evidence::WorkEvidence>("work_evidence_report", key));
        const auto now = unit.now();
        if (!known || known->is_reversed || known->settled_at <= now) return {};
        const auto next = now + std::clamp(now - known->ended_at, again_min, again_max);
        return look_at(unit, id, std::min(next, known->settled_at));
    });
}

// A job's key is the id that it is about.
template <class E>
std::optional<Id<E>> subject_of(const Job& job) {
    return parse_id<E>(job.key);
}

}  // namespace

void add_jobs(store::JobRunner& runner, store::Store& store, telemetry::Hub& hub) {
    runner.add(std::string(look_job), {.handle = [&hub](store::Store& kept, const Job& job) -> Result<> {
                                           const auto report = subject_of<orders::WorkReport>(job);
                                           if (!report) return {};
                                           DENGYUN_CHECK(look(kept, hub, *report));
                                           return look_again(kept, *report);
                                       },
                                       .threads_max = 1});
    runner.add(std::string(late_job), {.handle = [&hub](store::Store& kept, const Job& job) -> Result<> {
                                           const auto organisation = subject_of<Organisation>(job);
                                           return organisation ? look_at_late(kept, hub, *organisation) : Result<>{};
                                       },
                                       .lease = std::chrono::minutes(10),
                                       .threads_max = 1});
    hub.listen_for_late([&store](Id<Organisation> organisation) {
        store.submit_write(
            Scope::system(late_job),
            [organisation](store::Unit& unit) {
                return unit.schedule({.kind = std::string(late_job),
                                      .key = to_text(organisation),
                                      .run_at = unit.now() + gathering,
                                      .data = "{}"});
            },
            // A look at its time finds what this one would have.
            [](const Result<>&) {});
    });
}

Witness::Witness(store::Store& store, const Clock& clock) : subscriber_(store, clock, "witnessing", on_event) {}

}  // namespace dengyun::witnessing
