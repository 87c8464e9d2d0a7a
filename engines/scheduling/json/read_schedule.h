#pragma once
// Parts of schedules, which appear in problems (frozen, plan) and on their own.
#include <map>

#include "engines/scheduling/json/read_value.h"

namespace dengyun::scheduling {

class ScheduleReader {
  public:
    explicit ScheduleReader(const Problem& problem);
    // {"order", "routing", "lots"}: the order's number and its choice; none where that is wrong.
    [[nodiscard]] std::pair<Index, OrderChoice> order_choice(const Place& place) const;
    // What is said about orders that `place` does not mention: routing 0, one lot.
    [[nodiscard]] std::vector<OrderChoice> order_choices(const Place& place) const;
    [[nodiscard]] Assignment assignment(const Place& place, const std::vector<OrderChoice>& choices,
                                        bool needs_end) const;
    [[nodiscard]] Schedule schedule(const Place& place) const;

  private:
    [[nodiscard]] OperationName operation_name(const Place& place, const std::vector<OrderChoice>& choices) const;
    [[nodiscard]] Index operation(const Place& place, Index order, const std::vector<OrderChoice>& choices) const;

    const Problem& problem_;
    Names orders_, machines_, resources_;
    mutable std::map<std::pair<Index, Index>, Names> operations_;  // of the routings asked for
};

[[nodiscard]] Names names_of(const std::vector<std::string>& list);
template <class List>
[[nodiscard]] Names names_by_id(const List& list) {
    Names out;
    for (const auto& one : list) out.emplace(one.id, static_cast<Index>(out.size()));
    return out;
}

}  // namespace dengyun::scheduling
