// Drawings as a resource, and their content for those who have the revision.
#include "modules/items/routes.h"

#include "kernel/api/resource.h"
#include "kernel/http/text.h"
#include "modules/items/distributions/distribution.h"
#include "modules/items/rows.h"
#include "modules/items/service.h"

namespace dengyun::items {
namespace {

std::unexpected<Error> bad_file(std::string_view code) {
    return fail(ErrorKind::invalid, "request.invalid", {{"file_id", std::string(code)}});
}

Result<> prepare(store::Unit& unit, Drawing& drawing, const Drawing* before) {
    if (before != nullptr) return {};
    DENGYUN_CHECK(check_room(unit, "SELECT COUNT(*) FROM drawing WHERE organisation_id = ? AND revision_id = ?",
                             unit.scope().organisation(), drawing.revision_id.value, drawings_max, "drawing.too_many"));
    return complete_drawing(unit, drawing);
}

Result<> editable(store::Reader& reader, const Drawing& drawing) { return check_draft(reader, drawing.revision_id); }

// The owner, and whoever has the revision.
Result<api::Reply> read_content(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Drawing>());
    DENGYUN_TRY(drawing, reader.find(id));
    const auto caller = call.principal->organisation;
    if (drawing.organisation_id != caller) {
        DENGYUN_TRY(held, distribution_to(reader, drawing.organisation_id, drawing.revision_id, caller));
        if (!held || held->status == DistributionStatus::recalled)
            return fail(ErrorKind::not_found, "request.not_found");
    }
    DENGYUN_TRY(bytes, store::read_file(reader, drawing.file_id));
    const bool shown = drawing.media_type.starts_with("image/") && !drawing.media_type.contains("vnd");
    api::Reply reply{.body = std::move(bytes), .content_type = drawing.media_type, .etag = '"' + drawing.sha256 + '"'};
    reply.headers.push_back(
        {"Content-Disposition",
         http::content_disposition(drawing.file_name, shown || drawing.media_type == "application/pdf")});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

}  // namespace

Result<> check_drawing(store::Reader& reader, const Drawing& drawing) {
    DENGYUN_CHECK(check_draft(reader, drawing.revision_id));
    const auto file = reader.find(drawing.file_id);
    if (!file) return bad_file("unknown_reference");
    DENGYUN_TRY(bytes, store::read_file(reader, drawing.file_id));
    const auto type = drawing_type(bytes);
    if (type.empty()) return bad_file("no_drawing");
    return fits_name(type, file->name) ? Result<>{} : bad_file("false_type");
}

Result<> complete_drawing(store::Reader& reader, Drawing& drawing) {
    DENGYUN_TRY(file, reader.find(drawing.file_id));
    DENGYUN_TRY(bytes, store::read_file(reader, drawing.file_id));
    drawing.file_name = file.name;
    drawing.media_type = drawing_type(bytes);
    drawing.size_bytes = file.size_bytes;
    drawing.sha256 = file.sha256;
    return {};
}

void add_drawing_routes(api::Routes& routes) {
    api::add_resource<Drawing>(routes, {.path = "/api/v1/drawings",
                                        .read = "items.read",
                                        .edit = "items.edit",
                                        .check = check_drawing,
                                        .prepare = prepare,
                                        .editable = editable});
    routes.get<api::Nothing>("/api/v1/drawings/{id}/content", api::needs("items.read"),
                             {"查看图纸", "Read the content of a drawing"}, read_content,
                             {.reach = api::Reach::all, .raw_body = true});
}

}  // namespace dengyun::items
