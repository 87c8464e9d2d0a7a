#pragma once
// The code of Connection, included by the two files that instantiate it. Inside kernel/http only.
#include <array>

#include "kernel/http/compress.h"
#include "kernel/http/connection.h"
#include "kernel/http/handshake.h"
#include "kernel/http/problem.h"
#include "kernel/http/response_writer.h"
#include "kernel/http/text.h"

namespace dengyun::http {

inline constexpr std::size_t kept_capacity_max = 1024;     // of a buffer that an idle connection may keep
inline constexpr std::size_t joined_body_max = 16 * 1024;  // shorter bodies are copied behind their head
inline constexpr std::size_t tls_space_bytes = 8 * 1024;
// Long bodies get time on top of `body_time_max`, so that slow lines can move them; slower clients are cut off.
inline constexpr std::size_t slowest_upload_bytes_per_second = 64 * 1024;
inline constexpr std::size_t slowest_bytes_per_second = 8 * 1024;
inline constexpr std::chrono::seconds linger_time{2};

template <class Stream>
Connection<Stream>::Connection(std::shared_ptr<Worker> worker, Stream stream, std::string address, Refusal refusal)
    : ConnectionBase(std::move(worker)),
      stream_(std::move(stream)),
      address_(std::move(address)),
      refusal_(refusal),
      admitted_(!refusal) {}

template <class Stream>
PlainSocket& Connection<Stream>::socket() {
    if constexpr (is_tls)
        return stream_.next_layer();
    else
        return stream_;
}

template <class Stream>
void Connection<Stream>::start() {
    worker_->add(self());
    deadline_ = std::chrono::steady_clock::now() + worker_->edge().options.header_time_max;
    if constexpr (is_tls) {
        state_ = State::handshaking;
        stream_.async_handshake(boost::asio::ssl::stream_base::server, [me = self()](Error error) {
            if (me->state_ != State::handshaking) return;
            if (error) return me->close();
            me->state_ = State::reading;
            me->wait_for_bytes();
        });
    } else {
        wait_for_bytes();
    }
}

template <class Stream>
void Connection<Stream>::wait_for_bytes() {
    if (reading_now_) return;
    reading_now_ = true;
    if constexpr (is_tls) {
        if (!tls_space_) tls_space_ = std::make_unique_for_overwrite<char[]>(tls_space_bytes);
        stream_.async_read_some(boost::asio::buffer(tls_space_.get(), tls_space_bytes),
                                [me = self()](Error error, std::size_t bytes) {
                                    me->reading_now_ = false;
                                    if (error) return me->close();
                                    me->received({me->tls_space_.get(), bytes});
                                });
    } else {
        stream_.async_wait(PlainSocket::wait_read, [me = self()](Error error) {
            me->reading_now_ = false;
            me->read_ready(error);
        });
    }
}

template <class Stream>
void Connection<Stream>::read_ready(Error error) {
    if (state_ != State::reading && state_ != State::lingering) return;
    if (error) return close();
    if constexpr (!is_tls) {
        const auto bytes = stream_.read_some(boost::asio::buffer(worker_->read_space), error);
        if (error == boost::asio::error::would_block) return wait_for_bytes();
        if (error) return close();
        received({worker_->read_space.data(), bytes});
    }
}

template <class Stream>
void Connection<Stream>::received(std::string_view bytes) {
    Worker::count(worker_->counters.bytes_received, bytes.size());
    if (state_ == State::lingering && !is_tls) return wait_for_bytes();
    if (state_ != State::reading) return;
    in_.append(bytes);
    pump();
}

// Parses and handles what is there, one request after the other, until bytes are missing or an answer is awaited.
template <class Stream>
void Connection<Stream>::pump() {
    while (state_ == State::reading && parse()) handle();
    if (state_ == State::closed) return;
    in_.erase(0, in_at_);
    in_at_ = 0;
    if (in_.empty() && in_.capacity() > kept_capacity_max) std::string().swap(in_);
    if (state_ != State::reading) return;
    if (worker_->draining() && !parser_) return close();
    wait_for_bytes();
}

// True when a whole request stands in the parser.
template <class Stream>
bool Connection<Stream>::parse() {
    // Old clients send an empty line after a body (RFC 9112, 2.2); one is passed over.
    if (!parser_ && in_.size() - in_at_ >= 2 && in_.compare(in_at_, 2, "\r\n") == 0) in_at_ += 2;
    if (in_at_ == in_.size()) return false;
    if (!parser_) {
        parser_.emplace(worker_->edge().limits);
        body_begun_ = false;
        read_whole_ = false;
        deadline_ = std::chrono::steady_clock::now() + worker_->edge().options.header_time_max;
    }
    in_at_ += parser_->feed(std::string_view(in_).substr(in_at_));
    if (parser_->refusal()) {
        refuse(parser_->refusal());
        return false;
    }
    if (parser_->done()) return true;
    if (parser_->head_done() && !body_begun_) begin_body();
    return false;
}

template <class Stream>
void Connection<Stream>::begin_body() {
    body_begun_ = true;
    deadline_ = std::chrono::steady_clock::now() + worker_->edge().options.body_time_max +
                std::chrono::seconds(parser_->stated_length() / slowest_upload_bytes_per_second);
    if (!parser_->expects_continue() || in_at_ < in_.size()) return;
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    if constexpr (is_tls) {
        boost::asio::async_write(stream_, boost::asio::buffer(go_on), [me = self()](Error error, std::size_t) {
            if (error) me->close();
        });
    } else {
        // At this point the send buffer is empty; a client that does not get the line sends its body after a while.
        Error ignored;
        stream_.write_some(boost::asio::buffer(go_on), ignored);
    }
}

template <class Stream>
void Connection<Stream>::prepare_request() {
    auto request = parser_->request();
    const auto client_id = request->header("x-request-id");
    request->request_id = client_id && is_plain_id(*client_id) ? std::string(*client_id) : worker_->make_request_id();
    worker_->edge().proxies.apply(*request, address_, is_tls);
    accepts_gzip_ = http::accepts_gzip(request->header("accept-encoding").value_or(""));
    language_ = choose_language(request->header("accept-language").value_or(""));
    request_ = std::move(request);
}

template <class Stream>
void Connection<Stream>::handle() {
    if (refusal_) return refuse(refusal_);
    Worker::count(worker_->counters.requests, 1);
    prepare_request();
    close_after_ = !parser_->keeps_alive();
    read_whole_ = true;
    const bool upgrade = parser_->asks_for_upgrade() && is_websocket(*request_);
    parser_.reset();
    if (upgrade)
        if (const auto refusal = check_handshake(*request_)) return refuse(refusal);
    state_ = State::handling;
    deadline_ = SteadyTime::max();
    Worker::count(worker_->counters.in_flight, 1);
    in_handler_ = true;
    if (upgrade) {
        worker_->edge().application.upgrade(request_, Ticket(self()));
    } else {
        worker_->edge().application.handle(
            request_, [ticket = Ticket(self())](Response response) mutable { ticket(std::move(response)); });
    }
    in_handler_ = false;
    if (early_) finish(*std::exchange(early_, std::nullopt));
}

// While the handler still runs its answer waits, so that pipelined requests are a loop and no recursion.
template <class Stream>
void Connection<Stream>::decided(Decision decision) {
    if (in_handler_) {
        early_ = std::move(decision);
        return;
    }
    if (state_ != State::handling) return;
    finish(std::move(decision));
    if (state_ == State::reading) pump();
}

template <class Stream>
void Connection<Stream>::finish(Decision decision) {
    Worker::uncount(worker_->counters.in_flight);
    if (auto* listener = std::get_if<std::unique_ptr<SocketListener>>(&decision))
        return start_socket(std::move(*listener));
    send(std::move(std::get<Response>(decision)));
}

template <class Stream>
void Connection<Stream>::start_socket(std::unique_ptr<SocketListener> listener) {
    state_ = State::closed;
    worker_->remove(shared_from_this());
    // A client must not send before it has our answer.
    if (in_at_ < in_.size() || listener == nullptr || worker_->draining()) {
        if (listener) listener->closed();
        return release();
    }
    auto end = [worker = worker_, address = address_] { worker->edge().admission.release(address); };
    admitted_ = false;
    open_socket_session(worker_, std::move(stream_), std::move(request_), std::move(listener), std::move(end));
}

template <class Stream>
void Connection<Stream>::refuse(Refusal refusal) {
    if (parser_) prepare_request();
    close_after_ = true;
    auto response = http::refusal(refusal.status, refusal.code, worker_->edge().catalogue, language_,
                                  request_ ? request_->request_id : "");
    response.headers.push_back({"Cache-Control", "no-store"});
    if (refusal.status == 429 || refusal.status == 503) response.headers.push_back({"Retry-After", "1"});
    if (refusal.status == 426) response.headers.push_back({"Sec-WebSocket-Version", "13"});
    parser_.reset();
    send(std::move(response));
}

template <class Stream>
void Connection<Stream>::send(Response response) {
    if (!is_well_formed(response)) response = internal_error();
    close_after_ = close_after_ || worker_->draining();
    const auto now = std::chrono::steady_clock::now();
    auto& out = worker_->write_space;
    out.clear();
    const bool secure = request_ ? request_->secure : is_tls;
    write_head(out, response,
               {worker_->date_line(), request_ ? std::string_view(request_->request_id) : "-", !close_after_, secure});
    const bool has_body = status_allows_body(response.status) && !(request_ && request_->method == Method::head);
    auto body = has_body ? body_of(response) : std::string_view{};
    const bool joined = body.size() <= joined_body_max;
    if (joined) out.append(body);
    if (joined) body = {};
    state_ = State::writing;
    deadline_ =
        now + worker_->edge().options.body_time_max + std::chrono::seconds(body.size() / slowest_bytes_per_second);

    std::size_t sent = 0;
    if constexpr (!is_tls) {
        Error error;
        const std::array<boost::asio::const_buffer, 2> parts{boost::asio::buffer(out),
                                                             boost::asio::buffer(body.data(), body.size())};
        sent = joined ? stream_.write_some(parts[0], error) : stream_.write_some(parts, error);
        if (error && error != boost::asio::error::would_block) return close();
        Worker::count(worker_->counters.bytes_sent, sent);
        if (sent == out.size() + body.size()) return answer_done();
    }
    out_ = out;
    if (!joined) sending_ = std::move(response);
    write_rest(sent);
}

template <class Stream>
void Connection<Stream>::write_rest(std::size_t sent) {
    const auto head = std::string_view(out_).substr(std::min(sent, out_.size()));
    const auto body = body_of(sending_).substr(sent > out_.size() ? sent - out_.size() : 0);
    const std::array<boost::asio::const_buffer, 2> parts{boost::asio::buffer(head.data(), head.size()),
                                                         boost::asio::buffer(body.data(), body.size())};
    boost::asio::async_write(stream_, parts,
                             [me = self()](Error error, std::size_t bytes) { me->written(error, bytes); });
}

template <class Stream>
void Connection<Stream>::written(Error error, std::size_t bytes) {
    Worker::count(worker_->counters.bytes_sent, bytes);
    if (state_ != State::writing) return;
    if (error) return close();
    std::string().swap(out_);
    sending_ = {};
    answer_done();
    if (state_ == State::reading) pump();
}

// Leaves the connection reading (the caller pumps on) or on its way to its end.
template <class Stream>
void Connection<Stream>::answer_done() {
    request_.reset();
    if (close_after_ || worker_->draining()) return read_whole_ && in_at_ == in_.size() && !is_tls ? close() : linger();
    state_ = State::reading;
    deadline_ = std::chrono::steady_clock::now() + worker_->edge().options.idle_time_max;
}

// Closing while the client still sends would reset the connection, and take the answer that is on its way with it.
template <class Stream>
void Connection<Stream>::linger() {
    state_ = State::lingering;
    deadline_ = std::chrono::steady_clock::now() + linger_time;
    if constexpr (is_tls) {
        stream_.async_shutdown([me = self()](Error) { me->close(); });
    } else {
        Error ignored;
        stream_.shutdown(PlainSocket::shutdown_send, ignored);
        wait_for_bytes();
    }
}

template <class Stream>
void Connection<Stream>::tick(SteadyTime now) {
    if (now < deadline_) return;
    if (state_ == State::reading && parser_) return refuse({408, "request.timeout"});
    close();
}

template <class Stream>
void Connection<Stream>::drain() {
    if (state_ == State::handshaking) return close();
    if (state_ != State::reading || parser_) return;
    if constexpr (!is_tls) {
        // The request may have arrived while we were told to stop.
        Error error;
        const auto bytes = stream_.read_some(boost::asio::buffer(worker_->read_space), error);
        if (!error && bytes > 0) return received({worker_->read_space.data(), bytes});
    }
    close();
}

template <class Stream>
void Connection<Stream>::close() {
    if (state_ == State::closed) return;
    if (state_ == State::handling) Worker::uncount(worker_->counters.in_flight);
    state_ = State::closed;
    Error ignored;
    socket().close(ignored);
    release();
    worker_->remove(shared_from_this());
}

template <class Stream>
void Connection<Stream>::release() {
    if (admitted_) worker_->edge().admission.release(address_);
    admitted_ = false;
}

}  // namespace dengyun::http
