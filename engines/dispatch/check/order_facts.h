#pragma once
// What the parts of the check of one order go by: the plan's lots by name, what each operation needs, what was running
// before; and where they write what they find. Private to the checker.
#include <map>

#include "engines/dispatch/check/check_order.h"
#include "kernel/base/number.h"

namespace dengyun::dispatch::check {

__extension__ using Wide = __int128;

inline std::int64_t up(Wide value, std::int64_t divisor) {
    return static_cast<std::int64_t>((value + divisor - 1) / divisor);
}
inline std::int64_t half_up(std::int64_t a, std::int64_t b, std::int64_t divisor) {
    return multiply_divide(a, b, divisor).value_or(-1);
}

class OrderFacts {
  public:
    OrderFacts(const Problem& problem, const OrderPlan& plan, std::vector<Breach>& out)
        : problem(problem), plan(plan), order(problem.orders[at(plan.order)]), out(out) {
        for (const auto& one : problem.plans)
            if (one.order == plan.order) running = &one;
    }

    // False where the plan names lots, operations or machines that are not there.
    bool refers();
    // Backwards from what is delivered, by recursion over who uses what.
    void needs();

    void add(Fault fault, const LotName& name, std::string text) const {
        out.push_back({fault, place_of(problem, name), std::move(text)});
    }
    void add(Fault fault, std::string text) const { out.push_back({fault, order.id, std::move(text)}); }
    [[nodiscard]] const Operation& operation(const LotName& name) const { return order.operations[at(name.operation)]; }
    // What of an operation has not started.
    [[nodiscard]] std::int64_t open_milli(Index of) const;
    // Between two lots that have started, or delivered by now.
    [[nodiscard]] bool is_kept(const Shipment& one) const;
    [[nodiscard]] bool is_as_before(const Shipment& one) const;

    const Problem& problem;
    const OrderPlan& plan;
    const Order& order;
    const OrderPlan* running = nullptr;
    std::vector<Breach>& out;
    std::map<LotName, const Lot*> lots;
    std::map<LotName, std::int64_t> units;
    std::vector<std::int64_t> inputs;
    Index last = none;
};

// The lots that have not started: machine, time, price, quantity; what has started is as it was.
void check_lots(OrderFacts& facts);
// The ways between lots, and that nothing is used or sent before it is there.
void check_ways(const OrderFacts& facts);

}  // namespace dengyun::dispatch::check
