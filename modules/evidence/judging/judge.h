#pragma once
// Judging: whether what a machine told agrees with what a work report claims. Pure.
#include <optional>
#include <string_view>
#include <vector>

#include "modules/evidence/rules/evidence_rule.h"

namespace dengyun::evidence {

enum class Verdict {
    plausible,
    doubtful,  // what was told contradicts the claim
    silent,    // nothing was told, or too little
    no_device
};
enum class Reason {
    cycles_missing,   // fewer than pieces, beyond the tolerance
    not_running,      // the machine did not run
    interval_longer,  // much longer than the machine ran
    too_fast,         // the planned cycle times the pieces is more than the time running
    no_power,
    no_data,
    little_data,    // the state is known for a small part of the interval only
    tells_nothing,  // there are data, but neither cycles nor state nor power
    interval_cut    // the interval is longer than is looked at: its last part was
};
const meta::Choices& choices_of(Verdict);
const meta::Choices& choices_of(Reason);

struct Claim {
    double pieces = 0;       // good, rework and scrap
    double interval_s = 0;   // > 0
    bool is_rework = false;  // pieces that were made before: they need no cycle of their own
    bool is_cut = false;
};

// What the machine told in the interval. Absent: it has no point that tells it, or told nothing.
struct Told {
    bool has_device = false;
    bool has_data = false;
    std::optional<double> cycles;
    std::optional<double> running_s;
    double known_s = 0;  // in which the state is known
    std::optional<double> power_kw;
    std::optional<double> planned_cycle_s;
};

struct Judgement {
    Verdict verdict = Verdict::no_device;
    std::vector<Reason> reasons;  // in the order of the enumeration, each once
};

[[nodiscard]] Judgement judge(const Claim& claim, const Told& told, const EvidenceRule& rule);
// Whether somebody has to look.
[[nodiscard]] constexpr bool is_suspect(Verdict verdict) {
    return verdict == Verdict::doubtful || verdict == Verdict::silent;
}

}  // namespace dengyun::evidence
