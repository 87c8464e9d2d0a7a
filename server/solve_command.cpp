#include "server/solve_command.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <fmt/format.h>

#include "engines/scheduling/input_file.h"
#include "engines/scheduling/shop/read_shop.h"
#include "engines/scheduling/shop/solution_text.h"
#include "engines/scheduling/shop/solve_shop.h"
#include "server/commands.h"
#include "server/solve_rich.h"

namespace dengyun::server {
namespace {

constexpr double default_seconds = 10;

std::optional<scheduling::ShopFormat> shop_format_of(const SolveSchedule& command) {
    if (command.format == "jsp") return scheduling::ShopFormat::jsp;
    if (command.format == "jsp_var") return scheduling::ShopFormat::jsp_var;
    if (command.format == "fjsp") return scheduling::ShopFormat::fjsp;
    return std::nullopt;
}

scheduling::Limits limits_of(const SolveSchedule& command) {
    scheduling::Limits limits;
    limits.stopwatch = [begin = std::chrono::steady_clock::now()] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    limits.seconds = command.seconds;
    limits.iterations = command.iterations;
    if (!limits.seconds && !limits.iterations) limits.seconds = default_seconds;
    limits.target = command.target;
    limits.threads = command.threads;
    limits.seed = command.seed;
    return limits;
}

Result<> solve_shop_file(const SolveSchedule& command, const std::string& text) {
    const auto limits = limits_of(command);
    DENGYUN_TRY(shop, scheduling::read_shop(text, shop_format_of(command)));
    const auto result = scheduling::solve_shop(shop, limits, [&](const scheduling::ShopProgress& progress) {
        fmt::print(stderr, "{:.2f} s: makespan {}, lower bound {}\n", limits.stopwatch(), progress.makespan,
                   progress.lower_bound);
    });
    if (!command.out.empty()) DENGYUN_CHECK(write_file(command.out, scheduling::solution_text(shop, result.schedule)));
    fmt::print(R"({{"makespan":{},"lower_bound":{},"objective":{},"optimal":{},"seconds":{:.3f}}})"
               "\n",
               result.makespan, result.lower_bound, result.makespan, result.optimal(), limits.stopwatch());
    return {};
}

Result<> solve_rich_file(const SolveSchedule& command, const std::string& text) {
    DENGYUN_TRY(answer, solve_rich(text, limits_of(command)));
    if (!command.out.empty()) DENGYUN_CHECK(write_file(command.out, answer.solution));
    fmt::print("{}\n", answer.summary);
    return {};
}

bool is_json(const SolveSchedule& command, const std::string& text) {
    if (!command.format.empty()) return command.format == "json";
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string::npos && text[first] == '{';
}

}  // namespace

void add_solve_command(CLI::App& app, std::function<SolveSchedule&()> chosen) {
    auto* solve = app.add_subcommand("solve", "Run an engine on a file, without a database")->fallthrough();
    solve->require_subcommand(1);
    auto* sub =
        solve->add_subcommand("schedule", "Find a short schedule and prove how short one can be")->fallthrough();
    sub->parse_complete_callback([chosen] { chosen(); });
    const auto option = [&]<class Value, class Member>(const char* name, Member SolveSchedule::* member, Value,
                                                       const char* meaning) {
        return sub->add_option_function<Value>(
            name, [chosen, member](const Value& given) { chosen().*member = given; }, meaning);
    };
    option("file", &SolveSchedule::file, std::string(), "The problem; .gz is read as it is")->required();
    option("--format", &SolveSchedule::format, std::string(), "jsp, jsp_var, fjsp or json; found out where absent")
        ->check(CLI::IsMember({"jsp", "jsp_var", "fjsp", "json"}));
    option("--seconds", &SolveSchedule::seconds, double(), "How long to search; 10 where --iterations is absent too")
        ->check(CLI::Range(0.0, scheduling::seconds_max));
    option("--iterations", &SolveSchedule::iterations, std::int64_t(),
           "How many steps of the search per thread; with one thread the result is the same on every run")
        ->check(CLI::Range(std::int64_t{0}, scheduling::iterations_max));
    option("--threads", &SolveSchedule::threads, int(), "Search threads")
        ->check(CLI::Range(1, scheduling::threads_max));
    option("--seed", &SolveSchedule::seed, std::uint64_t(), "The same seed makes the same random choices");
    option("--target", &SolveSchedule::target, std::int64_t(), "Stop at this objective or a better one");
    option("--out", &SolveSchedule::out, std::string(), "Write the schedule to this file (JSON)");
}

int solve_schedule(const SolveSchedule& command) {
    const auto text = scheduling::read_input_file(command.file);
    if (!text) return report(text.error());
    const auto done = is_json(command, *text) ? solve_rich_file(command, *text) : solve_shop_file(command, *text);
    return done ? exit_done : report(done.error());
}

}  // namespace dengyun::server
