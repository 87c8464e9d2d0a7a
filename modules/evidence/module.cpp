// What the module is made of: permissions, texts, entities, routes, what waits for whom.
#include "kernel/api/route.h"
#include "modules/evidence/api.h"
#include "modules/evidence/routes.h"

namespace dengyun::evidence {
namespace {

using api::Role;
using api::RoleSet;

constexpr RoleSet judges = api::leading_roles | RoleSet{Role::platform_operator};
constexpr api::Permission own_permissions[] = {
    {"evidence.read",
     {"查看报工佐证", "See evidence of work"},
     api::leading_roles | api::working_roles | RoleSet{Role::platform_operator}},
    {"evidence.review", {"核实存疑的报工", "Look into doubtful reports"}, judges},
    {"evidence.rule", {"制定佐证规则", "Set the rule of evidence"}, judges},
};

constexpr Message own_messages[] = {
    {"evidence_rule.too_many", {"佐证规则的版本已达上限。", "There are as many versions of the rule as there can be."}},
    {"work_evidence.not_flagged",
     {"这条佐证没有待核实的疑问。", "Nothing about this evidence waits to be looked into."}},
};

constexpr const meta::Entity* own_entities[] = {&EvidenceRule::description, &WorkEvidence::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes) {
    routes.declare(permissions());
    add_rule_routes(routes);
    add_evidence_routes(routes);
}

}  // namespace dengyun::evidence
