#include "kernel/api/permission.h"

namespace dengyun::api {
namespace {
constexpr meta::Choice roles[] = {
    {"owner", {"业主", "Owner"}},
    {"administrator", {"管理员", "Administrator"}},
    {"planner", {"计划员", "Planner"}},
    {"worker", {"工人", "Worker"}},
    {"buyer", {"采购员", "Buyer"}},
    {"bookkeeper", {"会计", "Bookkeeper"}},
    {"viewer", {"只读", "Viewer"}},
    {"platform_operator", {"平台运营", "Platform operator"}},
    {"bank", {"银行", "Bank"}},
    {"government", {"政府部门", "Government"}},
    {"bookkeeping_firm", {"代账公司", "Bookkeeping firm"}},
    {"service_provider", {"服务商", "Service provider"}},
};
constexpr meta::Choices role_choices{"role", roles};
}  // namespace

const meta::Choices& choices_of(Role) { return role_choices; }

}  // namespace dengyun::api
