#pragma once
// The evaluation of one supplier by one buyer over a period, by a version of the buyer's formula. The row belongs to
// the buyer; the supplier is the other side once it is published. docs/state-machines/evaluation.md
//
// Every record that counts is kept with it, so that each figure can be explained and computed again by anybody. What
// nothing is known of has no rate, and its weight counts for nothing.
#include "kernel/flow/state_table.h"
#include "modules/evaluations/formulas/formula.h"

namespace dengyun::evaluations {

inline constexpr std::size_t inputs_max = 200;            // of one criterion, the newest
inline constexpr Duration draft_time = 30 * flow::day;    // what nobody publishes is dropped
inline constexpr Duration effect_time = 365 * flow::day;  // since it was published
inline constexpr std::int64_t period_days_max = 366;

enum class EvaluationStatus { draft, published, revised, set_aside, withdrawn };
enum class EvaluationAction { publish, withdraw, lapse, revise, set_aside };
const meta::Choices& choices_of(EvaluationStatus);
const meta::Choices& choices_of(EvaluationAction);

struct Subject;  // the document that a record is about

struct EvaluationInput {
    std::string what;  // in a few words
    std::int64_t value_ppm = 0;
    std::int64_t weight = 1;
    std::optional<std::string> subject_kind;
    std::optional<Id<Subject>> subject_id;
    std::optional<Instant> occurred_at;
    bool is_excluded = false;  // on appeal
    static const meta::Entity description;
};

struct CriterionResult {
    std::int64_t position = 0;  // from 1
    CriterionKind kind = CriterionKind::on_time;
    std::optional<std::string> name;
    std::int64_t weight = 0;
    std::optional<std::int64_t> rate_ppm;  // the weighted mean of its inputs; absent: nothing is known
    std::int64_t contribution_ppm = 0;     // to the total; they add up to it
    std::vector<EvaluationInput> inputs;
    static const meta::Entity description;
};

struct Evaluation : meta::Record<Evaluation> {
    Id<Organisation> supplier_id{};
    std::string title;  // "2026-01-01 – 2026-03-31"
    Id<EvaluationFormula> formula_id{};
    std::int64_t formula_number = 0;
    meta::Date starts_on{};
    meta::Date ends_on{};  // its last day
    std::vector<CriterionResult> results;
    std::int64_t records = 0;               // of all criteria, without what was excluded and without judgements
    std::optional<std::int64_t> total_ppm;  // absent: nothing is known
    std::int64_t line_ppm = 0;
    std::int64_t records_min = 0;
    bool is_below_line = false;
    EvaluationStatus status = EvaluationStatus::draft;
    std::optional<std::string> status_reason;
    std::optional<Instant> published_at;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// Pure, in whole numbers: the rates, the contributions, the total and whether it is below the line, from the inputs
// and weights that `evaluation` holds. The total is the mean of the known rates by their weights, rounded half up; the
// contributions are split from it by the largest remainder. A better record never lowers it.
void weigh(Evaluation& evaluation);

// What a day of delay costs, and how a price is rated against what others are paid for the same: at 5 % below it
// everything, at 20 % above it nothing, evenly between.
[[nodiscard]] std::int64_t rate_of_price(std::int64_t gap_ppm);

}  // namespace dengyun::evaluations
