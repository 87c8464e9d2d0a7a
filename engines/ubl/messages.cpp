#include "engines/ubl/api.h"

namespace dengyun::ubl {
namespace {

constexpr Message own_messages[] = {
    {"ubl.malformed",
     {"文件不是有效的 UBL（XML）文件，未作任何更改。", "The file is not valid UBL (XML). Nothing was changed."}},
    {"ubl.document_type",
     {"出于安全原因，不接受带 DOCTYPE 的文件，未作任何更改。",
      "Files with a DOCTYPE are refused, for safety. Nothing was changed."}},
    {"ubl.unknown_kind",
     {"不支持这种单据；可用 UBL 2.1 "
      "的询价、报价、订单、订单变更、订单答复、发货通知、收货通知、对账单、发票、贷项通知。",
      "This kind of document is not known. Known are UBL 2.1 RFQs, quotations, orders, order changes and responses, "
      "despatch and "
      "receipt advices, statements, invoices and credit notes."}},
    {"ubl.too_large", {"文件太大，未作任何更改。", "The file is too large. Nothing was changed."}},
    {"issue.ubl_too_long", {"文件最多 {detail} 字节。", "The file may have at most {detail} bytes."}},
    {"issue.ubl_too_many_elements", {"最多 {detail} 个元素。", "At most {detail} elements."}},
    {"issue.ubl_too_deep", {"元素嵌套最多 {detail} 层。", "Elements may be nested at most {detail} deep."}},
    {"issue.ubl_text_too_long", {"文字最多 {detail} 字节。", "A text may have at most {detail} bytes."}},
    {"issue.ubl_currency", {"只接受人民币（CNY）。", "Only yuan (CNY) are accepted."}},
    {"issue.ubl_sum", {"与各行合计 {detail} 不符。", "The lines add up to {detail}."}},
};

}  // namespace

std::span<const Message> messages() { return own_messages; }

}  // namespace dengyun::ubl
