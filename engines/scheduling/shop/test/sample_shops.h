#pragma once
// Small random shops, and the best of all their schedules by brute force.
#include <string>

#include "engines/scheduling/shop/shop.h"

namespace dengyun::scheduling {

struct ShopSize {
    int jobs = 3, machines = 3, operations = 3;  // operations per job
    int modes = 1;                               // at most, on different machines
    Time duration_min = 1, duration_max = 9;
};

// With one mode and operations == machines: a job shop; with more operations a machine may recur.
[[nodiscard]] Shop random_shop(std::uint64_t seed, const ShopSize& size);

// The shortest makespan over all orders and modes; for a handful of operations only.
[[nodiscard]] Time shortest_makespan(const Shop& shop);

// What the independent checker finds first; empty where the schedule is feasible. Text of problem and solution are on
// the way, as for any other program.
[[nodiscard]] std::string fault_of(const Shop& shop, const ShopSchedule& schedule);

}  // namespace dengyun::scheduling
