#include <algorithm>
#include <fmt/format.h>

#include "flows/evaluating/evaluating.h"
#include "modules/enterprise/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/scores/api.h"

namespace dengyun::evaluating {
namespace {

using evaluations::CriterionKind;
using evaluations::EvaluationInput;
using evaluations::Evidence;

// A date begins and ends in China.
constexpr Duration before_greenwich = std::chrono::hours(8);
Instant beginning_of(meta::Date day) { return Instant(day) - before_greenwich; }

CriterionKind kind_of(scores::Criterion criterion) {
    switch (criterion) {
        case scores::Criterion::on_time:
            return CriterionKind::on_time;
        case scores::Criterion::quality:
            return CriterionKind::quality;
        case scores::Criterion::response:
            return CriterionKind::response;
        case scores::Criterion::dispute:
            break;
    }
    return CriterionKind::dispute;
}

using Buyer = std::optional<Id<Organisation>>;

struct Span {
    Instant from;
    Instant before;
};

Result<> add_records(store::Reader& reader, Evidence& evidence, Buyer buyer, Id<Organisation> supplier, Span span) {
    const auto most = static_cast<std::int64_t>(evaluations::inputs_max * 4);
    DENGYUN_TRY(entries, scores::entries_between(reader, supplier, buyer, span.from, span.before, most));
    for (const auto& entry : entries)
        evidence[kind_of(entry.criterion)].push_back({.what = entry.what,
                                                      .value_ppm = entry.value_ppm,
                                                      .weight = entry.weight,
                                                      .subject_kind = entry.subject_kind,
                                                      .subject_id = Id<evaluations::Subject>{entry.subject_id.value},
                                                      .occurred_at = entry.occurred_at});
    return {};
}

Result<> add_prices(store::Reader& reader, Evidence& evidence, Buyer buyer, Id<Organisation> supplier, Span span) {
    DENGYUN_TRY(prices, purchase_orders::price_comparisons(reader, buyer, supplier, span.from, span.before));
    for (const auto& one : prices)
        evidence[CriterionKind::price].push_back(
            {.what = fmt::format("{} {} {:+.1f} %", one.number, one.description_text,
                                 static_cast<double>(one.gap_ppm) / 10'000),
             .value_ppm = evaluations::rate_of_price(one.gap_ppm),
             .subject_kind = std::string(purchase_orders::OrderLine::description.name),
             .subject_id = Id<evaluations::Subject>{one.line_id.value},
             .occurred_at = one.confirmed_at});
    return {};
}

Result<> add_documents(store::Reader& reader, Evidence& evidence, const evaluations::EvaluationFormula& formula,
                       Id<Organisation> supplier, meta::Date day) {
    DENGYUN_TRY(held, enterprise::certificates_on(reader, supplier, day));
    for (const auto kind : formula.certificates) {
        const auto found = std::ranges::find(held, kind, &enterprise::Certificate::kind);
        EvaluationInput input{.what = std::string(meta::name_of(kind))};
        if (found != held.end()) {
            input.value_ppm = evaluations::million;
            input.subject_kind = std::string(enterprise::Certificate::description.name);
            input.subject_id = Id<evaluations::Subject>{found->id.value};
        }
        evidence[CriterionKind::documents].push_back(std::move(input));
    }
    return {};
}

}  // namespace

Result<Evidence> evidence_of(store::Reader& reader, const evaluations::EvaluationFormula& formula,
                             Id<Organisation> supplier, const evaluations::Period& period) {
    Evidence evidence;
    const Buyer buyer = formula.organisation_id == platform_organisation ? Buyer() : Buyer(formula.organisation_id);
    const Span span{beginning_of(period.starts_on), beginning_of(period.ends_on + std::chrono::days(1))};
    DENGYUN_CHECK(add_records(reader, evidence, buyer, supplier, span));
    DENGYUN_CHECK(add_prices(reader, evidence, buyer, supplier, span));
    DENGYUN_CHECK(add_documents(reader, evidence, formula, supplier, period.ends_on));
    return evidence;
}

}  // namespace dengyun::evaluating
