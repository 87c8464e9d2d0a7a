#pragma once
// `dengyun check`: proves a result of an engine with code that shares nothing with the engine's solver.
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace dengyun::server {

struct CheckSchedule {
    std::string file;
    std::string solution;
    std::string format;  // jsp, jsp_var, fjsp, json; empty: as the file reads
};

// `chosen` makes CheckSchedule the command to run and hands it out to be filled.
void add_check_command(CLI::App& app, std::function<CheckSchedule&()> chosen);

// exit_done where the schedule is feasible, exit_bad_data where it is not (every breach on standard error), exit_failed
// where a file cannot be read.
[[nodiscard]] int check_schedule(const CheckSchedule& command);

}  // namespace dengyun::server
