#pragma once
// What each command of the command line does. All answer the exit code and say on standard error what went wrong.
#include "server/command_line.h"

namespace dengyun::server {

[[nodiscard]] int serve(const Settings& settings);
[[nodiscard]] int load_demonstration(const Settings& settings, const LoadDemonstration& command);
[[nodiscard]] int migrate(const Settings& settings, const Migrate& command);
[[nodiscard]] int backup(const Settings& settings, const Backup& command);
[[nodiscard]] int restore(const Settings& settings, const Restore& command);
[[nodiscard]] int verify(const Settings& settings);
[[nodiscard]] int verify_award(const Settings& settings, const VerifyAward& command);
[[nodiscard]] int change_users(const Settings& settings, const UserCommand& command);
[[nodiscard]] int print_openapi(const Settings& settings);

// "dengyun: <text> (<code>)" on standard error; answers exit_failed.
int report(const Error& error);

// Errors: unavailable "scheduling.unwritable_file".
[[nodiscard]] Result<> write_file(const std::string& path, const std::string& text);

}  // namespace dengyun::server
