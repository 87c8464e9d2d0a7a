#pragma once
// A running order as the planner sees it: what goes on as planned, what is in trouble, and what may still be moved.
#include "flows/dispatching/demand.h"

namespace dengyun::dispatching {

// What an accepted task may be behind its planned start before it is in trouble.
inline constexpr Duration start_grace = std::chrono::hours(1);

struct Running {
    orders::SalesOrder order;
    orders::OrderOption plan;  // that holds now
    std::vector<orders::OperationTask> tasks;
    OrderDemand demand;  // with its running plan
    std::vector<plans::Trouble> troubles;
    std::vector<orders::ChangeCause> causes;  // of them, the first ones
    // What was made for lots that were scrapped is gone: it stands in no plan any more and is paid for all the same.
    Money sunk{};
};

// What went into a scrapped lot is missing: the tasks that made it count as far as their pieces are still there, and
// the rest is open again, back to the first operation.
//
// Frozen is what has started or passed, and what a workshop has accepted as long as neither it nor anything before it
// is in trouble. Troubles: a task that was declined, not answered in time, taken back or scrapped; a machine that is
// out of order or whose calendar has no work any more where a task is planned; a running task that is past its end. The
// scope must read all. Errors: conflict "order.not_running".
[[nodiscard]] Result<Running> running_of(store::Reader& reader, const orders::SalesOrder& order);

}  // namespace dengyun::dispatching
