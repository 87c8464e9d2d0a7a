#include "modules/items/routes.h"

#include "kernel/api/resource.h"
#include "modules/items/rows.h"

namespace dengyun::items {

void add_item_routes(api::Routes& routes) {
    api::add_resource<Item>(
        routes, {.path = "/api/v1/items",
                 .read = "items.read",
                 .edit = "items.edit",
                 .importable = true,
                 .prepare = [](store::Unit& unit, Item&, const Item* before) -> Result<> {
                     if (before != nullptr) return {};
                     return check_room(unit, "SELECT COUNT(*) FROM item WHERE organisation_id = ?",
                                       reader_organisation(unit), items_max, "item.too_many");
                 },
                 .removable = [](store::Reader& reader, const Item& item) -> Result<> {
                     DENGYUN_CHECK(
                         check_unused(reader, "SELECT COUNT(*) FROM revision WHERE organisation_id = ? AND item_id = ?",
                                      item.organisation_id, item.id.value, "item.in_use"));
                     return check_unused(reader,
                                         "SELECT COUNT(*) FROM bom_line WHERE organisation_id = ? AND component_id = ?",
                                         item.organisation_id, item.id.value, "item.in_use");
                 }});
}

}  // namespace dengyun::items
