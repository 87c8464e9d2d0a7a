#include "server/monitoring.h"

#include <fstream>
#include <unistd.h>

#include "kernel/base/digest.h"

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

}  // namespace

Monitoring::Monitoring(store::Store& data, const Readiness& readiness, std::string metrics_token)
    : readiness_(readiness), metrics_token_(std::move(metrics_token)) {
    const auto store = [&data](auto member) {
        return [&data, member] { return static_cast<double>(data.statistics().*member); };
    };
    const auto jobs = [&readiness](store::JobStatus status) {
        return [&readiness, status] { return static_cast<double>(readiness.jobs(status)); };
    };
    using Statistics = store::StoreStatistics;
    metrics_.watch("dengyun_store_units_read_total", "Units of work that read.", true, store(&Statistics::units_read));
    metrics_.watch("dengyun_store_units_written_total", "Units of work that wrote.", true,
                   store(&Statistics::units_written));
    metrics_.watch("dengyun_store_units_failed_total", "Units of work that were refused.", true,
                   store(&Statistics::units_failed));
    metrics_.watch("dengyun_store_commits_total", "Commits.", true, store(&Statistics::commits));
    metrics_.watch("dengyun_store_write_queue_length", "Units waiting for the writer.", false,
                   store(&Statistics::write_queue_length));
    metrics_.watch("dengyun_jobs_waiting", "Jobs that wait for their time or a thread.", false,
                   jobs(store::JobStatus::waiting));
    metrics_.watch("dengyun_jobs_running", "Jobs that run.", false, jobs(store::JobStatus::running));
    metrics_.watch("dengyun_jobs_failed", "Jobs that an administrator has to look at.", false,
                   jobs(store::JobStatus::failed));
    metrics_.watch("process_resident_memory_bytes", "Resident memory.", false, resident_bytes);
}

void Monitoring::watch(const http::Server& server) {
    const auto edge = [&server](auto member) {
        return [&server, member] { return static_cast<double>(server.statistics().*member); };
    };
    using Statistics = http::ServerStatistics;
    metrics_.watch("dengyun_http_connections_open", "Open connections.", false, edge(&Statistics::connections_open));
    metrics_.watch("dengyun_http_connections_total", "Connections accepted.", true,
                   edge(&Statistics::connections_total));
    metrics_.watch("dengyun_http_connections_refused_total", "Connections refused by a limit.", true,
                   edge(&Statistics::connections_refused));
    metrics_.watch("dengyun_http_requests_in_flight", "Requests being answered.", false,
                   edge(&Statistics::requests_in_flight));
    metrics_.watch("dengyun_http_sockets_open", "Open WebSockets.", false, edge(&Statistics::sockets_open));
    metrics_.watch("dengyun_http_received_bytes_total", "Bytes received.", true, edge(&Statistics::bytes_received));
    metrics_.watch("dengyun_http_sent_bytes_total", "Bytes sent.", true, edge(&Statistics::bytes_sent));
}

void Monitoring::watch(telemetry::Hub& hub) {
    using Statistics = telemetry::Statistics;
    const auto add = [&](std::string_view name, std::string_view help, bool counts_up, auto member) {
        metrics_.watch(name, help, counts_up, [&hub, member] { return static_cast<double>(hub.statistics().*member); });
    };
    add("dengyun_telemetry_messages_total", "Messages of devices that were written.", true, &Statistics::messages);
    add("dengyun_telemetry_values_total", "Measured values that were written.", true, &Statistics::values);
    add("dengyun_telemetry_refused_total", "Lines and values that were refused.", true, &Statistics::refused);
    add("dengyun_telemetry_stores_open", "Open time-series stores, one of each organisation.", false,
        &Statistics::organisations);
    add("dengyun_telemetry_stored_bytes", "Bytes of their files.", false, &Statistics::bytes);
    add("dengyun_telemetry_maintenance_failures_total", "Flushes, merges and clean-ups that failed.", true,
        &Statistics::maintenance_failures);
    add("dengyun_mqtt_connections_open", "Open MQTT connections.", false, &Statistics::mqtt_connections);
    add("dengyun_mqtt_connections_total", "MQTT connections accepted.", true, &Statistics::mqtt_connections_total);
    add("dengyun_mqtt_publishes_total", "MQTT messages received.", true, &Statistics::mqtt_publishes);
    add("dengyun_mqtt_protocol_errors_total", "MQTT connections that broke the protocol.", true,
        &Statistics::mqtt_protocol_errors);
    add("dengyun_mqtt_refused_total", "MQTT clients that were not let in.", true, &Statistics::mqtt_refused);
    add("dengyun_mqtt_queue_length", "MQTT messages that wait to be written.", false, &Statistics::mqtt_queue_length);
}

// Behind a proxy on the same machine everybody seems to be local: what was passed on is not.
bool Monitoring::may_see_metrics(const http::Request& request) const {
    if (!metrics_token_.empty()) {
        constexpr std::string_view scheme = "Bearer ";
        const auto given = request.header("authorization").value_or("");
        return given.starts_with(scheme) && equal_in_constant_time(given.substr(scheme.size()), metrics_token_);
    }
    for (const std::string_view passed_on : {"x-forwarded-for", "x-real-ip", "forwarded", "via"})
        if (request.header(passed_on)) return false;
    return request.remote_address == "::1" || request.remote_address.starts_with("127.");
}

std::optional<http::Response> Monitoring::respond(const http::Request& request) const {
    if (request.method != http::Method::get && request.method != http::Method::head) return std::nullopt;
    const auto plain = [](unsigned status, std::string text) {
        return http::Response{.status = status,
                              .content_type = "text/plain; charset=utf-8",
                              .body = std::move(text),
                              .headers = {{"Cache-Control", "no-store"}}};
    };
    if (request.path == "/healthz") return plain(200, "alive\n");
    if (request.path == "/readyz") return readiness_.ready() ? plain(200, "ready\n") : plain(503, "not ready\n");
    if (request.path != "/metrics") return std::nullopt;
    if (!may_see_metrics(request)) {
        auto refusal = plain(401, "metrics are for this machine, or with the token of the setting metrics_token\n");
        refusal.headers.push_back({"WWW-Authenticate", "Bearer"});
        return refusal;
    }
    auto response = plain(200, metrics_.text());
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

}  // namespace dengyun::server
