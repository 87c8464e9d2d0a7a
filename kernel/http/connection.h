#pragma once
// One HTTP/1.1 connection: reads requests one after the other, answers them in order, and ends when a limit is
// passed. A template over the stream, instantiated once for TCP and once for TLS. Inside kernel/http only.
#include <boost/asio/write.hpp>
#include <optional>
#include <type_traits>

#include "kernel/http/connection_base.h"
#include "kernel/http/socket_session.h"

namespace dengyun::http {

template <class Stream>
class Connection final : public ConnectionBase {
  public:
    Connection(std::shared_ptr<Worker> worker, Stream stream, std::string address, Refusal refusal);
    ~Connection() override = default;
    void start();

    void tick(SteadyTime now) override;
    void drain() override;
    void abort() override { close(); }

  private:
    static constexpr bool is_tls = std::is_same_v<Stream, TlsStream>;
    using Error = boost::system::error_code;
    enum class State { handshaking, reading, handling, writing, lingering, closed };

    std::shared_ptr<Connection> self() { return std::static_pointer_cast<Connection>(shared_from_this()); }
    PlainSocket& socket();

    void wait_for_bytes();
    void read_ready(Error error);
    void received(std::string_view bytes);
    void pump();
    bool parse();
    void begin_body();
    void handle();
    void prepare_request();
    void handle_upgrade();
    void decided(Decision decision) override;
    void finish(Decision decision);
    void start_socket(std::unique_ptr<SocketListener> listener);
    void refuse(Refusal refusal);
    void send(Response response);
    void write_rest(std::size_t sent);
    void written(Error error, std::size_t bytes);
    void answer_done();
    void linger();
    void close();
    void release();

    Stream stream_;
    State state_ = State::reading;
    const std::string address_;
    Refusal refusal_;  // of the whole connection
    bool admitted_;
    SteadyTime deadline_ = SteadyTime::max();

    std::string in_;  // bytes not parsed yet; empty while idle
    std::size_t in_at_ = 0;
    std::unique_ptr<char[]> tls_space_;  // a TLS read needs a buffer that stays
    std::optional<RequestParser> parser_;
    bool body_begun_ = false;
    bool reading_now_ = false;  // a read is outstanding
    bool in_handler_ = false;
    std::optional<Decision> early_;  // the answer that came before the handler returned

    bool close_after_ = false;
    bool read_whole_ = false;  // the request was read to its end: nothing of it is still on the way
    std::string out_;          // head (and short body) that did not fit at once
    Response sending_;         // holds a long body while it is sent
};

}  // namespace dengyun::http
