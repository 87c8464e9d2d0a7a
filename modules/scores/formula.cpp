#include "modules/scores/formula.h"

#include <algorithm>
#include <tuple>

namespace dengyun::scores {
namespace {

constexpr meta::Options told{.flags = meta::read_only};
using C = CriterionScore;
constexpr auto criterion_fields =
    meta::fields(meta::field<&C::criterion>("criterion", {"指标", "Criterion"}, told),
                 meta::field<&C::rate_ppm>("rate_ppm", {"得分（百万分之）", "Rate (ppm)"}, told),
                 meta::field<&C::entries>("entries", {"记录数", "Entries"}, told),
                 meta::field<&C::lost_ppm>("lost_ppm", {"扣减总分（百万分之）", "Lost of the total (ppm)"}, told));
using R = Reason;
constexpr auto reason_fields =
    meta::fields(meta::field<&R::criterion>("criterion", {"指标", "Criterion"}, told),
                 meta::field<&R::what>("what", {"事由", "What happened"}, told),
                 meta::field<&R::value_ppm>("value_ppm", {"得分（百万分之）", "Value (ppm)"}, told),
                 meta::field<&R::lost_ppm>("lost_ppm", {"扣减总分（百万分之）", "Lost of the total (ppm)"}, told),
                 meta::field<&R::occurred_at>("occurred_at", {"发生时间", "Occurred at"}, told),
                 meta::field<&R::subject_kind>("subject_kind", {"单据类型", "Document (kind)"}, told),
                 meta::field<&R::subject_id>("subject_id", {"单据", "Document"}, told));

// In weight-days; nothing outside the period, nor in the future.
std::int64_t weight_of(const ScoreEntry& entry, Instant now) {
    const auto age = std::chrono::floor<std::chrono::days>(now - entry.occurred_at).count();
    return age < 0 || age >= period_days ? 0 : entry.weight * (period_days - age);
}

// 128 bits in between: weights and values are bounded, their sums over all entries are not by 64.
std::int64_t ratio(std::int64_t total, std::int64_t part, std::int64_t whole) {
    return multiply_divide(total, part, whole).value_or(0);
}

}  // namespace

constinit const meta::Entity CriterionScore::description{
    .name = "criterion_score", .label = {"指标得分", "Criterion"}, .fields = criterion_fields, .stored = false};
constinit const meta::Entity Reason::description{
    .name = "score_reason", .label = {"扣分原因", "Reason"}, .fields = reason_fields, .stored = false};

Computed compute(std::span<const ScoreEntry> entries, Instant now) {
    Computed answer;
    for (std::size_t i = 0; i < formula.size(); ++i) {
        const auto& rule = formula[i];
        auto& score = answer.criteria[i];
        score.criterion = rule.criterion;
        std::int64_t whole = rule.prior_weight * period_days;
        std::int64_t lost = whole * (million - rule.prior_ppm);
        for (const auto& entry : entries) {
            const auto weight = entry.criterion == rule.criterion ? weight_of(entry, now) : 0;
            if (weight == 0) continue;
            ++score.entries;
            whole += weight;
            lost += weight * (million - entry.value_ppm);
        }
        score.rate_ppm = million - ratio(lost, 1, whole);
        score.lost_ppm = ratio(rule.share_ppm, million - score.rate_ppm, million);
        answer.total_ppm += rule.share_ppm - score.lost_ppm;

        std::vector<Reason> reasons;
        for (const auto& entry : entries) {
            const auto weight = entry.criterion == rule.criterion ? weight_of(entry, now) : 0;
            if (weight == 0 || entry.value_ppm == million) continue;
            reasons.push_back({rule.criterion, entry.what, entry.value_ppm,
                               ratio(ratio(rule.share_ppm, weight, whole), million - entry.value_ppm, million),
                               entry.occurred_at, entry.subject_kind, entry.subject_id});
        }
        std::ranges::sort(reasons, [](const Reason& a, const Reason& b) {
            return std::tuple(-a.lost_ppm, a.occurred_at, a.subject_id) <
                   std::tuple(-b.lost_ppm, b.occurred_at, b.subject_id);
        });
        if (reasons.size() > reasons_max) reasons.resize(reasons_max);
        answer.reasons.insert(answer.reasons.end(), reasons.begin(), reasons.end());
    }
    return answer;
}

}  // namespace dengyun::scores
