#include "server/repair_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "engines/scheduling/check/check_schedule.h"
#include "engines/scheduling/input_file.h"
#include "engines/scheduling/json/problem_json.h"
#include "engines/scheduling/repair/repair.h"
#include "server/commands.h"

namespace dengyun::server {
namespace {

namespace sc = scheduling;

double now_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void print(std::string_view step, const sc::RepairResult& result, double seconds) {
    const auto& totals = result.totals;
    fmt::print(R"({{"step":"{}","feasible":{},"moved":{},"makespan":{},"tardiness":{},"setup":{},"cost":{},)"
               R"("stability":{},"seconds":{:.3f}}})"
               "\n",
               step, result.feasible, result.moved, totals.makespan, totals.tardiness, totals.setup, totals.cost,
               totals.stability, seconds);
}

Result<sc::Outage> outage_of(const sc::Problem& problem, const RepairSchedule& command) {
    const auto machine = std::ranges::find(problem.machines, command.machine, &sc::Machine::id);
    if (machine == problem.machines.end())
        return fail(ErrorKind::invalid, "schedule.invalid", {{"machine", "unknown_reference"}});
    if (command.to <= command.from) return fail(ErrorKind::invalid, "schedule.invalid", {{"to", "bad_interval"}});
    return sc::Outage{static_cast<sc::Index>(machine - problem.machines.begin()), {command.from, command.to}};
}

Result<int> repair_file(const RepairSchedule& command) {
    DENGYUN_TRY(text, sc::read_input_file(command.file));
    DENGYUN_TRY(plan, sc::read_input_file(command.plan));
    DENGYUN_TRY(problem, sc::read_problem(text));
    DENGYUN_TRY(running, sc::read_schedule(problem, plan));
    DENGYUN_TRY(outage, outage_of(problem, command));
    if (!sc::check_schedule(problem, running).feasible()) {
        fmt::print(stderr, "The plan is not feasible; `dengyun check schedule` says why.\n");
        return exit_bad_data;
    }
    const auto disrupted =
        sc::disrupted(problem, running, outage, command.now < 0 ? command.from : command.now, command.stability_weight);
    const double begin = now_seconds();
    const auto shifted = sc::right_shift(disrupted);
    print("right_shift", shifted, now_seconds() - begin);
    sc::Limits limits;
    limits.stopwatch = [begin] { return now_seconds() - begin; };
    limits.seconds = command.seconds;
    limits.threads = command.threads;
    limits.seed = command.seed;
    const auto repaired = sc::repair(disrupted, limits);
    print("repair", repaired, now_seconds() - begin);
    const auto& best = repaired.feasible ? repaired : shifted;
    if (!best.feasible) return exit_bad_data;
    if (!command.out.empty()) DENGYUN_CHECK(write_file(command.out, sc::write_schedule(disrupted, best.schedule)));
    return exit_done;
}

}  // namespace

void add_repair_command(CLI::App& app, std::function<RepairSchedule&()> chosen) {
    auto* repair = app.add_subcommand("repair", "Mend a plan that something has come across")->fallthrough();
    repair->require_subcommand(1);
    auto* sub = repair->add_subcommand("schedule", "A machine is down: shift what is affected, then plan around it")
                    ->fallthrough();
    sub->parse_complete_callback([chosen] { chosen(); });
    const auto option = [&]<class Value, class Member>(const char* name, Member RepairSchedule::* member, Value,
                                                       const char* meaning) {
        return sub->add_option_function<Value>(
            name, [chosen, member](const Value& given) { chosen().*member = given; }, meaning);
    };
    const auto time = CLI::Range(std::int64_t{0}, static_cast<std::int64_t>(sc::Bounds::time_max));
    option("file", &RepairSchedule::file, std::string(), "The problem (JSON); .gz is read as it is")->required();
    option("plan", &RepairSchedule::plan, std::string(), "The running schedule (JSON)")->required();
    option("--machine", &RepairSchedule::machine, std::string(), "The machine that is down")->required();
    option("--from", &RepairSchedule::from, std::int64_t(), "Down from this time on")->required()->check(time);
    option("--to", &RepairSchedule::to, std::int64_t(), "Up again at this time")->required()->check(time);
    option("--now", &RepairSchedule::now, std::int64_t(), "What has started before stays; as of --from where absent")
        ->check(time);
    option("--stability-weight", &RepairSchedule::stability_weight, std::int64_t(),
           "Cost of a unit of time by which a start moves")
        ->check(CLI::Range(std::int64_t{0}, static_cast<std::int64_t>(sc::Bounds::weight_max)));
    option("--seconds", &RepairSchedule::seconds, double(), "How long to search; 1 where absent")
        ->check(CLI::Range(0.0, sc::seconds_max));
    option("--threads", &RepairSchedule::threads, int(), "Search threads")->check(CLI::Range(1, sc::threads_max));
    option("--seed", &RepairSchedule::seed, std::uint64_t(), "The same seed makes the same random choices");
    option("--out", &RepairSchedule::out, std::string(), "Write the repaired schedule to this file (JSON)");
}

int repair_schedule(const RepairSchedule& command) {
    const auto done = repair_file(command);
    return done ? *done : report(done.error());
}

}  // namespace dengyun::server
