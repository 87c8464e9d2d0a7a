#pragma once
// The socket of a connection, plain or TLS, included by the two files that instantiate it. Inside kernel/mqtt only.
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "kernel/mqtt/connection_base.h"

namespace dengyun::mqtt {

inline constexpr std::size_t tls_space_bytes = 4 * 1024;
inline constexpr std::chrono::seconds linger_time{1};

template <class Stream>
class Connection final : public ConnectionBase {
  public:
    static constexpr bool is_tls = !std::is_same_v<Stream, net::PlainSocket>;
    using Error = boost::system::error_code;

    Connection(std::shared_ptr<Worker> worker, Stream stream, std::string address)
        : ConnectionBase(std::move(worker), std::move(address)), stream_(std::move(stream)) {}

    void start() {
        worker_->add(self());
        deadline_ = std::chrono::steady_clock::now() + worker_->edge().options.connect_time_max;
        if constexpr (is_tls)
            stream_.async_handshake(boost::asio::ssl::stream_base::server, [me = self()](Error error) {
                if (error) return me->close();
                me->shaken_ = true;
                me->read();
            });
        else
            read();
    }

    void tick(net::SteadyTime now) override {
        if (state_ == State::open && link_.connected()) {
            link_.tick(now);
            if (worker_->draining() && !link_.owes()) link_.close(Reason::server_shutting_down);
            flush();
            if (state_ == State::open && !writing_) return;  // only a write has a deadline then
        }
        if (now >= deadline_) close();
    }
    void drain() override {
        // Answers that the handler owes are waited for; tick() sees to it.
        if (!link_.connected()) return close();
        if (!link_.owes()) link_.close(Reason::server_shutting_down);
        flush();
    }
    void abort() override { close(); }

  protected:
    [[nodiscard]] bool is_open() const override { return state_ == State::open; }

    void read() override {
        if (state_ == State::closed || reading_ || (is_tls && !shaken_)) return;
        if (state_ == State::open && (!link_.wants_input() || worker_->draining())) return;
        reading_ = true;
        if constexpr (is_tls) {
            if (!tls_space_) tls_space_ = std::make_unique_for_overwrite<char[]>(tls_space_bytes);
            stream_.async_read_some(boost::asio::buffer(tls_space_.get(), tls_space_bytes),
                                    [me = self()](Error error, std::size_t bytes) {
                                        me->reading_ = false;
                                        if (error) return me->close();
                                        me->received({me->tls_space_.get(), bytes});
                                    });
        } else {
            stream_.async_wait(net::PlainSocket::wait_read, [me = self()](Error error) {
                me->reading_ = false;
                if (me->state_ == State::closed) return;
                if (error) return me->close();
                const auto bytes = me->stream_.read_some(boost::asio::buffer(me->worker_->read_space), error);
                if (error == boost::asio::error::would_block) return me->read();
                if (error) return me->close();
                me->received({me->worker_->read_space.data(), bytes});
            });
        }
    }

    void flush() override {
        if (state_ != State::open || writing_) return;
        if (link_.out.empty()) {
            if (link_.ended()) linger();
            return;
        }
        sent_.clear();
        sent_.swap(link_.out);
        std::size_t at = 0;
        if constexpr (!is_tls) {
            // The system's buffer nearly always takes it at once.
            Error error;
            at = stream_.write_some(boost::asio::buffer(sent_), error);
            if (error && error != boost::asio::error::would_block) return close();
            if (error) at = 0;
            net::Worker::count(worker_->counters.bytes_sent, at);
            if (at == sent_.size()) return written();
        }
        writing_ = true;
        deadline_ = std::chrono::steady_clock::now() + worker_->edge().options.write_time_max;
        write_rest(at);
    }

  private:
    enum class State { open, lingering, closed };

    [[nodiscard]] std::shared_ptr<Connection> self() {
        return std::static_pointer_cast<Connection>(shared_from_this());
    }
    [[nodiscard]] net::PlainSocket& socket() {
        if constexpr (is_tls)
            return stream_.next_layer();
        else
            return stream_;
    }

    void received(std::string_view bytes) {
        if (state_ == State::open) return take(bytes);
        read();  // lingering: what comes now is thrown away
    }

    void write_rest(std::size_t at) {
        stream_.async_write_some(boost::asio::buffer(sent_.data() + at, sent_.size() - at),
                                 [me = self(), at](Error error, std::size_t bytes) {
                                     if (error || me->state_ == State::closed) return me->close();
                                     net::Worker::count(me->worker_->counters.bytes_sent, bytes);
                                     me->deadline_ =
                                         std::chrono::steady_clock::now() + me->worker_->edge().options.write_time_max;
                                     if (at + bytes < me->sent_.size()) return me->write_rest(at + bytes);
                                     me->writing_ = false;
                                     me->written();
                                     if (me->state_ != State::open) return;
                                     me->link_.transmit(std::chrono::steady_clock::now());
                                     me->resume();
                                 });
    }

    void written() {
        constexpr std::size_t kept_capacity_max = 1024;
        if (sent_.capacity() > kept_capacity_max) std::string().swap(sent_);
        if (link_.ended() && link_.out.empty()) linger();
    }

    // Closing at once while bytes of the client wait unread would make the system drop our last words.
    void linger() {
        state_ = State::lingering;
        deadline_ = std::chrono::steady_clock::now() + linger_time;
        give_back();
        Error ignored;
        socket().shutdown(net::PlainSocket::shutdown_send, ignored);
        read();
    }

    void give_back() {
        if (std::exchange(given_back_, true)) return;
        leave();
    }

    void close() {
        if (state_ == State::closed) return;
        const auto me = self();
        state_ = State::closed;
        give_back();
        Error ignored;
        socket().close(ignored);
        worker_->edge().admission.release(address_);
        worker_->remove(me);
    }

    Stream stream_;
    State state_ = State::open;
    bool reading_ = false, writing_ = false, shaken_ = false, given_back_ = false;
    net::SteadyTime deadline_{};
    std::string sent_;  // on its way
    std::unique_ptr<char[]> tls_space_;
};

}  // namespace dengyun::mqtt
