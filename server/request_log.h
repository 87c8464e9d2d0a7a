#pragma once
// What every request leaves behind: a latency histogram per route, method and status, and a line in the log where it is
// worth one. Thread-safe, and cheap enough for every request.
#include <map>
#include <shared_mutex>

#include "kernel/api/application.h"
#include "kernel/http/metrics.h"

namespace dengyun::server {

class RequestLog {
  public:
    explicit RequestLog(http::Metrics& metrics) : metrics_(metrics) {}
    void observe(const api::Outcome& outcome);

  private:
    http::Histogram& histogram_of(const api::Outcome& outcome);

    http::Metrics& metrics_;
    // The routes live as long as the process, so that the address of a pattern stands for it; finding a series by its
    // labels would cost more than many a request.
    struct Key {
        const char* route;
        http::Method method;
        unsigned status;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    std::shared_mutex mutex_;
    std::map<Key, http::Histogram*> histograms_;
};

}  // namespace dengyun::server
