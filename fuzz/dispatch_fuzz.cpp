// Goal: no bytes break the reader of dispatch problems, and whatever small problem it takes is solved by plans that the
// independent checker takes and that are read back as they were written.
#include "engines/dispatch/check/check_plan.h"
#include "engines/dispatch/json/dispatch_json.h"
#include "engines/dispatch/options.h"
#include "engines/dispatch/replan.h"
#include "kernel/base/assert.h"

namespace {

using namespace dengyun::dispatch;

bool is_small(const Problem& problem) {
    std::size_t operations = 0;
    for (const auto& order : problem.orders) operations += order.operations.size();
    for (const auto& calendar : problem.calendars)
        if (calendar.period_ms > 0 && (problem.horizon_ms - problem.now_ms) / calendar.period_ms > 1'000) return false;
    return operations < 20 && problem.machines.size() < 50 && problem.orders.size() < 5;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto problem = read_problem({reinterpret_cast<const char*>(data), size});
    if (!problem) {
        DENGYUN_ASSERT(!problem.error().issues.empty());
        return 0;
    }
    const auto text = write_problem(*problem);
    const auto again = read_problem(text);
    DENGYUN_ASSERT(again.has_value() && write_problem(*again) == text);
    if (!is_small(*problem)) return 0;
    const Limits limits{.iterations = 60};
    if (!problem->plans.empty()) {
        static_cast<void>(redispatch(*problem, limits));
        return 0;
    }
    const Network network(*problem);
    for (std::size_t o = 0; o < problem->orders.size(); ++o) {
        const auto found = find_options(network, static_cast<Index>(o), limits);
        if (!found) continue;
        for (const auto& one : found->plans) DENGYUN_ASSERT(check_plans(*problem, std::span(&one.plan, 1)).empty());
        const auto written = write_plans(*problem, found->plans);
        const auto read = read_plans(*problem, written);
        DENGYUN_ASSERT(read.has_value() && write_plans(*problem, *read) == written);
    }
    return 0;
}
