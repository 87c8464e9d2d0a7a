#pragma once
// What operators see: /healthz (the process lives), /readyz (it can answer), /metrics (Prometheus). Answered on network
// threads and from memory, so that a server under load or with a hanging database still says how it is. The metrics
// tell about the business (routes, loads): they are for whoever holds the token, or, where none is set, for this
// machine.
#include <optional>

#include "kernel/http/metrics.h"
#include "kernel/http/server.h"
#include "modules/telemetry/api.h"
#include "server/readiness.h"

namespace dengyun::server {

class Monitoring {
  public:
    // Both must outlive it. `metrics_token`: setting of that name.
    Monitoring(store::Store& store, const Readiness& readiness, std::string metrics_token = {});
    // Once the edge is there; it must outlive the last request.
    void watch(const http::Server& server);
    void watch(telemetry::Hub& hub);
    [[nodiscard]] http::Metrics& metrics() { return metrics_; }
    // The answer to one of the three addresses; nullopt for others.
    [[nodiscard]] std::optional<http::Response> respond(const http::Request& request) const;

  private:
    [[nodiscard]] bool may_see_metrics(const http::Request& request) const;

    const Readiness& readiness_;
    const std::string metrics_token_;
    http::Metrics metrics_;
};

}  // namespace dengyun::server
