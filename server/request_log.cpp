#include "server/request_log.h"

#include "server/log.h"

namespace dengyun::server {
namespace {

constexpr std::chrono::milliseconds slow_request{1'000};

LogLevel level_of(const api::Outcome& outcome) {
    // Only what is our own fault: a 503 says that a bound held.
    if (outcome.status >= 500 && outcome.status != 503) return LogLevel::error;
    if (outcome.status == 503 || outcome.duration > slow_request) return LogLevel::warn;
    return LogLevel::debug;
}

}  // namespace

http::Histogram& RequestLog::histogram_of(const api::Outcome& outcome) {
    const Key key{outcome.route.data(), outcome.request->method, outcome.status};
    {
        const std::shared_lock lock(mutex_);
        if (const auto found = histograms_.find(key); found != histograms_.end()) return *found->second;
    }
    auto& made =
        metrics_.histogram("dengyun_http_request_seconds", "Time from request to answer.", http::latency_bounds,
                           {{"method", std::string(http::name_of(key.method))},
                            {"route", std::string(outcome.route)},
                            {"status", std::to_string(outcome.status)}});
    const std::unique_lock lock(mutex_);
    histograms_.emplace(key, &made);
    return made;
}

void RequestLog::observe(const api::Outcome& outcome) {
    histogram_of(outcome).observe(static_cast<double>(outcome.duration.count()) / 1e6);
    const auto level = level_of(outcome);
    if (!logs(level)) return;
    const std::string_view code = outcome.error == nullptr ? "" : std::string_view(outcome.error->code);
    const std::string_view detail = outcome.error == nullptr ? "" : std::string_view(outcome.error->detail);
    log(level, "request",
        {{"request_id", outcome.request->request_id},
         {"method", http::name_of(outcome.request->method)},
         {"route", outcome.route},
         {"status", static_cast<std::int64_t>(outcome.status)},
         {"microseconds", static_cast<std::int64_t>(outcome.duration.count())},
         {"actor", outcome.actor_name},
         {"code", code},
         {"detail", detail}});
}

}  // namespace dengyun::server
