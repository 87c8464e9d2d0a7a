#include "kernel/mqtt/endpoint.h"

#include <algorithm>

#include "kernel/mqtt/edge.h"
#include "kernel/net/crew.h"

namespace dengyun::mqtt {
namespace {

// A quarter of the shortest limit, so that no deadline is missed by more than that.
std::chrono::milliseconds tick_for(const EndpointOptions& options) {
    const auto shortest = std::min({options.connect_time_max, options.write_time_max, std::chrono::milliseconds(1000)});
    return std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(250));
}

}  // namespace

Worker::Worker(std::shared_ptr<Edge> edge, bool sweeps)
    : net::Worker(tick_for(edge->options), edge->options.shutdown_time_max), edge_(std::move(edge)), sweeps_(sweeps) {}

void Worker::serve(net::PlainSocket socket, std::string address) {
    // MQTT has no word for a refusal before CONNECT.
    if (edge_->admission.admit(address, false) != net::Admission::Verdict::admitted) return;
    boost::system::error_code ignored;
    socket.set_option(boost::asio::socket_base::keep_alive(true), ignored);  // for clients without a keep alive
    auto self = std::static_pointer_cast<Worker>(shared_from_this());
    (edge_->tls ? serve_tls : serve_plain)(std::move(self), std::move(socket), std::move(address));
}

void Worker::ticked() {
    if (sweeps_ && !draining()) edge_->registry.sweep(std::chrono::steady_clock::now());
}

class Endpoint::Implementation {
  public:
    Implementation(EndpointOptions options, Handler& handler, Random& random)
        : edge_(std::make_shared<Edge>(std::move(options), handler, random)) {}

    Result<> start() {
        return crew_.start(edge_->options, edge_->tls,
                           [this](unsigned number) { return std::make_shared<Worker>(edge_, number == 0); });
    }
    void stop() { crew_.stop(); }
    [[nodiscard]] std::uint16_t port() const { return crew_.port(); }
    Sending send(const Device& device, Message message) {
        return edge_->registry.send(device, std::make_shared<const Message>(std::move(message)));
    }

    [[nodiscard]] EndpointStatistics statistics() const {
        const auto connections = edge_->admission.counts();
        const auto sessions = edge_->registry.counts();
        EndpointStatistics sum{.connections_open = connections.open,
                               .connections_total = connections.total,
                               .connections_refused = connections.refused,
                               .sessions = sessions.sessions,
                               .sessions_kept = sessions.kept};
        const auto read = [](const std::atomic<std::uint64_t>& counter) {
            return counter.load(std::memory_order_relaxed);
        };
        for (const auto& worker : crew_.workers()) {
            const auto& counters = worker->counters;
            sum.publishes_received += read(counters.publishes_received);
            sum.messages_sent += read(counters.messages_sent);
            sum.messages_dropped += read(counters.messages_dropped);
            sum.protocol_errors += read(counters.protocol_errors);
            sum.admissions_refused += read(counters.admissions_refused);
            sum.bytes_received += read(counters.bytes_received);
            sum.bytes_sent += read(counters.bytes_sent);
        }
        return sum;
    }

  private:
    std::shared_ptr<Edge> edge_;
    net::Crew<Worker> crew_;
};

Endpoint::Endpoint(EndpointOptions options, Handler& handler, Random& random)
    : implementation_(std::make_unique<Implementation>(std::move(options), handler, random)) {}
Endpoint::~Endpoint() { stop(); }
Result<> Endpoint::start() { return implementation_->start(); }
void Endpoint::stop() { implementation_->stop(); }
std::uint16_t Endpoint::port() const { return implementation_->port(); }
EndpointStatistics Endpoint::statistics() const { return implementation_->statistics(); }
Sending Endpoint::send(const Device& device, Message message) {
    return implementation_->send(device, std::move(message));
}

}  // namespace dengyun::mqtt
