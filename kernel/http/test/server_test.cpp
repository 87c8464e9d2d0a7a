// Goal: over real sockets the server answers in order, enforces every limit with an answer where the protocol still
// allows one, gives broken requests no second reading, and finishes what it accepted when it stops.
#include "kernel/http/test/server_fixture.h"

namespace dengyun::http::test {
namespace {

using std::chrono::milliseconds;

TEST_F(ServerTest, AnswersCarryTheFixedFields) {
    start();
    RawClient client(port());
    const auto answer = client.ask(get("/a%20b?c=d", "X-Request-Id: mine-1\r\n"));
    EXPECT_EQ(answer.status, 200u);
    EXPECT_EQ(answer.body, "GET /a b?c=d");
    EXPECT_EQ(answer.headers.at("x-request-id"), "mine-1");
    EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.headers.at("x-frame-options"), "DENY");
    EXPECT_FALSE(answer.headers.contains("strict-transport-security"));
    EXPECT_EQ(answer.headers.at("date").size(), 29u);
    const auto first = client.ask(get("/", "X-Request-Id: not plain\r\n")).headers.at("x-request-id");
    const auto second = client.ask(get("/")).headers.at("x-request-id");
    EXPECT_EQ(first.size(), 16u);
    EXPECT_NE(first, second);
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
    std::vector<std::thread> threads;
    application.on("/slow", [&threads](std::shared_ptr<const Request> request, Respond respond) {
        threads.emplace_back(
            [request, respond = std::move(respond)]() mutable { respond(TestApplication::echo(*request)); });
    });
    start({.threads = 1});
    {
        RawClient client(port());
        std::string requests;
        for (int i = 0; i < 50; ++i) requests += get((i % 3 == 0 ? "/slow?" : "/fast?") + std::to_string(i));
        requests +=
            "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody\r\n" + get("/last", "Connection: close\r\n");
        client.send(requests);
        for (int i = 0; i < 50; ++i)
            EXPECT_EQ(client.read_answer().body, (i % 3 == 0 ? "GET /slow?" : "GET /fast?") + std::to_string(i));
        EXPECT_EQ(client.read_answer().body, "POST /p body");
        EXPECT_EQ(client.read_answer().body, "GET /last");
        EXPECT_TRUE(client.is_closed());
    }
    server->stop();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(server->statistics().requests_total, 52u);
    EXPECT_EQ(server->statistics().requests_in_flight, 0u);
    EXPECT_EQ(server->statistics().connections_open, 0u);
}

TEST_F(ServerTest, HeadHasTheLengthButNoBody) {
    start();
    RawClient client(port());
    client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + get("/y"));
    EXPECT_EQ(client.read_answer(false).headers.at("content-length"), "7");
    EXPECT_EQ(client.read_answer().body, "GET /y");
}

TEST_F(ServerTest, OldClientsAreClosedUnlessTheyAskNotToBe) {
    start();
    RawClient client(port());
    EXPECT_EQ(client.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").body, "GET /a");
    EXPECT_EQ(client.ask("GET /b HTTP/1.0\r\n\r\n").headers.at("connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, LongBodiesAreSentWhole) {
    static const std::string file(5'000'000, 'f');
    application.on("/static",
                   [](auto, Respond respond) { respond({.content_type = "image/png", .static_body = file}); });
    application.on("/made", [](auto, Respond respond) {
        respond({.content_type = "image/png", .body = std::string(3'000'000, 'm')});
    });
    start();
    RawClient client(port());
    client.send(get("/static") + get("/made") + get("/small"));
    EXPECT_EQ(client.read_answer().body, file);
    EXPECT_EQ(client.read_answer().body, std::string(3'000'000, 'm'));
    EXPECT_EQ(client.read_answer().body, "GET /small");
}

TEST_F(ServerTest, CompressesWhenTheClientAcceptsIt) {
    application.on("/long", [](auto, Respond respond) { respond({.body = std::string(10'000, 'x')}); });
    start();
    const auto packed = ask(get("/long", "Accept-Encoding: gzip\r\n"));
    EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
    EXPECT_EQ(packed.headers.at("vary"), "Accept-Encoding");
    EXPECT_LT(packed.body.size(), 200u);
    EXPECT_EQ(ask(get("/long")).body.size(), 10'000u);
}

TEST_F(ServerTest, MalformedRequestsGetAProblemAndTheEndOfTheConnection) {
    start();
    const std::pair<std::string, unsigned> cases[] = {
        {"nonsense\r\n\r\n", 400},
        {"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417},
    };
    for (const auto& [request, status] : cases) {
        RawClient client(port());
        client.send(request + get("/smuggled"));
        const auto answer = client.read_answer();
        EXPECT_EQ(answer.status, status) << request;
        EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
        EXPECT_EQ(answer.headers.at("connection"), "close");
        EXPECT_TRUE(client.is_closed()) << request;
    }
}

TEST_F(ServerTest, SizesAreLimited) {
    start({.header_bytes_max = 1000, .body_bytes_max = 100, .upload_bytes_max = 100'000, .upload_path = "/up"});
    EXPECT_EQ(ask(get("/", "X: " + std::string(2000, 'x') + "\r\n")).status, 431u);
    const auto post = [](std::string path, std::size_t size) {
        return "POST " + path +
               " HTTP/1.1\r\nHost: a\r\nAccept-Language: en\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
               std::string(size, 'b');
    };
    const auto too_large = ask(post("/x", 3'000'000));
    EXPECT_EQ(too_large.status, 413u) << "also while the client is still sending";
    EXPECT_NE(too_large.body.find("What you sent is too large."), std::string::npos);
    EXPECT_EQ(ask(post("/x", 100)).status, 200u);
    EXPECT_EQ(ask(post("/up/1", 100'000)).body.size(), 100'000u + 11);
    EXPECT_EQ(ask(post("/up/1", 100'001)).status, 413u);
}

TEST_F(ServerTest, ClientsThatWaitAreToldToContinue) {
    start({.body_bytes_max = 100});
    RawClient client(port());
    const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
    client.send(head + "2\r\n\r\n");
    EXPECT_EQ(client.read_answer().status, 100u);
    EXPECT_EQ(client.ask("ab").body, "POST /x ab");
    EXPECT_EQ(client.ask(head + "101\r\n\r\n").status, 413u) << "refused before the body is sent";
}

TEST_F(ServerTest, SlowHeadsAndBodiesTimeOutAsAWhole) {
    start({.header_time_max = milliseconds(150), .body_time_max = milliseconds(150)});
    for (const std::string begun :
         {"GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"}) {
        RawClient client(port());
        client.send(begun);
        // Bytes keep coming all the time; a limit per read would never be met.
        std::atomic<bool> answered = false;
        std::thread trickle([&] {
            RawClient pacemaker(port());
            for (int i = 0; i < 900 && !answered; ++i) {
                client.send("x");
                static_cast<void>(pacemaker.ask(get("/")));
            }
        });
        const auto status = client.read_answer().status;
        answered = true;
        trickle.join();
        EXPECT_EQ(status, 408u);
    }
    RawClient silent(port());
    EXPECT_TRUE(silent.is_closed()) << "one that never asks is closed without an answer";
}

TEST_F(ServerTest, IdleConnectionsAreClosed) {
    start({.idle_time_max = milliseconds(100)});
    RawClient client(port());
    EXPECT_EQ(client.ask(get("/")).status, 200u);
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, ConnectionsAreLimitedInAllAndPerAddress) {
    start({.threads = 1, .connections_max = 2});
    {
        RawClient one(port());
        RawClient two(port());
        EXPECT_EQ(one.ask(get("/")).status, 200u);
        EXPECT_EQ(two.ask(get("/")).status, 200u);
        RawClient three(port());
        const auto refused = three.ask(get("/"));
        EXPECT_EQ(refused.status, 503u);
        EXPECT_EQ(refused.headers.at("retry-after"), "1");
        EXPECT_TRUE(three.is_closed());
        EXPECT_EQ(server->statistics().connections_refused, 1u);
        EXPECT_EQ(server->statistics().connections_open, 2u);
    }
    start({.threads = 1, .connections_per_address_max = 1});
    RawClient one(port());
    EXPECT_EQ(one.ask(get("/")).status, 200u);
    EXPECT_EQ(RawClient(port()).ask(get("/")).status, 429u);
}

TEST_F(ServerTest, AForgottenAnswerIsAnInternalError) {
    application.on("/forget", [](auto, Respond) {});
    application.on("/split", [](auto, Respond respond) { respond({.headers = {{"A", "b\r\nC: d"}}}); });
    start();
    EXPECT_EQ(ask(get("/forget")).status, 500u);
    EXPECT_EQ(ask(get("/split")).status, 500u);
}

TEST_F(ServerTest, AnAnswerToAClientThatLeftIsDropped) {
    Event arrived;
    std::optional<Respond> kept;
    application.on("/leave", [&](auto, Respond respond) {
        kept = std::move(respond);
        arrived.set();
    });
    start();
    RawClient(port()).send(get("/leave"));
    ASSERT_TRUE(arrived.wait());
    (*kept)({.body = "late"});
    EXPECT_EQ(ask(get("/x")).status, 200u);
    server->stop();
    EXPECT_EQ(server->statistics().requests_in_flight, 0u);
}

TEST_F(ServerTest, StoppingFinishesWhatWasAcceptedAndClosesTheIdle) {
    Event arrived;
    std::optional<Respond> kept;
    application.on("/slow", [&](auto, Respond respond) {
        kept = std::move(respond);
        arrived.set();
    });
    // One thread for both connections: once the idle one is closed, the busy one knows of the stop too.
    start({.threads = 1});
    RawClient idle(port());
    EXPECT_EQ(idle.ask(get("/")).status, 200u);
    RawClient busy(port());
    busy.send(get("/slow"));
    ASSERT_TRUE(arrived.wait());
    std::jthread stopper([this] { server->stop(); });
    EXPECT_TRUE(idle.is_closed());
    (*kept)({.body = "done"});
    const auto answer = busy.read_answer();
    EXPECT_EQ(answer.body, "done");
    EXPECT_EQ(answer.headers.at("connection"), "close");
    stopper.join();
    server->stop();
    EXPECT_EQ(server->statistics().connections_open, 0u);
}

TEST_F(ServerTest, StoppingDoesNotWaitForEver) {
    Event arrived;
    std::optional<Respond> kept;
    application.on("/never", [&](auto, Respond respond) {
        kept = std::move(respond);
        arrived.set();
    });
    start({.shutdown_time_max = milliseconds(50)});
    RawClient client(port());
    client.send(get("/never"));
    ASSERT_TRUE(arrived.wait());
    server->stop();
    EXPECT_TRUE(client.is_closed());
    server.reset();
    (*kept)({.body = "after the end of the server"});
    EXPECT_FALSE(server);
}

TEST_F(ServerTest, StartingSaysWhatIsWrong) {
    start();
    ServerOptions taken;
    taken.port = port();
    EXPECT_EQ(Server(taken, application, random).start().error().code, "server.address_in_use");
    EXPECT_EQ(Server({.host = "999.1.1.1.1", .port = 0}, application, random).start().error().code,
              "server.bad_address");
    EXPECT_EQ(Server({.port = 0, .tls_certificate_file = "/nowhere", .tls_key_file = "/nowhere"}, application, random)
                  .start()
                  .error()
                  .code,
              "server.bad_tls");
}

}  // namespace
}  // namespace dengyun::http::test
