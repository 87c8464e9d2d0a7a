// One look: the interval of a report, what the machine told in it, the verdict.
#include <algorithm>
#include <cmath>

#include "flows/witnessing/witnessing.h"

namespace dengyun::witnessing {
namespace {

struct Question {
    orders::WorkReport report;
    orders::OperationTask task;
    Interval interval;
    evidence::EvidenceRule rule;
    std::optional<telemetry::Device> device;
    bool is_reversed = false;
};

// What is told to millionths is the same whatever the order of its sums.
std::optional<double> rounded(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return std::nullopt;
    return std::round(*value * 1e6) / 1e6;
}

Instant end_of(const orders::WorkReport& report) { return report.ended_at.value_or(report.created_at); }

Result<std::optional<Question>> question_of(store::Reader& reader, Id<orders::WorkReport> id) {
    const auto report = reader.find(id);
    if (!report || report->reverses_id) return std::optional<Question>{};
    Question asked{.report = *report};
    DENGYUN_TRY(task, reader.find(report->task_id));
    DENGYUN_TRY(all, orders::reports_of(reader, task.id));
    std::optional<Instant> before;
    for (const auto& other : all) {
        if (other.reverses_id == report->id) asked.is_reversed = true;
        const bool is_earlier = other.id.value < report->id.value && !other.reverses_id;
        if (is_earlier && end_of(other) < end_of(*report))
            before = std::max(before.value_or(end_of(other)), end_of(other));
    }
    const auto interval = interval_of(*report, task, before);
    if (!interval) return std::optional<Question>{};
    asked.interval = *interval;
    DENGYUN_TRY(rule, evidence::rule_of(reader, report->customer_id));
    asked.rule = std::move(rule);
    DENGYUN_TRY(device, telemetry::device_of_machine(reader, report->organisation_id, task.machine_id));
    asked.device = std::move(device);
    asked.task = std::move(task);
    return std::optional(std::move(asked));
}

evidence::WorkEvidence answer_to(const Question& asked, const std::optional<telemetry::Observation>& seen) {
    const auto& report = asked.report;
    const auto pieces = report.good.value + report.rework.value + report.scrap.value;
    evidence::Claim claim{.pieces = static_cast<double>(pieces) / static_cast<double>(orders::one_piece),
                          .interval_s = static_cast<double>((asked.interval.to - asked.interval.from).count()) / 1e3,
                          .is_rework = report.from_rework,
                          .is_cut = asked.interval.is_cut};
    evidence::Told told;
    if (seen)
        told = {.has_device = true,
                .has_data = seen->has_data,
                .cycles = rounded(seen->cycles),
                .running_s = rounded(seen->running_s),
                .known_s = rounded(seen->known_s).value_or(0),
                .power_kw = rounded(seen->power_kw),
                .planned_cycle_s = seen->planned_cycle_s};
    auto judgement = evidence::judge(claim, told, asked.rule);
    evidence::WorkEvidence found{.report_id = report.id,
                                 .task_id = asked.task.id,
                                 .order_id = asked.task.order_id,
                                 .customer_id = report.customer_id,
                                 .buyer_id = asked.task.buyer_id,
                                 .machine_id = asked.task.machine_id,
                                 .started_at = asked.interval.from,
                                 .ended_at = asked.interval.to,
                                 .pieces = Quantity{pieces},
                                 .cycles = told.cycles,
                                 .running_s = told.running_s,
                                 .power_kw = told.power_kw,
                                 .verdict = judgement.verdict,
                                 .reasons = std::move(judgement.reasons),
                                 .rule_number = asked.rule.number,
                                 .settled_at = asked.interval.to + std::chrono::hours(asked.rule.late_hours),
                                 .is_reversed = asked.is_reversed};
    found.organisation_id = report.organisation_id;
    if (!seen) return found;
    found.device_id = seen->device_id;
    if (seen->has_data) found.known_s = told.known_s;
    found.energy_kwh = rounded(seen->energy_kwh);
    return found;
}

}  // namespace

std::optional<Interval> interval_of(const orders::WorkReport& report, const orders::OperationTask& task,
                                    std::optional<Instant> before) {
    const auto to = end_of(report);
    auto from = before.value_or(task.started_at.value_or(report.created_at));
    if (report.started_at) from = *report.started_at;
    if (from >= to) return std::nullopt;
    if (to - from <= interval_max) return Interval{from, to};
    return Interval{to - interval_max, to, true};
}

Result<> look(store::Store& store, telemetry::Hub& hub, Id<orders::WorkReport> report) {
    const auto scope = Scope::system(look_job);
    DENGYUN_TRY(asked, store.read<std::optional<Question>>(
                           scope, [&](store::Reader& reader) { return question_of(reader, report); }));
    if (!asked) return {};
    std::optional<telemetry::Observation> seen;
    if (asked->device) {
        DENGYUN_TRY(told, hub.observe(*asked->device, asked->interval.from, asked->interval.to));
        // Who was connected afterwards has not been silent.
        if (told.has_data || asked->device->created_at < asked->interval.to) seen = told;
    }
    const auto found = answer_to(*asked, seen);
    return store.run_write(scope, [&](store::Unit& unit) { return evidence::record(unit, found); });
}

Result<> look_at_late(store::Store& store, telemetry::Hub& hub, Id<Organisation> organisation) {
    DENGYUN_TRY(open,
                store.read<std::vector<evidence::WorkEvidence>>(Scope::system(late_job), [&](store::Reader& reader) {
                    return evidence::unsettled(reader, organisation, unsettled_max);
                }));
    for (const auto& one : open) DENGYUN_CHECK(look(store, hub, one.report_id));
    return {};
}

}  // namespace dengyun::witnessing
