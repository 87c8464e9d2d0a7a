#pragma once
// One network thread: its io_context, its listening socket, its connections and their deadlines. Everything here runs
// on that thread, but for deliver(), begin_drain() and the counters. What it serves, a class derived from it says.
#include <array>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

namespace dengyun::net {

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
    // Connections are ticked every `tick_interval`; begin_drain() leaves them `shutdown_time_max`.
    Worker(std::chrono::milliseconds tick_interval, std::chrono::milliseconds shutdown_time_max);
    virtual ~Worker() = default;
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
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
    [[nodiscard]] std::size_t peers() const { return peers_.size(); }
    [[nodiscard]] bool draining() const { return draining_; }
    [[nodiscard]] boost::asio::io_context& io() { return io_; }

    // Bytes on their way between socket and connection; used within one call, so that idle connections hold no buffer.
    std::array<char, 64 * 1024> read_space;
    std::string write_space;

    // Of counters that this thread alone writes and any may read.
    static void count(std::atomic<std::uint64_t>& counter, std::uint64_t by) {
        counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
    }
    static void uncount(std::atomic<std::uint64_t>& counter) {
        counter.store(counter.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
    }

  protected:
    // A new connection, not blocking and without delay, from an address in its usual form.
    virtual void serve(PlainSocket socket, std::string address) = 0;
    virtual void ticked() {}  // with every tick, before the connections

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

    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type> acceptor_;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                      boost::asio::io_context::executor_type>
        timer_;
    const std::chrono::milliseconds tick_interval_;
    const std::chrono::milliseconds shutdown_time_max_;
    std::unordered_set<std::shared_ptr<Peer>> peers_;
    bool accept_paused_ = false;
    bool draining_ = false;
    SteadyTime drain_deadline_{};

    std::mutex mutex_;  // guards the two below
    std::vector<Task> delivered_;
    bool ended_ = false;
};

}  // namespace dengyun::net
