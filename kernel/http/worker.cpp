#include "kernel/http/worker.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cstring>
#include <fmt/format.h>
#include <sys/socket.h>

#include "kernel/http/response_writer.h"

namespace dengyun::http {
namespace {

namespace asio = boost::asio;

thread_local Worker* current_worker = nullptr;

// A quarter of the shortest limit, so that no deadline is missed by more than that.
std::chrono::milliseconds tick_for(const ServerOptions& options) {
    const auto shortest = std::min({options.header_time_max, options.body_time_max, options.idle_time_max});
    return std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(500));
}

}  // namespace

Worker::Worker(std::shared_ptr<Edge> edge)
    : edge_(std::move(edge)),
      work_(asio::make_work_guard(io_)),
      acceptor_(io_),
      timer_(io_),
      tick_interval_(tick_for(edge_->options)),
      date_line_(http::date_line(edge_->clock.now())) {
    edge_->random.fill({reinterpret_cast<std::uint8_t*>(&request_id_base_), sizeof request_id_base_});
}

Worker* Worker::current() { return current_worker; }

bool Worker::listen(const asio::ip::tcp::endpoint& endpoint, boost::system::error_code& error) {
    using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.set_option(ReusePort(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) acceptor_.non_blocking(true, error);
    return !error;
}

std::uint16_t Worker::port() const {
    boost::system::error_code error;
    return acceptor_.local_endpoint(error).port();
}

void Worker::run() {
    current_worker = this;
    accept();
    schedule_tick();
    io_.run();
    current_worker = nullptr;
    std::vector<Task> late;
    const std::lock_guard lock(mutex_);
    ended_ = true;
    late.swap(delivered_);
}

bool Worker::deliver(Task task) {
    const std::lock_guard lock(mutex_);
    if (ended_) return false;
    delivered_.push_back(std::move(task));
    if (delivered_.size() == 1) asio::post(io_, [self = shared_from_this()] { self->run_delivered(); });
    return true;
}

void Worker::run_delivered() {
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(mutex_);
        tasks.swap(delivered_);
    }
    for (auto& task : tasks) task();
}

void Worker::accept() {
    acceptor_.async_accept([self = shared_from_this()](boost::system::error_code error, PlainSocket socket) {
        if (self->draining_ || error == asio::error::operation_aborted) return;
        if (error) {
            // Out of descriptors, most likely: a pause until the next tick instead of a busy loop.
            self->accept_paused_ = true;
            return;
        }
        self->accepted(std::move(socket));
        self->accept();
    });
}

void Worker::accepted(PlainSocket socket) {
    boost::system::error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return;
    auto address = usual_address(endpoint.address().to_string());
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    if (!error) socket.non_blocking(true, error);
    if (error) return;
    Refusal refusal;
    switch (edge_->admission.admit(address, edge_->proxies.trusts(address))) {
        case Admission::Verdict::admitted:
            break;
        case Admission::Verdict::too_many:
            refusal = {503, "server.too_many_connections"};
            break;
        case Admission::Verdict::too_many_from_address:
            refusal = {429, "request.too_many_connections"};
            break;
    }
    // A few of the refused get an answer; in a flood, or where it would cost a TLS handshake, they do not.
    const bool answers_refused = !edge_->tls && peers_.size() < edge_->options.connections_max + 64;
    if (refusal && !answers_refused) return;
    (edge_->tls ? serve_tls : serve_plain)(shared_from_this(), std::move(socket), std::move(address), refusal);
}

void Worker::accept_backlog() {
    // Connections that the system accepted for us may already hold a request.
    boost::system::error_code error;
    for (int most = 0; most < 1024; ++most) {
        auto socket = acceptor_.accept(error);
        if (error) return;
        accepted(std::move(socket));
    }
}

void Worker::remove(const std::shared_ptr<Peer>& peer) {
    peers_.erase(peer);
    if (!draining_ || !peers_.empty()) return;
    timer_.cancel();
    work_.reset();
}

void Worker::schedule_tick() {
    timer_.expires_after(draining_ ? std::min(tick_interval_, std::chrono::milliseconds(50)) : tick_interval_);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->tick();
    });
}

template <class Action>
void Worker::for_each_peer(Action action) {
    const std::vector<std::shared_ptr<Peer>> peers(peers_.begin(), peers_.end());  // they remove themselves
    for (const auto& peer : peers) action(*peer);
}

void Worker::tick() {
    const auto now = std::chrono::steady_clock::now();
    date_line_ = http::date_line(edge_->clock.now());
    if (accept_paused_ && !draining_) {
        accept_paused_ = false;
        accept();
    }
    if (draining_ && now >= drain_deadline_)
        for_each_peer([](Peer& peer) { peer.abort(); });
    else
        for_each_peer([now](Peer& peer) { peer.tick(now); });
    if (draining_ && peers_.empty()) return work_.reset();
    schedule_tick();
}

void Worker::begin_drain() {
    deliver([self = shared_from_this()] { self->drain(); });
}

void Worker::drain() {
    if (draining_) return;
    accept_backlog();
    draining_ = true;
    drain_deadline_ = std::chrono::steady_clock::now() + edge_->options.shutdown_time_max;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for_each_peer([](Peer& peer) { peer.drain(); });
    timer_.cancel();
    tick();
}

std::string Worker::make_request_id() {
    // Random where it starts, then counted with a large odd step: no system call per request, and never the same twice.
    constexpr std::uint64_t step = 0x9e3779b97f4a7c15;
    return fmt::format("{:016x}", request_id_base_ + step * request_id_count_++);
}

std::string_view Worker::date_line() { return date_line_; }

}  // namespace dengyun::http
