#include "kernel/http/handshake.h"

#include <algorithm>

#include "kernel/base/digest.h"
#include "kernel/http/text.h"

namespace dengyun::http {

bool is_websocket(const Request& request) { return list_contains(request.header("upgrade").value_or(""), "websocket"); }

Refusal check_handshake(const Request& request) {
    constexpr std::size_t key_bytes = 16;
    const auto key = from_base64(request.header("sec-websocket-key").value_or(""));
    if (request.method != Method::get || !request.body.empty() || !key || key->size() != key_bytes)
        return {400, "request.bad_upgrade"};
    if (request.header("sec-websocket-version") != std::string_view("13")) return {426, "request.bad_upgrade"};
    if (const auto origin = request.header("origin")) {
        const auto scheme = origin->find("://");
        if (scheme == std::string_view::npos ||
            !equal_without_case(origin->substr(scheme + 3), request.header("host").value_or("")))
            return {403, "request.foreign_origin"};
    }
    return {};
}

bool is_plain_id(std::string_view text) {
    constexpr std::size_t length_max = 64;
    return !text.empty() && text.size() <= length_max && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
}

}  // namespace dengyun::http
