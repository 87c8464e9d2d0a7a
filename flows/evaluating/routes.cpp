// An evaluation of one supplier, and a round of all of them.
#include "flows/evaluating/evaluating.h"
#include "kernel/api/route.h"
#include "modules/purchase_orders/api.h"

namespace dengyun::evaluating {
namespace {

using evaluations::Evaluation;
using evaluations::Period;

struct EvaluationInput {
    Id<Organisation> supplier_id{};
    meta::Date starts_on{};
    meta::Date ends_on{};
    static const meta::Entity description;
};
struct RoundInput {
    meta::Date starts_on{};
    meta::Date ends_on{};
    static const meta::Entity description;
};
struct Round {
    std::vector<Id<Evaluation>> evaluation_ids;
    std::int64_t suppliers = 0;  // from whom something was ordered
    std::int64_t published = 0;  // whose evaluation of the period was published before and stands
    static const meta::Entity description;
};

constexpr Label from{"开始日期", "From"};
constexpr Label until{"结束日期", "Until"};
using I = EvaluationInput;
constexpr auto input_fields =
    meta::fields(meta::field<&I::supplier_id>("supplier_id", {"供方", "Supplier"},
                                              {.flags = meta::required, .reference = "organisation"}),
                 meta::field<&I::starts_on>("starts_on", from, {.flags = meta::required}),
                 meta::field<&I::ends_on>("ends_on", until, {.flags = meta::required}));
constexpr auto round_input_fields =
    meta::fields(meta::field<&RoundInput::starts_on>("starts_on", from, {.flags = meta::required}),
                 meta::field<&RoundInput::ends_on>("ends_on", until, {.flags = meta::required}));
constexpr auto round_fields =
    meta::fields(meta::field<&Round::evaluation_ids>(
                     "evaluation_ids", {"评价", "Evaluations"},
                     {.items_max = static_cast<std::uint32_t>(round_max), .reference = "evaluation"}),
                 meta::field<&Round::suppliers>("suppliers", {"供方数", "Suppliers"}, {}),
                 meta::field<&Round::published>("published", {"已发布", "Published before"}, {}));
constinit const meta::Entity EvaluationInput::description{
    .name = "supplier_evaluation_input", .label = {"评价供应商", "Evaluate"}, .fields = input_fields, .stored = false};
constinit const meta::Entity RoundInput::description{.name = "evaluation_round_input",
                                                     .label = {"评价全部供应商", "Evaluate all"},
                                                     .fields = round_input_fields,
                                                     .stored = false};
constinit const meta::Entity Round::description{
    .name = "evaluation_round", .label = {"一轮评价", "Round"}, .fields = round_fields, .stored = false};

Result<Evaluation> evaluate(const api::Call& call, store::Unit& unit, const EvaluationInput& input) {
    DENGYUN_TRY(formula, evaluations::formula_of(unit, call.principal->organisation));
    const Period period{input.starts_on, input.ends_on};
    DENGYUN_CHECK(evaluations::check_period(period, china_date(unit.now())));
    DENGYUN_TRY(evidence, evidence_of(unit, formula, input.supplier_id, period));
    return evaluations::evaluate(unit, formula, input.supplier_id, period, evidence);
}

Result<Round> evaluate_all(const api::Call& call, store::Unit& unit, const RoundInput& input) {
    const auto buyer = call.principal->organisation;
    DENGYUN_TRY(formula, evaluations::formula_of(unit, buyer));
    const Period period{input.starts_on, input.ends_on};
    DENGYUN_CHECK(evaluations::check_period(period, china_date(unit.now())));
    const auto begins = Instant(period.starts_on) - std::chrono::hours(8);
    const auto ends = Instant(period.ends_on) + std::chrono::hours(16);
    DENGYUN_TRY(spending, purchase_orders::spending_of(unit, buyer, begins, ends));
    Round round{.suppliers = std::ssize(spending)};
    for (const auto& one : spending) {
        if (std::ssize(round.evaluation_ids) >= round_max) break;
        DENGYUN_TRY(evidence, evidence_of(unit, formula, one.supplier_id, period));
        auto made = evaluations::evaluate(unit, formula, one.supplier_id, period, evidence);
        if (!made && made.error().code == "evaluation.published") {
            ++round.published;
            continue;
        }
        if (!made) return std::unexpected(std::move(made).error());
        round.evaluation_ids.push_back(made->id);
    }
    return round;
}

}  // namespace

void add_routes(api::Routes& routes) {
    const auto judges = api::needs("evaluations.judge");
    routes.post<EvaluationInput, Evaluation>("/api/v1/evaluations", judges,
                                             {"评价一家供应商，存为草稿", "Evaluate a supplier, as a draft"}, evaluate,
                                             {.reach = api::Reach::all});
    routes.post<RoundInput, Round>("/api/v1/evaluation-rounds/actions", judges,
                                   {"评价这段时间下过单的全部供应商", "Evaluate everybody from whom one has ordered"},
                                   evaluate_all, {.reach = api::Reach::all});
}

}  // namespace dengyun::evaluating
