// Counter-offers of workshops: written by the workshop, answered by the task's customer.
#include "modules/orders/routes.h"

#include "kernel/api/flow_routes.h"
#include "modules/orders/rows.h"

namespace dengyun::orders {
namespace {

const auto reads = api::needs("orders.read");
const api::RouteOptions crossing{.reach = api::Reach::crossing};

Result<> check_times(const CounterOffer& offer, Instant now) {
    std::vector<Issue> issues;
    if (offer.ends_at <= offer.starts_at) issues.push_back({"ends_at", "not_after"});
    if (offer.ends_at <= now) issues.push_back({"ends_at", "in_past"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<CounterOffer> propose(const api::Call& call, store::Unit& unit, const CounterInput& given) {
    DENGYUN_TRY(task, find_task(call, unit));
    if (task.workshop_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    if (task.status != TaskStatus::offered) return fail(ErrorKind::conflict, "counter_offer.not_offered");
    const std::array of_task{meta::Scalar(task.id.value)};
    DENGYUN_TRY(all, number_of(unit, "SELECT COUNT(*) FROM counter_offer WHERE task_id = ?", of_task));
    if (all >= counter_offers_max) return fail(ErrorKind::limit, "counter_offer.too_many");
    DENGYUN_TRY(
        open, number_of(unit, "SELECT COUNT(*) FROM counter_offer WHERE task_id = ? AND status = 'proposed'", of_task));
    if (open > 0) return fail(ErrorKind::conflict, "counter_offer.open_already");
    CounterOffer offer{.task_id = task.id,
                       .order_id = task.order_id,
                       .customer_id = task.organisation_id,
                       .price = given.price,
                       .starts_at = given.starts_at.value_or(task.planned_start_at),
                       .ends_at = given.ends_at.value_or(task.planned_end_at),
                       .reason = given.reason,
                       .price_before = task.price,
                       .ends_before = task.planned_end_at};
    offer.organisation_id = task.workshop_id;
    DENGYUN_CHECK(check_times(offer, unit.now()));
    DENGYUN_TRY(made, unit.insert(std::move(offer)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

}  // namespace

void add_counter_routes(api::Routes& routes) {
    routes.declare(CounterOffer::description, &CounterOffer::states);
    routes.list<CounterOffer>(
        "/api/v1/operation-tasks/{id}/counter-offers", reads, {"任务的还价", "Counter-offers of a task"},
        [](const api::Call& call, store::Reader& reader,
           const store::Query& query) -> Result<store::Page<CounterOffer>> {
            DENGYUN_TRY(task, find_task(call, reader));
            auto of_task = query;
            std::erase_if(of_task.filters, [](const store::Query::Filter& one) { return one.field == "task_id"; });
            of_task.filters.push_back({"task_id", to_text(task.id)});
            return reader.list<CounterOffer>(of_task);
        },
        {.reach = api::Reach::all, .list_of = "counter_offer"});
    routes.post<CounterInput, CounterOffer>("/api/v1/operation-tasks/{id}/counter-offers", api::needs("orders.supply"),
                                            {"还价", "Make a counter-offer"}, propose, crossing);
}

}  // namespace dengyun::orders
