#include "engines/dispatch/api.h"

namespace dengyun::dispatch {

std::span<const Message> messages() {
    static constexpr Message list[] = {
        {"dispatch.malformed_json", {"文件不是有效的 JSON。", "The file is not valid JSON."}},
        {"dispatch.too_large",
         {"问题规模超出派单引擎的上限。", "The problem is larger than the dispatch engine takes."}},
        {"dispatch.invalid",
         {"派单问题或方案有误，请按标出的位置改正。",
          "The dispatch problem or plan is not right. Please correct the marked places."}},
        {"dispatch.no_plan",
         {"有工序找不到可承接的加工点或空闲产能。",
          "Some operation finds no workshop that can do it, or no free capacity."}},
        {"issue.several_last_operations",
         {"工序应汇合到唯一的最后一道工序。", "The operations must lead to exactly one last operation."}},
        {"issue.quantity_too_large",
         {"按合格率倒推的数量、工时或金额超出可计算的范围。",
          "The quantity that the yields ask for, its time or its charge is outside the range that can be computed."}},
        {"issue.too_many_batches", {"转移批最多 {detail} 个。", "At most {detail} transfer batches."}},
        {"issue.began_before_now", {"应晚于当前时间。", "Must be later than now."}},
        {"issue.wrong_total", {"数量合计应为 {detail}。", "The quantities must add up to {detail}."}},
        {"issue.dispatch_no_candidate",
         {"没有加工点能承接此工序：{detail}。", "No workshop can do this operation: {detail}."}},
    };
    return list;
}

}  // namespace dengyun::dispatch
