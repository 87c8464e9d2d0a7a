#pragma once
// A machine: where it stands, what it can do, to which parts, how finely, and when. Others see it: a search finds the
// machines that can do an operation.
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"
#include "modules/capacity/calendars/working_calendar.h"
#include "modules/enterprise/api.h"
#include "modules/reference/api.h"

namespace dengyun::capacity {

inline constexpr std::int64_t machines_max = 2'000;  // per organisation

struct Machine : meta::Record<Machine> {
    std::string number;  // the organisation's own: "UV-03"
    std::string name;
    std::optional<std::string> model;
    Id<enterprise::Site> site_id{};
    std::vector<reference::Process> processes;
    std::vector<std::string> materials;            // none: any
    std::optional<std::int64_t> part_size_mm_min;  // of the longest edge
    std::optional<std::int64_t> part_size_mm_max;
    std::optional<std::int64_t> tolerance_um;        // the finest that it keeps
    std::optional<Id<WorkingCalendar>> calendar_id;  // none: usual_calendar()
    bool is_available = true;                        // false: broken, sold, not offered
    std::optional<std::int64_t> built_in;
    std::int64_t slot_changes = 0;  // internal: touched by whoever changes its slots, so that two cannot at a time
    static const meta::Entity description;
};

// Pure. Errors: invalid with issues: required on processes; below_minimum on part_size_mm_max.
[[nodiscard]] Result<> check_machine(const Machine& machine);

}  // namespace dengyun::capacity
