#pragma once
// The overall equipment effectiveness of ISO 22400-2:2014 over state intervals, and how often a machine fails. Pure.
//
//   availability = APT / PBT        APT: time in production (running), PBT: planned busy time (running, idle, set-up,
//   down) effectiveness = PRI * PQ / APT  PRI: planned time of one item, PQ: items produced quality = GQ / PQ GQ: good
//   ones OEE = their product
//
// Off is no planned time; what is not known counts nowhere and is told. More than 1 is told as it is and means that the
// planned time is wrong; less than 0 is nothing: more rejects than items, counted of an earlier time, are all of them.
// Numerators and denominators add up, so that a line's OEE is no mean of ratios.
#include <optional>
#include <span>

#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {

struct MeaningSpan {
    timeseries::Time from{};
    timeseries::Time to{};
    std::optional<StateMeaning> meaning{};  // none: not known
};

// Nanoseconds in each state. Neighbours and windows add up.
struct TimeSums {
    timeseries::Time running = 0;
    timeseries::Time idle = 0;
    timeseries::Time setup = 0;
    timeseries::Time down = 0;
    timeseries::Time off = 0;
    timeseries::Time unknown = 0;
    std::int64_t failures = 0;  // times that it went down; down again after it was not known is the same failure
    [[nodiscard]] timeseries::Time planned_busy() const { return running + idle + setup + down; }
};
// `spans` follow each other. O(spans).
[[nodiscard]] TimeSums sums_of(std::span<const MeaningSpan> spans);

struct OeeParts {
    TimeSums times{};
    double produced = 0;
    double rejected = 0;
    double planned_run_s = 0;  // PRI * PQ
    void add(const OeeParts& other);
};

// Each is absent where its denominator is 0 or what it needs is not known.
struct Oee {
    std::optional<double> availability;
    std::optional<double> effectiveness;
    std::optional<double> quality;
    std::optional<double> oee;
    // Mean time between failures: the time in production per failure; without a failure it is longer than the time
    // in production, which is told instead (mtbf_is_bound). Mean time to repair: the time down per failure.
    std::optional<double> mtbf_s;
    bool mtbf_is_bound = false;
    std::optional<double> mttr_s;
};
// `is_quality_known`: rejects are counted.
[[nodiscard]] Oee oee_of(const OeeParts& parts, bool is_quality_known);

}  // namespace dengyun::telemetry
