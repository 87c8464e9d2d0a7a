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
    };
    return list;
}

}  // namespace dengyun::scheduling
