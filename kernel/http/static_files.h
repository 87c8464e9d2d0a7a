#pragma once
// Files that are part of the program, answered without a copy: entity tag, 304, gzip variant, cache rules.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/http/http.h"

namespace dengyun::http {

// All views live as long as the process.
struct Asset {
    std::string_view content_type;
    std::string_view bytes;
    std::string_view gzip{};  // empty: there is no packed variant
    std::string_view etag;    // with its quotes
    bool immutable = false;   // its name changes with its content, so that it may be kept for ever
};

// The Content-Type by a file name's ending; "application/octet-stream" where unknown.
[[nodiscard]] std::string_view content_type_of(std::string_view path);

[[nodiscard]] Response asset_response(const Asset& asset, const Request& request);

// Looked up by path ("/assets/index-4f3a.js"). Filled at start, then only read: thread-safe.
class Assets {
  public:
    void add(std::string path, Asset asset) { by_path_.insert_or_assign(std::move(path), asset); }
    [[nodiscard]] const Asset* find(std::string_view path) const;
    [[nodiscard]] bool empty() const { return by_path_.empty(); }
    // GET and HEAD of a known path; else nullopt.
    [[nodiscard]] std::optional<Response> respond(const Request& request) const;

  private:
    std::map<std::string, Asset, std::less<>> by_path_;
};

}  // namespace dengyun::http
