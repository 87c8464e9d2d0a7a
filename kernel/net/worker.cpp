#include "kernel/net/worker.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <sys/socket.h>

#include "kernel/net/listen.h"

namespace dengyun::net {
namespace {

namespace asio = boost::asio;

thread_local Worker* current_worker = nullptr;

}  // namespace

Worker::Worker(std::chrono::milliseconds tick_interval, std::chrono::milliseconds shutdown_time_max)
    : work_(asio::make_work_guard(io_)),
      acceptor_(io_),
      timer_(io_),
      tick_interval_(tick_interval),
      shutdown_time_max_(shutdown_time_max) {}

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
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    if (!error) socket.non_blocking(true, error);
    if (!error) serve(std::move(socket), usual_address(endpoint.address().to_string()));
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
    ticked();
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
    drain_deadline_ = std::chrono::steady_clock::now() + shutdown_time_max_;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for_each_peer([](Peer& peer) { peer.drain(); });
    timer_.cancel();
    tick();
}

}  // namespace dengyun::net
