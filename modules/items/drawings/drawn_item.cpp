#include "modules/items/drawings/drawn_item.h"

#include "modules/items/routes.h"
#include "modules/items/rows.h"
#include "modules/items/service.h"

namespace dengyun::items {
namespace {

constexpr std::string_view first_code = "A";

using D = DrawnItem;
constexpr auto fields = meta::fields(
    meta::field<&D::number>("number", {"物料编号", "Number"}, {.flags = meta::required, .length_max = 60}),
    meta::field<&D::name>("name", {"名称", "Name"}, {.flags = meta::required, .length_max = 100}),
    meta::field<&D::unit>("unit", {"计量单位", "Unit"}, {.flags = meta::required, .length_max = 20}),
    meta::field<&D::file_id>("file_id", {"图纸文件", "Drawing"},
                             {.flags = meta::required, .format = meta::Format::file, .reference = "stored_file"}));

Result<Revision> draw(const api::Call&, store::Unit& unit, const DrawnItem& given) {
    DENGYUN_CHECK(check_room(unit, "SELECT COUNT(*) FROM item WHERE organisation_id = ?", reader_organisation(unit),
                             items_max, "item.too_many"));
    DENGYUN_TRY(item, unit.insert(Item{.number = given.number, .name = given.name, .unit = given.unit}));
    DENGYUN_TRY(revision, unit.insert(Revision{.item_id = item.id, .code = std::string(first_code)}));
    Drawing drawing{.revision_id = revision.id, .title = given.name, .file_id = given.file_id};
    DENGYUN_CHECK(check_drawing(unit, drawing));
    DENGYUN_CHECK(complete_drawing(unit, drawing));
    DENGYUN_TRY(drawn, unit.insert(std::move(drawing)));
    return unit.find(drawn.revision_id);
}

}  // namespace

constinit const meta::Entity DrawnItem::description{
    .name = "drawn_item", .label = {"带图纸的新物料", "New item with its drawing"}, .fields = fields, .stored = false};

void add_drawn_item_routes(api::Routes& routes) {
    routes.post<DrawnItem, Revision>("/api/v1/drawn-items", api::needs("items.edit"),
                                     {"按图纸新建物料", "Create an item from its drawing"}, draw);
}

}  // namespace dengyun::items
