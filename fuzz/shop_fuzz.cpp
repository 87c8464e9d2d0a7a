// Goal: no file makes the readers of shops fail otherwise than by an error with a place; what they take is a whole
// shop, and the solver's schedule of it is no shorter than its bound. The first byte chooses the format.
#include <cstdint>
#include <optional>
#include <string_view>

#include "engines/scheduling/check/check_shop.h"
#include "engines/scheduling/json/shop_solution.h"
#include "engines/scheduling/shop/read_shop.h"
#include "engines/scheduling/shop/solution_text.h"
#include "engines/scheduling/shop/solve_shop.h"
#include "kernel/base/assert.h"

namespace {

using namespace dengyun::scheduling;

constexpr int solved_operations_max = 60;
constexpr int solved_machines_max = 1'000;

void expect_whole(const Shop& shop) {
    DENGYUN_ASSERT(shop.job_first.back() == shop.operations() && shop.mode_first.back() == shop.modes());
    for (std::size_t o = 0; o + 1 < shop.mode_first.size(); ++o)
        DENGYUN_ASSERT(shop.mode_first[o] < shop.mode_first[o + 1]);
    for (const int machine : shop.mode_machine) DENGYUN_ASSERT(machine >= 0 && machine < shop.machines);
    for (const Time duration : shop.mode_duration) DENGYUN_ASSERT(duration >= 0 && duration <= shop_total_max);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    constexpr std::optional<ShopFormat> formats[] = {ShopFormat::jsp, ShopFormat::jsp_var, ShopFormat::fjsp,
                                                     std::nullopt};
    const auto shop = read_shop(text, formats[data[0] % 4]);
    if (!shop) {
        DENGYUN_ASSERT(shop.error().code == "scheduling.too_large" || shop.error().issues.size() == 1);
        return 0;
    }
    expect_whole(*shop);
    if (shop->operations() > solved_operations_max || shop->machines > solved_machines_max) return 0;
    Limits limits;
    limits.iterations = 20;
    const auto result = solve_shop(*shop, limits, {});
    // The checker reads the text by itself: both must have understood the same.
    constexpr std::string_view names[] = {"jsp", "jsp_var", "fjsp", ""};
    const auto runs = read_shop_solution(solution_text(*shop, result.schedule));
    DENGYUN_ASSERT(runs && check_shop(text, names[data[0] % 4], *runs).breaches.empty());
    DENGYUN_ASSERT(makespan_of(*shop, result.schedule) == result.makespan && result.lower_bound <= result.makespan);
    return 0;
}
