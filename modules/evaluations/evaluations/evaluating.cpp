// Formulas, drafts, judgements, publication.
#include <algorithm>
#include <fmt/format.h>

#include "kernel/api/two_sided.h"
#include "kernel/meta/date.h"
#include "modules/evaluations/evaluations/judging.h"
#include "modules/evaluations/service.h"

namespace dengyun::evaluations {
namespace {

std::unexpected<Error> invalid(std::vector<Issue> issues) {
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

// Of the same supplier and period, that was not withdrawn.
Result<std::optional<Evaluation>> before(store::Reader& reader, Id<Organisation> buyer, Id<Organisation> supplier,
                                         const Period& period) {
    std::optional<Id<Evaluation>> found;
    const std::array<meta::Scalar, 4> values{buyer.value, supplier.value,
                                             std::int64_t{period.starts_on.time_since_epoch().count()},
                                             std::int64_t{period.ends_on.time_since_epoch().count()}};
    DENGYUN_CHECK(
        reader.query("SELECT id FROM evaluation WHERE organisation_id = ? AND supplier_id = ? AND starts_on = ? AND "
                     "ends_on = ? AND status <> 'withdrawn'",
                     values, [&](const store::Row& row) { found = Id<Evaluation>{row.integer(0)}; }));
    if (!found) return std::optional<Evaluation>();
    DENGYUN_TRY(row, reader.find(*found));
    return std::optional(std::move(row));
}

std::vector<EvaluationInput> judged_before(const std::optional<Evaluation>& draft, const FormulaCriterion& criterion) {
    if (draft)
        for (const auto& result : draft->results)
            if (result.kind == CriterionKind::judged && result.name == criterion.name) return result.inputs;
    return {};
}

}  // namespace

const flow::Mover& system_mover() {
    static const flow::Mover mover{meta::all_seeing(), true, false};
    return mover;
}

Result<EvaluationFormula> add_formula(store::Unit& unit, Id<Organisation> buyer, EvaluationFormula formula) {
    DENGYUN_CHECK(check_formula(formula));
    std::int64_t last = 0;
    DENGYUN_CHECK(unit.query("SELECT COALESCE(MAX(number), 0) FROM evaluation_formula WHERE organisation_id = ?",
                             std::array{meta::Scalar(buyer.value)},
                             [&](const store::Row& row) { last = row.integer(0); }));
    if (last >= formulas_max) return fail(ErrorKind::limit, "evaluation_formula.too_many");
    formula.organisation_id = buyer;
    formula.number = last + 1;
    return unit.insert(std::move(formula));
}

Result<EvaluationFormula> formula_of(store::Reader& reader, Id<Organisation> buyer) {
    std::optional<Id<EvaluationFormula>> latest;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM evaluation_formula WHERE organisation_id = ? ORDER BY number DESC LIMIT 1",
                     std::array{meta::Scalar(buyer.value)},
                     [&](const store::Row& row) { latest = Id<EvaluationFormula>{row.integer(0)}; }));
    if (!latest) return fail(ErrorKind::conflict, "evaluation.no_formula");
    return reader.find(*latest);
}

Result<std::vector<Id<Organisation>>> formula_owners(store::Reader& reader) {
    std::vector<Id<Organisation>> owners;
    DENGYUN_CHECK(reader.query("SELECT DISTINCT organisation_id FROM evaluation_formula ORDER BY organisation_id", {},
                               [&](const store::Row& row) { owners.push_back({row.integer(0)}); }));
    return owners;
}

Result<> check_period(const Period& period, meta::Date today) {
    std::vector<Issue> issues;
    if (period.ends_on < period.starts_on) issues.push_back({"ends_on", "before_start"});
    if ((period.ends_on - period.starts_on).count() >= period_days_max)
        issues.push_back({"ends_on", "period_too_long", std::to_string(period_days_max)});
    if (period.ends_on > today) issues.push_back({"ends_on", "in_future"});
    if (issues.empty()) return {};
    return invalid(std::move(issues));
}

Result<Evaluation> evaluate(store::Unit& unit, const EvaluationFormula& formula, Id<Organisation> supplier,
                            const Period& period, const Evidence& evidence) {
    DENGYUN_CHECK(check_period(period, china_date(unit.now())));
    const auto buyer = formula.organisation_id;
    if (supplier == buyer) return invalid({{"supplier_id", "same_party"}});
    const auto profile = unit.find(Id<enterprise::Enterprise>{supplier.value});
    if (!profile && profile.error().kind != ErrorKind::not_found) return std::unexpected(profile.error());
    if (!profile) return invalid({{"supplier_id", "unknown_reference"}});
    DENGYUN_TRY(kept, before(unit, buyer, supplier, period));
    if (kept && kept->status != EvaluationStatus::draft) return fail(ErrorKind::conflict, "evaluation.published");

    Evaluation made = kept ? *kept : Evaluation{};
    made.organisation_id = buyer;
    made.supplier_id = supplier;
    made.title = meta::date_text(period.starts_on) + " – " + meta::date_text(period.ends_on);
    made.formula_id = formula.id;
    made.formula_number = formula.number;
    made.starts_on = period.starts_on;
    made.ends_on = period.ends_on;
    made.line_ppm = formula.line_ppm;
    made.records_min = formula.records_min;
    made.results.clear();
    for (const auto& criterion : formula.criteria) {
        CriterionResult result{.position = std::ssize(made.results) + 1,
                               .kind = criterion.kind,
                               .name = criterion.name,
                               .weight = criterion.weight};
        if (criterion.kind == CriterionKind::judged)
            result.inputs = judged_before(kept, criterion);
        else if (const auto found = evidence.find(criterion.kind); found != evidence.end())
            result.inputs = found->second;
        if (result.inputs.size() > inputs_max) result.inputs.resize(inputs_max);
        made.results.push_back(std::move(result));
    }
    weigh(made);
    if (kept) return unit.update(std::move(made));
    DENGYUN_TRY(added, unit.insert(std::move(made)));
    DENGYUN_CHECK(api::arm_timer(unit, added));
    return std::move(added);
}

void take_judgements(Evaluation& evaluation, const std::vector<Judgement>& given, Instant now,
                     std::vector<Issue>& issues) {
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto& one = given[i];
        const auto result = std::ranges::find(evaluation.results, one.position, &CriterionResult::position);
        if (result == evaluation.results.end() || result->kind != CriterionKind::judged) {
            issues.push_back({fmt::format("judgements.{}.position", i), "not_judged_here"});
            continue;
        }
        result->inputs = {EvaluationInput{.what = one.comment, .value_ppm = one.value_ppm, .occurred_at = now}};
    }
}

Result<Evaluation> judge(store::Unit& unit, Evaluation evaluation, const std::vector<Judgement>& given) {
    if (evaluation.status != EvaluationStatus::draft) return fail(ErrorKind::conflict, "evaluation.not_draft");
    std::vector<Issue> issues;
    take_judgements(evaluation, given, unit.now(), issues);
    if (!issues.empty()) return invalid(std::move(issues));
    weigh(evaluation);
    return unit.update(std::move(evaluation), "judged");
}

Result<Evaluation> move_evaluation(store::Unit& unit, Evaluation evaluation, EvaluationAction action,
                                   const flow::Mover& mover) {
    if (action == EvaluationAction::publish) {
        if (evaluation.status == EvaluationStatus::draft && !evaluation.total_ppm)
            return fail(ErrorKind::conflict, "evaluation.nothing_known");
        evaluation.published_at = unit.now();
    }
    const bool was_draft = evaluation.status == EvaluationStatus::draft;
    DENGYUN_TRY(moved, api::move(unit, std::move(evaluation), static_cast<std::int64_t>(action), mover));
    // The supplier is told of what he sees: nothing of a draft that comes to nothing.
    if (was_draft && moved.status != EvaluationStatus::published) return std::move(moved);
    DENGYUN_CHECK(unit.emit(moved.supplier_id, Evaluation::description.name, moved.id.value,
                            meta::name_of(moved.status),
                            fmt::format(R"({{"organisation_id":"{}"}})", to_text(moved.organisation_id))));
    return std::move(moved);
}

}  // namespace dengyun::evaluations
