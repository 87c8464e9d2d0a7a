#include "server/monitoring.h"

#include <unistd.h>

#include <fstream>

#include "server/log.h"

namespace dengyun::server {
namespace {

// Resident memory of this process in bytes (Linux: the second number of /proc/self/statm, in pages).
double resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    file >> size >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

constexpr std::chrono::milliseconds slow_request{1'000};

}  // namespace

Monitoring::Monitoring(Platform& platform) : platform_(platform) {
    const auto store = [&platform](auto member) {
        return [&platform, member] { return static_cast<double>(platform.store().statistics().*member); };
    };
    using Statistics = store::StoreStatistics;
    metrics_.watch("dengyun_store_units_read_total", "Units of work that read.", true, store(&Statistics::units_read));
    metrics_.watch("dengyun_store_units_written_total", "Units of work that wrote.", true, store(&Statistics::units_written));
    metrics_.watch("dengyun_store_units_failed_total", "Units of work that were refused.", true, store(&Statistics::units_failed));
    metrics_.watch("dengyun_store_commits_total", "Commits.", true, store(&Statistics::commits));
    metrics_.watch("dengyun_store_write_queue_length", "Units waiting for the writer.", false, store(&Statistics::write_queue_length));
    metrics_.watch("process_resident_memory_bytes", "Resident memory.", false, resident_bytes);
}

void Monitoring::watch(const http::Server& server) {
    const auto edge = [&server](auto member) { return [&server, member] { return static_cast<double>(server.statistics().*member); }; };
    using Statistics = http::ServerStatistics;
    metrics_.watch("dengyun_http_connections_open", "Open connections.", false, edge(&Statistics::connections_open));
    metrics_.watch("dengyun_http_connections_total", "Connections accepted.", true, edge(&Statistics::connections_total));
    metrics_.watch("dengyun_http_connections_refused_total", "Connections refused by a limit.", true, edge(&Statistics::connections_refused));
    metrics_.watch("dengyun_http_requests_in_flight", "Requests being answered.", false, edge(&Statistics::requests_in_flight));
    metrics_.watch("dengyun_http_sockets_open", "Open WebSockets.", false, edge(&Statistics::sockets_open));
    metrics_.watch("dengyun_http_received_bytes_total", "Bytes received.", true, edge(&Statistics::bytes_received));
    metrics_.watch("dengyun_http_sent_bytes_total", "Bytes sent.", true, edge(&Statistics::bytes_sent));
}

void Monitoring::observe(const api::Outcome& outcome) {
    const std::string method(http::name_of(outcome.request->method));
    metrics_
        .histogram("dengyun_http_request_seconds", "Time from request to answer.", http::latency_bounds,
                   {{"method", method}, {"route", std::string(outcome.route)}, {"status", std::to_string(outcome.status)}})
        .observe(static_cast<double>(outcome.duration.count()) / 1e6);

    const auto level = outcome.status >= 500 ? LogLevel::error : outcome.duration > slow_request ? LogLevel::warn : LogLevel::debug;
    if (!logs(level)) return;
    const std::string_view code = outcome.error == nullptr ? "" : std::string_view(outcome.error->code);
    const std::string_view detail = outcome.error == nullptr ? "" : std::string_view(outcome.error->detail);
    log(level, "request", {{"request_id", outcome.request->request_id}, {"method", method}, {"route", outcome.route},
                           {"status", static_cast<std::int64_t>(outcome.status)},
                           {"microseconds", static_cast<std::int64_t>(outcome.duration.count())}, {"actor", outcome.actor_name},
                           {"code", code}, {"detail", detail}});
}

bool Monitoring::ready() {
    return !stopping_ && platform_.store().run_read(Scope::system("readyz"), [](store::Reader& reader) {
        return reader.query("SELECT number FROM migration LIMIT 1", {}, [](const store::Row&) {});
    });
}

std::optional<http::Response> Monitoring::respond(const http::Request& request) {
    const auto plain = [](unsigned status, std::string text) {
        return http::Response{.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text)};
    };
    if (request.path == "/healthz") return plain(200, "alive\n");
    if (request.path == "/readyz") return ready() ? plain(200, "ready\n") : plain(503, "not ready\n");
    if (request.path != "/metrics") return std::nullopt;
    auto response = plain(200, metrics_.text());
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

}  // namespace dengyun::server
