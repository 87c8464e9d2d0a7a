#include "kernel/http/server.h"

#include "kernel/http/worker.h"
#include "kernel/net/crew.h"

namespace dengyun::http {
namespace {

const Clock& system_clock() {
    static const SystemClock clock;
    return clock;
}

}  // namespace

class Server::Implementation {
  public:
    Implementation(ServerOptions options, Application& application, Random& random, const Clock& clock)
        : edge_(std::make_shared<Edge>(std::move(options), application, random, clock)) {}

    Result<> start() {
        return crew_.start(edge_->options, edge_->tls, [this](unsigned) { return std::make_shared<Worker>(edge_); });
    }
    void stop() { crew_.stop(); }
    [[nodiscard]] std::uint16_t port() const { return crew_.port(); }

    [[nodiscard]] ServerStatistics statistics() const {
        const auto connections = edge_->admission.counts();
        ServerStatistics sum{};
        sum.connections_open = connections.open;
        sum.connections_total = connections.total;
        sum.connections_refused = connections.refused;
        for (const auto& worker : crew_.workers()) {
            const auto& counters = worker->counters;
            sum.requests_in_flight += counters.in_flight.load(std::memory_order_relaxed);
            sum.requests_total += counters.requests.load(std::memory_order_relaxed);
            sum.sockets_open += counters.sockets.load(std::memory_order_relaxed);
            sum.bytes_received += counters.bytes_received.load(std::memory_order_relaxed);
            sum.bytes_sent += counters.bytes_sent.load(std::memory_order_relaxed);
        }
        return sum;
    }

  private:
    std::shared_ptr<Edge> edge_;
    net::Crew<Worker> crew_;
};

Server::Server(ServerOptions options, Application& application, Random& random, const Clock* clock)
    : implementation_(std::make_unique<Implementation>(std::move(options), application, random,
                                                       clock == nullptr ? system_clock() : *clock)) {}
Server::~Server() { stop(); }
Result<> Server::start() { return implementation_->start(); }
void Server::stop() { implementation_->stop(); }
std::uint16_t Server::port() const { return implementation_->port(); }
ServerStatistics Server::statistics() const { return implementation_->statistics(); }

}  // namespace dengyun::http
