#pragma once
// The rule by which evidence is judged: how much may be missing before a report is doubted. Of the customer who
// dispatches the work. A row is one version and is never changed: a change is the next one.
#include <optional>
#include <string>

#include "kernel/meta/entity.h"
#include "kernel/store/unit.h"

namespace dengyun::evidence {

inline constexpr std::int64_t million = 1'000'000;
inline constexpr std::int64_t rules_max = 200;  // versions of one organisation

struct EvidenceRule : meta::Record<EvidenceRule> {
    std::int64_t number = 0;  // the version, from 1; the greatest one counts; 0: the defaults below
    std::int64_t cycles_missing_ppm_max = 50'000;  // of the reported pieces
    std::int64_t running_ppm_min = 20'000;         // of the interval: below it the machine did not run
    std::int64_t busy_ppm_min = 200'000;           // of the interval: below it the interval is too long
    std::int64_t faster_ppm_max = 200'000;         // than the planned cycle
    std::int64_t told_ppm_min = 500'000;           // of the interval in which the state is known
    std::int64_t power_w_min = 100;                // mean
    std::int64_t late_hours = 72;                  // data that come later change nothing
    std::optional<std::string> note;
    static const meta::Entity description;
};

// Pure. Errors: invalid with issue below on busy_ppm_min (less than running_ppm_min).
[[nodiscard]] Result<> check_rule(const EvidenceRule& rule);
// The next version. Errors: check_rule's; limit "evidence_rule.too_many".
[[nodiscard]] Result<EvidenceRule> add_rule(store::Unit& unit, Id<Organisation> customer, EvidenceRule rule);
// The version that counts; the defaults where there is none.
[[nodiscard]] Result<EvidenceRule> rule_of(store::Reader& reader, Id<Organisation> customer);

}  // namespace dengyun::evidence
