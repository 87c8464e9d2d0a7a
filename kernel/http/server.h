#pragma once
// The HTTP/1.1 and WebSocket server: one io_context per thread (SO_REUSEPORT), limits on everything, optional TLS,
// gzip, and a shutdown that finishes what it accepted.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kernel/base/clock.h"
#include "kernel/base/random.h"
#include "kernel/base/result.h"
#include "kernel/http/http.h"

namespace dengyun::http {

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any free port; `Server::port()` tells which
    unsigned threads = 2;
    std::size_t connections_max = 8192;
    std::size_t connections_per_address_max = 8192;
    std::size_t header_bytes_max = 16 * 1024;
    std::size_t body_bytes_max = 1024 * 1024;
    std::size_t upload_bytes_max = 24 * 1024 * 1024;  // for paths below `upload_path`
    std::string upload_path = "/api/v1/files";
    // Times are for the whole, from its first byte to its last, not per read.
    std::chrono::milliseconds header_time_max{10'000};
    std::chrono::milliseconds body_time_max{60'000};  // each way; a second more for every 64 KiB up or 8 KiB down
    std::chrono::milliseconds idle_time_max{75'000};
    std::chrono::milliseconds shutdown_time_max{15'000};
    std::size_t socket_queue_bytes_max = 256 * 1024;  // not sent yet, per socket; with 64 for every message
    std::size_t socket_message_bytes_max = 4 * 1024;
    std::chrono::milliseconds socket_ping_interval{30'000};
    std::string tls_certificate_file;  // both empty: plain HTTP
    std::string tls_key_file;
    std::vector<std::string> trusted_proxies;  // addresses whose X-Forwarded-For / -Proto are believed
};

// Counters for /metrics. Read from any thread.
struct ServerStatistics {
    std::uint64_t connections_open, connections_total, connections_refused;
    std::uint64_t requests_in_flight, requests_total, sockets_open;
    std::uint64_t bytes_received, bytes_sent;
};

class Server {
  public:
    // The application and `random` must outlive the server. `clock` dates the answers; nullptr: the system's. Limits
    // of time are measured with the steady clock.
    Server(ServerOptions options, Application& application, Random& random, const Clock* clock = nullptr);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Binds and starts the threads. Errors: unavailable "server.address_in_use", "server.bad_address",
    // "server.bad_tls".
    [[nodiscard]] Result<> start();
    // Stops accepting, lets every accepted request finish within `shutdown_time_max`, closes sockets with 1001.
    // Idempotent.
    void stop();
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] ServerStatistics statistics() const;

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::http
