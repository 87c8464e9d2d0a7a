#include "engines/scheduling/shop/shop.h"

#include <algorithm>

namespace dengyun::scheduling {

std::vector<int> jobs_of_operations(const Shop& shop) {
    std::vector<int> job(static_cast<std::size_t>(shop.operations()));
    for (int j = 0; j < shop.jobs(); ++j)
        std::fill(job.begin() + shop.job_first[static_cast<std::size_t>(j)],
                  job.begin() + shop.job_first[static_cast<std::size_t>(j) + 1], j);
    return job;
}

Time makespan_of(const Shop& shop, const ShopSchedule& schedule) {
    Time last = 0;
    for (std::size_t o = 0; o < schedule.start.size(); ++o)
        last = std::max(last, schedule.start[o] + shop.mode_duration[static_cast<std::size_t>(schedule.mode[o])]);
    return last;
}

}  // namespace dengyun::scheduling
