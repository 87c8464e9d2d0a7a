// Inspections as their two sides see them. The routes cross organisations and look at the caller's side themselves.
#include "modules/inspections/routes.h"

#include "kernel/api/two_sided.h"
#include "kernel/http/text.h"

namespace dengyun::inspections {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};

struct SplitInput {
    Quantity accepted_quantity{};
    static const meta::Entity description;
};
constexpr auto split_fields = meta::fields(meta::field<&SplitInput::accepted_quantity>(
    "accepted_quantity", {"接收数量", "Accepted"},
    {.flags = meta::required, .min = 1, .max = quantity_max, .format = meta::Format::milli}));
constinit const meta::Entity SplitInput::description{
    .name = "inspection_split_input", .label = {"分选", "Split"}, .fields = split_fields, .stored = false};

Result<Inspection> find_as_inspector(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(inspection, api::find_as_party<Inspection>(call, reader, &Inspection::supplier_id));
    if (inspection.organisation_id != call.principal->organisation)
        return fail(ErrorKind::forbidden, "request.forbidden");
    return std::move(inspection);
}

// A photo of an inspection, for both sides.
Result<api::Reply> read_photo(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(inspection, api::find_as_party<Inspection>(call, reader, &Inspection::supplier_id));
    DENGYUN_TRY(id, call.id<store::StoredFile>("file"));
    if (std::ranges::find(inspection.photos, id) == inspection.photos.end())
        return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(file, reader.find(id));
    DENGYUN_TRY(bytes, store::read_file(reader, id));
    api::Reply reply{.body = std::move(bytes), .content_type = file.media_type, .etag = '"' + file.sha256 + '"'};
    reply.headers.push_back({"Content-Disposition", http::content_disposition(file.name, true)});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

}  // namespace

void add_inspection_routes(api::Routes& routes, const Consequences& then) {
    api::add_two_sided<Inspection>(
        routes,
        {.path = "/api/v1/inspections",
         .incoming = "/api/v1/inspections-by-others",
         .own_summary = {"本单位的检验", "Inspections of one's own"},
         .incoming_summary = {"对方对本单位产品的检验", "Inspections of what one has supplied"},
         .read = "inspections.read",
         .other_field = "supplier_id",
         .other = &Inspection::supplier_id,
         .move = [then](store::Unit& unit, Inspection inspection, std::int64_t action, const flow::Mover& mover) {
             return move(unit, std::move(inspection), static_cast<InspectionAction>(action), mover, then);
         }});
    routes.post<Inspection, Inspection>(
        "/api/v1/inspections", api::needs("inspections.inspect"), {"新建检验单", "Begin an inspection"},
        [](const api::Call& call, store::Unit& unit, const Inspection& given) {
            Inspection inspection = given;
            inspection.organisation_id = call.principal->organisation;
            return create(unit, std::move(inspection));
        },
        crossing);
    routes.post<Results, Inspection>(
        "/api/v1/inspections/{id}/results/actions", api::needs("inspections.inspect"),
        {"记录检验结果", "Write down what was found"},
        [](const api::Call& call, store::Unit& unit, const Results& results) -> Result<Inspection> {
            DENGYUN_TRY(inspection, find_as_inspector(call, unit));
            return record(unit, std::move(inspection), results);
        },
        crossing);
    routes.post<SplitInput, Inspection>(
        "/api/v1/inspections/{id}/split/actions", api::needs("inspections.inspect"), {"分选接收", "Split a lot"},
        [then](const api::Call& call, store::Unit& unit, const SplitInput& input) -> Result<Inspection> {
            DENGYUN_TRY(inspection, find_as_inspector(call, unit));
            return split(unit, std::move(inspection), input.accepted_quantity, then);
        },
        crossing);
    routes.get<api::Nothing>("/api/v1/inspections/{id}/photos/{file}", api::needs("inspections.read"),
                             {"查看检验照片", "A photo of an inspection"}, read_photo,
                             {.reach = api::Reach::all, .raw_body = true});
}

}  // namespace dengyun::inspections
