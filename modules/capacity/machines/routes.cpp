#include "modules/capacity/routes.h"

#include "kernel/api/resource.h"
#include "modules/capacity/rows.h"

namespace dengyun::capacity {
namespace {

Result<> check(store::Reader& reader, const Machine& machine) {
    DENGYUN_CHECK(check_machine(machine));
    const auto owner = machine.organisation_id ? machine.organisation_id : reader.scope().organisation();
    std::vector<Issue> issues;
    const auto site = reader.find(machine.site_id);
    if (!site || site->organisation_id != owner) issues.push_back({"site_id", "unknown_reference"});
    if (machine.calendar_id) {
        const auto calendar = reader.find(*machine.calendar_id);
        if (!calendar || calendar->organisation_id != owner) issues.push_back({"calendar_id", "unknown_reference"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace

Result<Machine> add_machine(store::Unit& unit, Machine machine) {
    DENGYUN_CHECK(check(unit, machine));
    return unit.insert(std::move(machine));
}

void add_machine_routes(api::Routes& routes) {
    api::add_resource<Machine>(
        routes, {.path = "/api/v1/machines",
                 .read = "capacity.read",
                 .edit = "capacity.edit",
                 .open = true,
                 .importable = true,
                 .check = check,
                 .prepare = [](store::Unit& unit, Machine&, const Machine* before) -> Result<> {
                     if (before != nullptr) return {};
                     return check_room(unit, "SELECT COUNT(*) FROM machine WHERE organisation_id = ?", machines_max,
                                       "machine.too_many");
                 },
                 .removable =
                     [](store::Reader& reader, const Machine& machine) {
                         return check_unused(
                             reader, "SELECT COUNT(*) FROM capacity_slot WHERE organisation_id = ? AND machine_id = ?",
                             machine.organisation_id, machine.id.value, "machine.in_use");
                     }});
}

}  // namespace dengyun::capacity
