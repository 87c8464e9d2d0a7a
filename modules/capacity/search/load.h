#pragma once
// Reads workshops for the index. Private to this module.
#include <set>
#include <vector>

#include "modules/capacity/search/match.h"

namespace dengyun::store {
class Store;
}

namespace dengyun::capacity {

// Of every organisation that has machines.
[[nodiscard]] Result<std::vector<IndexedWorkshop>> load_all(store::Store& store);
// Of these; one without machines comes back empty.
[[nodiscard]] Result<std::vector<IndexedWorkshop>> load_workshops(store::Store& store,
                                                                  const std::set<std::int64_t>& organisations);

}  // namespace dengyun::capacity
