#include "kernel/http/server.h"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <sys/resource.h>
#include <thread>

#include "kernel/base/assert.h"
#include "kernel/http/worker.h"

namespace dengyun::http {
namespace {

namespace asio = boost::asio;
using Endpoint = asio::ip::tcp::endpoint;

const Clock& system_clock() {
    static const SystemClock clock;
    return clock;
}

// A connection is a descriptor, and systems commonly start programs with 1,024 of them although they allow far more.
void allow_descriptors(std::size_t connections_max) {
    constexpr rlim_t others = 512;  // databases, files, listeners
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const auto wanted = std::min<rlim_t>(connections_max + others, limit.rlim_max);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));  // where refused, accepting pauses at the limit
}

Result<Endpoint> resolve(const ServerOptions& options) {
    boost::system::error_code error;
    asio::io_context io;
    asio::ip::tcp::resolver resolver(io);
    const auto found =
        resolver.resolve(options.host, std::to_string(options.port), asio::ip::tcp::resolver::passive, error);
    if (error || found.empty()) return fail(ErrorKind::unavailable, "server.bad_address", {}, error.message());
    return found.begin()->endpoint();
}

// With SO_REUSEPORT a second server would share the port in silence; this finds the first one.
Result<> check_free(const Endpoint& endpoint) {
    boost::system::error_code error;
    asio::io_context io;
    asio::ip::tcp::acceptor probe(io);
    probe.open(endpoint.protocol(), error);
    if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) probe.bind(endpoint, error);
    if (!error) probe.listen(1, error);
    if (!error) return {};
    const bool in_use = error == asio::error::address_in_use;
    return fail(ErrorKind::unavailable, in_use ? "server.address_in_use" : "server.bad_address", {}, error.message());
}

Result<asio::ssl::context> tls_context(const ServerOptions& options) {
    boost::system::error_code error;
    asio::ssl::context context(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    context.set_options(asio::ssl::context::no_compression | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE,
                        error);
    if (!error) context.use_certificate_chain_file(options.tls_certificate_file, error);
    if (!error) context.use_private_key_file(options.tls_key_file, asio::ssl::context::pem, error);
    if (!error && SSL_CTX_check_private_key(context.native_handle()) == 1) return context;
    return fail(ErrorKind::unavailable, "server.bad_tls", {}, error ? error.message() : "key and certificate differ");
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
            DENGYUN_TRY(context, tls_context(options));
            edge_->tls.emplace(std::move(context));
        }
        allow_descriptors(options.connections_max);
        DENGYUN_TRY(endpoint, resolve(options));
        DENGYUN_CHECK(check_free(endpoint));
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
