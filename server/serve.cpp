#include <cstdio>
#include <fmt/core.h>
#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>

#include "kernel/api/feed.h"
#include "kernel/http/server.h"
#include "modules/sourcing/api.h"
#include "server/commands.h"
#include "server/demonstration.h"
#include "server/log.h"
#include "server/monitoring.h"
#include "server/platform.h"
#include "server/request_log.h"
#include "server/web_app.h"

namespace dengyun::server {
namespace {

std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (comma != 0) parts.emplace_back(text.substr(0, comma));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return parts;
}

http::ServerOptions server_options(const Settings& settings, const Address& address) {
    using std::chrono::milliseconds;
    http::ServerOptions options;
    options.host = address.host;
    options.port = address.port;
    options.threads = static_cast<unsigned>(settings.network_threads);
    options.connections_max = static_cast<std::size_t>(settings.connections_max);
    options.connections_per_address_max = static_cast<std::size_t>(settings.connections_per_address_max);
    options.header_bytes_max = static_cast<std::size_t>(settings.header_bytes_max);
    options.body_bytes_max = static_cast<std::size_t>(settings.body_bytes_max);
    options.upload_bytes_max = static_cast<std::size_t>(settings.upload_bytes_max);
    options.header_time_max = milliseconds(settings.header_time_ms_max);
    options.body_time_max = milliseconds(settings.body_time_ms_max);
    options.idle_time_max = milliseconds(settings.idle_time_ms_max);
    options.shutdown_time_max = milliseconds(settings.shutdown_time_ms_max);
    options.tls_certificate_file = settings.tls_certificate;
    options.tls_key_file = settings.tls_key;
    options.trusted_proxies = listed(settings.trusted_proxies);
    return options;
}

api::ApplicationOptions application_options(const Settings& settings) {
    return {.workers = static_cast<unsigned>(settings.workers),
            .queue_max = static_cast<std::size_t>(settings.worker_queue_max),
            .requests_per_second_key = static_cast<double>(settings.requests_per_second_key),
            .requests_per_second_address = static_cast<double>(settings.requests_per_second_address)};
}

// A connection is an open file; many systems let a process have 1,024 until it asks for more.
void allow_open_files(const Settings& settings) {
    constexpr rlim_t others = 512;  // database, static files, pipes
    const auto wanted = static_cast<rlim_t>(settings.connections_max) + others;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted) return;
    log(LogLevel::warn, "the limit of open files is below connections_max",
        {{"limit", static_cast<std::int64_t>(limit.rlim_cur)}});
}

// Signals are taken by one thread that waits for them; every other thread has them blocked.
sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

void announce(Platform& platform, const Settings& settings, const std::string& host, std::uint16_t port) {
    const bool is_ipv6 = host.contains(':');
    fmt::print("Dengyun is serving on {}://{}{}{}:{}\n", settings.tls_certificate.empty() ? "http" : "https",
               is_ipv6 ? "[" : "", host, is_ipv6 ? "]" : "", port);
    if (const auto mqtt = platform.telemetry().mqtt_port(); mqtt != 0)
        fmt::print("Devices connect by MQTT{} to port {}\n", settings.mqtt_tls ? " with TLS" : "", mqtt);
    if (const auto table = demonstration_table(platform.store())) fmt::print("{}", *table);
    std::fflush(stdout);
}

int serve_until_signal(Platform& platform, const Settings& settings) {
    const auto address = address_of(settings.listen);
    if (!address) return report(address.error());
    api::Application application(
        {platform.routes(), platform.store(), platform.identity(), platform.messages(), platform.clock()},
        application_options(settings));
    Readiness readiness(platform.store(), platform.clock());
    Monitoring monitoring(platform.store(), readiness, settings.metrics_token);
    RequestLog request_log(monitoring.metrics());
    const auto assets = web_assets();
    application.set_observer([&](const api::Outcome& outcome) { request_log.observe(outcome); });
    application.set_fallback([&](const http::Request& request) {
        auto response = monitoring.respond(request);
        return response ? std::move(response) : web_response(assets, request);
    });
    api::Feed feed(platform.store(), platform.identity(), platform.clock());
    feed.add_document("auction", sourcing::follow_auction);
    auto& telemetry = platform.telemetry();
    feed.add_live_document("device", telemetry::follow_device,
                           [&telemetry](Id<Organisation> organisation, std::int64_t device, std::uint64_t& seen) {
                               return telemetry.news_of(organisation, device, seen);
                           });
    feed.add_live_document("device_share", telemetry::follow_share,
                           [&telemetry](Id<Organisation> organisation, std::int64_t share, std::uint64_t& seen) {
                               return telemetry.news_of_share(organisation, share, seen);
                           });
    application.add_socket(std::string(api::Feed::path), api::Feed::access,
                           [&](const api::Call& call) { return feed.listen(call); });
    application.add_later(std::string(telemetry::Hub::command_poll_path),
                          [&telemetry](const api::Call& call, std::function<void(Result<api::Reply>)> answer) {
                              telemetry.wait_for_command(call, std::move(answer));
                          });

    http::Server server(server_options(settings, *address), application, platform.random(), &platform.clock());
    monitoring.watch(server);
    monitoring.watch(telemetry);
    if (auto started = server.start(); !started) return report(started.error());
    if (auto started = telemetry.start(); !started) {
        server.stop();
        return report(started.error());
    }
    readiness.start();
    feed.start();
    platform.start_work();
    announce(platform, settings, address->host, server.port());

    const auto signals = stop_signals();
    int received = 0;
    sigwait(&signals, &received);
    log(LogLevel::info, "stopping", {{"signal", static_cast<std::int64_t>(received)}});
    readiness.set_stopping();
    telemetry.stop_waiting();
    server.stop();
    application.stop();
    telemetry.stop();
    feed.stop();
    platform.stop_work();
    return exit_done;
}

}  // namespace

int serve(const Settings& settings) {
    // Many threads that each free what another took: two arenas keep the idle process small.
    mallopt(M_ARENA_MAX, 2);
    signal(SIGPIPE, SIG_IGN);
    const auto signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    auto platform = Platform::open(settings, Platform::Schema::migrate);
    if (!platform) return report(platform.error());
    allow_open_files(settings);
    return serve_until_signal(**platform, settings);
}

}  // namespace dengyun::server
