#include "modules/enterprise/routes.h"

#include "kernel/api/resource.h"
#include "modules/enterprise/rows.h"

namespace dengyun::enterprise {
namespace {

Result<> prepare(store::Unit& unit, Capability&, const Capability* before) {
    if (before != nullptr) return {};
    return check_room(unit, "SELECT COUNT(*) FROM capability WHERE organisation_id = ?", capabilities_max,
                      "capability.too_many");
}

}  // namespace

void add_capability_routes(api::Routes& routes) {
    api::add_resource<Capability>(
        routes, {.path = "/api/v1/capabilities",
                 .read = "enterprise.read",
                 .edit = "enterprise.edit",
                 .open = true,
                 .importable = true,
                 .check = [](store::Reader&, const Capability& capability) { return check_capability(capability); },
                 .prepare = prepare});
}

}  // namespace dengyun::enterprise
