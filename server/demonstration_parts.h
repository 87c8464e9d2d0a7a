#pragma once
// The parts of the demonstration that stand on the firms: their machines with calendars, rate cards and booked time,
// and the licence plate with its routing.
#include <span>
#include <vector>

#include "demo/generate.h"
#include "kernel/store/unit.h"

namespace dengyun::server {

// `ids[i]` is the organisation of `firms[i]`. The unit's scope may write for all.
[[nodiscard]] Result<> add_workshops(store::Unit& unit, std::span<const demo::Enterprise> firms,
                                     const std::vector<Id<Organisation>>& ids);
// The plate belongs to `owner`; `workshops` are given its revision.
[[nodiscard]] Result<> add_plate(store::Unit& unit, Id<Organisation> owner,
                                 std::span<const Id<Organisation>> workshops);

}  // namespace dengyun::server
