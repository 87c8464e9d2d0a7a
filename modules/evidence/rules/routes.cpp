// The rule, version by version, and the one that counts.
#include "modules/evidence/routes.h"

#include "kernel/api/route.h"
#include "modules/evidence/rules/evidence_rule.h"

namespace dengyun::evidence {

void add_rule_routes(api::Routes& routes) {
    const auto reads = api::needs("evidence.read");
    routes.declare(EvidenceRule::description);
    routes.list<EvidenceRule>("/api/v1/evidence-rules", reads,
                              {"本单位的佐证规则，各版本", "One's own rule of evidence, version by version"},
                              [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                  return reader.list<EvidenceRule>(query);
                              },
                              {.list_of = "evidence_rule"});
    routes.get<EvidenceRule>(
        "/api/v1/evidence-rule", reads, {"现行的佐证规则", "The rule that counts"},
        [](const api::Call& call, store::Reader& reader) { return rule_of(reader, call.principal->organisation); });
    routes.post<EvidenceRule, EvidenceRule>("/api/v1/evidence-rules", api::needs("evidence.rule"),
                                            {"佐证规则的新版本", "A new version of the rule of evidence"},
                                            [](const api::Call& call, store::Unit& unit, const EvidenceRule& given) {
                                                return add_rule(unit, call.principal->organisation, given);
                                            });
}

}  // namespace dengyun::evidence
