#pragma once
// The command line: subcommands, and the settings as flags, environment variables and configuration file.
#include <string>
#include <variant>
#include <vector>

#include "server/check_command.h"
#include "server/dispatch_commands.h"
#include "server/explain_command.h"
#include "server/repair_command.h"
#include "server/settings.h"
#include "server/solve_command.h"

namespace dengyun::server {

struct Serve {};
struct LoadDemonstration {
    std::int64_t seed = 2019;
    std::int64_t enterprises = 330;
};
struct Migrate {
    bool status = false;
    bool generate = false;  // print the script that the descriptions ask for
};
struct Backup {
    std::string file;
};
struct Restore {
    std::string file;
};
struct Verify {};
struct VerifyAward {
    std::string record;  // a file that GET …/award-record gave, or the id of an RFQ in the database
};
struct UserCommand {
    enum class What { add, list, password, suspend, activate, roles };
    What what = What::list;
    std::string login;
    std::string display_name;
    std::string organisation;  // id; empty: the platform
    std::vector<std::string> roles;
};
struct PrintOpenApi {};
struct PrintSettings {};
struct PrintVersion {};

using Command = std::variant<Serve, LoadDemonstration, Migrate, Backup, Restore, Verify, VerifyAward, UserCommand,
                             SolveSchedule, CheckSchedule, ExplainSchedule, RepairSchedule, SolveDispatch,
                             CheckDispatch, PrintOpenApi, PrintSettings, PrintVersion>;

struct CommandLine {
    Settings settings;
    Command command;
};

// Exit codes: 0 done, 1 failed (the reason on standard error), 2 wrong usage, 3 something is wrong with the data
// (verify).
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_bad_data = 3;

// The exit code where nothing is left to run (--help, wrong usage; already said on standard output or error).
[[nodiscard]] std::variant<CommandLine, int> parse_command_line(int count, const char* const* arguments);
// The table of settings as Markdown: docs/settings.md.
[[nodiscard]] std::string settings_table();

}  // namespace dengyun::server
