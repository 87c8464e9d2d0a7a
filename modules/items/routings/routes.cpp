// Routings and their operations, by hand and from a spreadsheet.
#include "modules/items/routes.h"

#include <boost/json/object.hpp>

#include "kernel/api/resource.h"
#include "modules/items/routings/graph.h"
#include "modules/items/rows.h"
#include "modules/items/service.h"

namespace dengyun::items {
namespace {

Result<> check_routing(store::Reader& reader, const Routing& routing) {
    return check_draft(reader, routing.revision_id);
}

Result<> prepare_routing(store::Unit& unit, Routing& routing, const Routing* before) {
    if (before == nullptr)
        DENGYUN_CHECK(check_room(unit, "SELECT COUNT(*) FROM routing WHERE organisation_id = ? AND revision_id = ?",
                                 unit.scope().organisation(), routing.revision_id.value, routings_max,
                                 "routing.too_many"));
    if (!routing.is_primary) return {};
    DENGYUN_TRY(others, unit.list<Routing>(
                            {.filters = {{"revision_id", to_text(routing.revision_id)}, {"is_primary", "true"}}}));
    for (auto& other : others.items) {
        if (other.id == routing.id) continue;
        other.is_primary = false;
        DENGYUN_TRY(released, unit.update(std::move(other)));
        static_cast<void>(released);
    }
    return {};
}

Result<> routing_is_empty(store::Reader& reader, const Routing& routing) {
    return check_unused(reader, "SELECT COUNT(*) FROM operation WHERE organisation_id = ? AND routing_id = ?",
                        routing.organisation_id, routing.id.value, "routing.in_use");
}

Result<> prepare_operation(store::Unit& unit, Operation& operation, const Operation* before) {
    if (before != nullptr) return {};
    return check_room(unit, "SELECT COUNT(*) FROM operation WHERE organisation_id = ? AND routing_id = ?",
                      unit.scope().organisation(), operation.routing_id.value, operations_max, "operation.too_many");
}

Result<> operation_is_editable(store::Reader& reader, const Operation& operation) {
    DENGYUN_TRY(routing, reader.find(operation.routing_id));
    return check_draft(reader, routing.revision_id);
}

Result<> operation_is_last(store::Reader& reader, const Operation& operation) {
    DENGYUN_TRY(all, operations_of(reader, operation.organisation_id, operation.routing_id));
    for (const auto& other : all)
        if (std::ranges::find(other.predecessors, operation.number) != other.predecessors.end())
            return fail(ErrorKind::conflict, "operation.has_successors");
    return {};
}

Result<> create_from_row(store::Unit& unit, Id<Routing> routing, boost::json::object row, const meta::Viewer& viewer) {
    row["routing_id"] = to_text(routing);
    Operation operation{};
    DENGYUN_CHECK(meta::read_json(row, Operation::description, &operation, meta::Mode::create, viewer));
    DENGYUN_CHECK(check_operation(unit, operation));
    DENGYUN_CHECK(prepare_operation(unit, operation, nullptr));
    DENGYUN_CHECK(api::detail::check_free(unit, operation));
    DENGYUN_TRY(made, unit.insert(std::move(operation)));
    static_cast<void>(made);
    return {};
}

}  // namespace

Result<> check_operation(store::Reader& reader, const Operation& operation) {
    const auto routing = reader.find(operation.routing_id);
    if (!routing) return fail(ErrorKind::invalid, "request.invalid", {{"routing_id", "unknown_reference"}});
    DENGYUN_CHECK(check_draft(reader, routing->revision_id));
    DENGYUN_TRY(all, operations_of(reader, routing->organisation_id, routing->id));
    std::erase_if(all, [&](const Operation& other) { return other.number == operation.number; });
    all.push_back(operation);
    return check_precedence(all, operation.number);
}

void add_routing_routes(api::Routes& routes) {
    api::add_resource<Routing>(
        routes, {.path = "/api/v1/routings",
                 .read = "items.read",
                 .edit = "items.edit",
                 .check = check_routing,
                 .prepare = prepare_routing,
                 .editable = [](store::Reader& reader,
                                const Routing& routing) { return check_draft(reader, routing.revision_id); },
                 .removable = routing_is_empty});
    api::add_resource<Operation>(routes, {.path = "/api/v1/operations",
                                          .read = "items.read",
                                          .edit = "items.edit",
                                          .check = check_operation,
                                          .prepare = prepare_operation,
                                          .editable = operation_is_editable,
                                          .removable = operation_is_last});
    // Predecessors are named by their numbers and stand above their successors in the sheet.
    routes.post<api::Nothing, api::ImportReport>(
        "/api/v1/routings/{id}/operations/imports", api::needs("items.edit"),
        {"导入工序", "Import operations of a routing"},
        [](const api::Call& call, store::Store& store) -> Result<api::ImportReport> {
            DENGYUN_TRY(routing, call.id<Routing>());
            DENGYUN_TRY(found,
                        store.read<Routing>(call.scope, [&](store::Reader& reader) { return reader.find(routing); }));
            static_cast<void>(found);
            return api::import_rows(
                call, store, Operation::description,
                [&call, routing](store::Unit& unit, const boost::json::object& row) -> Result<api::TakenRow> {
                    DENGYUN_CHECK(create_from_row(unit, routing, row, call.viewer()));
                    return api::TakenRow{};
                });
        },
        api::import_options());
}

}  // namespace dengyun::items
