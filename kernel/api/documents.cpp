#include "kernel/api/documents.h"

#include "kernel/api/openapi.h"
#include "kernel/base/digest.h"

namespace dengyun::api {
namespace {

struct Document {
    std::string text;
    std::string etag;
    void set(std::string made) {
        text = std::move(made);
        etag = '"' + sha256_hex(text).substr(0, 16) + '"';
    }
};

void add_document(Routes& routes, std::string path, Label summary, const std::shared_ptr<const Document>& document) {
    routes.get<Nothing>(std::move(path), anyone, summary, [document](const Call&, store::Store&) -> Result<Reply> {
        return Reply{.body = document->text, .etag = document->etag};
    });
}

}  // namespace

void add_document_routes(Routes& routes, std::string_view version, std::span<const meta::Choices> vocabularies) {
    const auto openapi = std::make_shared<Document>();
    const auto metadata = std::make_shared<Document>();
    add_document(routes, "/api/openapi.json", {"接口说明（OpenAPI 3.1）", "The OpenAPI 3.1 document"}, openapi);
    add_document(routes, "/api/v1/meta", {"表单和列表的元数据", "Metadata of forms and lists"}, metadata);
    openapi->set(openapi_document(routes, version));
    metadata->set(metadata_document(routes, vocabularies));
}

}  // namespace dengyun::api
