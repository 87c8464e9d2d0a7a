#pragma once
// A supplier's appeal against a published evaluation. The row belongs to the supplier; the buyer is the other side.
// docs/state-machines/evaluation_appeal.md
//
// The buyer hears it and decides: upheld (the evaluation stands), or changed (records that are wrong no longer count, a
// judgement is another one; the figure is computed anew). A buyer who says nothing loses the evaluation.
#include "modules/evaluations/evaluations/evaluation.h"

namespace dengyun::evaluations {

inline constexpr Duration appeal_window = 30 * flow::day;  // since it was published
inline constexpr Duration hearing_time = 10 * flow::day;   // to begin to hear it
inline constexpr Duration decision_time = 15 * flow::day;  // since then

enum class AppealStatus { filed, heard, upheld, changed, set_aside, withdrawn };
enum class AppealAction { hear, uphold, change, lapse, withdraw };
const meta::Choices& choices_of(AppealStatus);
const meta::Choices& choices_of(AppealAction);

struct EvaluationAppeal : meta::Record<EvaluationAppeal> {
    Id<Organisation> buyer_id{};
    Id<Evaluation> evaluation_id{};
    std::string title;  // of the evaluation
    std::string grounds;
    AppealStatus status = AppealStatus::filed;
    std::optional<std::string> status_reason;  // what the buyer answered
    std::optional<std::int64_t> total_before_ppm;
    std::optional<std::int64_t> total_after_ppm;  // where it was changed
    static const meta::Entity description;
    static const flow::StateTable states;
};

struct AppealInput {
    Id<Evaluation> evaluation_id{};
    std::string grounds;
    static const meta::Entity description;
};

// A person's judgement of one criterion.
struct Judgement {
    std::int64_t position = 0;
    std::int64_t value_ppm = 0;
    std::string comment;
    static const meta::Entity description;
};
struct JudgementsInput {
    std::vector<Judgement> judgements;
    static const meta::Entity description;
};
// One record of a criterion, both by their place.
struct Exclusion {
    std::int64_t position = 0;
    std::int64_t input = 0;  // from 1
    static const meta::Entity description;
};
struct RevisionInput {
    std::vector<Exclusion> exclusions;
    std::vector<Judgement> judgements;
    std::string reason;
    static const meta::Entity description;
};

}  // namespace dengyun::evaluations
