#pragma once
// The switching rules of GB/T 2828.1-2012 (ISO 2859-1:1999), clauses 9.3 and 9.4: how strictly the next lot of a series
// is inspected, from the verdicts on the lots before. Pure. Lots that were submitted again do not count.
#include "modules/inspections/sampling/plan.h"

namespace dengyun::inspections {

inline constexpr std::int64_t score_for_reduced = 30;
inline constexpr std::int64_t rejections_to_discontinue = 5;  // on tightened inspection

struct Series {
    Severity severity = Severity::normal;
    std::int64_t score = 0;   // the switching score, on normal inspection
    std::int64_t lots = 0;    // since the severity last changed
    std::int64_t recent = 0;  // the last five of them as bits, 1: not accepted; the newest lowest
    std::int64_t accepted_in_row = 0;
    std::int64_t rejections = 0;   // on tightened inspection, since it began
    bool is_discontinued = false;  // until the supplier has done something about it
    friend bool operator==(const Series&, const Series&) = default;
};

struct LotVerdict {
    bool is_accepted = false;
    std::int64_t accept_number = 0;
    bool is_accepted_one_step_tighter = false;
};

// `may_reduce`: production is steady and the customer wishes it, as 9.3.3.1 b) and c) ask.
[[nodiscard]] Series after_lot(Series series, const LotVerdict& verdict, bool may_reduce);
// The supplier has improved: tightened inspection begins anew.
[[nodiscard]] Series resumed(const Series& series);

}  // namespace dengyun::inspections
