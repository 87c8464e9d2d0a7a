// Institutions: the organisations that are no enterprises and so not in the directory. Whoever deals with a bank or
// with the platform has to read its name.
#include <algorithm>

#include "kernel/api/resource.h"
#include "modules/identity/context.h"
#include "modules/identity/organisation.h"

namespace dengyun::identity {
namespace {

struct Institution {
    Id<Organisation> id{};
    std::string name;
    OrganisationKind kind = OrganisationKind::platform;
    static const meta::Entity description;
};
constexpr auto institution_fields = meta::fields(
    meta::field<&Institution::id>("id", {"编号", "Id"}, {.flags = meta::read_only}),
    meta::field<&Institution::name>("name", {"名称", "Name"}, {.flags = meta::read_only}),
    meta::field<&Institution::kind>("kind", {"类别", "Kind"}, {.flags = meta::read_only | meta::filterable}));

// Never an enterprise, whatever is asked for.
Result<store::Page<Institution>> list(const api::Call&, store::Reader& reader, const store::Query& asked) {
    store::Query query = asked;
    std::erase_if(query.filters, [](const auto& filter) { return filter.field == "kind"; });
    const bool chooses = query.filters.size() != asked.filters.size();
    const auto is_asked_for = [&](std::string_view kind) {
        return !chooses || std::ranges::any_of(asked.filters, [&](const auto& filter) {
            return filter.field == "kind" && filter.value == kind;
        });
    };
    bool any = false;
    for (const auto& choice : choices_of(OrganisationKind{}).entries) {
        if (choice.name == "enterprise" || !is_asked_for(choice.name)) continue;
        query.filters.push_back({"kind", std::string(choice.name)});
        any = true;
    }
    if (!any) return store::Page<Institution>{};
    DENGYUN_TRY(found, reader.list<Organisation>(query));
    store::Page<Institution> page{.items = {}, .next = std::move(found.next)};
    for (auto& one : found.items) page.items.push_back({.id = one.id, .name = std::move(one.name), .kind = one.kind});
    return page;
}

}  // namespace

constinit const meta::Entity Institution::description{
    .name = "institution", .label = {"机构", "Institution"}, .fields = institution_fields, .stored = false};

void add_institution_routes(api::Routes& routes) {
    routes.declare(Institution::description);
    routes.list<Institution>("/api/v1/institutions", api::signed_in,
                             {"列出机构：平台、银行、政府部门、代账公司、服务商",
                              "List institutions: the platform, banks, authorities, bookkeepers, providers"},
                             list, {.reach = api::Reach::all, .list_of = Institution::description.name});
}

}  // namespace dengyun::identity
