#pragma once
// `dengyun repair`: a running plan that a machine drops out of.
#include <cstdint>
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace dengyun::server {

struct RepairSchedule {
    std::string file;
    std::string plan;
    std::string machine;
    std::int64_t from = 0, to = 0;  // the machine is down in [from, to)
    std::int64_t now = -1;          // -1: as of `from`
    std::int64_t stability_weight = 1;
    double seconds = 1;
    int threads = 1;
    std::uint64_t seed = 1;
    std::string out;
};

// `chosen` makes RepairSchedule the command to run and hands it out to be filled.
void add_repair_command(CLI::App& app, std::function<RepairSchedule&()> chosen);

// Prints the right shift and the repaired plan, each as a line of JSON, and writes the better one of both that is
// feasible. exit_bad_data where the plan is not feasible, or nothing is afterwards.
[[nodiscard]] int repair_schedule(const RepairSchedule& command);

}  // namespace dengyun::server
