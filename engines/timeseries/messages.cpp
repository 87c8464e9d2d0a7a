#include "engines/timeseries/messages.h"

namespace dengyun::timeseries {

std::span<const Message> messages() {
    static constexpr Message list[] = {
        {"timeseries.bad_block",
         {"时序数据块已损坏，无法读取。", "A block of the time-series store is damaged and cannot be read."}},
        {"timeseries.damaged",
         {"时序库的文件已损坏，请从备份恢复。",
          "A file of the time-series store is damaged. Please restore it from a backup."}},
        {"timeseries.unavailable",
         {"时序库暂时无法读写磁盘。", "The time-series store cannot read or write its disk at present."}},
        {"timeseries.in_use", {"时序库已被另一个进程打开。", "The time-series store is open in another process."}},
        {"timeseries.full",
         {"时序库已达到容量上限，暂不接收新数据。",
          "The time-series store has reached its quota and takes no data at present."}},
        {"timeseries.behind",
         {"时序库整理跟不上写入，请稍后重发。",
          "The time-series store is behind with what it has taken. Please send it again later."}},
        {"timeseries.bad_batch", {"数据批次有误或过大。", "The batch of data is not right, or too large."}},
        {"timeseries.bad_time", {"时间超出范围（1970 年至 2200 年）。", "The time is out of range (1970 to 2200)."}},
        {"timeseries.too_late",
         {"该时间的数据已过保留期，不再接收。", "Data of that time are no longer kept and not taken."}},
        {"timeseries.bad_range",
         {"查询的时间范围或数量有误。", "The range of time or the count asked for is not right."}},
        {"timeseries.bad_name",
         {"名称应为 1 至 256 字节的文字，不含控制字符。",
          "A name is 1 to 256 bytes of text without control characters."}},
        {"timeseries.group_not_found", {"没有这个序列组。", "There is no such series group."}},
        {"timeseries.type_conflict", {"该列已有其他数据类型。", "The column exists with another type."}},
        {"timeseries.too_many_groups", {"序列组数量已达上限。", "There are as many series groups as there may be."}},
        {"timeseries.too_many_columns",
         {"序列组的列数已达上限。", "The series group has as many columns as it may have."}},
        {"timeseries.too_many_symbols",
         {"不同文本值的数量已达上限。", "There are as many different texts as there may be."}},
        {"timeseries.malformed", {"格式不符合行协议。", "This is not a line of the line protocol."}},
        {"issue.line_malformed", {"格式不符合行协议。", "This is not a line of the line protocol."}},
        {"issue.line_bad_number", {"数值无法识别或超出范围。", "The value cannot be read or is out of range."}},
        {"issue.line_bad_text", {"文本值缺少结尾的引号。", "A text has no closing quotation mark."}},
        {"issue.line_bad_time", {"时间戳有误或超出范围。", "The time stamp is not right or out of range."}},
        {"issue.line_too_long", {"这一行过长。", "The line is too long."}},
        {"issue.line_too_many_fields", {"这一行的字段过多。", "The line has too many fields."}},
        {"issue.line_too_late",
         {"该时间的数据已过保留期，不再接收。", "Data of that time are no longer kept and not taken."}},
        {"issue.line_type_conflict", {"该字段已有其他数据类型。", "The field exists with another type."}},
        {"issue.line_bad_name",
         {"名称为空、过长或含控制字符。", "A name is empty, too long or has control characters."}},
        {"issue.line_too_many_groups", {"序列数量已达上限。", "There are as many series as there may be."}},
        {"issue.line_too_many_columns", {"字段数量已达上限。", "The series has as many fields as it may have."}},
        {"issue.line_too_many_symbols",
         {"不同文本值的数量已达上限。", "There are as many different texts as there may be."}},
    };
    return list;
}

}  // namespace dengyun::timeseries
