#include "flows/dispatching/dispatching.h"

namespace dengyun::dispatching {
namespace {

constexpr Message own_messages[] = {
    {"order.no_routing", {"该版本没有工艺路线，无法排产。", "The revision has no routing; nothing can be planned."}},
    {"order.no_coordinates",
     {"交货地点没有坐标，无法计算运输。", "The site of delivery has no coordinates; ways cannot be found."}},
    {"order.not_running",
     {"订单不在生产中，没有可变更的安排。", "The order is not in production; there is nothing to change."}},
    {"order.no_way_on",
     {"目前无人可以完成未开工的工序；原安排保持不变。",
      "Nobody can finish the open operations now; the plan stays as it is."}},
    {"order.capacity_taken",
     {"所选产能刚被占用，请重试。", "Somebody else has taken the capacity just now; ask again."}},
};

}  // namespace

std::span<const Message> messages() { return own_messages; }

}  // namespace dengyun::dispatching
