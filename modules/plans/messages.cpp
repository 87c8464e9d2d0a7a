#include "modules/plans/api.h"

namespace dengyun::plans {
namespace {

constexpr Message own_messages[] = {
    {"plan.nobody_able",
     {"目前没有可行方案：有工序无设备可承接，或时间不足。",
      "There is no plan: nobody can do one of the operations, or there is too little time."}},
    {"plan.too_many_operations",
     {"工序过多，无法排产。", "The routing has more operations than can be planned at once."}},
    {"plan.several_ends", {"工艺路线必须只有一道最后工序。", "The routing must end in exactly one operation."}},
    {"plan.too_large", {"数量或工时超出可排产范围。", "The quantities or times are too large to be planned."}},
    {"issue.too_late", {"时间太远。", "Too far ahead."}},
    {"issue.no_machine_able", {"没有设备可承接该工序（{detail}）。", "No machine can do this operation ({detail})."}},
};

}  // namespace

std::span<const Message> messages() { return own_messages; }

}  // namespace dengyun::plans
