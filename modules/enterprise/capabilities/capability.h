#pragma once
// A capability: a process that an enterprise masters, with its bounds. Public: matching finds suppliers by it.
#include <optional>
#include <string>

#include "kernel/base/result.h"
#include "kernel/meta/entity.h"
#include "modules/reference/api.h"

namespace dengyun::enterprise {

inline constexpr std::int64_t capabilities_max = 200;  // per organisation

using Process = reference::Process;

struct Capability : meta::Record<Capability> {
    Process process = reference::process("other");
    std::optional<std::string> material;
    std::optional<std::int64_t> part_size_mm_max;  // the longest edge
    std::optional<std::int64_t> tolerance_um;      // the finest that is kept
    std::optional<std::int64_t> monthly_capacity;  // in `capacity_unit`
    std::optional<std::string> capacity_unit;
    std::optional<std::int64_t> lead_time_days;
    std::optional<std::string> description_text;
    static const meta::Entity description;
};

// A capacity needs its unit. Pure. Error: invalid with issue required on capacity_unit.
[[nodiscard]] Result<> check_capability(const Capability& capability);

}  // namespace dengyun::enterprise
