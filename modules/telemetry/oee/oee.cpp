#include "modules/telemetry/oee/oee.h"

#include <algorithm>

namespace dengyun::telemetry {
namespace {

double seconds(timeseries::Time time) { return static_cast<double>(time) / 1e9; }

std::optional<double> ratio(double numerator, double denominator) {
    return denominator > 0 ? std::optional(numerator / denominator) : std::nullopt;
}

timeseries::Time& sum_for(TimeSums& sums, std::optional<StateMeaning> meaning) {
    if (!meaning) return sums.unknown;
    switch (*meaning) {
        case StateMeaning::running:
            return sums.running;
        case StateMeaning::idle:
            return sums.idle;
        case StateMeaning::setup:
            return sums.setup;
        case StateMeaning::down:
            return sums.down;
        case StateMeaning::off:
            break;
    }
    return sums.off;
}

}  // namespace

TimeSums sums_of(std::span<const MeaningSpan> spans) {
    TimeSums sums;
    std::optional<StateMeaning> before;
    for (const auto& span : spans) {
        sum_for(sums, span.meaning) += span.to - span.from;
        if (!span.meaning) continue;
        // A window that begins in a failure has not seen it begin.
        if (span.meaning == StateMeaning::down && before && before != StateMeaning::down) sums.failures++;
        before = span.meaning;
    }
    return sums;
}

void OeeParts::add(const OeeParts& other) {
    times.running += other.times.running;
    times.idle += other.times.idle;
    times.setup += other.times.setup;
    times.down += other.times.down;
    times.off += other.times.off;
    times.unknown += other.times.unknown;
    times.failures += other.times.failures;
    produced += other.produced;
    rejected += other.rejected;
    planned_run_s += other.planned_run_s;
}

Oee oee_of(const OeeParts& parts, bool is_quality_known) {
    Oee oee;
    const auto running_s = seconds(parts.times.running);
    oee.availability = ratio(running_s, seconds(parts.times.planned_busy()));
    if (parts.planned_run_s > 0 || parts.produced == 0) oee.effectiveness = ratio(parts.planned_run_s, running_s);
    // Rejects may have been counted that were made before: no more than all of them are bad.
    if (is_quality_known) oee.quality = ratio(std::max(parts.produced - parts.rejected, 0.0), parts.produced);
    if (oee.availability && oee.effectiveness && oee.quality)
        oee.oee = *oee.availability * *oee.effectiveness * *oee.quality;
    const auto failures = static_cast<double>(parts.times.failures);
    if (running_s > 0) {
        oee.mtbf_is_bound = parts.times.failures == 0;
        oee.mtbf_s = oee.mtbf_is_bound ? running_s : running_s / failures;
    }
    oee.mttr_s = ratio(seconds(parts.times.down), failures);
    return oee;
}

}  // namespace dengyun::telemetry
