#pragma once
// One network thread: its io_context, its listening socket, its connections and their deadlines. Everything here runs
// on that thread, but for deliver(), begin_drain() and the counters. Inside kernel/http only.
#include <array>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "kernel/http/edge.h"

namespace dengyun::http {

using SteadyTime = std::chrono::steady_clock::time_point;
// With the executor's own type instead of the type-erased one: it is on the path of every read and write.
using PlainSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// A connection as its thread sees it: something with deadlines that ends.
class Peer {
  public:
    virtual ~Peer() = default;
    virtual void tick(SteadyTime now) = 0;  // close what is late
    virtual void drain() = 0;               // end soon: finish what was accepted, nothing more
    virtual void abort() = 0;               // end now
};

class Worker : public std::enable_shared_from_this<Worker> {
  public:
    explicit Worker(std::shared_ptr<Edge> edge);
    // The worker whose thread this is; nullptr elsewhere.
    [[nodiscard]] static Worker* current();

    [[nodiscard]] bool listen(const boost::asio::ip::tcp::endpoint& endpoint, boost::system::error_code& error);
    [[nodiscard]] std::uint16_t port() const;
    void run();  // returns after begin_drain(), when the last connection has ended
    // From any thread: no more connections, and every one ends, by `shutdown_time_max` at the latest.
    void begin_drain();
    // From any thread: runs `task` on this one. Tasks are handed over in batches. False, and the task dropped, when the
    // thread has ended.
    using Task = std::move_only_function<void()>;
    bool deliver(Task task);

    void add(std::shared_ptr<Peer> peer) { peers_.insert(std::move(peer)); }
    void remove(const std::shared_ptr<Peer>& peer);
    [[nodiscard]] bool draining() const { return draining_; }
    [[nodiscard]] Edge& edge() { return *edge_; }
    [[nodiscard]] boost::asio::io_context& io() { return io_; }
    [[nodiscard]] std::string make_request_id();
    [[nodiscard]] std::string_view date_line();  // made anew once a tick, a few times a second

    // Bytes on their way between socket and connection; used within one call, so that idle connections hold no buffer.
    std::array<char, 64 * 1024> read_space;
    std::string write_space;

    // Written by this thread only, read by any.
    struct Counters {
        std::atomic<std::uint64_t> requests{0}, in_flight{0}, sockets{0}, bytes_received{0}, bytes_sent{0};
    } counters;
    static void count(std::atomic<std::uint64_t>& counter, std::uint64_t by) {
        counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
    }
    static void uncount(std::atomic<std::uint64_t>& counter) {
        counter.store(counter.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
    }

  private:
    void accept();
    void accepted(PlainSocket socket);
    void accept_backlog();
    void schedule_tick();
    void tick();
    void drain();
    void run_delivered();
    template <class Action>
    void for_each_peer(Action action);

    std::shared_ptr<Edge> edge_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type> acceptor_;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                      boost::asio::io_context::executor_type>
        timer_;
    std::chrono::milliseconds tick_interval_;
    std::unordered_set<std::shared_ptr<Peer>> peers_;
    std::string date_line_;
    std::uint64_t request_id_base_ = 0;
    std::uint64_t request_id_count_ = 0;
    bool accept_paused_ = false;
    bool draining_ = false;
    SteadyTime drain_deadline_{};

    std::mutex mutex_;  // guards the two below
    std::vector<Task> delivered_;
    bool ended_ = false;
};

// Begin to serve a socket; `refusal` answers its first request with that, whatever it is. Each in a file of its own,
// because Beast takes its time to compile.
void serve_plain(std::shared_ptr<Worker> worker, PlainSocket socket, std::string address, Refusal refusal);
void serve_tls(std::shared_ptr<Worker> worker, PlainSocket socket, std::string address, Refusal refusal);

}  // namespace dengyun::http
