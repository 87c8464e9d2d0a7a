#include "engines/scheduling/shop/solution_text.h"

#include <fmt/format.h>
#include <iterator>

namespace dengyun::scheduling {

std::string solution_text(const Shop& shop, const ShopSchedule& schedule) {
    const auto job = jobs_of_operations(shop);
    std::string text = "{\"operations\":[";
    for (std::size_t o = 0; o < schedule.start.size(); ++o) {
        const auto mode = static_cast<std::size_t>(schedule.mode[o]);
        const auto j = static_cast<std::size_t>(job[o]);
        fmt::format_to(std::back_inserter(text), "{}\n{{\"job\":{},\"op\":{},\"machine\":{},\"start\":{},\"end\":{}}}",
                       o == 0 ? "" : ",", j, static_cast<int>(o) - shop.job_first[j], shop.mode_machine[mode],
                       schedule.start[o], schedule.start[o] + shop.mode_duration[mode]);
    }
    return text + "\n]}\n";
}

}  // namespace dengyun::scheduling
