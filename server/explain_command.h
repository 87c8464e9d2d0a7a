#pragma once
// `dengyun explain`: why the orders of a schedule are late, and what would help.
#include <cstdint>
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace dengyun::server {

struct ExplainSchedule {
    std::string file;
    std::string solution;
    std::int64_t overtime_price = 0;  // of a unit of time of an added shift
    std::int64_t orders_max = 20;
};

// `chosen` makes ExplainSchedule the command to run and hands it out to be filled.
void add_explain_command(CLI::App& app, std::function<ExplainSchedule&()> chosen);

// exit_bad_data where the schedule is not feasible: then there is nothing to explain.
[[nodiscard]] int explain_schedule(const ExplainSchedule& command);

}  // namespace dengyun::server
