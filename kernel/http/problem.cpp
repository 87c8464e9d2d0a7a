#include "kernel/http/problem.h"

#include <fmt/format.h>

#include "kernel/base/assert.h"

namespace dengyun::http {
namespace {

// Kernel/meta's JSON writer stands above this room, so the few strings of a problem are written here.
void append_json(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

Response write(unsigned status, const Error& error, const MessageCatalogue& messages, Language language,
               std::string_view request_id) {
    Response response{.status = status, .content_type = "application/problem+json"};
    auto& out = response.body;
    out = fmt::format(R"({{"type":"about:blank","status":{},"code":)", status);
    append_json(out, error.code);
    out += R"(,"title":)";
    append_json(out, messages.text(error, language));
    out += R"(,"request_id":)";
    append_json(out, request_id);
    if (!error.issues.empty()) {
        out += R"(,"issues":[)";
        for (const auto& issue : error.issues) {
            if (out.back() != '[') out += ',';
            out += R"({"field":)";
            append_json(out, issue.field);
            out += R"(,"code":)";
            append_json(out, issue.code);
            out += R"(,"text":)";
            append_json(out, messages.text(issue, language));
            out += '}';
        }
        out += ']';
    }
    out += '}';
    return response;
}

}  // namespace

unsigned status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::unauthenticated:
            return 401;
        case ErrorKind::forbidden:
            return 403;
        case ErrorKind::invalid:
            return 422;
        case ErrorKind::method_not_allowed:
            return 405;
        case ErrorKind::not_found:
            return 404;
        case ErrorKind::precondition_required:
            return 428;
        case ErrorKind::precondition_failed:
            return 412;
        case ErrorKind::conflict:
            return 409;
        case ErrorKind::limit:
            return 429;
        case ErrorKind::unavailable:
            return 503;
    }
    DENGYUN_ASSERT(false);
}

Response problem(const Error& error, const MessageCatalogue& messages, Language language, std::string_view request_id) {
    return write(status_of(error.kind), error, messages, language, request_id);
}

Response refusal(unsigned status, std::string_view code, const MessageCatalogue& messages, Language language,
                 std::string_view request_id) {
    return write(status, Error{.code = std::string(code)}, messages, language, request_id);
}

}  // namespace dengyun::http
