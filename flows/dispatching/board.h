#pragma once
// The operator's board: which running orders are late or will be, and the task that decides it, with the reason.
#include "flows/dispatching/dispatching.h"

namespace dengyun::dispatching {

enum class BoardState { on_time, at_risk, will_be_late, late };
// What holds the deciding task up.
enum class HoldUp {
    nothing,
    machine,           // out of order
    material,          // bought centrally, and not there
    predecessor,       // what it takes has not come in time
    not_acknowledged,  // the workshop has not acknowledged the revision
    not_answered,      // offered, no answer yet
    declined,
    expired,
    revoked,
    scrapped,
    held,
    not_started,  // accepted, and behind its start
    slow,         // running, and behind its end
    rework,
    not_judged,  // made, and nobody has inspected it
    not_sent     // good, and still at the workshop
};
const meta::Choices& choices_of(BoardState);
const meta::Choices& choices_of(HoldUp);

struct BoardLine {
    Id<orders::SalesOrder> order_id{};
    std::string number;
    std::string title;
    std::optional<std::string> title_en;
    Id<Organisation> buyer_id{};
    orders::OrderStatus status = orders::OrderStatus::released;
    meta::Date due_on{};
    std::optional<Instant> promise_at;
    std::optional<Instant> expected_at;
    BoardState state = BoardState::on_time;
    HoldUp reason = HoldUp::nothing;
    std::optional<Id<orders::OperationTask>> task_id;  // that decides
    std::optional<std::string> operation_name;
    std::optional<std::string> operation_name_en;
    std::optional<Id<Organisation>> workshop_id;
    std::int64_t tasks_total = 0;
    std::int64_t tasks_done = 0;
    bool has_change = false;           // a change waits to be agreed
    std::int64_t flagged_reports = 0;  // that their machine does not bear out, and nobody has looked into
    std::optional<Id<orders::OperationTask>> flagged_task_id;  // of the first of them
    static const meta::Entity description;
};

// GET dispatch-board.
void add_board_routes(api::Routes& routes);

}  // namespace dengyun::dispatching
