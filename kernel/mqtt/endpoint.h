#pragma once
// The MQTT 3.1.1 and 5 endpoint that devices connect to: one io_context per thread, limits on everything, optional TLS,
// and an orderly stop. It is no broker: what a device publishes goes to the handler, never to other devices.
#include <chrono>
#include <memory>
#include <string>

#include "kernel/base/random.h"
#include "kernel/base/result.h"
#include "kernel/mqtt/handler.h"
#include "kernel/mqtt/link.h"

namespace dengyun::mqtt {

struct EndpointOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 1883;  // 0: any free port; `Endpoint::port()` tells which
    unsigned threads = 2;
    std::size_t connections_max = 20'000;
    std::size_t connections_per_address_max = 20'000;    // factories stand behind one address
    std::chrono::milliseconds connect_time_max{10'000};  // from the first byte to CONNACK, TLS included
    std::chrono::milliseconds write_time_max{30'000};    // without the client taking a byte
    std::chrono::milliseconds shutdown_time_max{5'000};
    LinkLimits link{};
    SessionLimits session{};
    std::size_t sessions_per_device_max = 4;
    std::size_t sessions_kept_max = 100'000;  // without a connection
    std::string tls_certificate_file{};       // both empty: plain TCP
    std::string tls_key_file{};
};

// Counters for /metrics. Read from any thread.
struct EndpointStatistics {
    std::uint64_t connections_open, connections_total, connections_refused;
    std::uint64_t sessions, sessions_kept;  // kept: without a connection
    std::uint64_t publishes_received, messages_sent, messages_dropped, protocol_errors, admissions_refused;
    std::uint64_t bytes_received, bytes_sent;
};

class Endpoint {
  public:
    // The handler and `random` must outlive the endpoint and every answer that is still owed.
    Endpoint(EndpointOptions options, Handler& handler, Random& random);
    ~Endpoint();
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;

    // Binds and starts the threads. Errors: unavailable "server.address_in_use", "server.bad_address",
    // "server.bad_tls".
    [[nodiscard]] Result<> start();
    // Stops accepting and reading, waits for the answers that the handler owes, tells every client and disconnects it;
    // all within `shutdown_time_max`. Wills are not sent: no device has gone. Idempotent.
    void stop();
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] EndpointStatistics statistics() const;

    // To every session of the device that subscribes to the topic. From any thread. `taken` for a connected device
    // means handed over: what its queue cannot take is dropped and counted.
    Sending send(const Device& device, Message message);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dengyun::mqtt
