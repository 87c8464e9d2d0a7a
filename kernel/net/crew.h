#pragma once
// The network threads of one server: they listen on one address together and end together.
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "kernel/base/assert.h"
#include "kernel/net/listen.h"
#include "kernel/net/worker.h"

namespace dengyun::net {

// `W` is the server's own kind of Worker.
template <class W>
class Crew {
  public:
    // One worker a thread, each from `make(number)`; `tls` is filled where `options` name a certificate. `options` have
    // host, port, threads, connections_max, tls_certificate_file and tls_key_file. Errors: unavailable as in listen.h.
    template <class Options, class Make>
    [[nodiscard]] Result<> start(const Options& options, std::optional<boost::asio::ssl::context>& tls, Make make) {
        DENGYUN_ASSERT(workers_.empty() && options.threads > 0);
        if (!options.tls_certificate_file.empty() || !options.tls_key_file.empty()) {
            DENGYUN_TRY(context, tls_context(options.tls_certificate_file, options.tls_key_file));
            tls.emplace(std::move(context));
        }
        allow_descriptors(options.connections_max);
        DENGYUN_TRY(endpoint, resolve(options.host, options.port));
        DENGYUN_CHECK(check_free(endpoint));
        for (unsigned i = 0; i < options.threads; ++i) {
            std::shared_ptr<W> worker = make(i);
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
    // Returns when every connection has ended.
    void stop() {
        for (const auto& worker : workers_) worker->begin_drain();
        for (auto& thread : threads_) thread.join();
        threads_.clear();
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] const std::vector<std::shared_ptr<W>>& workers() const { return workers_; }

  private:
    std::vector<std::shared_ptr<W>> workers_;
    std::vector<std::thread> threads_;
    std::uint16_t port_ = 0;
};

}  // namespace dengyun::net
