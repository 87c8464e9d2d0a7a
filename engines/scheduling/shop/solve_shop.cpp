#include "engines/scheduling/shop/solve_shop.h"

#include <algorithm>

namespace dengyun::scheduling {
namespace {
std::size_t at(int i) { return static_cast<std::size_t>(i); }
}  // namespace

ShopResult solve_shop(const Shop& shop, const Limits&, const ShopProgressHandler& on_progress) {
    // Earliest operation first, on the machine where it ends first.
    ShopResult result;
    result.schedule.mode.assign(at(shop.operations()), 0);
    result.schedule.start.assign(at(shop.operations()), 0);
    std::vector<Time> machine_free(at(shop.machines), 0);
    std::vector<Time> job_free(at(shop.jobs()), 0);
    for (int k = 0, left = shop.operations(); left > 0; ++k) {
        for (int j = 0; j < shop.jobs(); ++j) {
            const int o = shop.job_first[at(j)] + k;
            if (o >= shop.job_first[at(j) + 1]) continue;
            --left;
            Time best_end = shop_total_max + 1;
            for (int i = shop.mode_first[at(o)]; i < shop.mode_first[at(o) + 1]; ++i) {
                const Time start = std::max(job_free[at(j)], machine_free[at(shop.mode_machine[at(i)])]);
                if (start + shop.mode_duration[at(i)] >= best_end) continue;
                best_end = start + shop.mode_duration[at(i)];
                result.schedule.mode[at(o)] = i;
                result.schedule.start[at(o)] = start;
            }
            job_free[at(j)] = best_end;
            machine_free[at(shop.mode_machine[at(result.schedule.mode[at(o)])])] = best_end;
        }
    }
    result.makespan = makespan_of(shop, result.schedule);
    for (int j = 0; j < shop.jobs(); ++j) {
        Time length = 0;
        for (int o = shop.job_first[at(j)]; o < shop.job_first[at(j) + 1]; ++o)
            length += *std::min_element(shop.mode_duration.begin() + shop.mode_first[at(o)],
                                        shop.mode_duration.begin() + shop.mode_first[at(o) + 1]);
        result.lower_bound = std::max(result.lower_bound, length);
    }
    if (on_progress) on_progress({result.makespan, result.lower_bound});
    return result;
}

}  // namespace dengyun::scheduling
