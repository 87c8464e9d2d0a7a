#include "kernel/http/socket_session.h"

#include <atomic>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <deque>

#include "kernel/http/text.h"

namespace dengyun::http {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Error = beast::error_code;

constexpr std::size_t queue_entry_bytes = 64;  // what a message costs besides its text, so that empty ones count, too
constexpr std::chrono::seconds farewell_time{5};  // for the closing handshake, then the connection is cut

beast::http::request<beast::http::empty_body> beast_request(const Request& request) {
    beast::http::request<beast::http::empty_body> made(beast::http::verb::get, "/", 11);
    for (const std::string_view name : {"host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version"})
        made.set(beast::string_view(name.data(), name.size()), std::string(request.header(name).value_or("")));
    return made;
}

template <class Stream>
class Session final : public Peer, public Socket, public std::enable_shared_from_this<Session<Stream>> {
  public:
    Session(std::shared_ptr<Worker> worker, Stream stream, std::shared_ptr<const Request> request,
            std::unique_ptr<SocketListener> listener, std::function<void()> ended)
        : worker_(std::move(worker)),
          stream_(std::move(stream)),
          handshake_(std::make_unique<Handshake>(beast_request(*request), request->request_id)),
          listener_(std::move(listener)),
          ended_(std::move(ended)) {}

    void start();
    void send(std::shared_ptr<const std::string> text) override;
    void close(unsigned code, std::string_view reason) override;

    void tick(SteadyTime now) override {
        if (now >= deadline_) abort();
    }
    void drain() override { say_goodbye(websocket::close_code::going_away, "server stops"); }
    void abort() override;

  private:
    struct Handshake {
        beast::http::request<beast::http::empty_body> request;
        std::string request_id;
    };
    enum class State { opening, open, closing, closed };

    std::shared_ptr<Session> self() { return this->shared_from_this(); }
    void configure();
    void opened(Error error);
    void read();
    void received(Error error, std::size_t bytes);
    void enqueue(std::shared_ptr<const std::string> text);
    void write_first();
    void written(Error error);
    void say_goodbye(websocket::close_code code, std::string_view reason);
    void end();

    const std::shared_ptr<Worker> worker_;  // first: the socket lives in its io_context
    websocket::stream<Stream> stream_;
    std::unique_ptr<Handshake> handshake_;
    std::unique_ptr<SocketListener> listener_;
    std::function<void()> ended_;
    State state_ = State::opening;
    SteadyTime deadline_ = SteadyTime::max();
    beast::flat_buffer incoming_;
    std::deque<std::shared_ptr<const std::string>> queue_;  // the first is being written
    std::atomic<std::size_t> queued_bytes_{0};              // also of what send() has handed over
    std::atomic<bool> overflowed_{false};
};

template <class Stream>
void Session<Stream>::configure() {
    const auto& options = worker_->edge().options;
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = farewell_time;
    timeout.idle_timeout = 2 * options.socket_ping_interval;  // Beast pings at half of it
    timeout.keep_alive_pings = true;
    stream_.set_option(timeout);
    stream_.set_option(websocket::stream_base::decorator([this](websocket::response_type& response) {
        response.set(beast::http::field::server, "dengyun");
        response.set("X-Request-Id", handshake_->request_id);
        response.set("X-Content-Type-Options", "nosniff");
    }));
    stream_.read_message_max(options.socket_message_bytes_max);
    stream_.auto_fragment(false);
    constexpr std::size_t write_buffer_bytes = 64;  // only clients and compression use it
    stream_.write_buffer_bytes(write_buffer_bytes);
    stream_.text(true);
}

template <class Stream>
void Session<Stream>::start() {
    worker_->add(self());
    Worker::count(worker_->counters.sockets, 1);
    configure();
    stream_.async_accept(handshake_->request, [me = self()](Error error) { me->opened(error); });
}

template <class Stream>
void Session<Stream>::opened(Error error) {
    handshake_.reset();
    if (error || state_ == State::closed) return end();
    const bool closing = state_ == State::closing;
    state_ = State::open;
    listener_->opened(self());
    if (closing) return drain();
    read();
}

template <class Stream>
void Session<Stream>::read() {
    stream_.async_read(incoming_, [me = self()](Error error, std::size_t bytes) { me->received(error, bytes); });
}

template <class Stream>
void Session<Stream>::received(Error error, std::size_t bytes) {
    if (error || state_ == State::closed) return end();
    Worker::count(worker_->counters.bytes_received, bytes);
    const auto data = incoming_.cdata();
    const std::string_view text(static_cast<const char*>(data.data()), data.size());
    if (!stream_.got_text()) {
        say_goodbye(websocket::close_code::unknown_data, "text only");
    } else if (state_ == State::open) {
        listener_->received(text);
    }
    incoming_.clear();
    incoming_.shrink_to_fit();
    read();
}

template <class Stream>
void Session<Stream>::send(std::shared_ptr<const std::string> text) {
    const auto size = text->size() + queue_entry_bytes;
    const auto queued = queued_bytes_.fetch_add(size) + size;
    if (queued > worker_->edge().options.socket_queue_bytes_max) {
        if (overflowed_.exchange(true)) return;
        worker_->deliver(
            [me = self()] { me->say_goodbye(websocket::close_code::try_again_later, "reads too slowly"); });
        return;
    }
    worker_->deliver([me = self(), text = std::move(text)]() mutable { me->enqueue(std::move(text)); });
}

template <class Stream>
void Session<Stream>::close(unsigned code, std::string_view reason) {
    worker_->deliver([me = self(), code, reason = std::string(reason)] {
        me->say_goodbye(static_cast<websocket::close_code>(code), reason);
    });
}

template <class Stream>
void Session<Stream>::enqueue(std::shared_ptr<const std::string> text) {
    if (state_ != State::open) return;
    queue_.push_back(std::move(text));
    if (queue_.size() == 1) write_first();
}

template <class Stream>
void Session<Stream>::write_first() {
    stream_.async_write(boost::asio::buffer(*queue_.front()),
                        [me = self()](Error error, std::size_t) { me->written(error); });
}

template <class Stream>
void Session<Stream>::written(Error error) {
    const auto size = queue_.front()->size();
    queue_.pop_front();
    queued_bytes_ -= size + queue_entry_bytes;
    if (error) return;  // the pending read ends the session
    Worker::count(worker_->counters.bytes_sent, size);
    if (!queue_.empty()) write_first();
}

// What is queued behind the message on its way is dropped; the deadline covers a client that reads nothing more.
template <class Stream>
void Session<Stream>::say_goodbye(websocket::close_code code, std::string_view reason) {
    if (state_ == State::opening) state_ = State::closing;
    if (state_ != State::open) return;
    state_ = State::closing;
    if (queue_.size() > 1) queue_.resize(1);
    deadline_ = std::chrono::steady_clock::now() + farewell_time;
    constexpr std::size_t reason_bytes_max = 120;  // of a control frame's 125
    const auto cut = reason.substr(0, reason_bytes_max);
    stream_.async_close({code, beast::string_view(cut.data(), cut.size())}, [me = self()](Error) { me->end(); });
}

template <class Stream>
void Session<Stream>::abort() {
    Error ignored;
    beast::get_lowest_layer(stream_).close(ignored);
    end();
}

template <class Stream>
void Session<Stream>::end() {
    if (state_ == State::closed) return;
    state_ = State::closed;
    Error ignored;
    beast::get_lowest_layer(stream_).close(ignored);
    Worker::uncount(worker_->counters.sockets);
    const auto listener = std::move(listener_);
    listener->closed();
    ended_();
    worker_->remove(self());
}

}  // namespace

void open_socket_session(std::shared_ptr<Worker> worker, PlainSocket stream, std::shared_ptr<const Request> request,
                         std::unique_ptr<SocketListener> listener, std::function<void()> ended) {
    std::make_shared<Session<PlainSocket>>(std::move(worker), std::move(stream), std::move(request),
                                           std::move(listener), std::move(ended))
        ->start();
}

void open_socket_session(std::shared_ptr<Worker> worker, TlsStream stream, std::shared_ptr<const Request> request,
                         std::unique_ptr<SocketListener> listener, std::function<void()> ended) {
    std::make_shared<Session<TlsStream>>(std::move(worker), std::move(stream), std::move(request), std::move(listener),
                                         std::move(ended))
        ->start();
}

}  // namespace dengyun::http
