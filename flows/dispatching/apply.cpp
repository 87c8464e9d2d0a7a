// An agreed change comes about: tasks get their new place and time, what nobody needs any more is cancelled.
#include <algorithm>
#include <map>

#include "flows/dispatching/changes.h"
#include "flows/fulfilment/fulfilment.h"
#include "flows/ordering/money.h"

namespace dengyun::dispatching {
namespace {

using orders::OperationTask;
using orders::TaskAction;
using orders::TaskStatus;

constexpr std::string_view applied = "change applied";

class Applying {
  public:
    Applying(store::Unit& unit, orders::SalesOrder order, const orders::OrderOption& option)
        : unit_(unit), order_(std::move(order)), option_(option) {}

    Result<> run() {
        DENGYUN_TRY(tasks, orders::tasks_of(unit_, order_.id));
        std::erase_if(tasks, [](const OperationTask& task) { return task.status == TaskStatus::cancelled; });
        DENGYUN_CHECK(money());
        DENGYUN_CHECK(ordering::free_slots(unit_, option_, applied));
        for (auto& task : tasks) DENGYUN_CHECK(take_back(task));
        for (std::size_t i = 0; i < option_.lots.size(); ++i) DENGYUN_CHECK(place(i, tasks));
        for (std::size_t i = 0; i < option_.lots.size(); ++i) DENGYUN_CHECK(connect(i));
        DENGYUN_TRY(order, unit_.find(order_.id));
        order.option_id = option_.id;
        order.promise_at = option_.promise_at;
        DENGYUN_CHECK(unit_.update(std::move(order), "replanned"));
        return ordering::advance(unit_, order_.id);
    }

  private:
    // What is dearer comes out of the reserve, then from the buyer, who has agreed to it.
    Result<> money() {
        const auto drawn = std::min(order_.reserve.value, option_.cost_change.value);
        if (drawn > 0) {
            DENGYUN_TRY(after, ordering::draw_reserve(unit_, order_, {drawn}));
            order_ = after;
        }
        if (option_.price_change.value <= 0) return {};
        DENGYUN_TRY(raised, ordering::raise_price(unit_, order_, option_.price_change));
        order_ = raised;
        return {};
    }

    [[nodiscard]] const orders::PlannedLot* lot_of(const OperationTask& task) const {
        const auto found =
            std::ranges::find(option_.lots, std::optional(to_text(task.id)), &orders::PlannedLot::task_id);
        return found == option_.lots.end() ? nullptr : &*found;
    }
    static bool is_lost(TaskStatus status) {
        using enum TaskStatus;
        return status == declined || status == expired || status == revoked || status == scrapped;
    }
    static bool stays(const OperationTask& task, const orders::PlannedLot& lot) {
        if (orders::is_started(task.status) || task.status == TaskStatus::held) return true;
        return !is_lost(task.status) && task.workshop_id == lot.workshop_id && task.machine_id == lot.machine_id &&
               task.planned_start_at == lot.starts_at && task.planned_end_at == lot.ends_at &&
               task.planned_in == lot.quantity_in;
    }

    // Frees what a task has that moves or goes.
    Result<> take_back(OperationTask& task) {
        const auto* lot = lot_of(task);
        if (lot != nullptr && stays(task, *lot)) return {};
        if (lot == nullptr && (orders::is_started(task.status) || task.status == TaskStatus::held)) return {};
        if (task.status == TaskStatus::accepted || task.status == TaskStatus::offered) {
            const auto action = task.status == TaskStatus::accepted ? TaskAction::revoke : TaskAction::expire;
            DENGYUN_TRY(moved, ordering::act_on_task(unit_, task, action, orders::system_mover()));
            task = moved;
        }
        DENGYUN_CHECK(ordering::free_slot(unit_, task.slot_id, applied));
        task.slot_id.reset();
        if (lot != nullptr) return {};
        DENGYUN_CHECK(ordering::act_on_task(unit_, task, TaskAction::cancel, orders::system_mover()));
        return {};
    }

    Result<Id<capacity::CapacitySlot>> book(const orders::PlannedLot& lot) {
        auto booked = ordering::book_time(unit_, order_, lot);
        if (!booked && booked.error().code == "capacity_slot.taken")
            return fail(ErrorKind::conflict, "order.capacity_taken");
        return booked;
    }

    Result<> place(std::size_t number, const std::vector<OperationTask>& tasks) {
        auto lot = option_.lots[number];
        const auto known =
            std::ranges::find_if(tasks, [&](const OperationTask& task) { return lot.task_id == to_text(task.id); });
        if (known != tasks.end() && stays(*known, lot)) {
            placed_[number] = known->id;
            return {};
        }
        DENGYUN_TRY(slot, book(lot));
        lot.slot_id = slot;
        // A lot more than there was: as the others of its operation.
        const auto like = known != tasks.end()
                              ? known
                              : std::ranges::find(tasks, lot.operation_number, &OperationTask::operation_number);
        if (like == tasks.end()) return fail(ErrorKind::conflict, "order.no_way_on");
        auto task = *like;
        task.planned_in = lot.quantity_in;
        task.planned_out = lot.quantity_out;
        if (known != tasks.end() && is_lost(task.status)) {
            DENGYUN_TRY(moved, ordering::replan(unit_, std::move(task), lot, orders::system_mover()));
            placed_[number] = moved.id;
            return fulfilment::forward_goods(unit_, moved.id, *known);
        }
        if (known != tasks.end() && task.workshop_id != lot.workshop_id) orders::leave_behind(task);
        task.workshop_id = lot.workshop_id;
        task.site_id = lot.site_id;
        task.machine_id = lot.machine_id;
        task.slot_id = slot;
        task.planned_start_at = lot.starts_at;
        task.planned_end_at = lot.ends_at;
        task.price = lot.price;
        DENGYUN_CHECK(items::distribute(unit_, task.revision_id, task.workshop_id));
        if (known != tasks.end()) {
            DENGYUN_TRY(saved, unit_.update(std::move(task), "replanned"));
            placed_[number] = saved.id;
            return fulfilment::forward_goods(unit_, saved.id, *known);
        }
        DENGYUN_TRY(made, unit_.insert(added(std::move(task), lot)));
        placed_[number] = made.id;
        return {};
    }

    OperationTask added(OperationTask like, const orders::PlannedLot& lot) const {
        like.id = {};
        like.version = 0;
        like.lot = lot.lot;
        like.lot_number = fmt::format("{}-{:03}-{}", order_.number, lot.operation_number, lot.lot);
        like.inputs.clear();
        like.quantity_in = like.good = like.rework = like.scrap = like.handed_over = {};
        like.paid = {};
        like.has_material = !lot.needs_material;
        like.escrow_id.reset();
        like.attempt = 1;
        like.status = TaskStatus::planned;
        like.held_from.reset();
        like.offered_until.reset();
        like.started_at.reset();
        like.reported_at.reset();
        return like;
    }

    // What a task takes from where; what it has got already stays counted.
    Result<> connect(std::size_t number) {
        DENGYUN_TRY(task, unit_.find(placed_.at(number)));
        if (orders::is_started(task.status) || task.status == TaskStatus::held) return {};
        std::vector<orders::TaskInput> inputs;
        bool is_last = true;
        for (const auto& move : option_.moves) {
            if (move.from == static_cast<std::int64_t>(number) && move.to != -1) is_last = false;
            if (move.to != static_cast<std::int64_t>(number)) continue;
            const auto from = placed_.at(static_cast<std::size_t>(move.from));
            const auto same = std::ranges::find(inputs, from, &orders::TaskInput::task_id);
            if (same != inputs.end()) {
                same->quantity.value += move.quantity.value;
                continue;
            }
            const auto& lot = option_.lots[static_cast<std::size_t>(move.from)];
            orders::TaskInput input{
                .task_id = from, .operation_number = lot.operation_number, .quantity = move.quantity};
            for (const auto& old : task.inputs)
                if (old.task_id == from) {
                    input.received = old.received;
                    input.elsewhere = old.elsewhere;
                }
            inputs.push_back(input);
        }
        task.inputs = std::move(inputs);
        task.is_last = is_last;
        DENGYUN_CHECK(unit_.update(std::move(task), "connected"));
        return {};
    }

    store::Unit& unit_;
    orders::SalesOrder order_;
    const orders::OrderOption& option_;
    std::map<std::size_t, Id<OperationTask>> placed_;  // by lot of the option
};

}  // namespace

Result<> apply_change(store::Unit& unit, orders::SalesOrder order, const orders::OrderOption& option) {
    return Applying(unit, std::move(order), option).run();
}

}  // namespace dengyun::dispatching
