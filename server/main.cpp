#include <fmt/core.h>
#include <sys/stat.h>

#include "server/commands.h"
#include "server/parts.h"

namespace {

using namespace dengyun::server;

struct Run {
    const Settings& settings;
    int operator()(const Serve&) const { return serve(settings); }
    int operator()(const LoadDemonstration& command) const { return load_demonstration(settings, command); }
    int operator()(const Migrate& command) const { return migrate(settings, command); }
    int operator()(const Backup& command) const { return backup(settings, command); }
    int operator()(const Restore& command) const { return restore(settings, command); }
    int operator()(const Verify&) const { return verify(settings); }
    int operator()(const VerifyAward& command) const { return verify_award(settings, command); }
    int operator()(const UserCommand& command) const { return change_users(settings, command); }
    int operator()(const SolveSchedule& command) const { return solve_schedule(command); }
    int operator()(const CheckSchedule& command) const { return check_schedule(command); }
    int operator()(const SolveDispatch& command) const { return solve_dispatch(command); }
    int operator()(const CheckDispatch& command) const { return check_dispatch(command); }
    int operator()(const ExplainSchedule& command) const { return explain_schedule(command); }
    int operator()(const RepairSchedule& command) const { return repair_schedule(command); }
    int operator()(const PrintOpenApi&) const { return print_openapi(settings); }
    int operator()(const PrintSettings&) const {
        fmt::print("{}", settings_table());
        return exit_done;
    }
    int operator()(const PrintVersion&) const {
        fmt::print("dengyun {}\n", version);
        return exit_done;
    }
};

}  // namespace

int main(int count, char** arguments) {
    // What the program writes (database, keys, mail, backups) is for its own user alone.
    umask(S_IRWXG | S_IRWXO);
    const auto parsed = parse_command_line(count, arguments);
    if (const auto* code = std::get_if<int>(&parsed)) return *code;
    const auto& line = std::get<CommandLine>(parsed);
    return std::visit(Run{line.settings}, line.command);
}
