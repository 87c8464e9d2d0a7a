#pragma once
// A routing: one way to make a revision of an item, as operations with their precedence. A revision may have several;
// one of them is the usual one.
#include <optional>
#include <string>

#include "kernel/base/number.h"
#include "kernel/meta/entity.h"
#include "modules/items/revisions/revision.h"

namespace dengyun::items {

inline constexpr std::int64_t routings_max = 20;  // per revision

struct Routing : meta::Record<Routing> {
    Id<Revision> revision_id{};
    std::string name;
    bool is_primary = false;
    std::optional<UnitPrice> material_unit_price;  // bought centrally, for one piece that enters a first operation
    std::optional<std::string> note;
    static const meta::Entity description;
};

}  // namespace dengyun::items
