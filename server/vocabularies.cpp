#include "server/vocabularies.h"

namespace dengyun::server {
namespace {

constexpr meta::Choice permission_modules[] = {
    {"api_keys", {"接口密钥", "API keys"}},
    {"audit", {"审计", "Audit"}},
    {"capacity", {"产能", "Capacity"}},
    {"certificates", {"证书", "Certificates"}},
    {"circles", {"供应圈", "Circles"}},
    {"enterprise", {"企业资料", "Enterprise"}},
    {"escrow", {"托管", "Escrow"}},
    {"evaluations", {"供应商评价", "Evaluations"}},
    {"events", {"事件", "Events"}},
    {"evidence", {"报工佐证", "Evidence of work"}},
    {"exchange", {"数据交换", "Exchange"}},
    {"files", {"文件", "Files"}},
    {"inspections", {"检验", "Inspections"}},
    {"invoicing", {"对账与开票", "Invoicing"}},
    {"items", {"物料与工艺", "Items and routings"}},
    {"jobs", {"后台任务", "Jobs"}},
    {"ledger", {"账簿", "Ledger"}},
    {"listings", {"供求", "Listings"}},
    {"members", {"成员", "Members"}},
    {"orders", {"订单", "Orders"}},
    {"organisation", {"单位设置", "Organisation"}},
    {"payments", {"支付", "Payments"}},
    {"platform", {"平台", "Platform"}},
    {"purchase_orders", {"采购订单", "Purchase orders"}},
    {"returns", {"退货", "Returns"}},
    {"roles", {"角色", "Roles"}},
    {"scores", {"评分", "Scores"}},
    {"shipments", {"发货与收货", "Shipments"}},
    {"sourcing", {"询价与竞价", "Sourcing"}},
    {"telemetry", {"设备数据", "Devices"}},
    {"terms", {"法定条款与费率", "Legal terms and rates"}},
    {"views", {"列表视图", "Views of lists"}},
    {"webhooks", {"Webhook", "Webhooks"}},
};

constexpr meta::Choice job_kinds[] = {
    {"circles.invitation_mail", {"发送供应圈邀请", "Mail to firms invited into a circle"}},
    {"dispatching.night", {"夜间重排", "Planning of the night"}},
    {"dispatching.resolve", {"重排订单", "An order is planned again"}},
    {"evaluations.month", {"每月评价供应商", "Evaluation of the month"}},
    {"evaluations.round", {"一家采购方的月度评价", "The month's evaluations of a buyer"}},
    {"flow.timer", {"状态到期", "A state ends"}},
    {"identity.reset_mail", {"发送密码重置邮件", "Mail for a new password"}},
    {"ledger.expire", {"预占到期", "Holds expire"}},
    {"payments.query", {"查询支付结果", "A payment is asked about"}},
    {"payments.reconcile", {"每日对账", "Daily reconciliation"}},
    {"payments.send", {"发送支付指令", "A payment is sent"}},
    {"platform.sweep", {"清理过期数据", "Expired data is removed"}},
    {"sourcing.invitation_mail", {"发送询价邀请", "Mail to invited bidders"}},
    {"webhooks.deliver", {"投递 Webhook", "Webhook delivery"}},
    {"webhooks.tidy", {"清理投递记录", "Old deliveries are removed"}},
    {"witnessing.late", {"迟到的机器数据", "Late data of machines"}},
    {"witnessing.look", {"核对报工与机器数据", "A report is compared with its machine"}},
};

constexpr meta::Choices all[] = {{"permission_module", permission_modules}, {"job_kind", job_kinds}};

}  // namespace

std::span<const meta::Choices> vocabularies() { return all; }

}  // namespace dengyun::server
