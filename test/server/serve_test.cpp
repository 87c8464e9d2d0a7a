// Goal: the server as its operators and users meet it: it says where it is, answers, keeps what it acknowledged,
// finishes what it accepted before it ends, and refuses to stand where another one stands.
#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::test {
namespace {

const std::vector<std::string> quick{"--password-memory-kib", "8192", "--password-passes", "1"};
constexpr std::string_view registration =
    R"({"enterprise_name":"余姚试验模具厂","login":"anna","display_name":"安娜","password":"a long enough phrase"})";

class ServeTest : public testing::Test {
  protected:
    [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "data"; }
    TemporaryFolder folder_;
};

std::string enterprise_of(HttpClient& client) {
    const auto answer = client.get("/api/v1/enterprises?q=试验模具厂");
    EXPECT_EQ(answer.status, 200U) << answer.body;
    const auto at = answer.body.find("\"id\":\"");
    return at == std::string::npos ? std::string() : answer.body.substr(at + 6, answer.body.find('"', at + 6) - at - 6);
}

TEST_F(ServeTest, SaysItsAddressInOneLineAndStopsWhenAsked) {
    for (const int signal : {SIGTERM, SIGINT}) {
        ServerProcess server(data(), quick);
        ASSERT_TRUE(server.started());
        EXPECT_EQ(server.greeting(), fmt::format("Dengyun is serving on http://127.0.0.1:{}\n", server.port()));
        HttpClient client(server.port());
        EXPECT_EQ(client.get("/healthz").status, 200U);
        EXPECT_EQ(client.get("/readyz").status, 200U);
        EXPECT_EQ(server.stop(signal), 0);
        EXPECT_EQ(client.get("/healthz").status, 0U);
    }
}

// Several processes on one database share a key that does not lie in the data folder of one of them.
TEST_F(ServeTest, TakesItsSecretKeyFromWhereItIsTold) {
    const auto key = folder_.path() / "shared.key";
    auto flags = quick;
    flags.insert(flags.end(), {"--secret-key-file", key.string()});
    std::string made;
    for (int i = 0; i < 2; ++i) {
        ServerProcess server(data(), flags);
        ASSERT_TRUE(server.started());
        EXPECT_EQ(server.stop(), 0);
        std::ifstream in(key);
        const std::string text(std::istreambuf_iterator<char>(in), {});
        EXPECT_EQ(text.size(), 45U);  // 32 bytes in base64, and a line's end
        if (i == 0) made = text;
        EXPECT_EQ(text, made);
    }
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(data()) / "secret.key"));
}

TEST_F(ServeTest, TellsMetricsOfWhatItAnswered) {
    ServerProcess server(data(), quick);
    ASSERT_TRUE(server.started());
    HttpClient client(server.port());
    EXPECT_EQ(client.get("/api/v1/session").status, 401U);
    const auto metrics = client.get("/metrics");
    EXPECT_EQ(metrics.status, 200U);
    EXPECT_TRUE(metrics.headers.at("content-type").starts_with("text/plain"));
    for (const auto* line :
         {R"(dengyun_http_request_seconds_count{method="GET",route="/api/v1/session",status="401"} 1)",
          "process_resident_memory_bytes", "dengyun_http_connections_open 1", "dengyun_jobs_failed 0"})
        EXPECT_NE(metrics.body.find(line), std::string::npos) << line << "\n" << metrics.body;
}

TEST_F(ServeTest, KeepsWhatWasChangedAndWhoIsSignedIn) {
    std::string enterprise;
    Answer session;
    {
        ServerProcess server(data(), quick);
        ASSERT_TRUE(server.started());
        HttpClient client(server.port());
        session = client.post("/api/v1/registrations", registration);
        ASSERT_EQ(session.status, 201U) << session.body;
        client.keep_session(session);
        enterprise = enterprise_of(client);
        ASSERT_FALSE(enterprise.empty());
        const auto seen = client.get("/api/v1/enterprises/" + enterprise);
        const auto changed = client.send("PATCH", "/api/v1/enterprises/" + enterprise, R"({"employees":37})",
                                         {{"If-Match", seen.headers.at("etag")}});
        EXPECT_EQ(changed.status, 200U) << changed.body;
        const auto stale = client.send("PATCH", "/api/v1/enterprises/" + enterprise, R"({"employees":38})",
                                       {{"If-Match", seen.headers.at("etag")}});
        EXPECT_EQ(stale.status, 412U) << stale.body;
        EXPECT_EQ(server.stop(), 0);
    }
    ServerProcess server(data(), quick);
    ASSERT_TRUE(server.started());
    HttpClient client(server.port());
    client.keep_session(session);
    EXPECT_EQ(json_member(client.get("/api/v1/enterprises/" + enterprise).body, "employees"), "37");
    EXPECT_EQ(json_member(client.get("/api/v1/events/verification").body, "ok"), "true");
}

// The number in the line of /metrics that begins with `name`.
int metric(HttpClient& client, std::string_view name) {
    const auto text = client.get("/metrics").body;
    const auto at = text.find("\n" + std::string(name) + ' ');
    return at == std::string::npos ? -1 : std::atoi(text.c_str() + at + name.size() + 2);
}

TEST_F(ServeTest, FinishesTheRequestsThatItAcceptedBeforeItEnds) {
    // A password that takes long to hash makes the request a slow one.
    const std::vector<std::string> slow{"--password-memory-kib", "65536", "--password-passes", "8"};
    {
        ServerProcess server(data(), slow);
        ASSERT_TRUE(server.started());
        HttpClient observer(server.port());
        Answer answer;
        std::thread registering(
            [&] { answer = HttpClient(server.port()).post("/api/v1/registrations", registration); });
        // Two: the registration, and the question itself.
        while (metric(observer, "dengyun_http_requests_in_flight") < 2) std::this_thread::yield();
        server.ask_to_stop();
        registering.join();
        EXPECT_EQ(answer.status, 201U) << answer.body;
        EXPECT_EQ(server.stop(), 0);
    }
    ServerProcess server(data(), slow);
    ASSERT_TRUE(server.started());
    EXPECT_EQ(HttpClient(server.port())
                  .post("/api/v1/session", R"({"login":"anna","password":"a long enough phrase"})")
                  .status,
              201U);
}

TEST_F(ServeTest, IsRefusedWhereAnotherServerHasTheDataOrTheAddress) {
    const ServerProcess server(data(), quick);
    ASSERT_TRUE(server.started());
    const auto same_data = run_program({"serve", "--data", data().string(), "--listen", "127.0.0.1:0"});
    EXPECT_EQ(same_data.exit_code, 1);
    EXPECT_NE(same_data.output.find("store.in_use"), std::string::npos) << same_data.output;
    const auto same_address = run_program({"serve", "--data", (folder_.path() / "other").string(), "--listen",
                                           fmt::format("127.0.0.1:{}", server.port())});
    EXPECT_EQ(same_address.exit_code, 1);
    EXPECT_NE(same_address.output.find("server.address_in_use"), std::string::npos) << same_address.output;
}

TEST_F(ServeTest, AnswersPagesAndProblems) {
    const ServerProcess server(data(), quick);
    ASSERT_TRUE(server.started());
    HttpClient client(server.port());
    const auto page = client.get("/enterprise/profile");
    EXPECT_EQ(page.status, 200U);
    EXPECT_TRUE(page.headers.at("content-type").starts_with("text/html"));
    const auto nothing = client.send("GET", "/api/v1/no-such-thing", {}, {{"Accept-Language", "en"}});
    EXPECT_EQ(nothing.status, 404U);
    EXPECT_EQ(nothing.headers.at("content-type"), "application/problem+json");
    EXPECT_FALSE(json_member(nothing.body, "request_id").empty());
    const auto bad = client.post("/api/v1/registrations", R"({"enterprise_name":)");
    EXPECT_EQ(bad.status, 422U) << bad.body;
    EXPECT_EQ(json_member(bad.body, "code"), "request.malformed_json");
    EXPECT_EQ(json_member(client.get("/api/v1/demonstration").body, "sign_ins"), "[]");
}

TEST_F(ServeTest, DescribesItsApiTheSameEverywhere) {
    const ServerProcess server(data(), quick);
    ASSERT_TRUE(server.started());
    const auto printed = run_program({"openapi"});
    EXPECT_EQ(printed.exit_code, 0);
    // Printed with line breaks for reviews, served without.
    const auto served = HttpClient(server.port()).get("/api/openapi.json").body;
    EXPECT_TRUE(boost::json::parse(served) == boost::json::parse(printed.output));
    EXPECT_EQ(json_member(printed.output, "openapi"), "3.1.0");
    // The web app's client is generated from this file.
    std::ifstream file("web/openapi.json");
    ASSERT_TRUE(file);
    const std::string committed(std::istreambuf_iterator<char>(file), {});
    EXPECT_TRUE(committed == printed.output)
        << "web/openapi.json is not what the server says; write it anew with dengyun openapi";
}

}  // namespace
}  // namespace dengyun::test
