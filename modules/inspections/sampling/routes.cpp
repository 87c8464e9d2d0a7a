// The tables as a service: which plan a lot is inspected by, and how strictly a supplier's next lot is.
#include "modules/inspections/routes.h"

#include "kernel/api/flow_routes.h"

namespace dengyun::inspections {
namespace {

struct SamplingPlan {
    std::string code_letter;
    std::int64_t sample_size = 0;
    std::int64_t accept_number = 0;
    std::int64_t reject_number = 0;
    std::int64_t acceptance_ppm = 0;  // of lots that are just as bad as the AQL allows
    std::int64_t acceptance_at_double_ppm = 0;
    static const meta::Entity description;
};
constexpr meta::Options told{.flags = meta::read_only};
using P = SamplingPlan;
constexpr auto plan_fields = meta::fields(
    meta::field<&P::code_letter>("code_letter", {"样本量字码", "Code letter"}, told),
    meta::field<&P::sample_size>("sample_size", {"样本量 n", "Sample size n"}, told),
    meta::field<&P::accept_number>("accept_number", {"接收数 Ac", "Ac"}, told),
    meta::field<&P::reject_number>("reject_number", {"拒收数 Re", "Re"}, told),
    meta::field<&P::acceptance_ppm>("acceptance_ppm", {"质量等于 AQL 时的接收概率", "Accepted at the AQL (ppm)"}, told),
    meta::field<&P::acceptance_at_double_ppm>(
        "acceptance_at_double_ppm", {"质量为 AQL 两倍时的接收概率", "Accepted at twice the AQL (ppm)"}, told));
constinit const meta::Entity SamplingPlan::description{
    .name = "sampling_plan", .label = {"抽样方案", "Sampling plan"}, .fields = plan_fields, .stored = false};

template <class E>
Result<E> choice_of(const api::Call& call, std::string_view name, E fallback) {
    const auto given = call.query_parameter(name);
    if (!given) return fallback;
    const auto value = meta::value_of<E>(*given);
    if (!value) return fail(ErrorKind::invalid, "request.invalid", {{std::string(name), "unknown_choice"}});
    return *value;
}

Result<SamplingPlan> look_up(const api::Call& call, store::Reader&) {
    DENGYUN_TRY(lot_size, call.query_integer("lot_size", 0, 1, lot_pieces_max));
    DENGYUN_TRY(level, choice_of(call, "level", Level::general_2));
    DENGYUN_TRY(aql, choice_of(call, "aql", Aql::percent_1_0));
    DENGYUN_TRY(severity, choice_of(call, "severity", Severity::normal));
    DENGYUN_TRY(plan, plan_for(lot_size, level, aql, severity));
    const auto ppm = [&](double share) {
        return static_cast<std::int64_t>(acceptance_probability(plan, share) * 1e6 + 0.5);
    };
    return SamplingPlan{.code_letter = std::string(1, plan.code_letter),
                        .sample_size = plan.sample_size,
                        .accept_number = plan.accept_number,
                        .reject_number = plan.reject_number,
                        .acceptance_ppm = ppm(share_of(aql)),
                        .acceptance_at_double_ppm = ppm(2 * share_of(aql))};
}

// The supplier has done something about it: inspection goes on, tightened.
Result<SamplingRecord> resume(const api::Call& call, store::Unit& unit) {
    DENGYUN_TRY(id, call.id<SamplingRecord>());
    DENGYUN_TRY(record, unit.find(id));
    if (!record.is_discontinued) return fail(ErrorKind::conflict, "sampling_record.not_discontinued");
    take(record, resumed(series_of(record)));
    return unit.update(std::move(record), "resumed");
}

}  // namespace

void add_sampling_routes(api::Routes& routes) {
    routes.declare(SamplingRecord::description);
    routes.get<SamplingPlan>("/api/v1/sampling-plan", api::needs("inspections.read"),
                             {"查抽样方案（GB/T 2828.1）", "The sampling plan of a lot (GB/T 2828.1)"}, look_up,
                             {.parameters = {{"lot_size", {"批量（件）", "Lot size (pieces)"}},
                                             {"level", {"检验水平，不写则为 II", "Level; II where absent"}},
                                             {"aql", {"接收质量限（%），不写则为 1.0", "AQL (%); 1.0 where absent"}},
                                             {"severity", {"严格度，不写则为正常", "Severity; normal where absent"}}}});
    routes.list<SamplingRecord>("/api/v1/sampling-records", api::needs("inspections.read"),
                                {"各供方各品种的检验严格度", "How strictly each supplier's goods are inspected"},
                                [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                    return reader.list<SamplingRecord>(query);
                                },
                                {.list_of = "sampling_record", .exported = true});
    routes.get<SamplingRecord>("/api/v1/sampling-records/{id}", api::needs("inspections.read"),
                               {"查看检验严格度", "Read a sampling record"},
                               [](const api::Call& call, store::Reader& reader) -> Result<SamplingRecord> {
                                   DENGYUN_TRY(id, call.id<SamplingRecord>());
                                   return reader.find(id);
                               });
    routes.patch<SamplingRecord, SamplingRecord>(
        "/api/v1/sampling-records/{id}", api::needs("inspections.inspect"),
        {"允许或不允许放宽", "Allow reduced inspection, or not"},
        [](const api::Call& call, store::Unit& unit,
           const meta::Patch<SamplingRecord>& patch) -> Result<SamplingRecord> {
            DENGYUN_TRY(before, api::find_expected<SamplingRecord>(call, unit));
            DENGYUN_TRY(after, patch.applied_to(before));
            return unit.update(std::move(after));
        });
    routes.post<api::Nothing, SamplingRecord>("/api/v1/sampling-records/{id}/resumption/actions",
                                              api::needs("inspections.inspect"),
                                              {"恢复检验（加严）", "Resume inspection, tightened"}, resume);
}

}  // namespace dengyun::inspections
