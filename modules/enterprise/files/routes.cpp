// Files of an organisation: the body of the request is the content, its name is a parameter.
#include "modules/enterprise/routes.h"

#include "kernel/api/route.h"
#include "modules/enterprise/files/delivery.h"

namespace dengyun::enterprise {
namespace {

Result<> check_space(store::Reader& reader, std::size_t more, std::int64_t bytes_max) {
    const std::array parameters{meta::Scalar(reader.scope().organisation().value)};
    std::int64_t used = 0;
    DENGYUN_CHECK(
        reader.query("SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM stored_file WHERE organisation_id = ?",
                     parameters, [&](const store::Row& row) { used = row.integer(0); }));
    if (static_cast<std::int64_t>(more) <= bytes_max - used) return {};
    return fail(ErrorKind::limit, "file.quota_exceeded");
}

Result<store::StoredFile> save(const api::Call& call, store::Unit& unit, const Options& options) {
    const auto name = call.query_parameter("name");
    if (!name) return fail(ErrorKind::invalid, "request.invalid", {{"name", "required"}});
    if (call.request->body.empty()) return fail(ErrorKind::invalid, "request.invalid", {{"", "required"}});
    DENGYUN_CHECK(check_space(unit, call.request->body.size(), options.file_bytes_max));
    const auto media_type = call.request->header("content-type").value_or("application/octet-stream");
    return store::save_file(unit, std::string(*name), std::string(media_type), call.request->body);
}

}  // namespace

void add_file_routes(api::Routes& routes, const Options& options) {
    routes.declare(store::StoredFile::description);
    routes.post<api::Nothing, store::StoredFile>(
        "/api/v1/files", api::needs("files.edit"), {"上传文件", "Upload a file"},
        [options](const api::Call& call, store::Unit& unit) { return save(call, unit, options); },
        {.parameters = {{"name", {"文件名", "The name of the file"}}}, .raw_body = true});
    routes.list<store::StoredFile>("/api/v1/files", api::needs("files.read"), {"列出文件", "List files"},
                                   [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                       return reader.list<store::StoredFile>(query);
                                   },
                                   {.list_of = store::StoredFile::description.name});
    routes.get<api::Nothing>("/api/v1/files/{id}", api::needs("files.read"), {"下载文件", "Download a file"},
                             [](const api::Call& call, store::Reader& reader) -> Result<api::Reply> {
                                 DENGYUN_TRY(id, call.id<store::StoredFile>());
                                 return deliver(reader, id);
                             },
                             {.raw_body = true});
}

}  // namespace dengyun::enterprise
