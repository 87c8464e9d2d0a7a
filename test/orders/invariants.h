#pragma once
// What holds at every moment, whatever anybody has done: the rules of the order loop's money, goods, time and
// documents.
#include <map>
#include <string>

#include "test/orders/world.h"

namespace dengyun::order_loop {

// The first thing that does not hold, in words; empty where all does. `posted` keeps what was posted from one look to
// the next: none of it may change.
[[nodiscard]] std::string fault_of(World& world, std::map<std::string, std::string>& posted);

}  // namespace dengyun::order_loop
