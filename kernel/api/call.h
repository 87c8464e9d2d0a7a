#pragma once
// Call: one request as a handler sees it, after authentication and parsing. Reply: what goes back.
#include <string>
#include <vector>

#include "kernel/api/principal.h"
#include "kernel/base/message.h"

namespace dengyun::api {

struct PathParameter {
    std::string_view name;  // of the pattern
    std::string value;
};

class Call {
  public:
    std::shared_ptr<const http::Request> request;
    std::shared_ptr<const Principal> principal;  // nullptr where the route is open to anyone and nobody is signed in
    std::vector<PathParameter> path_parameters;
    std::vector<std::pair<std::string, std::string>> query_parameters;
    Language language = Language::zh;
    Scope scope = Scope::system("unset");
    const MessageCatalogue* messages = nullptr;

    [[nodiscard]] std::string_view path_parameter(std::string_view name) const;
    // Error: not_found "request.not_found" where it is no id.
    template <class E>
    [[nodiscard]] Result<Id<E>> id(std::string_view name = "id") const {
        const auto id = parse_id<E>(path_parameter(name));
        if (!id) return fail(ErrorKind::not_found, "request.not_found");
        return *id;
    }
    [[nodiscard]] std::optional<std::string_view> query_parameter(std::string_view name) const;
    // An integer parameter within bounds, or the default. Error: invalid with an issue on the parameter.
    [[nodiscard]] Result<std::int64_t> query_integer(std::string_view name, std::int64_t fallback, std::int64_t min,
                                                     std::int64_t max) const;
    // The version that If-Match names. Errors: "request.precondition_required", "request.changed_meanwhile" (not a tag
    // of ours).
    [[nodiscard]] Result<std::int64_t> expected_version() const;
    [[nodiscard]] const meta::Viewer& viewer() const;
};

struct Reply {
    unsigned status = 200;
    std::string body;  // JSON unless content_type says otherwise; empty with 204
    std::string content_type = "application/json";
    std::string etag;                   // with its quotes
    std::string location;               // of what was created
    std::vector<http::Header> headers;  // cookies and the like
};

[[nodiscard]] inline std::string version_tag(std::int64_t version) { return "\"v" + std::to_string(version) + '"'; }

}  // namespace dengyun::api
