#pragma once
// Files that are part of the program: the web app's, as Vite built them. cmake/assets.cmake makes the tables.
#include <span>
#include <string_view>

namespace dengyun::server {

struct EmbeddedFile {
    std::string_view path;  // "/assets/index-4f3a.js"
    std::string_view bytes;
    std::string_view gzip;
    std::string_view etag;  // with its quotes
};

[[nodiscard]] std::span<const EmbeddedFile> web_files();

}  // namespace dengyun::server
