#include "engines/scheduling/shop/check_shop.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace dengyun::scheduling {

std::string fault_of(const Shop& shop, const ShopSchedule& schedule) {
    const auto count = static_cast<std::size_t>(shop.operations());
    if (schedule.mode.size() != count || schedule.start.size() != count) return "not every operation is there";
    struct Run {
        int machine;
        Time start, end;
    };
    std::vector<Run> runs;
    runs.reserve(count);
    for (std::size_t j = 0; j + 1 < shop.job_first.size(); ++j) {
        Time ready = 0;
        for (int k = shop.job_first[j]; k < shop.job_first[j + 1]; ++k) {
            const auto o = static_cast<std::size_t>(k);
            const int mode = schedule.mode[o];
            if (mode < shop.mode_first[o] || mode >= shop.mode_first[o + 1])
                return fmt::format("operation {} runs in a mode of another", k);
            if (schedule.start[o] < ready) return fmt::format("operation {} starts before {}", k, ready);
            ready = schedule.start[o] + shop.mode_duration[static_cast<std::size_t>(mode)];
            runs.push_back({shop.mode_machine[static_cast<std::size_t>(mode)], schedule.start[o], ready});
        }
    }
    std::ranges::sort(runs, [](const Run& a, const Run& b) {
        return std::tie(a.machine, a.start, a.end) < std::tie(b.machine, b.start, b.end);
    });
    for (std::size_t i = 1; i < runs.size(); ++i)
        if (runs[i].machine == runs[i - 1].machine && runs[i].start < runs[i - 1].end)
            return fmt::format("machine {} does two things at {}", runs[i].machine, runs[i].start);
    return {};
}

}  // namespace dengyun::scheduling
