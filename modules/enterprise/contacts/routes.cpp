#include "modules/enterprise/routes.h"

#include "kernel/api/resource.h"
#include "modules/enterprise/contacts/rules.h"
#include "modules/enterprise/rows.h"

namespace dengyun::enterprise {
namespace {

Result<> prepare(store::Unit& unit, Contact& contact, const Contact* before) {
    if (before == nullptr) {
        DENGYUN_CHECK(check_room(unit, "SELECT COUNT(*) FROM contact WHERE organisation_id = ?", contacts_max,
                                 "contact.too_many"));
    }
    return release_others(unit, contact, &Contact::is_primary, "is_primary");
}

}  // namespace

void add_contact_routes(api::Routes& routes) {
    api::add_resource<Contact>(routes,
                               {.path = "/api/v1/contacts",
                                .read = "enterprise.read",
                                .edit = "enterprise.edit",
                                .importable = true,
                                .check = [](store::Reader&, const Contact& contact) { return check_contact(contact); },
                                .prepare = prepare});
}

}  // namespace dengyun::enterprise
