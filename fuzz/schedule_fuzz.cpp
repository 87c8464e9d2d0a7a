// Goal: no bytes break the reader of scheduling problems, and whatever small problem it takes is solved by a schedule
// that the independent checker takes, and that is read back as it was written.
#include "engines/scheduling/check/check_schedule.h"
#include "engines/scheduling/check/check_shop.h"
#include "engines/scheduling/json/problem_json.h"
#include "engines/scheduling/json/shop_solution.h"
#include "engines/scheduling/solve.h"
#include "kernel/base/assert.h"

namespace {

using namespace dengyun::scheduling;

bool is_small(const Problem& problem) {
    std::size_t modes = 0;
    for (const auto& order : problem.orders)
        for (const auto& routing : order.routings)
            for (const auto& operation : routing.operations)
                modes += operation.modes.size() * static_cast<std::size_t>(order.lots_max);
    for (const auto& calendar : problem.calendars)
        if (calendar.period > 0 && problem.horizon / calendar.period > 1'000) return false;
    return modes < 100 && problem.resources.size() < 10;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto runs = read_shop_solution(text)) static_cast<void>(check_shop("1 1 0 1", "", *runs));
    const auto problem = read_problem(text);
    if (!problem) {
        DENGYUN_ASSERT(!problem.error().issues.empty());
        return 0;
    }
    if (!is_small(*problem)) return 0;
    Limits limits;
    limits.iterations = 30;
    const auto result = solve(*problem, limits, {});
    if (result.feasible) {
        DENGYUN_ASSERT(check_schedule(*problem, result.schedule).feasible());
        DENGYUN_ASSERT(result.lower_bound <= result.objective);
    }
    const auto written = write_schedule(*problem, result.schedule);
    const auto again = read_schedule(*problem, written);
    DENGYUN_ASSERT(again.has_value());
    DENGYUN_ASSERT(write_schedule(*problem, *again) == written);
    return 0;
}
