// Goal: an acknowledged write survives a process that dies at any moment; a half-write never shows; the hash chain
// holds.
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::test {
namespace {

constexpr int kills = 50;
constexpr int writers = 8;

// Writes contacts until the connection breaks; answers the ids that the server acknowledged.
std::vector<std::string> write_until_death(HttpClient client, int writer, int round, std::atomic<int>& acknowledged) {
    std::vector<std::string> ids;
    for (int i = 0;; ++i) {
        const auto name = fmt::format("压测 {}-{}-{}", round, writer, i);
        const auto answer =
            client.post("/api/v1/contacts", fmt::format(R"({{"name":"{}","phone":"0574-88880000"}})", name));
        if (answer.status != 201) return ids;
        ids.push_back(json_member(answer.body, "id"));
        ++acknowledged;
    }
}

std::set<std::string> all_contacts(HttpClient& client) {
    std::set<std::string> ids;
    std::string after;
    do {
        const auto answer = client.get("/api/v1/contacts?limit=200&sort=id" + (after.empty() ? "" : "&after=" + after));
        EXPECT_EQ(answer.status, 200U) << answer.body;
        const auto page = boost::json::parse(answer.body);
        for (const auto& item : page.at("items").as_array()) ids.insert(std::string(item.at("id").as_string()));
        after = page.at("next").is_null() ? "" : std::string(page.at("next").as_string());
    } while (!after.empty());
    return ids;
}

TEST(Kill, KeepsEveryAcknowledgedWriteAndTheChain) {
    const TemporaryFolder folder;
    const std::vector<std::string> no_limits{
        "--requests-per-second-key", "0", "--requests-per-second-address", "0", "--password-memory-kib", "8192",
        "--password-passes",         "1"};
    std::set<std::string> acknowledged;
    std::vector<Answer> sessions;
    for (int round = 0; round < kills; ++round) {
        ServerProcess server(folder.path(), no_limits);
        ASSERT_TRUE(server.started());
        HttpClient client(server.port());
        // What one organisation may hold is bounded: every other round has one of its own.
        if (round % 2 == 0) {
            sessions.push_back(client.post(
                "/api/v1/registrations",
                fmt::format(
                    R"({{"enterprise_name":"断电试验厂{0}","login":"kill-test-{0}","display_name":"试验员","password":"a long enough phrase"}})",
                    round)));
            ASSERT_EQ(sessions.back().status, 201U) << sessions.back().body;
        }
        const auto& session = sessions.back();

        std::atomic<int> count = 0;
        std::vector<std::vector<std::string>> written(writers);
        std::vector<std::thread> threads;
        for (int w = 0; w < writers; ++w) {
            threads.emplace_back([&, w] {
                HttpClient own(server.port());
                own.keep_session(session);
                written[static_cast<std::size_t>(w)] = write_until_death(std::move(own), w, round, count);
            });
        }
        // Killed while the writers are at it: after a number of acknowledgements that differs from round to round.
        const int enough = 20 + round * 7 % 90;
        while (count < enough) std::this_thread::yield();
        server.kill();
        for (auto& thread : threads) thread.join();
        for (const auto& ids : written) acknowledged.insert(ids.begin(), ids.end());
    }

    {
        ServerProcess server(folder.path(), no_limits);
        ASSERT_TRUE(server.started());
        std::set<std::string> present;
        for (const auto& session : sessions) {
            HttpClient client(server.port());
            client.keep_session(session);
            present.merge(all_contacts(client));
        }
        EXPECT_GE(present.size(), acknowledged.size());
        for (const auto& id : acknowledged) EXPECT_TRUE(present.contains(id)) << id << " was acknowledged and is gone";
        EXPECT_EQ(server.stop(), 0);
    }
    // Also proves that no row is without its event: the chain counts every one of them.
    const auto verified = run_program({"verify", "--data", folder.path().string()});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

}  // namespace
}  // namespace dengyun::test
