#pragma once
// What operators see: /healthz (the process lives), /readyz (it can answer), /metrics (Prometheus), and the request log.
#include <atomic>
#include <optional>

#include "kernel/api/application.h"
#include "kernel/http/metrics.h"
#include "kernel/http/server.h"
#include "server/platform.h"

namespace dengyun::server {

class Monitoring {
  public:
    explicit Monitoring(Platform& platform);
    // Once the edge is there; it must outlive the last request.
    void watch(const http::Server& server);
    void observe(const api::Outcome& outcome);
    // The answer to one of the three addresses; nullopt for others.
    [[nodiscard]] std::optional<http::Response> respond(const http::Request& request);
    // From here on /readyz says no: a balancer sends nothing more.
    void set_stopping() { stopping_ = true; }

  private:
    [[nodiscard]] bool ready();
    Platform& platform_;
    http::Metrics metrics_;
    std::atomic<bool> stopping_ = false;
};

}  // namespace dengyun::server
