// What the module is made of: permissions, texts, entities, routes.
#include "kernel/api/route.h"
#include "modules/enterprise/api.h"
#include "modules/enterprise/routes.h"

namespace dengyun::enterprise {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"enterprise.read", {"查看企业名录和本企业资料", "Read the directory and one's own enterprise"}, api::every_role},
    {"enterprise.read_private",
     {"查看本企业的非公开资料", "Read the private fields of one's own enterprise"},
     api::leading_roles | RoleSet{Role::planner, Role::buyer, Role::bookkeeper} | api::platform_roles},
    {"enterprise.edit", {"修改本企业资料", "Change one's own enterprise"}, api::leading_roles | api::platform_roles},
    {"certificates.edit",
     {"管理本企业证书", "Manage one's own certificates"},
     api::leading_roles | api::platform_roles},
    {"certificates.verify", {"核验证书", "Verify certificates"}, RoleSet{Role::platform_operator, Role::government}},
    {"files.read", {"查看文件", "Read files"}, api::every_role},
    {"files.edit",
     {"上传文件", "Upload files"},
     api::leading_roles | RoleSet{Role::planner, Role::worker, Role::buyer, Role::bookkeeper} | api::platform_roles},
};

constexpr Message own_messages[] = {
    {"site.too_many", {"厂区数量已达上限。", "There are as many sites as there can be."}},
    {"contact.too_many", {"联系人数量已达上限。", "There are as many contacts as there can be."}},
    {"capability.too_many", {"加工能力数量已达上限。", "There are as many capabilities as there can be."}},
    {"certificate.too_many", {"证书数量已达上限。", "There are as many certificates as there can be."}},
    {"certificate.not_draft",
     {"只有草稿可以修改或删除；请先撤回或修订。",
      "Only a draft can be changed or removed; withdraw or revise it first."}},
    {"certificate.no_file", {"请先上传证书扫描件。", "Please upload the scan of the certificate first."}},
    {"certificate.no_last_day", {"请先填写有效期。", "Please give its last day of validity first."}},
    {"certificate.no_longer_valid", {"证书已过有效期。", "The certificate is no longer valid."}},
    {"file.quota_exceeded", {"本单位的文件空间已用完。", "The space for your organisation's files is used up."}},
    {"issue.in_future", {"不能晚于今天。", "Must not be later than today."}},
    {"issue.before_issue", {"不能早于发证日期。", "Must not be before the day of issue."}},
    {"issue.no_way_to_reach", {"电话和邮箱至少填一项。", "Give a phone number or an e-mail address at least."}},
    {"issue.outside_china",
     {"坐标不在中国境内，请核对经纬度是否颠倒。",
      "The coordinates are outside China; are longitude and latitude swapped?"}},
    {"issue.far_from_region",
     {"坐标离所选地区很远，请核对。", "The coordinates are far from the region. Please compare them again."}},
};

constexpr const meta::Entity* own_entities[] = {&Enterprise::description, &Site::description, &Contact::description,
                                                &Capability::description, &Certificate::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

void add_routes(api::Routes& routes, const Options& options) {
    routes.declare(permissions());
    add_profile_routes(routes);
    add_site_routes(routes);
    add_contact_routes(routes);
    add_capability_routes(routes);
    add_certificate_routes(routes);
    add_file_routes(routes, options);
    add_statistics_routes(routes);
    add_tasks(routes);
}

}  // namespace dengyun::enterprise
