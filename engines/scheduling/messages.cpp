#include "engines/scheduling/api.h"

namespace dengyun::scheduling {

std::span<const Message> messages() {
    static constexpr Message list[] = {
        {"scheduling.unreadable_file", {"无法读取该文件。", "The file cannot be read."}},
        {"scheduling.unwritable_file", {"无法写入该文件。", "The file cannot be written."}},
        {"scheduling.broken_archive", {"压缩文件已损坏或不完整。", "The gzip file is broken or incomplete."}},
        {"scheduling.too_large",
         {"问题规模超出排程引擎的上限。", "The problem is larger than the scheduling engine takes."}},
        {"scheduling.malformed_shop",
         {"车间问题文件有误，请按标出的行、列改正。",
          "The shop file is not right. Please correct it at the marked line and column."}},
        {"issue.shop_number_expected", {"此处应为非负整数。", "A whole number, 0 or more, is expected here."}},
        {"issue.shop_ends_early", {"文件在此结束，内容不完整。", "The file ends here before it is complete."}},
        {"issue.shop_trailing_text",
         {"问题已完整，此处却还有内容。", "The problem is complete, but more follows here."}},
        {"issue.shop_total_too_large",
         {"全部工时之和不能超过 {detail}。", "All durations together must not exceed {detail}."}},
        {"schedule.invalid",
         {"排程问题或方案有误，请按标出的位置改正。",
          "The problem or schedule is not right. Please correct the marked places."}},
        {"schedule.malformed_json", {"文件不是有效的 JSON。", "The file is not valid JSON."}},
        {"issue.duplicate_id", {"“{detail}”重复出现。", "“{detail}” appears twice."}},
        {"issue.matrix_size", {"矩阵应为 {detail} 行、{detail} 列。", "The matrix has {detail} rows and columns."}},
        {"issue.matrix_value", {"矩阵中的值超出范围。", "A value of the matrix is out of range."}},
        {"issue.bad_interval",
         {"时段应为 [开始, 结束)，且结束晚于开始。", "A span is [begin, end) and ends after it begins."}},
        {"issue.intervals_overlap",
         {"班次应按时间排列，且不重叠。", "Shifts are in order of time and do not overlap."}},
        {"issue.family_needed",
         {"该设备需要换型，工序须注明族。", "This machine has set-ups: the operation needs a family."}},
        {"issue.batch_too_small",
         {"工序大于该设备的批容量。", "The operation is larger than a batch of this machine."}},
        {"issue.resource_or_skill",
         {"需求应写明资源或技能，二者取一。", "A requirement names a resource or a skill, one of them."}},
        {"issue.nobody_able", {"没有能满足此需求的资源。", "No resource can serve this requirement."}},
        {"issue.cycle", {"先后关系成环。", "The precedence runs in a circle."}},
        {"issue.plan_incomplete", {"原计划须包含全部订单。", "The plan must hold every order."}},
        {"issue.resources_count", {"应写明 {detail} 个资源。", "{detail} resources are expected."}},
        {"issue.other_machine", {"与所选方式的设备不符。", "Not the machine of the chosen mode."}},
    };
    return list;
}

}  // namespace dengyun::scheduling
