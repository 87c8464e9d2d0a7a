#pragma once
// `dengyun solve dispatch` and `dengyun check dispatch`: the dispatch engine on a file, without a database. The result
// is the last line on standard output (JSON).
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace dengyun::server {

struct SolveDispatch {
    std::string file;
    std::optional<double> seconds;
    std::optional<std::int64_t> iterations;
    std::uint64_t seed = 1;
    std::string out;  // where the plans go; empty: nowhere
};

struct CheckDispatch {
    std::string file;
    std::string plans;
};

// REQUIRES: the commands `solve` and `check` have been added.
void add_dispatch_commands(CLI::App& app, std::function<SolveDispatch&()> solve, std::function<CheckDispatch&()> check);

// One order: options. Several: a plan for all. With events: the running plans repaired.
[[nodiscard]] int solve_dispatch(const SolveDispatch& command);
// exit_done where every plan holds, exit_bad_data where one does not (every breach on standard error).
[[nodiscard]] int check_dispatch(const CheckDispatch& command);

}  // namespace dengyun::server
