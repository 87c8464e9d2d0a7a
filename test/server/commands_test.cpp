// Goal: every command does what it says on a database, says in words why it does not, and ends with the documented
// code.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "test/http_client.h"
#include "test/server_process.h"

namespace dengyun::test {
namespace {

constexpr int done = 0;
constexpr int failed = 1;
constexpr int usage = 2;
constexpr int bad_data = 3;

class CommandsTest : public testing::Test {
  protected:
    [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "data"; }
    Ran run(std::vector<std::string> words, const std::string& input = {}) {
        words.insert(words.end(),
                     {"--data", data().string(), "--password-memory-kib", "8192", "--password-passes", "1"});
        return run_program(words, input);
    }
    // Somebody with access to the disk.
    void tamper(const std::string& sql) {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open((data() / "dengyun.db").c_str(), &database), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
            << sqlite3_errmsg(database);
        EXPECT_EQ(sqlite3_changes(database), 1) << sql;
        sqlite3_close(database);
    }
    TemporaryFolder folder_;
};

bool holds(const Ran& ran, std::string_view text) { return ran.output.find(text) != std::string::npos; }

TEST_F(CommandsTest, WrongUsageEndsWithTwoAndHelpWithNone) {
    EXPECT_EQ(run_program({}).exit_code, usage);
    EXPECT_EQ(run_program({"dance"}).exit_code, usage);
    const auto bound = run_program({"serve", "--workers", "0"});
    EXPECT_EQ(bound.exit_code, usage);
    EXPECT_TRUE(holds(bound, "--workers must be between 1 and 256")) << bound.output;
    const auto help = run_program({"serve", "--help"});
    EXPECT_EQ(help.exit_code, done);
    EXPECT_TRUE(holds(help, "Exit codes") || holds(help, "--help")) << help.output;
    EXPECT_EQ(run_program({"version"}).output, "dengyun 0.1.0\n");
    EXPECT_EQ(run_program({"settings"}).exit_code, done);
}

TEST_F(CommandsTest, MigratesOnceAndSaysWhatIsMissing) {
    const auto nothing = run({"migrate", "--status"});
    EXPECT_EQ(nothing.exit_code, failed) << "there is no database yet";
    EXPECT_FALSE(std::filesystem::exists(data()));
    EXPECT_EQ(run({"migrate"}).exit_code, done);
    const auto status = run({"migrate", "--status"});
    EXPECT_EQ(status.exit_code, done) << status.output;
    EXPECT_EQ(status.output, "Nothing is missing.\n");
    EXPECT_EQ(run({"migrate", "--generate"}).output, "") << "the descriptions and the scripts agree";
    EXPECT_EQ(run({"migrate"}).exit_code, done);
}

TEST_F(CommandsTest, LoadsTheDemonstrationOnceAndItsPeopleCanSignIn) {
    const auto loaded = run({"demo", "--enterprises", "12"});
    ASSERT_EQ(loaded.exit_code, done) << loaded.output;
    EXPECT_TRUE(holds(loaded, "12 demonstration enterprises")) << loaded.output;
    const auto again = run({"demo", "--enterprises", "12"});
    EXPECT_EQ(again.exit_code, failed);
    EXPECT_TRUE(holds(again, "demonstration.loaded")) << again.output;
    EXPECT_EQ(run({"verify"}).exit_code, done);

    ServerProcess server(data(), {"--password-memory-kib", "8192", "--password-passes", "1"});
    ASSERT_TRUE(server.started());
    HttpClient client(server.port());
    const auto told = client.get("/api/v1/demonstration").body;
    const auto password = json_member(told, "password");
    const auto at = told.find("\"login\":\"");
    ASSERT_NE(at, std::string::npos) << told;
    const auto login = told.substr(at + 9, told.find('"', at + 9) - at - 9);
    EXPECT_TRUE(holds(loaded, login)) << "the command tells the sign-ins, too: " << loaded.output;
    const auto session =
        client.post("/api/v1/session", fmt::format(R"({{"login":"{}","password":"{}"}})", login, password));
    EXPECT_EQ(session.status, 201U) << session.body;
    client.keep_session(session);
    const auto directory = client.get("/api/v1/enterprises?limit=200");
    EXPECT_EQ(directory.status, 200U);
    EXPECT_NE(directory.body.find("\"demonstration\":true"), std::string::npos) << "marked wherever it shows";
}

TEST_F(CommandsTest, LooksAfterUsers) {
    ASSERT_EQ(run({"migrate"}).exit_code, done);
    const auto weak = run({"user", "add", "root-user"}, "short\n");
    EXPECT_EQ(weak.exit_code, failed);
    EXPECT_TRUE(holds(weak, "password")) << weak.output;
    EXPECT_EQ(run({"user", "add", "root-user", "--display-name", "管理员"}, "the first long phrase\n").exit_code, done);
    EXPECT_EQ(run({"user", "add", "root-user"}, "the first long phrase\n").exit_code, failed) << "taken";
    EXPECT_EQ(run({"user", "password", "nobody"}, "the second long phrase\n").exit_code, failed);
    EXPECT_EQ(run({"user", "password", "root-user"}, "the second long phrase\n").exit_code, done);
    const auto list = run({"user", "list"});
    EXPECT_TRUE(holds(list, "root-user") && holds(list, "platform_operator")) << list.output;

    const auto sign_in = [&](std::string_view password) {
        const ServerProcess server(data(), {"--password-memory-kib", "8192", "--password-passes", "1"});
        EXPECT_TRUE(server.started());
        return HttpClient(server.port())
            .post("/api/v1/session", fmt::format(R"({{"login":"root-user","password":"{}"}})", password))
            .status;
    };
    EXPECT_EQ(sign_in("the first long phrase"), 401U);
    EXPECT_EQ(sign_in("the second long phrase"), 201U);
    EXPECT_EQ(run({"user", "suspend", "root-user"}).exit_code, done);
    EXPECT_NE(sign_in("the second long phrase"), 201U);
    EXPECT_EQ(run({"user", "activate", "root-user"}).exit_code, done);
    EXPECT_EQ(sign_in("the second long phrase"), 201U);
}

TEST_F(CommandsTest, VerifyFindsWhatWasTamperedWith) {
    ASSERT_EQ(run({"demo", "--enterprises", "11"}).exit_code, done);
    const auto whole = run({"verify"});
    EXPECT_EQ(whole.exit_code, done) << whole.output;
    tamper(
        "UPDATE event SET data = '{}' WHERE (organisation_id, sequence) = (SELECT organisation_id, 3 FROM event WHERE "
        "sequence = 3 LIMIT 1)");
    const auto changed = run({"verify"});
    EXPECT_EQ(changed.exit_code, bad_data) << changed.output;
    EXPECT_TRUE(holds(changed, "event 3: hash")) << changed.output;
}

TEST_F(CommandsTest, VerifyFindsAnEventThatIsGone) {
    ASSERT_EQ(run({"demo", "--enterprises", "11"}).exit_code, done);
    tamper(
        "DELETE FROM event WHERE (organisation_id, sequence) = (SELECT organisation_id, 2 FROM event WHERE sequence = "
        "2 LIMIT 1)");
    EXPECT_EQ(run({"verify"}).exit_code, bad_data);
}

TEST_F(CommandsTest, VerifyFindsMoneyThatNoTransferMade) {
    ASSERT_EQ(run({"demo", "--enterprises", "11"}).exit_code, done);
    EXPECT_TRUE(holds(run({"verify"}), " accounts, balanced"));
    tamper(
        "INSERT INTO ledger_account VALUES (1, 1, 1, 0, 0, 'forged', 'forged', 'cash', 1, 'CNY', NULL, NULL, 'open')");
    tamper("INSERT INTO ledger_balance VALUES (1, 1, 100, 0, 0, 0, 1, 1)");
    const auto forged = run({"verify"});
    EXPECT_EQ(forged.exit_code, bad_data) << forged.output;
    EXPECT_TRUE(holds(forged, "custody book: balance")) << forged.output;
}

TEST_F(CommandsTest, CommandsThatReadWorkBesideARunningServer) {
    const ServerProcess server(data());
    ASSERT_TRUE(server.started());
    EXPECT_EQ(run({"verify"}).exit_code, done);
    EXPECT_EQ(run({"user", "list"}).exit_code, done);
    EXPECT_EQ(run({"migrate", "--status"}).exit_code, done);
    const auto writing = run({"user", "suspend", "nobody"});
    EXPECT_EQ(writing.exit_code, failed);
    EXPECT_TRUE(holds(writing, "store.in_use")) << writing.output;
}

}  // namespace
}  // namespace dengyun::test
