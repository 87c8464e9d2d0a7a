#pragma once
// Capacity: machines, when they work and what occupies them, what they cost, and who can do what. The only header of
// this module that others include. Dispatch finds candidates in the index, reserves, books and frees slots
// (slots/service.h) and prices operations (rates/service.h) within its own unit of work.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/capacity/rates/service.h"
#include "modules/capacity/search/index.h"
#include "modules/capacity/slots/service.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::capacity {

// Rows for loaders: checked as the routes do. `organisation_id` of the row says whose it is; the scope must be allowed
// to write for it.
[[nodiscard]] Result<WorkingCalendar> add_calendar(store::Unit& unit, WorkingCalendar calendar);
[[nodiscard]] Result<Machine> add_machine(store::Unit& unit, Machine machine);
[[nodiscard]] Result<RateCard> add_rate_card(store::Unit& unit, RateCard card);

// The index must outlive the routes.
void add_routes(api::Routes& routes, Index& index);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::capacity
