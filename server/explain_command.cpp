#include "server/explain_command.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engines/scheduling/check/check_schedule.h"
#include "engines/scheduling/explain/explain.h"
#include "engines/scheduling/input_file.h"
#include "engines/scheduling/json/problem_json.h"
#include "server/commands.h"

namespace dengyun::server {
namespace {

namespace sc = scheduling;

constexpr std::string_view cause_names[sc::causes] = {"nothing", "predecessor", "transport", "machine",  "set-up",
                                                      "tool",    "operator",    "material",  "calendar", "hold"};

class Report {
  public:
    Report(const sc::Problem& problem, const sc::Schedule& schedule) : problem_(problem), schedule_(schedule) {}

    void print(const sc::Explanation& one) const {
        fmt::print("{} ends {} late\n", problem_.orders[at(one.order)].id, one.lateness);
        fmt::print("  waited: {}\n", waits(one.waited));
        for (const auto& link : one.chain) {
            fmt::print("  {} from {} to {}, waited: {}", name(link.operation), link.start, link.end,
                       waits(link.waited));
            fmt::print("{}\n", link.waited_for.order == sc::none ? "" : ", last for " + name(link.waited_for));
        }
        for (const auto& remedy : one.remedies)
            fmt::print("  {} gains {} (tardiness {:+}, cost {:+})\n", text(remedy), remedy.gain, remedy.tardiness,
                       remedy.cost);
    }

  private:
    static std::size_t at(sc::Index i) { return static_cast<std::size_t>(i); }

    const sc::Operation& operation(const sc::OperationName& one) const {
        const auto routing = schedule_.orders[at(one.order)].routing;
        return problem_.orders[at(one.order)].routings[at(routing)].operations[at(one.operation)];
    }
    std::string name(const sc::OperationName& one) const {
        return fmt::format("{}/{}/{}", problem_.orders[at(one.order)].id, one.lot, operation(one).id);
    }
    static std::string waits(const std::array<sc::Tick, sc::causes>& waited) {
        std::string out;
        for (std::size_t c = 0; c < sc::causes; ++c)
            if (waited[c] > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", cause_names[c], waited[c]);
        return out.empty() ? "nothing" : out;
    }
    std::string text(const sc::Remedy& remedy) const {
        switch (remedy.kind) {
            case sc::RemedyKind::add_shift:
                return fmt::format("opening {} from {} to {}", problem_.calendars[at(remedy.calendar)].id,
                                   remedy.span.begin, remedy.span.end);
            case sc::RemedyKind::use_alternative: {
                const auto machine = operation(remedy.operation).modes[at(remedy.mode)].machine;
                return fmt::format("{} in mode {}{}", name(remedy.operation), remedy.mode,
                                   machine == sc::none ? "" : " on " + problem_.machines[at(machine)].id);
            }
            case sc::RemedyKind::split_lot:
                return fmt::format("{} lots", remedy.lots);
        }
        return {};
    }

    const sc::Problem& problem_;
    const sc::Schedule& schedule_;
};

Result<int> explain_file(const ExplainSchedule& command) {
    DENGYUN_TRY(text, sc::read_input_file(command.file));
    DENGYUN_TRY(solution, sc::read_input_file(command.solution));
    DENGYUN_TRY(problem, sc::read_problem(text));
    DENGYUN_TRY(schedule, sc::read_schedule(problem, solution));
    if (!sc::check_schedule(problem, schedule).feasible()) {
        fmt::print(stderr, "The schedule is not feasible; `dengyun check schedule` says why.\n");
        return exit_bad_data;
    }
    const auto all = sc::explain(
        problem, schedule,
        {.orders_max = static_cast<std::size_t>(command.orders_max), .overtime_price = command.overtime_price});
    const Report report(problem, schedule);
    for (const auto& one : all) report.print(one);
    if (all.empty()) fmt::print("No order is late.\n");
    return exit_done;
}

}  // namespace

void add_explain_command(CLI::App& app, std::function<ExplainSchedule&()> chosen) {
    auto* explain = app.add_subcommand("explain", "Say why a result is as it is")->fallthrough();
    explain->require_subcommand(1);
    auto* sub = explain->add_subcommand("schedule", "Why orders are late, and what would help")->fallthrough();
    sub->parse_complete_callback([chosen] { chosen(); });
    const auto option = [&]<class Value, class Member>(const char* name, Member ExplainSchedule::* member, Value,
                                                       const char* meaning) {
        return sub->add_option_function<Value>(
            name, [chosen, member](const Value& given) { chosen().*member = given; }, meaning);
    };
    option("file", &ExplainSchedule::file, std::string(), "The problem (JSON); .gz is read as it is")->required();
    option("solution", &ExplainSchedule::solution, std::string(), "The schedule (JSON)")->required();
    option("--overtime-price", &ExplainSchedule::overtime_price, std::int64_t(),
           "Cost of a unit of time of an added shift")
        ->check(CLI::Range(std::int64_t{0}, static_cast<std::int64_t>(scheduling::Bounds::weight_max)));
    option("--orders", &ExplainSchedule::orders_max, std::int64_t(), "How many late orders, the costliest first")
        ->check(CLI::Range(1, 10'000));
}

int explain_schedule(const ExplainSchedule& command) {
    const auto done = explain_file(command);
    return done ? *done : report(done.error());
}

}  // namespace dengyun::server
