#pragma once
// The rules of a WebSocket handshake (RFC 6455, 4.2.1), and who may make one.
#include <string_view>

#include "kernel/http/http.h"
#include "kernel/http/request_parser.h"

namespace dengyun::http {

// Whether the upgrade that the request asks for is to a WebSocket; others are ignored, as HTTP wants it.
[[nodiscard]] bool is_websocket(const Request& request);
// A browser tells by Origin which site opens the socket, and sends our cookie along even where that is another one:
// only our own site may.
[[nodiscard]] Refusal check_handshake(const Request& request);
// Short and harmless in a log: what a client may choose as request id.
[[nodiscard]] bool is_plain_id(std::string_view text);

}  // namespace dengyun::http
