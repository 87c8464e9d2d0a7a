// What the module is made of: permissions, entities, routes. A score is public, as a figure; its reasons are for the
// party itself and for the platform.
#include "kernel/api/route.h"
#include "modules/scores/api.h"

namespace dengyun::scores {
namespace {

struct ScoreReport {
    Id<Organisation> party_id{};
    std::int64_t total_ppm = 0;
    std::vector<CriterionScore> criteria;
    std::vector<Reason> reasons;
    static const meta::Entity description;
};
constexpr meta::Options told{.flags = meta::read_only};
using R = ScoreReport;
constexpr auto report_fields = meta::fields(
    meta::field<&R::party_id>("party_id", {"单位", "Party"}, {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&R::total_ppm>("total_ppm", {"总分（百万分之）", "Total (ppm)"}, told),
    meta::field<&R::criteria>("criteria", {"各项指标", "Criteria"}, told),
    meta::field<&R::reasons>("reasons", {"扣分原因", "Reasons"}, told));
constinit const meta::Entity ScoreReport::description{
    .name = "score_report", .label = {"信用分说明", "Score report"}, .fields = report_fields, .stored = false};

constexpr api::Permission own_permissions[] = {
    {"scores.read", {"查看信用分", "Read scores"}, api::every_role},
};
constexpr const meta::Entity* own_entities[] = {&Score::description, &ScoreEntry::description};

Result<ScoreReport> report(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Organisation>());
    DENGYUN_TRY(computed, score_of(reader, id));
    ScoreReport answer{.party_id = id, .total_ppm = computed.total_ppm};
    answer.criteria.assign(computed.criteria.begin(), computed.criteria.end());
    if (id == call.principal->organisation || call.principal->may("platform.see_private"))
        answer.reasons = std::move(computed.reasons);
    return answer;
}

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return {}; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    routes.declare(Score::description);
    routes.declare(ScoreEntry::description);
    const auto reads = api::needs("scores.read");
    routes.list<Score>(
        "/api/v1/scores", reads, {"各单位信用分", "Scores of all parties"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Score>(query); },
        {.reach = api::Reach::all, .list_of = "score", .exported = true});
    routes.get<ScoreReport>("/api/v1/scores/{id}", reads, {"单位的信用分及原因", "The score of a party, and why"},
                            report, {.reach = api::Reach::all});
    routes.list<ScoreEntry>("/api/v1/score-entries", reads, {"本单位信用记录", "What counts for one's own score"},
                            [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                return reader.list<ScoreEntry>(query);
                            },
                            {.list_of = "score_entry", .exported = true});
}

}  // namespace dengyun::scores
