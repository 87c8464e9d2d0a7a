#include "server/reference_page.h"

#include <algorithm>

#include "kernel/base/assert.h"
#include "server/embedded.h"

namespace dengyun::server {

std::span<const EmbeddedFile> reference_files();

namespace {

void add_file(api::Routes& routes, std::string path, std::string_view name, std::string content_type, Label summary) {
    const auto file = std::ranges::find(reference_files(), name, &EmbeddedFile::path);
    DENGYUN_ASSERT(file != reference_files().end());
    routes.get<api::Nothing>(std::move(path), api::anyone, summary,
                             [file = &*file, content_type](const api::Call&, store::Store&) -> Result<api::Reply> {
                                 return api::Reply{.body = std::string(file->bytes),
                                                   .content_type = content_type,
                                                   .etag = std::string(file->etag)};
                             });
}

}  // namespace

void add_reference_routes(api::Routes& routes) {
    const std::string path = "/api/reference";
    add_file(routes, path, "/index.html", "text/html; charset=utf-8", {"接口说明页", "The API reference page"});
    add_file(routes, path + "/reference.css", "/reference.css", "text/css; charset=utf-8",
             {"接口说明页的样式", "Its style sheet"});
    add_file(routes, path + "/reference.js", "/reference.js", "text/javascript; charset=utf-8",
             {"接口说明页的程序", "Its script"});
}

}  // namespace dengyun::server
