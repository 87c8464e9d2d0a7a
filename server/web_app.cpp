#include "server/web_app.h"

#include "server/embedded.h"

namespace dengyun::server {
namespace {

constexpr std::string_view notice =
    "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><title>登云 Dengyun</title>"
    "<p>网页应用没有编入本程序，接口可用：<a href=\"/api/reference\">/api/reference</a></p>"
    "<p>The web app is not part of this build; the API is: <a href=\"/api/reference\">/api/reference</a></p></html>";

}  // namespace

http::Assets web_assets() {
    http::Assets assets;
    for (const auto& file : web_files()) {
        assets.add(std::string(file.path),
                   {.content_type = http::content_type_of(file.path),
                    .bytes = file.bytes,
                    .gzip = file.gzip.size() < file.bytes.size() ? file.gzip : std::string_view{},
                    .etag = file.etag,
                    .immutable = file.path.starts_with("/assets/")});
    }
    return assets;
}

std::optional<http::Response> web_response(const http::Assets& assets, const http::Request& request) {
    if (request.path.starts_with("/api/") || request.path == "/api") return std::nullopt;
    if (request.method != http::Method::get && request.method != http::Method::head) return std::nullopt;
    if (auto found = assets.respond(request)) return found;
    // A missing file must not be answered with a page.
    if (request.path.starts_with("/assets/")) return std::nullopt;
    if (const auto* index = assets.find("/index.html")) return http::asset_response(*index, request);
    return http::Response{.content_type = "text/html; charset=utf-8", .static_body = notice};
}

}  // namespace dengyun::server
