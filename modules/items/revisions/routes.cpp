#include "modules/items/routes.h"

#include "kernel/api/resource.h"
#include "modules/items/rows.h"
#include "modules/items/service.h"

namespace dengyun::items {
namespace {

Result<> check(store::Reader& reader, const Revision& revision) {
    if (reader.find(revision.item_id)) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"item_id", "unknown_reference"}});
}

Result<> prepare(store::Unit& unit, Revision& revision, const Revision* before) {
    if (before != nullptr) return {};
    return check_room(unit, "SELECT COUNT(*) FROM revision WHERE organisation_id = ? AND item_id = ?",
                      unit.scope().organisation(), revision.item_id.value, revisions_max, "revision.too_many");
}

Result<> editable(store::Reader&, const Revision& revision) {
    if (revision.status == RevisionStatus::draft) return {};
    return fail(ErrorKind::conflict, "revision.posted");
}

Result<> removable(store::Reader& reader, const Revision& revision) {
    for (const std::string_view sql : {"SELECT COUNT(*) FROM drawing WHERE organisation_id = ? AND revision_id = ?",
                                       "SELECT COUNT(*) FROM bom_line WHERE organisation_id = ? AND revision_id = ?",
                                       "SELECT COUNT(*) FROM routing WHERE organisation_id = ? AND revision_id = ?"})
        DENGYUN_CHECK(check_unused(reader, sql, revision.organisation_id, revision.id.value, "revision.in_use"));
    return {};
}

}  // namespace

void add_revision_routes(api::Routes& routes) {
    api::add_resource<Revision>(routes, {.path = "/api/v1/revisions",
                                         .read = "items.read",
                                         .edit = "items.edit",
                                         .check = check,
                                         .prepare = prepare,
                                         .editable = editable,
                                         .removable = removable,
                                         .before_move = before_move});
}

}  // namespace dengyun::items
