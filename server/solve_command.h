#pragma once
// `dengyun solve`: runs an engine on a file, without a database. The result is the last line on standard output (JSON),
// progress goes to standard error.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace dengyun::server {

struct SolveSchedule {
    std::string file;
    std::string format;  // jsp, jsp_var, fjsp, json; empty: as the file reads
    std::optional<double> seconds;
    std::optional<std::int64_t> iterations;
    std::optional<std::int64_t> target;
    int threads = 1;
    std::uint64_t seed = 1;
    std::string out;  // where the schedule goes; empty: nowhere
};

// `chosen` makes SolveSchedule the command to run and hands it out to be filled.
void add_solve_command(CLI::App& app, std::function<SolveSchedule&()> chosen);

[[nodiscard]] int solve_schedule(const SolveSchedule& command);

}  // namespace dengyun::server
