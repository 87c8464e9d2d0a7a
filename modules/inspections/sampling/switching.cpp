#include "modules/inspections/sampling/switching.h"

#include <bit>

namespace dengyun::inspections {
namespace {

constexpr std::int64_t window = 0b11111;

Series begun(Severity severity) { return {.severity = severity}; }

}  // namespace

Series after_lot(Series series, const LotVerdict& verdict, bool may_reduce) {
    if (series.is_discontinued) return series;
    ++series.lots;
    series.recent = (series.recent << 1 | (verdict.is_accepted ? 0 : 1)) & window;
    series.accepted_in_row = verdict.is_accepted ? series.accepted_in_row + 1 : 0;
    switch (series.severity) {
        case Severity::normal: {
            const bool scores = verdict.accept_number >= 2 ? verdict.is_accepted_one_step_tighter : verdict.is_accepted;
            series.score = scores ? series.score + (verdict.accept_number >= 2 ? 3 : 2) : 0;
            if (std::popcount(static_cast<std::uint64_t>(series.recent)) >= 2) return begun(Severity::tightened);
            return series.score >= score_for_reduced && may_reduce ? begun(Severity::reduced) : series;
        }
        case Severity::tightened:
            if (!verdict.is_accepted && ++series.rejections >= rejections_to_discontinue) series.is_discontinued = true;
            return series.accepted_in_row >= 5 ? begun(Severity::normal) : series;
        case Severity::reduced:
            return verdict.is_accepted ? series : begun(Severity::normal);
    }
    return series;
}

Series resumed(const Series& series) { return series.is_discontinued ? begun(Severity::tightened) : series; }

}  // namespace dengyun::inspections
