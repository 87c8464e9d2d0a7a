// The directory over all organisations, and the own profile.
#include "modules/enterprise/routes.h"

#include "kernel/api/resource.h"
#include "modules/enterprise/profile/rules.h"
#include "modules/enterprise/rows.h"

namespace dengyun::enterprise {
namespace {

// A filter by a province or an industry division asks for everything below it.
store::Query widened(store::Query query) {
    for (auto& filter : query.filters) {
        if (filter.field == "region_code") filter.field = region_field_for(filter.value);
        if (filter.field == "industry_code") filter.field = industry_field_for(filter.value);
    }
    return query;
}

Result<Enterprise> change(const api::Call& call, store::Unit& unit, const meta::Patch<Enterprise>& patch) {
    DENGYUN_TRY(before, api::find_expected<Enterprise>(call, unit));
    DENGYUN_TRY(after, patch.applied_to(before));
    DENGYUN_CHECK(check_profile(after, china_date(unit.now())));
    complete_profile(after, &before);
    return unit.update(std::move(after));
}

}  // namespace

void add_profile_routes(api::Routes& routes) {
    routes.declare(Enterprise::description);
    routes.list<Enterprise>("/api/v1/enterprises", api::needs("enterprise.read"),
                            {"企业名录", "The directory of enterprises"},
                            [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                return reader.list<Enterprise>(widened(query));
                            },
                            {.reach = api::Reach::all, .list_of = "enterprise", .exported = true});
    routes.get<Enterprise>("/api/v1/enterprises/{id}", api::needs("enterprise.read"),
                           {"查看企业", "Read an enterprise"},
                           [](const api::Call& call, store::Reader& reader) -> Result<Enterprise> {
                               DENGYUN_TRY(id, call.id<Enterprise>());
                               return reader.find(id);
                           },
                           {.reach = api::Reach::all});
    routes.patch<Enterprise, Enterprise>("/api/v1/enterprises/{id}", api::needs("enterprise.edit"),
                                         {"修改本企业资料", "Change one's own enterprise"}, change);
}

}  // namespace dengyun::enterprise
