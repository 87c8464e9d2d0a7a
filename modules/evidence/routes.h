#pragma once
// The routes of each room; module.cpp gathers them. Private to this module.
namespace dengyun::api {
class Routes;
}

namespace dengyun::evidence {

void add_rule_routes(api::Routes& routes);
void add_evidence_routes(api::Routes& routes);

}  // namespace dengyun::evidence
