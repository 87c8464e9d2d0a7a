#include "edge/erp/messages.h"

namespace dengyun::erp {
namespace {

constexpr Message own_messages[] = {
    {"erp.folder",
     {"交换文件夹读写失败，请检查路径和权限。",
      "The exchange folder cannot be read or written; check its path and rights."}},
    {"erp.database",
     {"ERP 数据库没有应答或拒绝了查询，请检查地址、账号和视图。",
      "The ERP's database does not answer or refuses a query; check address, account and view."}},
};

}  // namespace

std::span<const Message> messages() { return own_messages; }

}  // namespace dengyun::erp
