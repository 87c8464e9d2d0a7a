#include "kernel/http/server.h"

#include <algorithm>
#include <thread>

#include "kernel/base/assert.h"
#include "kernel/http/worker.h"
#include "kernel/net/listen.h"

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
        : edge_(std::make_shared<Edge>(std::move(options), application, random, clock)) {
        DENGYUN_ASSERT(edge_->options.threads > 0);
    }

    Result<> start() {
        DENGYUN_ASSERT(workers_.empty());
        const auto& options = edge_->options;
        if (!options.tls_certificate_file.empty() || !options.tls_key_file.empty()) {
            DENGYUN_TRY(context, net::tls_context(options.tls_certificate_file, options.tls_key_file));
            edge_->tls.emplace(std::move(context));
        }
        net::allow_descriptors(options.connections_max);
        DENGYUN_TRY(endpoint, net::resolve(options.host, options.port));
        DENGYUN_CHECK(net::check_free(endpoint));
        for (unsigned i = 0; i < options.threads; ++i) {
            auto worker = std::make_shared<Worker>(edge_);
            boost::system::error_code error;
            if (!worker->listen(endpoint, error)) {
                workers_.clear();
                return fail(ErrorKind::unavailable, "server.address_in_use", {}, error.message());
            }
            endpoint.port(worker->port());
            workers_.push_back(std::move(worker));
        }
        port_ = endpoint.port();
        for (const auto& worker : workers_) threads_.emplace_back([worker] { worker->run(); });
        return {};
    }

    void stop() {
        for (const auto& worker : workers_) worker->begin_drain();
        for (auto& thread : threads_) thread.join();
        threads_.clear();
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }

    [[nodiscard]] ServerStatistics statistics() const {
        const auto connections = edge_->admission.counts();
        ServerStatistics sum{};
        sum.connections_open = connections.open;
        sum.connections_total = connections.total;
        sum.connections_refused = connections.refused;
        for (const auto& worker : workers_) {
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
    std::vector<std::shared_ptr<Worker>> workers_;
    std::vector<std::thread> threads_;
    std::uint16_t port_ = 0;
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
