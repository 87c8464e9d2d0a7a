#include "kernel/http/http_messages.h"

namespace dengyun::http {
namespace {

constexpr Message http_messages[] = {
    {"request.malformed", {"请求不符合 HTTP 规范。", "The request does not follow the rules of HTTP."}},
    {"request.bad_length", {"请求正文的长度标示有误。", "The length of the request body is not stated properly."}},
    {"request.bad_host", {"请求的主机名无效。", "The host name of the request is not valid."}},
    {"request.bad_path", {"请求的地址无效。", "The address of the request is not valid."}},
    {"request.unknown_method", {"不支持这种请求方法。", "This request method is not supported."}},
    {"request.unknown_encoding", {"不支持这种传输编码。", "This transfer encoding is not supported."}},
    {"request.unknown_expectation", {"无法满足请求的 Expect 要求。", "The expectation of the request cannot be met."}},
    {"request.too_large", {"提交的内容太大。", "What you sent is too large."}},
    {"request.not_json",
     {"请求正文应为 JSON（Content-Type: application/json）。",
      "The body of the request must be JSON (Content-Type: application/json)."}},
    {"request.header_too_large", {"请求的标头太大。", "The headers of the request are too large."}},
    {"request.timeout", {"请求发送得太慢，已超时。", "The request took too long to arrive."}},
    {"request.rate_limited", {"请求太频繁，请稍后再试。", "Too many requests. Please try again in a moment."}},
    {"request.too_many_connections", {"您的地址打开的连接太多。", "Too many connections from your address."}},
    {"request.bad_upgrade", {"WebSocket 握手无效。", "The WebSocket handshake is not valid."}},
    {"request.foreign_origin", {"不允许其他网站打开此连接。", "Another site may not open this connection."}},
    {"server.too_many_connections",
     {"服务器现在太忙，请稍后再试。", "The server is too busy now. Please try again in a moment."}},
    {"server.address_in_use", {"监听地址已被占用。", "The listening address is already in use."}},
    {"server.bad_address", {"监听地址无效。", "The listening address is not valid."}},
    {"server.bad_tls", {"TLS 证书或密钥无法使用。", "The TLS certificate or key cannot be used."}},
};

}  // namespace

std::span<const Message> messages() { return http_messages; }

}  // namespace dengyun::http
