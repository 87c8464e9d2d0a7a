#include "kernel/http/worker.h"

#include <algorithm>
#include <fmt/format.h>

#include "kernel/http/response_writer.h"

namespace dengyun::http {
namespace {

// A quarter of the shortest limit, so that no deadline is missed by more than that.
std::chrono::milliseconds tick_for(const ServerOptions& options) {
    const auto shortest = std::min({options.header_time_max, options.body_time_max, options.idle_time_max});
    return std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(500));
}

}  // namespace

Worker::Worker(std::shared_ptr<Edge> edge)
    : net::Worker(tick_for(edge->options), edge->options.shutdown_time_max),
      edge_(std::move(edge)),
      date_line_(http::date_line(edge_->clock.now())) {
    edge_->random.fill({reinterpret_cast<std::uint8_t*>(&request_id_base_), sizeof request_id_base_});
}

void Worker::serve(PlainSocket socket, std::string address) {
    Refusal refusal;
    switch (edge_->admission.admit(address, edge_->proxies.trusts(address))) {
        case net::Admission::Verdict::admitted:
            break;
        case net::Admission::Verdict::too_many:
            refusal = {503, "server.too_many_connections"};
            break;
        case net::Admission::Verdict::too_many_from_address:
            refusal = {429, "request.too_many_connections"};
            break;
    }
    // A few of the refused get an answer; in a flood, or where it would cost a TLS handshake, they do not.
    const bool answers_refused = !edge_->tls && peers() < edge_->options.connections_max + 64;
    if (refusal && !answers_refused) return;
    (edge_->tls ? serve_tls : serve_plain)(std::static_pointer_cast<Worker>(shared_from_this()), std::move(socket),
                                           std::move(address), refusal);
}

void Worker::ticked() { date_line_ = http::date_line(edge_->clock.now()); }

std::string Worker::make_request_id() {
    // Random where it starts, then counted with a large odd step: no system call per request, and never the same twice.
    constexpr std::uint64_t step = 0x9e3779b97f4a7c15;
    return fmt::format("{:016x}", request_id_base_ + step * request_id_count_++);
}

std::string_view Worker::date_line() { return date_line_; }

}  // namespace dengyun::http
