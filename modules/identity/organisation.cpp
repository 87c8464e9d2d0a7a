#include "modules/identity/organisation.h"

namespace dengyun {
namespace identity {
namespace {
constexpr meta::Choice kinds[] = {
    {"enterprise", {"企业", "Enterprise"}},
    {"platform", {"平台运营方", "Platform operator"}},
    {"bank", {"银行", "Bank"}},
    {"government", {"政府部门", "Government"}},
    {"bookkeeping_firm", {"代账公司", "Bookkeeping firm"}},
    {"service_provider", {"服务商", "Service provider"}},
};
constexpr meta::Choices kind_choices{"organisation_kind", kinds};
}  // namespace

const meta::Choices& choices_of(OrganisationKind) { return kind_choices; }

std::optional<api::Role> platform_role_of(OrganisationKind kind) {
    switch (kind) {
        case OrganisationKind::enterprise:
            return std::nullopt;
        case OrganisationKind::platform:
            return api::Role::platform_operator;
        case OrganisationKind::bank:
            return api::Role::bank;
        case OrganisationKind::government:
            return api::Role::government;
        case OrganisationKind::bookkeeping_firm:
            return api::Role::bookkeeping_firm;
        case OrganisationKind::service_provider:
            return api::Role::service_provider;
    }
    return std::nullopt;
}

}  // namespace identity

namespace {
constexpr auto fields = meta::record<Organisation>(
    meta::field<&Organisation::name>("name", {"名称", "Name"}, {.flags = meta::required}),
    meta::field<&Organisation::kind>("kind", {"类别", "Kind"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&Organisation::active>("active", {"启用", "Active"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&Organisation::demonstration>("demonstration", {"演示数据", "Demonstration data"},
                                              {.flags = meta::read_only}),
    meta::field<&Organisation::time_zone>("time_zone", {"时区", "Time zone"}, {.length_max = 64}));
}  // namespace

constinit const meta::Entity Organisation::description{
    .name = "organisation", .label = {"单位", "Organisation"}, .fields = fields, .title_field = "name"};

}  // namespace dengyun
