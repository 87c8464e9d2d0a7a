#include "server/dispatch_commands.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <fmt/format.h>
#include <fstream>

#include "engines/dispatch/check/check_plan.h"
#include "engines/dispatch/json/dispatch_json.h"
#include "engines/dispatch/options.h"
#include "engines/dispatch/replan.h"
#include "engines/scheduling/input_file.h"
#include "server/commands.h"

namespace dengyun::server {
namespace {

struct Answer {
    std::vector<dispatch::NamedPlan> plans;
    std::string summary;  // members of a JSON object
};

std::vector<dispatch::NamedPlan> unnamed(const std::vector<dispatch::OrderPlan>& plans) {
    std::vector<dispatch::NamedPlan> out;
    for (const auto& plan : plans) out.push_back({{}, plan});
    return out;
}

Result<Answer> choose(const dispatch::Problem& problem, const dispatch::Limits& limits) {
    const dispatch::Network network(problem);
    DENGYUN_TRY(found, dispatch::find_options(network, 0, limits));
    Answer out{found.plans, fmt::format("\"iterations\":{},\"options\":{}", found.iterations, found.plans.size())};
    for (const auto& one : found.plans)
        for (const auto& name : one.names)
            out.summary +=
                fmt::format(",\"{}\":{{\"price_fen\":{},\"finish_ms\":{},\"promise_ms\":{},\"risk_ppm\":{}}}", name,
                            one.plan.price().total_fen(), one.plan.finish_ms, one.plan.promise_ms, one.plan.risk_ppm);
    return out;
}

Result<Answer> plan_each(const dispatch::Problem& problem, const dispatch::Limits& limits) {
    dispatch::Network network(problem);
    const auto all = dispatch::plan_all(network, limits);
    return Answer{unnamed(all.plans),
                  fmt::format("\"iterations\":{},\"planned\":{},\"unplanned\":{},\"price_fen\":{},\"late_ms\":{}",
                              all.iterations, all.plans.size(), all.unplanned.size(), all.price_fen, all.late_ms)};
}

Result<Answer> repair(const dispatch::Problem& problem, const dispatch::Limits& limits) {
    const auto result = dispatch::redispatch(problem, limits);
    Answer out{unnamed(result.plans), fmt::format("\"iterations\":{},\"unplanned\":{},\"changes\":[", result.iterations,
                                                  result.unplanned.size())};
    for (std::size_t i = 0; i < result.changes.size(); ++i) {
        const auto& one = result.changes[i];
        out.summary += fmt::format("{}{{\"order\":{},\"price_fen\":{},\"finish_ms\":{},\"lots_moved\":{}}}",
                                   i > 0 ? "," : "", one.order, one.price_fen, one.finish_ms, one.lots_moved);
    }
    out.summary += ']';
    return out;
}

Result<> solve(const SolveDispatch& command) {
    dispatch::Limits limits{.seconds = command.seconds, .seed = command.seed};
    limits.stopwatch = [begin = std::chrono::steady_clock::now()] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    if (command.iterations) limits.iterations = *command.iterations;
    DENGYUN_TRY(text, scheduling::read_input_file(command.file));
    DENGYUN_TRY(problem, dispatch::read_problem(text));
    if (problem.orders.empty()) return fail(ErrorKind::invalid, "dispatch.invalid", {{"orders", "required"}});
    auto answer = !problem.events.empty()                               ? repair(problem, limits)
                  : problem.orders.size() == 1 && problem.plans.empty() ? choose(problem, limits)
                                                                        : plan_each(problem, limits);
    if (!answer) return std::unexpected(answer.error());
    if (!command.out.empty()) {
        std::ofstream file(command.out, std::ios::binary | std::ios::trunc);
        file << dispatch::write_plans(problem, answer->plans);
        file.close();
        if (!file) return fail(ErrorKind::unavailable, "scheduling.unwritable_file", {}, command.out);
    }
    fmt::print("{{{},\"seconds\":{:.3f}}}\n", answer->summary, limits.stopwatch());
    return {};
}

// Plans of one order are ways to choose from, each checked alone; otherwise they apply together.
std::vector<dispatch::Breach> breaches_of(const dispatch::Problem& problem,
                                          const std::vector<dispatch::NamedPlan>& named) {
    std::vector<dispatch::OrderPlan> plans;
    std::vector<bool> seen(problem.orders.size(), false);
    bool are_alternatives = false;
    for (const auto& one : named) {
        if (seen[dispatch::at(one.plan.order)]) are_alternatives = true;
        seen[dispatch::at(one.plan.order)] = true;
        plans.push_back(one.plan);
    }
    if (!are_alternatives) return dispatch::check_plans(problem, plans);
    std::vector<dispatch::Breach> out;
    for (const auto& plan : plans)
        for (auto& breach : dispatch::check_plans(problem, std::span(&plan, 1))) out.push_back(std::move(breach));
    return out;
}

Result<int> check(const CheckDispatch& command) {
    DENGYUN_TRY(text, scheduling::read_input_file(command.file));
    DENGYUN_TRY(plans_text, scheduling::read_input_file(command.plans));
    DENGYUN_TRY(problem, dispatch::read_problem(text));
    DENGYUN_TRY(plans, dispatch::read_plans(problem, plans_text));
    const auto breaches = breaches_of(problem, plans);
    for (const auto& breach : breaches)
        fmt::print(stderr, "{}: {}: {}\n", dispatch::name_of(breach.fault), breach.place, breach.text);
    fmt::print("{{\"plans\":{},\"breaches\":{}}}\n", plans.size(), breaches.size());
    return breaches.empty() ? exit_done : exit_bad_data;
}

}  // namespace

void add_dispatch_commands(CLI::App& app, std::function<SolveDispatch&()> solve_chosen,
                           std::function<CheckDispatch&()> check_chosen) {
    auto* solve = app.get_subcommand("solve")
                      ->add_subcommand("dispatch", "Find machines and times for the operations of orders")
                      ->fallthrough();
    solve->parse_complete_callback([solve_chosen] { solve_chosen(); });
    const auto option = [&]<class Value, class Member>(const char* name, Member SolveDispatch::* member, Value,
                                                       const char* meaning) {
        return solve->add_option_function<Value>(
            name, [solve_chosen, member](const Value& given) { solve_chosen().*member = given; }, meaning);
    };
    option("file", &SolveDispatch::file, std::string(), "The problem (JSON); .gz is read as it is")->required();
    option("--seconds", &SolveDispatch::seconds, double(), "Stop the search after this time")
        ->check(CLI::Range(0.0, dispatch::seconds_max));
    option("--iterations", &SolveDispatch::iterations, std::int64_t(), "How many plans to try for an order; 20000")
        ->check(CLI::Range(std::int64_t{0}, dispatch::iterations_max));
    option("--seed", &SolveDispatch::seed, std::uint64_t(), "The same seed makes the same random choices");
    option("--out", &SolveDispatch::out, std::string(), "Write the plans to this file (JSON)");

    auto* check = app.get_subcommand("check")
                      ->add_subcommand("dispatch", "Check plans: exit code 0 only where they all hold")
                      ->fallthrough();
    check->parse_complete_callback([check_chosen] { check_chosen(); });
    const auto text = [&](const char* name, std::string CheckDispatch::* member, const char* meaning) {
        check
            ->add_option_function<std::string>(
                name, [check_chosen, member](const std::string& given) { check_chosen().*member = given; }, meaning)
            ->required();
    };
    text("file", &CheckDispatch::file, "The problem (JSON); .gz is read as it is");
    text("plans", &CheckDispatch::plans, "The plans (JSON)");
}

int solve_dispatch(const SolveDispatch& command) {
    const auto done = solve(command);
    return done ? exit_done : report(done.error());
}

int check_dispatch(const CheckDispatch& command) {
    const auto done = check(command);
    return done ? *done : report(done.error());
}

}  // namespace dengyun::server
