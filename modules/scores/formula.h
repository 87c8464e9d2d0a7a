#pragma once
// The formula of a score: pure, in whole numbers, the same answer for the same entries and day, whoever computes it.
//
// Each criterion is the weighted mean of its entries over the period, an entry's weight fading evenly to nothing with
// its age, together with a prior that stands for a party of whom nothing is known (so that one late lot does not ruin a
// newcomer). The total is the sum of the criteria by their shares.
#include <array>
#include <span>
#include <vector>

#include "modules/scores/score_entry.h"

namespace dengyun::scores {

inline constexpr std::int64_t million = 1'000'000;
inline constexpr std::int64_t period_days = 365;
inline constexpr std::size_t entries_max = 2'000;  // the newest of a party that count
inline constexpr std::size_t reasons_max = 5;      // of a criterion

struct CriterionRule {
    Criterion criterion;
    std::int64_t share_ppm;     // of the total
    std::int64_t prior_ppm;     // of a party of whom nothing is known
    std::int64_t prior_weight;  // as so many fresh entries
};
inline constexpr std::array<CriterionRule, 4> formula{{
    {Criterion::on_time, 350'000, 900'000, 5},
    {Criterion::quality, 350'000, 900'000, 5},
    {Criterion::response, 150'000, 900'000, 5},
    {Criterion::dispute, 150'000, 950'000, 10},
}};

struct CriterionScore {
    Criterion criterion{};
    std::int64_t rate_ppm = 0;
    std::int64_t entries = 0;
    std::int64_t lost_ppm = 0;  // of the total, by what is missing to a million
    static const meta::Entity description;
};
// How much of the total one entry costs today.
struct Reason {
    Criterion criterion{};
    std::string what;
    std::int64_t value_ppm = 0;
    std::int64_t lost_ppm = 0;
    Instant occurred_at{};
    std::string subject_kind;
    Id<Subject> subject_id{};
    static const meta::Entity description;
};
struct Computed {
    std::int64_t total_ppm = 0;
    std::array<CriterionScore, 4> criteria{};
    std::vector<Reason> reasons;  // those that cost most, by criterion
};

// `entries`: of one party, in any order; those outside the period are passed over.
[[nodiscard]] Computed compute(std::span<const ScoreEntry> entries, Instant now);

}  // namespace dengyun::scores
