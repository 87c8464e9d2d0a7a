#include "engines/scheduling/shop/test/sample_shops.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <random>

#include "engines/scheduling/check/check_shop.h"
#include "engines/scheduling/json/shop_solution.h"
#include "engines/scheduling/shop/solution_text.h"

namespace dengyun::scheduling {

Shop random_shop(std::uint64_t seed, const ShopSize& size) {
    std::mt19937_64 random(seed);
    const auto draw = [&](int min, int max) {
        return min + static_cast<int>(random() % static_cast<std::uint64_t>(max - min + 1));
    };
    Shop shop;
    shop.machines = size.machines;
    std::vector<int> machines(static_cast<std::size_t>(size.machines));
    std::iota(machines.begin(), machines.end(), 0);
    for (int j = 0; j < size.jobs; ++j) {
        std::shuffle(machines.begin(), machines.end(), random);
        for (int k = 0; k < size.operations; ++k) {
            const int modes = draw(1, size.modes);
            for (int i = 0; i < modes; ++i) {
                shop.mode_machine.push_back(machines[static_cast<std::size_t>((k + i) % size.machines)]);
                shop.mode_duration.push_back(draw(size.duration_min, size.duration_max));
            }
            shop.mode_first.push_back(shop.modes());
        }
        shop.job_first.push_back(shop.operations());
    }
    return shop;
}

namespace {

// Puts every next operation of every job in every mode at the end of its machine, and goes on from there.
struct Enumeration {
    const Shop& shop;
    std::vector<int> next;  // per job
    std::vector<Time> job_end, machine_end;
    Time best = shop_total_max;

    void extend(Time end) {
        if (end >= best) return;
        bool is_complete = true;
        for (std::size_t j = 0; j < next.size(); ++j) {
            if (next[j] == shop.job_first[j + 1]) continue;
            is_complete = false;
            const auto o = static_cast<std::size_t>(next[j]++);
            for (int i = shop.mode_first[o]; i < shop.mode_first[o + 1]; ++i) {
                const auto mode = static_cast<std::size_t>(i);
                auto& machine = machine_end[static_cast<std::size_t>(shop.mode_machine[mode])];
                const Time job_before = job_end[j];
                const Time machine_before = machine;
                job_end[j] = machine = std::max(job_before, machine_before) + shop.mode_duration[mode];
                extend(std::max(end, job_end[j]));
                job_end[j] = job_before;
                machine = machine_before;
            }
            --next[j];
        }
        if (is_complete) best = end;
    }
};

}  // namespace

Time shortest_makespan(const Shop& shop) {
    const auto jobs = static_cast<std::size_t>(shop.jobs());
    Enumeration all{shop,
                    {shop.job_first.begin(), shop.job_first.end() - 1},
                    std::vector<Time>(jobs),
                    std::vector<Time>(static_cast<std::size_t>(shop.machines))};
    all.extend(0);
    return all.best;
}

namespace {

std::string fjsp_text(const Shop& shop) {
    std::string text = fmt::format("{} {}", shop.jobs(), shop.machines);
    for (std::size_t j = 0; j + 1 < shop.job_first.size(); ++j) {
        text += fmt::format("\n{}", shop.job_first[j + 1] - shop.job_first[j]);
        for (auto o = static_cast<std::size_t>(shop.job_first[j]); std::cmp_less(o, shop.job_first[j + 1]); ++o) {
            text += fmt::format(" {}", shop.mode_first[o + 1] - shop.mode_first[o]);
            for (auto i = static_cast<std::size_t>(shop.mode_first[o]); std::cmp_less(i, shop.mode_first[o + 1]); ++i)
                text += fmt::format(" {} {}", shop.mode_machine[i] + 1, shop.mode_duration[i]);
        }
    }
    return text;
}

}  // namespace

std::string fault_of(const Shop& shop, const ShopSchedule& schedule) {
    const auto runs = read_shop_solution(solution_text(shop, schedule));
    if (!runs) return runs.error().issues[0].field + " " + runs.error().issues[0].code;
    const auto check = check_shop(fjsp_text(shop), "fjsp", *runs);
    if (!check.breaches.empty()) return check.breaches[0].place + " " + check.breaches[0].text;
    return check.makespan == makespan_of(shop, schedule) ? "" : "another makespan";
}

}  // namespace dengyun::scheduling
