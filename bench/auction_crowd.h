#pragma once
// The people of one live auction as their pages behave, in one process: a WebSocket each that is told every offer, and
// the question how one stands, which a page asks once in the 0.4 to 2 s after it was told something new
// (web/src/modules/sourcing/use-auction.ts). Moments are of one monotonic clock.
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/json/value.hpp>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <queue>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace dengyun::bench {

using SteadyTime = std::chrono::steady_clock::time_point;

// A signed-in person: a line of bench/make_sessions.
struct Person {
    std::string token;
    std::string csrf;
};

// A keep-alive connection, used by one person after the other.
class Caller {
  public:
    explicit Caller(std::uint16_t port);
    // The answer's body as JSON; ends the program where it is no success: a benchmark of refusals is none.
    boost::json::value call(const Person& person, std::string_view method, const std::string& path,
                            const std::string& body = "");

  private:
    const std::uint16_t port_;
    boost::asio::io_context io_{1};
    boost::asio::ip::tcp::socket socket_{io_};
    boost::beast::flat_buffer buffer_;
};

// One offer of the auction and when it was where.
struct Offered {
    std::int64_t fen = 0;
    SteadyTime sent{};      // its request
    SteadyTime answered{};  // its request
    std::vector<SteadyTime> arrived{};
};

// Asks for the pages how they stand, with a few connections.
class Asking {
  public:
    Asking(std::uint16_t port, std::string path, const std::vector<Person>& people, unsigned threads);
    ~Asking() { stop(); }
    void told(std::size_t person, SteadyTime at);  // from one thread
    void stop();
    [[nodiscard]] std::vector<double> took_ms() const;  // after stop()

  private:
    struct Due {
        SteadyTime at;
        std::size_t person;
        bool operator>(const Due& other) const { return at > other.at; }
    };
    void run(std::uint16_t port, const std::string& path);

    const std::vector<Person>& people_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::vector<bool> waits_;  // by person: a question is due already
    std::vector<double> took_ms_;
    std::mt19937 random_{2026};
    std::vector<std::thread> threads_;
};

// All sockets, read by one thread.
class Crowd {
  public:
    // Offers are known by their amounts: offer i has `start_fen` - (i + 1) * `step_fen`. `asking` may be null.
    Crowd(std::vector<Offered>& offers, std::int64_t start_fen, std::int64_t step_fen, Asking* asking)
        : offers_(offers), start_fen_(start_fen), step_fen_(step_fen), asking_(asking) {}
    ~Crowd() { stop(); }
    // Opens the sockets one by one and waits for each to be in.
    void join(std::uint16_t port, const std::string& path, const std::vector<Person>& people);
    void start();
    void stop();
    [[nodiscard]] std::size_t arrived() const { return arrived_.load(); }

  private:
    struct Follower {
        explicit Follower(boost::asio::io_context& io) : stream(io) {}
        boost::beast::websocket::stream<boost::asio::ip::tcp::socket> stream;
        boost::beast::flat_buffer incoming;
        std::size_t person = 0;
    };
    void read(Follower& follower);
    void received(Follower& follower);

    std::vector<Offered>& offers_;
    const std::int64_t start_fen_;
    const std::int64_t step_fen_;
    Asking* const asking_;
    boost::asio::io_context io_{1};
    std::vector<std::unique_ptr<Follower>> followers_;
    std::atomic<std::size_t> arrived_{0};
    std::thread thread_;
};

}  // namespace dengyun::bench
