#pragma once
// The rich problem compiled into flat arrays: every lot count and routing of an order is written out as an alternative
// with operations of its own, every choice of resources by skill as a mode of its own.
#include <memory>
#include <vector>

#include "engines/scheduling/model.h"
#include "engines/scheduling/rich/work_calendar.h"

namespace dengyun::scheduling {

struct Arc {
    Index op;
    Tick lag_min;
    Tick lag_max;  // -1: without bound
};

struct Need {
    Index resource;  // machines come first, then resources, then the pool of trucks
    Tick units;
};

struct Instance {
    explicit Instance(const Problem& problem);  // REQUIRES: validated

    const Problem* problem;
    Index operations = 0;
    Index orders = 0;
    Index machines = 0;
    Index resources = 0;      // with machines and trucks
    Index truck_pool = none;  // index of the resource
    Index slots = 1;          // most resources that one operation touches
    bool has_maximum_lags = false;
    bool has_batches = false;
    bool has_frozen = false;
    bool has_setups = false;
    bool has_alternatives = false;

    // Orders and their alternatives (routing, lots).
    std::vector<Index> alternative_first;  // by order
    std::vector<OrderChoice> alternative;
    std::vector<Index> operation_first;  // by alternative
    std::vector<Tick> due;
    std::vector<Tick> weight;
    std::vector<Index> fixed_alternative;  // by order; none: free

    // Operations.
    std::vector<Index> order_of, alternative_of, lot, declared;  // declared: index within the routing
    std::vector<Index> family;
    std::vector<Tick> size, release;
    std::vector<std::uint8_t> spans_breaks, is_last;  // is_last: nothing of its order follows
    std::vector<Index> mode_first;
    std::vector<Index> pred_first, succ_first;
    std::vector<Arc> pred, succ;
    std::vector<Tick> frozen_start;  // -1: free
    std::vector<Index> frozen_mode;
    std::vector<Tick> planned_start;  // -1: not in the plan
    std::vector<Index> planned_mode;

    // Modes.
    std::vector<Index> mode_machine, mode_declared, mode_calendar, need_first, picked_first;
    std::vector<Tick> mode_duration, mode_cost;
    std::vector<Need> need;     // without the machine
    std::vector<Index> picked;  // the resource of each requirement, as declared

    // Resources.
    std::vector<Tick> capacity;           // 1 for machines
    std::vector<Index> machine_calendar;  // by machine
    std::vector<Index> site;              // by machine
    std::vector<WorkCalendar> calendars;  // those declared, then intersections

    [[nodiscard]] Tick transport(Index mode_from, Index mode_to) const;
    [[nodiscard]] OperationName name(Index op) const {
        const auto i = static_cast<std::size_t>(op);
        return {order_of[i], lot[i], declared[i]};
    }
    [[nodiscard]] Index find(Index order, OrderChoice choice, Index lot, Index operation) const;  // none: there is none
    [[nodiscard]] Index find_mode(Index op, Index declared_mode, const std::vector<Index>& resources) const;

  private:
    void add_order(Index order);
    void add_modes(const Operation& operation, Tick quantity);
    void add_choice(const Mode& mode, Index declared_mode, Tick quantity, const std::vector<Index>& resources);
    void add_arcs();
    void fix_parts();
    Index common_calendar(std::vector<Index> list);
    std::vector<std::pair<std::vector<Index>, Index>> calendars_known_;
};

}  // namespace dengyun::scheduling
