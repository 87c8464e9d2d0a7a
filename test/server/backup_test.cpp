// Goal: a backup taken while the server is written to restores into a whole, verified database with everything that was
// acknowledged before it began.
#include <gtest/gtest.h>
#include <thread>

#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::test {
namespace {

TEST(Backup, TakenDuringUseRestoresWhole) {
    const TemporaryFolder folder;
    const auto data = (folder.path() / "data").string();
    const auto copy = (folder.path() / "copy").string();
    const auto file = (folder.path() / "a.backup").string();
    const std::vector<std::string> no_limits{"--requests-per-second-key", "0", "--requests-per-second-address", "0"};
    Answer session;
    constexpr int before = 50;
    {
        ServerProcess server(data, no_limits);
        ASSERT_TRUE(server.started());
        HttpClient client(server.port());
        session = client.post(
            "/api/v1/registrations",
            R"({"enterprise_name":"备份试验厂","login":"backup-test","display_name":"试验员","password":"a long enough phrase"})");
        ASSERT_EQ(session.status, 201U) << session.body;
        client.keep_session(session);
        const auto write = [](HttpClient& writer, int number) {
            return writer
                .post("/api/v1/contacts", fmt::format(R"({{"name":"联系人{}","phone":"0574-88880000"}})", number))
                .status;
        };
        for (int i = 0; i < before; ++i) ASSERT_EQ(write(client, i), 201U);

        std::atomic<bool> enough = false;
        std::thread writing([&] {
            HttpClient own(server.port());
            own.keep_session(session);
            for (int i = before; !enough; ++i) EXPECT_EQ(write(own, i), 201U);
        });
        const auto backup = run_program({"backup", file, "--data", data});
        enough = true;
        writing.join();
        ASSERT_EQ(backup.exit_code, 0) << backup.output;
        EXPECT_EQ(run_program({"backup", file, "--data", data}).exit_code, 1)
            << "an older backup is never written over";
        EXPECT_EQ(server.stop(), 0);
    }
    const auto restored = run_program({"restore", file, "--data", copy});
    ASSERT_EQ(restored.exit_code, 0) << restored.output;
    const auto verified = run_program({"verify", "--data", copy});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
    EXPECT_EQ(run_program({"restore", file, "--data", copy}).exit_code, 1) << "only an empty database is restored into";

    // The sessions come with the data; the key that seals secrets is the operator's to keep.
    ServerProcess server(copy, no_limits);
    ASSERT_TRUE(server.started());
    HttpClient client(server.port());
    client.keep_session(session);
    int found = 0;
    std::string after;
    do {
        const auto page = client.get("/api/v1/contacts?limit=200&sort=id" + (after.empty() ? "" : "&after=" + after));
        ASSERT_EQ(page.status, 200U) << page.body;
        for (auto at = page.body.find("联系人"); at != std::string::npos; at = page.body.find("联系人", at + 1))
            ++found;
        after = json_member(page.body, "next");
    } while (after != "null");
    EXPECT_GE(found, before);
}

}  // namespace
}  // namespace dengyun::test
