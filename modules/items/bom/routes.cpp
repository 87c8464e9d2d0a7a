// The bill of materials of a revision, by hand and from a spreadsheet.
#include "modules/items/routes.h"

#include <boost/json/value.hpp>
#include <set>

#include "kernel/api/resource.h"
#include "modules/items/bom/bom_line.h"
#include "modules/items/rows.h"
#include "modules/items/service.h"

namespace dengyun::items {
namespace {

std::unexpected<Error> bad_component(std::string_view code) {
    return fail(ErrorKind::invalid, "request.invalid", {{"component_id", std::string(code)}});
}

// Whether `item` is reached from `component` through bills of materials that are in use or being written.
Result<bool> contains(store::Reader& reader, Id<Organisation> organisation, Id<Item> component, Id<Item> item) {
    constexpr std::size_t items_seen_max = 2'000;
    std::set<std::int64_t> seen{component.value};
    std::vector<std::int64_t> open{component.value};
    while (!open.empty() && seen.size() < items_seen_max) {
        const auto at = open.back();
        open.pop_back();
        if (at == item.value) return true;
        const std::array parameters{meta::Scalar(organisation.value), meta::Scalar(at)};
        DENGYUN_CHECK(reader.query(
            "SELECT b.component_id FROM bom_line b JOIN revision r ON r.organisation_id = b.organisation_id AND r.id = "
            "b.revision_id WHERE r.organisation_id = ? AND r.item_id = ? AND r.status IN ('draft', 'released')",
            parameters, [&](const store::Row& row) {
                if (seen.insert(row.integer(0)).second) open.push_back(row.integer(0));
            }));
    }
    return false;
}

Result<> prepare(store::Unit& unit, BomLine& line, const BomLine* before) {
    if (before != nullptr) return {};
    return check_room(unit, "SELECT COUNT(*) FROM bom_line WHERE organisation_id = ? AND revision_id = ?",
                      unit.scope().organisation(), line.revision_id.value, bom_lines_max, "bom_line.too_many");
}

Result<> editable(store::Reader& reader, const BomLine& line) { return check_draft(reader, line.revision_id); }

Result<> create_from_row(store::Unit& unit, Id<Revision> revision, const boost::json::value& json,
                         const meta::Viewer& viewer) {
    BomRow row{};
    DENGYUN_CHECK(meta::read_json(json, BomRow::description, &row, meta::Mode::create, viewer));
    const std::array number{meta::Scalar(std::string_view(row.component_number))};
    DENGYUN_TRY(component, unit.find_by<Item>("item_number", number));
    if (!component) return fail(ErrorKind::invalid, "request.invalid", {{"component_number", "unknown_reference"}});
    BomLine line{.revision_id = revision,
                 .position = row.position,
                 .component_id = component->id,
                 .quantity = row.quantity,
                 .scrap_millionths = row.scrap_millionths.value_or(0),
                 .note = row.note};
    DENGYUN_CHECK(check_bom_line(unit, line));
    DENGYUN_CHECK(prepare(unit, line, nullptr));
    DENGYUN_CHECK(api::detail::check_free(unit, line));
    DENGYUN_TRY(made, unit.insert(std::move(line)));
    static_cast<void>(made);
    return {};
}

}  // namespace

Result<> check_bom_line(store::Reader& reader, const BomLine& line) {
    DENGYUN_CHECK(check_draft(reader, line.revision_id));
    DENGYUN_TRY(revision, reader.find(line.revision_id));
    if (!reader.find(line.component_id)) return bad_component("unknown_reference");
    DENGYUN_TRY(circle, contains(reader, revision.organisation_id, line.component_id, revision.item_id));
    return circle ? Result<>(bad_component("contains_itself")) : Result<>{};
}

void add_bom_routes(api::Routes& routes) {
    api::add_resource<BomLine>(routes, {.path = "/api/v1/bom-lines",
                                        .read = "items.read",
                                        .edit = "items.edit",
                                        .check = check_bom_line,
                                        .prepare = prepare,
                                        .editable = editable});
    routes.declare(BomRow::description);
    routes.post<api::Nothing, api::ImportReport>(
        "/api/v1/revisions/{id}/bom-lines/imports", api::needs("items.edit"),
        {"导入物料清单", "Import a bill of materials"},
        [](const api::Call& call, store::Store& store) -> Result<api::ImportReport> {
            DENGYUN_TRY(revision, call.id<Revision>());
            DENGYUN_TRY(found,
                        store.read<Revision>(call.scope, [&](store::Reader& reader) { return reader.find(revision); }));
            static_cast<void>(found);
            return api::import_rows(
                call, store, BomRow::description,
                [&call, revision](store::Unit& unit, const boost::json::object& row) -> Result<api::TakenRow> {
                    DENGYUN_CHECK(create_from_row(unit, revision, row, call.viewer()));
                    return api::TakenRow{};
                });
        },
        api::import_options());
}

}  // namespace dengyun::items
