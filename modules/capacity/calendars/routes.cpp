#include "modules/capacity/routes.h"

#include "kernel/api/resource.h"
#include "modules/capacity/rows.h"

namespace dengyun::capacity {

Result<WorkingCalendar> add_calendar(store::Unit& unit, WorkingCalendar calendar) {
    DENGYUN_CHECK(check_calendar(calendar));
    return unit.insert(std::move(calendar));
}

void add_calendar_routes(api::Routes& routes) {
    api::add_resource<WorkingCalendar>(
        routes, {.path = "/api/v1/working-calendars",
                 .read = "capacity.read",
                 .edit = "capacity.edit",
                 .open = true,
                 .check = [](store::Reader&, const WorkingCalendar& calendar) { return check_calendar(calendar); },
                 .prepare = [](store::Unit& unit, WorkingCalendar&, const WorkingCalendar* before) -> Result<> {
                     if (before != nullptr) return {};
                     return check_room(unit, "SELECT COUNT(*) FROM working_calendar WHERE organisation_id = ?",
                                       calendars_max, "working_calendar.too_many");
                 },
                 .removable =
                     [](store::Reader& reader, const WorkingCalendar& calendar) {
                         return check_unused(
                             reader, "SELECT COUNT(*) FROM machine WHERE organisation_id = ? AND calendar_id = ?",
                             calendar.organisation_id, calendar.id.value, "working_calendar.in_use");
                     }});
}

}  // namespace dengyun::capacity
