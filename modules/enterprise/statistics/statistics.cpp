#include "modules/enterprise/statistics/statistics.h"

namespace dengyun::enterprise {
namespace {

using meta::field;

constexpr meta::Choice activity_kinds[] = {
    {"joined", {"加入平台", "Joined"}},
    {"offers_process", {"登记加工能力", "Offers a process"}},
    {"certificate_verified", {"证书通过核验", "Certificate verified"}},
};
constexpr meta::Choices activity_kind_choices{"activity_kind", activity_kinds};

constexpr meta::Options shares{.items_max = 4'000};
constexpr auto share_fields = meta::fields(field<&Share::code>("code", {"代码", "Code"}),
                                           field<&Share::name>("name", {"名称", "Name"}, {.length_max = 500}),
                                           field<&Share::count>("count", {"数量", "Count"}));
constexpr auto statistics_fields = meta::fields(
    field<&Statistics::enterprises>("enterprises", {"企业", "Enterprises"}),
    field<&Statistics::sites>("sites", {"厂区", "Sites"}),
    field<&Statistics::capabilities>("capabilities", {"加工能力", "Capabilities"}),
    field<&Statistics::certificates>("certificates", {"已核验证书", "Verified certificates"}),
    field<&Statistics::employees>("employees", {"员工", "Employees"}),
    field<&Statistics::regions>("regions", {"地区分布", "By region"}, shares),
    field<&Statistics::industries>("industries", {"行业分布", "By industry"}, shares),
    field<&Statistics::processes>("processes", {"工艺分布", "By process"}, shares),
    field<&Statistics::certificate_kinds>("certificate_kinds", {"证书种类", "By kind of certificate"}, shares),
    field<&Statistics::months>("months", {"各月新增企业", "Joined by month"}, shares));
constexpr auto activity_fields =
    meta::fields(field<&Activity::at>("at", {"时间", "At"}), field<&Activity::kind>("kind", {"动态", "What"}),
                 field<&Activity::enterprise_id>("enterprise_id", {"企业", "Enterprise"}),
                 field<&Activity::enterprise_name>("enterprise_name", {"企业名称", "Name of the enterprise"}),
                 field<&Activity::region_code>("region_code", {"地区", "Region"}),
                 field<&Activity::detail>("detail", {"内容", "Detail"}));
constexpr auto list_fields =
    meta::fields(field<&ActivityList::items>("items", {"动态", "Activity"}, {.items_max = 100}));

}  // namespace

const meta::Choices& choices_of(ActivityKind) { return activity_kind_choices; }

constinit const meta::Entity Share::description{
    .name = "share", .label = {"一项", "Share"}, .fields = share_fields, .stored = false};
constinit const meta::Entity Statistics::description{.name = "enterprise_statistics",
                                                     .label = {"集群统计", "The cluster in figures"},
                                                     .fields = statistics_fields,
                                                     .stored = false};
constinit const meta::Entity Activity::description{
    .name = "enterprise_activity", .label = {"集群动态", "Activity"}, .fields = activity_fields, .stored = false};
constinit const meta::Entity ActivityList::description{.name = "enterprise_activity_list",
                                                       .label = {"集群动态", "Activity of the cluster"},
                                                       .fields = list_fields,
                                                       .stored = false};

}  // namespace dengyun::enterprise
