#include "modules/enterprise/files/delivery.h"

namespace dengyun::enterprise {
namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
}

}  // namespace

bool may_show(std::string_view media_type) {
    constexpr std::array<std::string_view, 4> shown{"application/pdf", "image/png", "image/jpeg", "image/webp"};
    return std::ranges::find(shown, media_type) != shown.end();
}

std::string content_disposition(std::string_view file_name, bool show) {
    std::string ascii;
    std::string encoded;
    for (const char c : file_name) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_plain(c))
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", byte);
        // One stand-in for each character: the bytes that continue one are passed over.
        if (is_plain(c) || c == ' ')
            ascii += c;
        else if ((byte & 0xC0U) != 0x80)
            ascii += '_';
    }
    return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", show ? "inline" : "attachment", ascii, encoded);
}

Result<api::Reply> deliver(store::Reader& reader, Id<store::StoredFile> id) {
    DENGYUN_TRY(file, reader.find(id));
    DENGYUN_TRY(bytes, store::read_file(reader, id));
    api::Reply reply{.body = std::move(bytes), .content_type = file.media_type, .etag = '"' + file.sha256 + '"'};
    reply.headers.push_back({"Content-Disposition", content_disposition(file.name, may_show(file.media_type))});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

}  // namespace dengyun::enterprise
