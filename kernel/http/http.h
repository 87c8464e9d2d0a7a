#pragma once
// The network edge's vocabulary: a request as a handler sees it, and the answer that it gives. Beast stays behind
// server.cpp; nothing outside kernel/http includes it.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dengyun::http {

enum class Method { get, head, post, put, patch, delete_, options };
[[nodiscard]] std::string_view name_of(Method method);

struct Header {
    std::string name;
    std::string value;
};

struct Request {
    Method method = Method::get;
    std::string path;   // percent-decoded, starts with '/', valid UTF-8
    std::string query;  // still encoded, without '?'
    std::vector<Header> headers;
    std::string body;
    std::string request_id;      // the client's X-Request-Id where it is short and plain, else made here
    std::string remote_address;  // of the peer; of the client where a trusted proxy says so
    bool secure = false;         // TLS here, or at a trusted proxy

    // Names are compared without case; nullopt where absent.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
};

// Decoded name=value pairs of a query string in order; nullopt where the encoding is broken or not UTF-8.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query);

struct Response {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<Header> headers;
    // Body owned elsewhere for the life of the process (the web app's files): sent instead of `body`, not copied.
    std::string_view static_body{};
};

// Called once, from any thread; the answer is sent on the connection's own thread.
using Respond = std::move_only_function<void(Response)>;

// One open WebSocket, as the application sees it. Thread-safe. A client that does not read its messages is closed when
// its bounded queue is full.
class Socket {
  public:
    virtual ~Socket() = default;
    virtual void send(std::shared_ptr<const std::string> text) = 0;  // shared: one text goes to many sockets
    virtual void close(unsigned code, std::string_view reason) = 0;
};

// What an application does with a WebSocket after it agreed to the upgrade. Called on the connection's thread.
class SocketListener {
  public:
    virtual ~SocketListener() = default;
    virtual void opened(std::shared_ptr<Socket> socket) = 0;
    virtual void received(std::string_view text) = 0;
    virtual void closed() = 0;  // the last call
};

// The application behind the edge.
class Application {
  public:
    virtual ~Application() = default;
    // Called on a network thread; must not block (the API layer hands the work on to its pools).
    virtual void handle(std::shared_ptr<const Request> request, Respond respond) = 0;
    // Decides about an upgrade; may answer later and from any thread. A refusal is a Response.
    using Upgrade = std::move_only_function<void(std::variant<Response, std::unique_ptr<SocketListener>>)>;
    virtual void upgrade(std::shared_ptr<const Request> request, Upgrade decide) = 0;
};

}  // namespace dengyun::http
