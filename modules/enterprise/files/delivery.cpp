#include "modules/enterprise/files/delivery.h"

#include "kernel/http/text.h"

namespace dengyun::enterprise {
bool may_show(std::string_view media_type) {
    constexpr std::array<std::string_view, 4> shown{"application/pdf", "image/png", "image/jpeg", "image/webp"};
    return std::ranges::find(shown, media_type) != shown.end();
}

Result<api::Reply> deliver(store::Reader& reader, Id<store::StoredFile> id) {
    DENGYUN_TRY(file, reader.find(id));
    DENGYUN_TRY(bytes, store::read_file(reader, id));
    api::Reply reply{.body = std::move(bytes), .content_type = file.media_type, .etag = '"' + file.sha256 + '"'};
    reply.headers.push_back({"Content-Disposition", http::content_disposition(file.name, may_show(file.media_type))});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

}  // namespace dengyun::enterprise
