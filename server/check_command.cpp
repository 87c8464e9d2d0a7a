#include "server/check_command.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engines/scheduling/check/check_schedule.h"
#include "engines/scheduling/check/check_shop.h"
#include "engines/scheduling/input_file.h"
#include "engines/scheduling/json/problem_json.h"
#include "engines/scheduling/json/shop_solution.h"
#include "server/commands.h"

namespace dengyun::server {
namespace {

int say(const std::vector<scheduling::Breach>& breaches) {
    for (const auto& breach : breaches)
        fmt::print(stderr, "{}: {}: {}\n", scheduling::name_of(breach.fault), breach.place, breach.text);
    fmt::print(stderr, "Not feasible: {} breaches.\n", breaches.size());
    return exit_bad_data;
}

Result<int> check_rich(const std::string& text, const std::string& solution) {
    DENGYUN_TRY(problem, scheduling::read_problem(text));
    DENGYUN_TRY(schedule, scheduling::read_schedule(problem, solution));
    const auto check = scheduling::check_schedule(problem, schedule);
    if (!check.feasible()) return say(check.breaches);
    const auto& totals = check.totals;
    fmt::print(R"({{"feasible":true,"makespan":{},"tardiness":{},"setup":{},"cost":{},"stability":{}}})"
               "\n",
               totals.makespan, totals.tardiness, totals.setup, totals.cost, totals.stability);
    return exit_done;
}

Result<int> check_shop(const std::string& text, const std::string& solution, const std::string& format) {
    DENGYUN_TRY(runs, scheduling::read_shop_solution(solution));
    const auto check = scheduling::check_shop(text, format, runs);
    if (!check.breaches.empty()) return say(check.breaches);
    fmt::print(R"({{"feasible":true,"makespan":{}}})"
               "\n",
               check.makespan);
    return exit_done;
}

Result<int> check(const CheckSchedule& command) {
    DENGYUN_TRY(text, scheduling::read_input_file(command.file));
    DENGYUN_TRY(solution, scheduling::read_input_file(command.solution));
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool is_json =
        command.format == "json" || (command.format.empty() && first != std::string::npos && text[first] == '{');
    return is_json ? check_rich(text, solution) : check_shop(text, solution, command.format);
}

}  // namespace

void add_check_command(CLI::App& app, std::function<CheckSchedule&()> chosen) {
    auto* check = app.add_subcommand("check", "Prove a result with code apart from the engine's")->fallthrough();
    check->require_subcommand(1);
    auto* sub =
        check->add_subcommand("schedule", "Check a schedule: exit code 0 only where it is feasible")->fallthrough();
    sub->parse_complete_callback([chosen] { chosen(); });
    const auto text = [&](const char* name, std::string CheckSchedule::* member, const char* meaning) {
        return sub->add_option_function<std::string>(
            name, [chosen, member](const std::string& given) { chosen().*member = given; }, meaning);
    };
    text("file", &CheckSchedule::file, "The problem; .gz is read as it is")->required();
    text("solution", &CheckSchedule::solution, "The schedule (JSON)")->required();
    text("--format", &CheckSchedule::format, "jsp, jsp_var, fjsp or json; found out where absent")
        ->check(CLI::IsMember({"jsp", "jsp_var", "fjsp", "json"}));
}

int check_schedule(const CheckSchedule& command) {
    const auto done = check(command);
    return done ? *done : report(done.error());
}

}  // namespace dengyun::server
