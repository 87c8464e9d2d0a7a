#pragma once
// What operators see: /healthz (the process lives), /readyz (it can answer), /metrics (Prometheus). Answered on network
// threads and from memory, so that a server under load or with a hanging database still says how it is.
#include <optional>

#include "kernel/http/metrics.h"
#include "kernel/http/server.h"
#include "server/readiness.h"

namespace dengyun::server {

class Monitoring {
  public:
    // Both must outlive it.
    Monitoring(store::Store& store, const Readiness& readiness);
    // Once the edge is there; it must outlive the last request.
    void watch(const http::Server& server);
    [[nodiscard]] http::Metrics& metrics() { return metrics_; }
    // The answer to one of the three addresses; nullopt for others.
    [[nodiscard]] std::optional<http::Response> respond(const http::Request& request) const;

  private:
    const Readiness& readiness_;
    http::Metrics metrics_;
};

}  // namespace dengyun::server
