#pragma once
// Plans, which appear in problems (plans) and on their own.
#include "engines/dispatch/json/dispatch_json.h"
#include "engines/dispatch/json/read_value.h"

namespace dengyun::dispatch {

template <class List>
[[nodiscard]] Names names_by_id(const List& list) {
    Names out;
    out.reserve(list.size());
    for (const auto& one : list) out.emplace(one.id, static_cast<Index>(out.size()));
    return out;
}
[[nodiscard]] Names names_of(const std::vector<std::string>& list);

class PlanReader {
  public:
    explicit PlanReader(const Problem& problem);  // whose orders and machines stay where they are
    [[nodiscard]] NamedPlan plan(const Place& place) const;
    // {"order", "operation", "lot"}
    [[nodiscard]] LotName lot_name(const Place& place) const;
    [[nodiscard]] Index machine(const Place& place) const { return place.reference(machines_); }

  private:
    // {"operation", "lot"} of a known order; without an operation it is the destination.
    [[nodiscard]] LotName end_of(const Place& place, Index order) const;
    void lot(const Place& place, OrderPlan& plan) const;
    void shipment(const Place& place, OrderPlan& plan) const;

    Names orders_, machines_;
    std::vector<Names> operations_;
};

}  // namespace dengyun::dispatch
