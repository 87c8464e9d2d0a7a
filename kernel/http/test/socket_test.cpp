// Goal: WebSockets carry text both ways, are pinged, and end properly: on refusal, excess, slowness and shutdown.
#include "kernel/http/test/server_fixture.h"

namespace dengyun::http::test {
namespace {

using std::chrono::milliseconds;

// Sends back what it gets, and hands its socket to the test.
class EchoListener final : public SocketListener {
  public:
    struct Seen {
        Event opened;
        Event closed;
        std::shared_ptr<Socket> socket;
    };
    explicit EchoListener(Seen& seen) : seen_(seen) {}
    void opened(std::shared_ptr<Socket> socket) override {
        socket_ = socket;
        seen_.socket = std::move(socket);
        seen_.opened.set();
    }
    void received(std::string_view text) override { socket_->send(std::make_shared<const std::string>(text)); }
    void closed() override {
        socket_.reset();
        seen_.closed.set();
    }

  private:
    Seen& seen_;
    std::shared_ptr<Socket> socket_;
};

class SocketTest : public ServerTest {
  protected:
    void listen() {
        application.listen = [this](const Request&) { return std::make_unique<EchoListener>(seen); };
    }
    void TearDown() override {
        seen.socket.reset();
        if (server) server->stop();
    }
    EchoListener::Seen seen;
};

TEST_F(SocketTest, EchoesPingsAndCloses) {
    listen();
    start();
    RawClient client(port());
    const auto answer = client.open_socket("/feed");
    EXPECT_EQ(answer.status, 101u);
    EXPECT_EQ(answer.headers.at("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_TRUE(answer.headers.contains("x-request-id"));
    client.send_frame(1, "模具");
    EXPECT_EQ(client.read_frame().payload, "模具");
    client.send_frame(9, "p");
    const auto pong = client.read_frame();
    EXPECT_EQ(pong.opcode, 10u);
    EXPECT_EQ(pong.payload, "p");
    EXPECT_EQ(server->statistics().sockets_open, 1u);
    seen.socket->close(4000, "enough");
    EXPECT_EQ(client.read_frame().close_code(), 4000u);
    client.send_frame(8, "\x0f\xa0");
    EXPECT_TRUE(client.is_closed());
    client.close();
    EXPECT_TRUE(seen.closed.wait());
    seen.socket->send(std::make_shared<const std::string>("to nobody"));
    server->stop();
    EXPECT_EQ(server->statistics().sockets_open, 0u);
    EXPECT_EQ(server->statistics().connections_open, 0u);
}

TEST_F(SocketTest, TheServerPings) {
    listen();
    start({.socket_ping_interval = milliseconds(50)});
    RawClient client(port());
    EXPECT_EQ(client.open_socket("/feed").status, 101u);
    EXPECT_EQ(client.read_frame().opcode, 9u);
    EXPECT_EQ(client.read_frame().opcode, 0u) << "a client that does not answer pings is cut off";
    EXPECT_TRUE(seen.closed.wait());
}

TEST_F(SocketTest, RefusalsAreOrdinaryAnswers) {
    start();
    RawClient client(port());
    EXPECT_EQ(client.open_socket("/feed").status, 404u);
    EXPECT_EQ(client.ask(get("/x")).body, "GET /x") << "the connection goes on";
    EXPECT_EQ(client.open_socket("/feed", "Origin: https://elsewhere.example\r\n").status, 403u);
    EXPECT_EQ(ask(get("/x", "Upgrade: h2c\r\nConnection: Upgrade\r\n")).body, "GET /x") << "other upgrades are ignored";
    EXPECT_EQ(ask(get("/x", "Upgrade: websocket\r\nConnection: Upgrade\r\n")).status, 400u);
}

TEST_F(SocketTest, TooLargeMessagesEndIt) {
    listen();
    start({.socket_message_bytes_max = 100});
    RawClient client(port());
    EXPECT_EQ(client.open_socket("/feed").status, 101u);
    client.send_frame(1, std::string(100, 'x'));
    EXPECT_EQ(client.read_frame().payload.size(), 100u);
    client.send_frame(1, std::string(101, 'x'));
    EXPECT_EQ(client.read_frame().close_code(), 1009u);
    client.close();
    EXPECT_TRUE(seen.closed.wait());
}

TEST_F(SocketTest, BinaryMessagesEndIt) {
    listen();
    start();
    RawClient client(port());
    EXPECT_EQ(client.open_socket("/feed").status, 101u);
    client.send_frame(2, "x");
    EXPECT_EQ(client.read_frame().close_code(), 1003u);
}

TEST_F(SocketTest, ASlowReaderIsClosed) {
    listen();
    start({.socket_queue_bytes_max = 100'000});
    RawClient client(port(), false, 4096);
    EXPECT_EQ(client.open_socket("/feed").status, 101u);
    ASSERT_TRUE(seen.opened.wait());
    const auto text = std::make_shared<const std::string>(50'000, 'x');
    for (int i = 0; i < 200; ++i) seen.socket->send(text);
    Frame last;
    while ((last = client.read_frame()).opcode == 1) {
    }
    EXPECT_EQ(last.close_code(), 1013u);
    client.send_frame(8, "\x03\xf5");
    client.close();
    EXPECT_TRUE(seen.closed.wait());
}

TEST_F(SocketTest, StoppingSaysGoodbye) {
    listen();
    start();
    RawClient client(port());
    EXPECT_EQ(client.open_socket("/feed").status, 101u);
    ASSERT_TRUE(seen.opened.wait());
    std::thread stopper([this] { server->stop(); });
    EXPECT_EQ(client.read_frame().close_code(), 1001u);
    client.send_frame(8, "\x03\xe9");
    client.close();
    stopper.join();
    EXPECT_TRUE(seen.closed.wait());
}

}  // namespace
}  // namespace dengyun::http::test
