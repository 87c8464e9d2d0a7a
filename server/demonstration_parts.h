#pragma once
// The parts of the demonstration that stand on the firms: their machines with calendars, rate cards and booked time,
// and the items with drawings and routings.
#include <span>
#include <vector>

#include "demo/generate.h"
#include "kernel/store/unit.h"
#include "modules/capacity/api.h"
#include "modules/items/api.h"

namespace dengyun::server {

// The machines of a firm that its own orders occupy.
struct OwnWork {
    Id<Organisation> firm{};
    std::vector<Id<capacity::Machine>> machines;
};
// `ids[i]` is the organisation of `firms[i]`. The unit's scope may write for all.
[[nodiscard]] Result<std::vector<OwnWork>> add_workshops(store::Unit& unit, std::span<const demo::Enterprise> firms,
                                                         const std::vector<Id<Organisation>>& ids);
// Books two weeks from now, by whole hours of work, where there is free time.
[[nodiscard]] Result<> add_bookings(store::Unit& unit, std::span<const OwnWork> all);
// The plate belongs to `owner`; `workshops` are given its revision.
[[nodiscard]] Result<> add_plate(store::Unit& unit, Id<Organisation> owner,
                                 std::span<const Id<Organisation>> workshops);
// The goods that belong to `owner`, released and with a routing each.
[[nodiscard]] Result<> add_goods(store::Unit& unit, Id<Organisation> owner);
[[nodiscard]] Result<> add_drawing(store::Unit& unit, const items::Revision& revision, std::string title,
                                   std::string file_name, const std::string& bytes);

}  // namespace dengyun::server
