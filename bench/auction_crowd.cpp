#include "bench/auction_crowd.h"

#include <boost/asio/connect.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/json/parse.hpp>
#include <charconv>
#include <fmt/core.h>

namespace dengyun::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using std::chrono::steady_clock;

asio::ip::tcp::endpoint local(std::uint16_t port) { return {asio::ip::address_v4::loopback(), port}; }

[[noreturn]] void give_up(const std::string& what) {
    fmt::print(stderr, "{}\n", what);
    std::exit(2);
}

std::string cookie_of(const Person& person) { return "dengyun_session=" + person.token; }

// The new value of the offer's amount: "last_amount":[before,after].
std::int64_t amount_in(std::string_view text) {
    constexpr std::string_view name = R"("last_amount":[)";
    const auto at = text.find(name);
    if (at == std::string_view::npos) return 0;
    const auto comma = text.find(',', at + name.size());
    std::int64_t fen = 0;
    if (comma != std::string_view::npos) std::from_chars(text.data() + comma + 1, text.data() + text.size(), fen);
    return fen;
}

}  // namespace

Caller::Caller(std::uint16_t port) : port_(port) { socket_.connect(local(port)); }

boost::json::value Caller::call(const Person& person, std::string_view method, const std::string& path,
                                const std::string& body) {
    beast::http::request<beast::http::string_body> request(
        beast::http::string_to_verb(beast::string_view(method.data(), method.size())), path, 11);
    const auto host = fmt::format("127.0.0.1:{}", port_);
    request.set(beast::http::field::host, host);
    request.set(beast::http::field::origin, "http://" + host);
    request.set(beast::http::field::cookie, cookie_of(person));
    request.set("X-CSRF-Token", person.csrf);
    request.set(beast::http::field::content_type, "application/json");
    request.body() = body;
    request.prepare_payload();
    beast::http::response<beast::http::string_body> answer;
    beast::error_code error;
    beast::http::write(socket_, request, error);
    if (!error) beast::http::read(socket_, buffer_, answer, error);
    constexpr unsigned refused = 300;
    if (error || answer.result_int() >= refused)
        give_up(
            fmt::format("{} {}: {} {}", method, path, error ? error.message() : answer.body(), answer.result_int()));
    return answer.body().empty() ? boost::json::value() : boost::json::parse(answer.body());
}

Asking::Asking(std::uint16_t port, std::string path, const std::vector<Person>& people, unsigned threads)
    : people_(people), waits_(people.size()) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this, port, path] { run(port, path); });
}

void Asking::told(std::size_t person, SteadyTime at) {
    constexpr int after_ms = 400;
    constexpr int spread_ms = 1'600;
    const std::scoped_lock lock(mutex_);
    if (waits_[person]) return;
    waits_[person] = true;
    const std::chrono::milliseconds pause(after_ms + static_cast<int>(random_() % spread_ms));
    due_.push({at + pause, person});
    wake_.notify_one();
}

void Asking::run(std::uint16_t port, const std::string& path) {
    Caller caller(port);
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (due_.empty()) {
            wake_.wait(lock);
            continue;
        }
        if (const auto at = due_.top().at; steady_clock::now() < at) {
            wake_.wait_until(lock, at);
            continue;
        }
        const auto person = due_.top().person;
        due_.pop();
        waits_[person] = false;
        lock.unlock();
        const auto begin = steady_clock::now();
        caller.call(people_[person], "GET", path);
        const std::chrono::duration<double, std::milli> took = steady_clock::now() - begin;
        lock.lock();
        took_ms_.push_back(took.count());
    }
}

void Asking::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

std::vector<double> Asking::took_ms() const {
    const std::scoped_lock lock(mutex_);
    return took_ms_;
}

void Crowd::join(std::uint16_t port, const std::string& path, const std::vector<Person>& people) {
    const auto host = fmt::format("127.0.0.1:{}", port);
    for (std::size_t i = 0; i < people.size(); ++i) {
        auto& follower = *followers_.emplace_back(std::make_unique<Follower>(io_));
        follower.person = i;
        follower.stream.next_layer().connect(local(port));
        follower.stream.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
            request.set(beast::http::field::cookie, cookie_of(people[i]));
            request.set(beast::http::field::origin, "http://" + host);
        }));
        beast::error_code error;
        follower.stream.handshake(host, path, error);
        if (!error) follower.stream.read(follower.incoming, error);  // {"ready":true,…}
        if (error) give_up(fmt::format("follower {}: {}", i, error.message()));
        follower.incoming.clear();
    }
}

void Crowd::start() {
    for (auto& follower : followers_) read(*follower);
    thread_ = std::thread([this] { io_.run(); });
}

void Crowd::stop() {
    io_.stop();
    if (thread_.joinable()) thread_.join();
}

void Crowd::read(Follower& follower) {
    follower.stream.async_read(follower.incoming, [this, &follower](beast::error_code error, std::size_t) {
        if (error) give_up(fmt::format("follower {} was cut off: {}", follower.person, error.message()));
        received(follower);
        read(follower);
    });
}

void Crowd::received(Follower& follower) {
    const auto now = steady_clock::now();
    const auto data = follower.incoming.cdata();
    const auto below = start_fen_ - amount_in({static_cast<const char*>(data.data()), data.size()});
    follower.incoming.clear();
    const auto number = below / step_fen_ - 1;
    if (below % step_fen_ != 0 || number < 0 || number >= static_cast<std::int64_t>(offers_.size())) return;
    offers_[static_cast<std::size_t>(number)].arrived.push_back(now);
    ++arrived_;
    if (asking_ != nullptr) asking_->told(follower.person, now);
}

}  // namespace dengyun::bench
