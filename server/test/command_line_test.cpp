// Goal: the command line takes what the description of the settings says, in the documented precedence, and refuses the
// rest with exit code 2 and a word about it.
#include "server/command_line.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace dengyun::server {
namespace {

std::variant<CommandLine, int> parse(std::vector<const char*> words) {
    words.insert(words.begin(), "dengyun");
    return parse_command_line(static_cast<int>(words.size()), words.data());
}

Settings settings_of(const std::vector<const char*>& words) {
    const auto parsed = parse(words);
    EXPECT_TRUE(std::holds_alternative<CommandLine>(parsed));
    return std::holds_alternative<CommandLine>(parsed) ? std::get<CommandLine>(parsed).settings : Settings{};
}

int code_of(const std::vector<const char*>& words) {
    const auto parsed = parse(words);
    return std::holds_alternative<int>(parsed) ? std::get<int>(parsed) : -1;
}

// A variable of the environment for as long as it lives.
class Variable {
  public:
    Variable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
    ~Variable() { unsetenv(name_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    const char* name_;
};

TEST(CommandLine, TakesDefaultThenFileThenEnvironmentThenFlag) {
    const auto file = std::filesystem::temp_directory_path() / "dengyun-command-line-test.toml";
    std::ofstream(file) << "workers = 3\nmail-from = \"file@example.com\"\nlog-level = \"warn\"\n";
    const auto path = file.string();
    EXPECT_EQ(settings_of({"serve"}).workers, Settings{}.workers);
    EXPECT_EQ(settings_of({"serve", "--config", path.c_str()}).workers, 3);
    {
        const Variable workers("DENGYUN_WORKERS", "4");
        const Variable level("DENGYUN_LOG_LEVEL", "error");
        const auto settings = settings_of({"serve", "--config", path.c_str(), "--workers", "5"});
        EXPECT_EQ(settings.workers, 5) << "a flag goes before everything";
        EXPECT_EQ(settings.log_level, "error") << "the environment goes before the file";
        EXPECT_EQ(settings.mail_from, "file@example.com") << "the file goes before the default";
        EXPECT_EQ(settings.listen, Settings{}.listen);
        EXPECT_EQ(settings_of({"serve", "--config", path.c_str()}).workers, 4);
    }
    std::filesystem::remove(file);
}

TEST(CommandLine, FileMayNameSettingsAsTheTableDoes) {
    const auto file = std::filesystem::temp_directory_path() / "dengyun-command-line-names.toml";
    std::ofstream(file) << "write_group_max = 7\n";
    EXPECT_EQ(settings_of({"serve", "--config", file.string().c_str()}).write_group_max, 7);
    std::filesystem::remove(file);
}

TEST(CommandLine, RefusesWhatBreaksABoundOrIsNotThere) {
    EXPECT_EQ(code_of({"serve", "--workers", "0"}), exit_usage);
    EXPECT_EQ(code_of({"serve", "--workers", "257"}), exit_usage);
    EXPECT_EQ(code_of({"serve", "--workers", "many"}), exit_usage);
    EXPECT_EQ(code_of({"serve", "--no-such-setting", "1"}), exit_usage);
    EXPECT_EQ(code_of({"serve", "--config", "/no/such/file.toml"}), exit_usage);
    const auto file = std::filesystem::temp_directory_path() / "dengyun-command-line-unknown.toml";
    std::ofstream(file) << "wokers = 3\n";
    EXPECT_EQ(code_of({"serve", "--config", file.string().c_str()}), exit_usage)
        << "a mistyped name is not passed over";
    std::filesystem::remove(file);
    EXPECT_EQ(code_of({"dance"}), exit_usage);
    EXPECT_EQ(code_of({}), exit_usage);
    EXPECT_EQ(code_of({"demo", "--enterprises", "1000000"}), exit_usage);
    EXPECT_EQ(code_of({"backup"}), exit_usage);
    EXPECT_EQ(code_of({"solve"}), exit_usage);
    EXPECT_EQ(code_of({"solve", "schedule"}), exit_usage);
    EXPECT_EQ(code_of({"solve", "schedule", "a", "--format", "pdf"}), exit_usage);
    EXPECT_EQ(code_of({"solve", "schedule", "a", "--threads", "0"}), exit_usage);
    EXPECT_EQ(code_of({"repair", "schedule", "a", "b", "--from", "1", "--to", "2"}), exit_usage);
    EXPECT_EQ(code_of({"solve", "dispatch"}), exit_usage);
    EXPECT_EQ(code_of({"check", "dispatch", "a"}), exit_usage);
    EXPECT_EQ(code_of({"user", "roles", "anna"}), exit_usage);
    const Variable workers("DENGYUN_WORKERS", "no number");
    EXPECT_EQ(code_of({"serve"}), exit_usage);
}

TEST(CommandLine, EveryCommandExplainsItself) {
    for (const auto* command :
         {"serve", "demo", "migrate", "backup", "restore", "verify", "user", "solve", "openapi", "settings", "version"})
        EXPECT_EQ(code_of({command, "--help"}), exit_done) << command;
    EXPECT_EQ(code_of({"--help"}), exit_done);
    EXPECT_EQ(code_of({"user", "add", "--help"}), exit_done);
}

TEST(CommandLine, ReadsTheCommandsWithTheirOptions) {
    auto line = parse({"user", "add", "anna", "--display-name", "安娜", "--roles", "owner,planner", "--organisation",
                       "42", "--data", "d"});
    ASSERT_TRUE(std::holds_alternative<CommandLine>(line));
    const auto& user = std::get<UserCommand>(std::get<CommandLine>(line).command);
    EXPECT_EQ(user.what, UserCommand::What::add);
    EXPECT_EQ(user.login, "anna");
    EXPECT_EQ(user.display_name, "安娜");
    EXPECT_EQ(user.organisation, "42");
    EXPECT_EQ(user.roles, (std::vector<std::string>{"owner", "planner"}));
    EXPECT_EQ(std::get<CommandLine>(line).settings.data, "d") << "settings stand before or behind the command";

    line = parse({"user", "suspend", "anna"});
    ASSERT_TRUE(std::holds_alternative<CommandLine>(line));
    EXPECT_EQ(std::get<UserCommand>(std::get<CommandLine>(line).command).what, UserCommand::What::suspend);
    line = parse({"demo", "--seed", "7", "--enterprises", "20"});
    ASSERT_TRUE(std::holds_alternative<CommandLine>(line));
    EXPECT_EQ(std::get<LoadDemonstration>(std::get<CommandLine>(line).command).seed, 7);
    EXPECT_EQ(std::get<LoadDemonstration>(std::get<CommandLine>(line).command).enterprises, 20);
    line = parse(
        {"solve", "schedule", "a.txt.gz", "--format", "fjsp", "--iterations", "5", "--target", "9", "--seed", "3"});
    ASSERT_TRUE(std::holds_alternative<CommandLine>(line));
    const auto& solve = std::get<SolveSchedule>(std::get<CommandLine>(line).command);
    EXPECT_EQ(solve.file, "a.txt.gz");
    EXPECT_EQ(solve.format, "fjsp");
    EXPECT_EQ(solve.iterations, 5);
    EXPECT_EQ(solve.target, 9);
    EXPECT_EQ(solve.seed, 3U);
    EXPECT_FALSE(solve.seconds.has_value());
    line = parse({"solve", "dispatch", "a.json", "--seconds", "2.5", "--seed", "4", "--out", "plan.json"});
    ASSERT_TRUE(std::holds_alternative<CommandLine>(line));
    const auto& dispatch = std::get<SolveDispatch>(std::get<CommandLine>(line).command);
    EXPECT_EQ(dispatch.file, "a.json");
    EXPECT_EQ(dispatch.seconds, 2.5);
    EXPECT_EQ(dispatch.seed, 4U);
    EXPECT_EQ(dispatch.out, "plan.json");
    line = parse({"check", "dispatch", "a.json", "plan.json"});
    ASSERT_TRUE(std::holds_alternative<CommandLine>(line));
    EXPECT_EQ(std::get<CheckDispatch>(std::get<CommandLine>(line).command).plans, "plan.json");
    line = parse({"backup", "file.backup"});
    ASSERT_TRUE(std::holds_alternative<CommandLine>(line));
    EXPECT_EQ(std::get<Backup>(std::get<CommandLine>(line).command).file, "file.backup");
}

TEST(CommandLine, TableNamesEverySettingAndNoSecretDefault) {
    const auto table = settings_table();
    for (const auto& field : Settings::description.fields)
        EXPECT_NE(table.find('`' + std::string(field.name) + '`'), std::string::npos);
    EXPECT_NE(table.find("| `workers` | `--workers` | `DENGYUN_WORKERS` | 8 | 1 to 256 |"), std::string::npos) << table;
}

TEST(CommandLine, TableIsTheOneInTheDocumentation) {
    std::ifstream file("docs/settings.md");
    const std::string page(std::istreambuf_iterator<char>(file), {});
    EXPECT_TRUE(page.ends_with("\n\n" + settings_table())) << "docs/settings.md: put in what `dengyun settings` prints";
}

}  // namespace
}  // namespace dengyun::server
