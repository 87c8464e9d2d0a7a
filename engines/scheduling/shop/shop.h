#pragma once
// A classic shop: jobs are chains of operations, an operation runs without a break in one of its modes (machine,
// duration), a machine runs one operation at a time, the last end (makespan) is to be as early as possible. Covers the
// job shop (one mode each), re-entrant shops (a machine recurs in a job) and the flexible job shop. Flat arrays: the
// operations of job j are job_first[j] … job_first[j+1]-1 in their order, the modes of operation o are mode_first[o] …
// mode_first[o+1]-1. Times are whole numbers of any unit.
#include <cstdint>
#include <span>
#include <vector>

namespace dengyun::scheduling {

using Time = std::int32_t;

// Bounds of a shop. The sum of the longest durations bounds every start and end, and twice that fits Time.
inline constexpr int shop_jobs_max = 1'000'000;
inline constexpr int shop_machines_max = 100'000;
inline constexpr int shop_operations_max = 1'000'000;
inline constexpr int shop_modes_max = 20'000'000;
inline constexpr Time shop_total_max = 1'000'000'000;

struct Shop {
    int machines = 0;
    std::vector<int> job_first{0};
    std::vector<int> mode_first{0};
    std::vector<int> mode_machine;
    std::vector<Time> mode_duration;

    [[nodiscard]] int jobs() const { return static_cast<int>(job_first.size()) - 1; }
    [[nodiscard]] int operations() const { return static_cast<int>(mode_first.size()) - 1; }
    [[nodiscard]] int modes() const { return static_cast<int>(mode_machine.size()); }
    [[nodiscard]] bool is_flexible() const { return modes() > operations(); }
};

// For each operation its job.
[[nodiscard]] std::vector<int> jobs_of_operations(const Shop& shop);

// Per operation: the chosen mode (index into the shop's modes) and the start.
struct ShopSchedule {
    std::vector<int> mode;
    std::vector<Time> start;
};

// The last end. 0 for a shop without operations.
[[nodiscard]] Time makespan_of(const Shop& shop, const ShopSchedule& schedule);

}  // namespace dengyun::scheduling
