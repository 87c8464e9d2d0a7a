#pragma once
// What the threads of one endpoint share. Inside kernel/mqtt only.
#include <boost/asio/ssl/context.hpp>

#include "kernel/base/random.h"
#include "kernel/mqtt/endpoint.h"
#include "kernel/mqtt/registry.h"
#include "kernel/net/admission.h"
#include "kernel/net/worker.h"

namespace dengyun::mqtt {

struct Edge {
    Edge(EndpointOptions chosen, Handler& given, Random& source)
        : options(std::move(chosen)),
          registry_limits{options.session, options.sessions_per_device_max, options.sessions_kept_max},
          handler(given),
          random(source),
          admission(options.connections_max, options.connections_per_address_max),
          registry(registry_limits, handler) {}

    const EndpointOptions options;
    const RegistryLimits registry_limits;
    Handler& handler;
    Random& random;
    net::Admission admission;
    Registry registry;
    std::optional<boost::asio::ssl::context> tls{};
};

class Worker final : public net::Worker {
  public:
    // The first thread also looks after sessions without a connection.
    Worker(std::shared_ptr<Edge> edge, bool sweeps);
    [[nodiscard]] Edge& edge() { return *edge_; }

    // Written by this thread only, read by any.
    struct Counters {
        std::atomic<std::uint64_t> publishes_received{0}, messages_sent{0}, messages_dropped{0}, protocol_errors{0},
            admissions_refused{0}, bytes_received{0}, bytes_sent{0};
    } counters;

  private:
    void serve(net::PlainSocket socket, std::string address) override;
    void ticked() override;

    std::shared_ptr<Edge> edge_;
    bool sweeps_;
};

// Each in a file of its own, as in kernel/http.
void serve_plain(std::shared_ptr<Worker> worker, net::PlainSocket socket, std::string address);
void serve_tls(std::shared_ptr<Worker> worker, net::PlainSocket socket, std::string address);

}  // namespace dengyun::mqtt
