#pragma once
// Answers demands with plans on the real free capacity of all workshops. Any number of threads may plan at a time.
#include "modules/plans/policy.h"

namespace dengyun::plans {

// Plans of one demand; those that no other beats in price, date and risk alike, the cheapest of them first.
struct Answer {
    std::vector<Plan> plans;
    std::int64_t tried = 0;
};

// What an event takes from running plans.
struct Trouble {
    enum class Kind { declined, machine_down, lot_late } kind = Kind::declined;
    std::size_t demand = 0;               // declined, lot_late
    std::int64_t operation = 0, lot = 0;  // of it
    Id<capacity::Machine> machine{};      // machine_down
    Instant from{}, until{};              // machine_down; `until` of lot_late: when it will end
};

// A running order as it would go on.
struct Redirected {
    std::size_t demand = 0;
    std::optional<Plan> plan;  // none: nobody can finish it now
    std::int64_t lots_moved = 0;
};

class Planner {
  public:
    // The index outlives it.
    Planner(capacity::Index& index, Policy policy = {}, Effort effort = {})
        : index_(&index), policy_(std::move(policy)), effort_(std::move(effort)) {}

    [[nodiscard]] const Policy& policy() const { return policy_; }

    // The best ways to meet one demand. Errors: of check_demand; conflict "plan.nobody_able" with an issue for each
    // operation that no machine can do (no_machine_able, the reasons with their counts in its detail), or without
    // issues where even the longest horizon is too short; limit "plan.too_large".
    [[nodiscard]] Result<Answer> options(const Demand& demand, Instant now, const Standings& standings = {}) const;

    // Solves the open operations of the demands that the troubles touch again; all have running plans. What has started
    // stays; demands that are not touched are not in the answer. Errors as above.
    [[nodiscard]] Result<std::vector<Redirected>> redirect(std::span<const Demand> demands,
                                                           std::span<const Trouble> troubles, Instant now,
                                                           const Standings& standings = {}) const;

    // Every demand anew (what has started stays), in the sequence that serves all of them best, within `seconds`.
    // Demands that nobody can meet have no plan. Errors as above.
    [[nodiscard]] Result<std::vector<Redirected>> plan_all(std::span<const Demand> demands, Instant now, double seconds,
                                                           const Standings& standings = {}) const;

  private:
    [[nodiscard]] Result<Answer> options_within(const Demand& demand, Instant now, const Standings& standings,
                                                Duration horizon) const;

    capacity::Index* index_;
    Policy policy_;
    Effort effort_;
};

}  // namespace dengyun::plans
