#include <algorithm>

#include "modules/evaluations/evaluations/evaluation.h"

namespace dengyun::evaluations {
namespace {

// Values are at most a million, weights at most a few thousand and inputs a few hundred: no sum leaves 64 bits.
std::optional<std::int64_t> rate_of(const CriterionResult& result) {
    std::int64_t sum = 0;
    std::int64_t weights = 0;
    for (const auto& input : result.inputs) {
        if (input.is_excluded) continue;
        sum += input.value_ppm * input.weight;
        weights += input.weight;
    }
    if (weights == 0) return std::nullopt;
    return (sum + weights / 2) / weights;
}

}  // namespace

void weigh(Evaluation& evaluation) {
    std::int64_t sum = 0;
    std::int64_t weights = 0;
    std::vector<std::int64_t> parts;
    evaluation.records = 0;
    evaluation.total_ppm.reset();
    for (auto& result : evaluation.results) {
        result.rate_ppm = rate_of(result);
        result.contribution_ppm = 0;
        parts.push_back(result.rate_ppm.value_or(0) * result.weight);
        sum += parts.back();
        if (result.rate_ppm) weights += result.weight;
        if (result.kind != CriterionKind::judged)
            evaluation.records += std::ranges::count(result.inputs, false, &EvaluationInput::is_excluded);
    }
    if (weights > 0) evaluation.total_ppm = (sum + weights / 2) / weights;
    if (sum > 0) {
        const auto shares = split(Money{*evaluation.total_ppm}, parts);
        for (std::size_t i = 0; shares && i < parts.size(); ++i)
            evaluation.results[i].contribution_ppm = (*shares)[i].value;
    }
    evaluation.is_below_line = evaluation.total_ppm && *evaluation.total_ppm < evaluation.line_ppm &&
                               evaluation.records >= evaluation.records_min;
}

std::int64_t rate_of_price(std::int64_t gap_ppm) {
    constexpr std::int64_t everything_at = -50'000;
    constexpr std::int64_t nothing_at = 200'000;
    const auto gap = std::clamp(gap_ppm, everything_at, nothing_at);
    return (nothing_at - gap) * million / (nothing_at - everything_at);
}

}  // namespace dengyun::evaluations
