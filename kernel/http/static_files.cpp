#include "kernel/http/static_files.h"

#include "kernel/http/compress.h"
#include "kernel/http/etag.h"

namespace dengyun::http {

std::string_view content_type_of(std::string_view path) {
    struct Known {
        std::string_view ending;
        std::string_view type;
    };
    constexpr Known known[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".map", "application/json"},
        {".wasm", "application/wasm"},
    };
    for (const auto& one : known)
        if (path.ends_with(one.ending)) return one.type;
    return "application/octet-stream";
}

Response asset_response(const Asset& asset, const Request& request) {
    Response response{.status = 200, .content_type = std::string(asset.content_type)};
    response.headers.push_back({"ETag", std::string(asset.etag)});
    response.headers.push_back({"Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache"});
    if (!asset.gzip.empty()) response.headers.push_back({"Vary", "Accept-Encoding"});
    if (const auto known = request.header("if-none-match"); known && if_none_match_hits(*known, asset.etag)) {
        response.status = 304;
        return response;
    }
    const bool packed = !asset.gzip.empty() && asset.gzip.size() < asset.bytes.size() &&
                        accepts_gzip(request.header("accept-encoding").value_or(""));
    if (packed) response.headers.push_back({"Content-Encoding", "gzip"});
    response.static_body = packed ? asset.gzip : asset.bytes;
    return response;
}

const Asset* Assets::find(std::string_view path) const {
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : &found->second;
}

std::optional<Response> Assets::respond(const Request& request) const {
    if (request.method != Method::get && request.method != Method::head) return std::nullopt;
    const auto* asset = find(request.path);
    if (asset == nullptr) return std::nullopt;
    return asset_response(*asset, request);
}

}  // namespace dengyun::http
