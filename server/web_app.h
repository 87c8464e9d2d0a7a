#pragma once
// The web app's files, and what is answered where they are not part of the program.
#include <optional>

#include "kernel/http/http.h"
#include "kernel/http/static_files.h"

namespace dengyun::server {

[[nodiscard]] http::Assets web_assets();
// Files by path; every other page address is the app's own and answered with its index page. nullopt below /api.
[[nodiscard]] std::optional<http::Response> web_response(const http::Assets& assets, const http::Request& request);

}  // namespace dengyun::server
