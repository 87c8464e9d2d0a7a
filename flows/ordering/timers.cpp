#include "flows/ordering/timers.h"

#include "flows/ordering/money.h"
#include "kernel/api/route.h"

namespace dengyun::ordering {
namespace {

using orders::OrderAction;
using orders::TaskAction;

template <class T>
Result<> done(Result<T> outcome) {
    if (!outcome) return std::unexpected(std::move(outcome).error());
    return {};
}

Result<> fire(store::Unit& unit, SalesOrder order, OrderAction action) {
    const auto& system = orders::system_mover();
    switch (action) {
        case OrderAction::terminate:
            return done(terminate(unit, std::move(order), {}, system));
        case OrderAction::close_short:
            return done(close_short(unit, std::move(order), system));
        case OrderAction::settle:
            return done(settle(unit, std::move(order), system));
        case OrderAction::close:
            return done(close(unit, std::move(order)));
        default:
            return done(call_off(unit, std::move(order), action, system));
    }
}

Result<> fire(store::Unit& unit, OperationTask task, TaskAction action) {
    // Silence passes what is good; where nothing is, there is nothing to pass.
    if (action == TaskAction::pass && task.good.value == 0) action = TaskAction::scrap;
    return done(act_on_task(unit, std::move(task), action, orders::system_mover()));
}

Result<> fire(store::Unit& unit, OrderOption option, orders::OptionAction action) {
    return done(drop(unit, std::move(option), action, orders::system_mover()));
}

Result<> fire(store::Unit& unit, orders::CounterOffer offer, orders::CounterAction action) {
    return done(answer(unit, std::move(offer), action, orders::system_mover()));
}

template <class E, class A>
void add_timer(api::Routes& routes) {
    routes.add_timer(E::description.name,
                     [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
                         auto row = unit.find(Id<E>{id});
                         // Removed or moved on meanwhile: the timer has nothing to say any more.
                         if (!row || static_cast<std::int64_t>(row->status) != state) return {};
                         return fire(unit, std::move(*row), static_cast<A>(action));
                     });
}

}  // namespace

void add_timers(api::Routes& routes) {
    add_timer<SalesOrder, OrderAction>(routes);
    add_timer<OrderOption, orders::OptionAction>(routes);
    add_timer<OperationTask, TaskAction>(routes);
    add_timer<orders::CounterOffer, orders::CounterAction>(routes);
}

}  // namespace dengyun::ordering
