// Rows that other parts of the program make: the loaders and the flows.
#include "modules/items/api.h"
#include "modules/items/rows.h"

namespace dengyun::items {

Result<Item> add_item(store::Unit& unit, Item item) { return unit.insert(std::move(item)); }

Result<Revision> add_revision(store::Unit& unit, Revision revision) {
    DENGYUN_TRY(item, unit.find(revision.item_id));
    revision.organisation_id = item.organisation_id;
    return unit.insert(std::move(revision));
}

Result<Drawing> add_drawing(store::Unit& unit, Drawing drawing) {
    DENGYUN_CHECK(check_drawing(unit, drawing));
    DENGYUN_CHECK(complete_drawing(unit, drawing));
    return unit.insert(std::move(drawing));
}

Result<BomLine> add_bom_line(store::Unit& unit, BomLine line) {
    DENGYUN_CHECK(check_bom_line(unit, line));
    return unit.insert(std::move(line));
}

Result<Routing> add_routing(store::Unit& unit, Routing routing) {
    DENGYUN_CHECK(check_draft(unit, routing.revision_id));
    return unit.insert(std::move(routing));
}

Result<Operation> add_operation(store::Unit& unit, Operation operation) {
    DENGYUN_CHECK(check_operation(unit, operation));
    return unit.insert(std::move(operation));
}

}  // namespace dengyun::items
