#include "modules/enterprise/routes.h"

#include "kernel/api/resource.h"
#include "modules/enterprise/rows.h"
#include "modules/enterprise/sites/rules.h"

namespace dengyun::enterprise {
namespace {

Result<> prepare(store::Unit& unit, Site& site, const Site* before) {
    if (before == nullptr) {
        DENGYUN_CHECK(
            check_room(unit, "SELECT COUNT(*) FROM site WHERE organisation_id = ?", sites_max, "site.too_many"));
    }
    complete_site(site, before);
    return release_others(unit, site, &Site::is_headquarters, "is_headquarters");
}

}  // namespace

void add_site_routes(api::Routes& routes) {
    api::add_resource<Site>(routes, {.path = "/api/v1/sites",
                                     .read = "enterprise.read",
                                     .edit = "enterprise.edit",
                                     .open = true,
                                     .importable = true,
                                     .check = [](store::Reader&, const Site& site) { return check_site(site); },
                                     .prepare = prepare});
}

}  // namespace dengyun::enterprise
