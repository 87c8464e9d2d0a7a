#include "modules/enterprise/certificates/certificate.h"

#include "modules/enterprise/certificates/rules.h"

namespace dengyun::enterprise {
namespace {

constexpr meta::Choice kinds[] = {
    {"business_licence", {"营业执照", "Business licence"}},
    {"iso_9001", {"ISO 9001 质量管理体系", "ISO 9001 quality management"}},
    {"iatf_16949", {"IATF 16949 汽车质量管理体系", "IATF 16949 automotive quality management"}},
    {"iso_13485", {"ISO 13485 医疗器械质量管理体系", "ISO 13485 medical devices"}},
    {"iso_14001", {"ISO 14001 环境管理体系", "ISO 14001 environmental management"}},
    {"iso_45001", {"ISO 45001 职业健康安全管理体系", "ISO 45001 occupational health and safety"}},
    {"as_9100", {"AS 9100 航空航天质量管理体系", "AS 9100 aerospace quality management"}},
    {"ccc", {"CCC 强制性产品认证", "CCC compulsory product certification"}},
    {"production_permit", {"工业产品生产许可证", "Production permit"}},
    {"pollution_permit", {"排污许可证", "Pollution permit"}},
    {"safety_standardisation", {"安全生产标准化", "Safety standardisation"}},
    {"high_tech_enterprise", {"高新技术企业", "High-tech enterprise"}},
    {"specialised_enterprise", {"专精特新企业", "Specialised and innovative enterprise"}},
    {"two_integration", {"两化融合管理体系", "Integration of informatisation and industrialisation"}},
    {"other", {"其他", "Other"}},
};
constexpr meta::Choices kind_choices{"certificate_kind", kinds};

constexpr meta::Choice statuses[] = {
    {"draft", {"草稿", "Draft"}},         {"submitted", {"待审核", "Submitted"}}, {"verified", {"已核验", "Verified"}},
    {"rejected", {"已退回", "Rejected"}}, {"expired", {"已过期", "Expired"}},     {"revoked", {"已撤销", "Revoked"}},
};
constexpr meta::Choices status_choices{"certificate_status", statuses};

constexpr meta::Choice actions[] = {
    {"submit", {"提交审核", "Submit"}}, {"withdraw", {"撤回", "Withdraw"}}, {"lapse", {"逾期退回", "Lapse"}},
    {"verify", {"核验通过", "Verify"}}, {"reject", {"退回", "Reject"}},     {"revise", {"修订", "Revise"}},
    {"expire", {"到期", "Expire"}},     {"revoke", {"撤销", "Revoke"}},
};
constexpr meta::Choices action_choices{"certificate_action", actions};

using C = Certificate;
constexpr auto fields = meta::record<C>(
    meta::field<&C::kind>("kind", {"种类", "Kind"}, {.flags = meta::required | meta::filterable}),
    meta::field<&C::number>("number", {"证书编号", "Number"},
                            {.flags = meta::required | meta::searchable, .length_max = 100}),
    meta::field<&C::issuer>("issuer", {"发证机构", "Issuer"},
                            {.flags = meta::required | meta::searchable, .length_max = 100}),
    meta::field<&C::issued_on>("issued_on", {"发证日期", "Issued on"}, {.flags = meta::sortable}),
    meta::field<&C::expires_on>(
        "expires_on", {"有效期至", "Valid until"},
        {.flags = meta::sortable, .help = {"提交审核前必须填写", "Needed before it is submitted"}}),
    meta::field<&C::file_id>("file_id", {"扫描件", "Scan"},
                             {.format = meta::Format::file,
                              .reference = "stored_file",
                              .help = {"提交审核前必须上传", "Needed before it is submitted"}}),
    meta::field<&C::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&C::status_reason>("status_reason", {"原因", "Reason"},
                                   {.flags = meta::read_only,
                                    .length_max = 500,
                                    .format = meta::Format::multiline,
                                    .read_permission = "enterprise.read_private"}));

constexpr std::string_view by_status[] = {"status"};
constexpr meta::Index indexes[] = {{.name = "certificate_status", .columns = by_status, .across_organisations = true}};

using Status = CertificateStatus;
using Action = CertificateAction;
constexpr std::string_view edit = "certificates.edit";
constexpr std::string_view verify = "certificates.verify";
constexpr auto ready = flow::guard<Certificate, reason_not_to_submit>;
constexpr auto in_force = flow::guard<Certificate, reason_not_to_verify>;

constexpr std::array transitions{
    flow::transition(Status::draft, Action::submit, Status::submitted, {.permission = edit, .guard = ready}),
    flow::transition(Status::submitted, Action::withdraw, Status::draft, {.permission = edit, .event = "withdrawn"}),
    flow::transition(Status::submitted, Action::lapse, Status::draft, {.event = "lapsed"}),
    flow::transition(Status::submitted, Action::verify, Status::verified,
                     {.permission = verify, .guard = in_force, .by_platform = true}),
    flow::transition(Status::submitted, Action::reject, Status::rejected, {.permission = verify, .by_platform = true}),
    flow::transition(Status::rejected, Action::revise, Status::draft, {.permission = edit, .event = "revised"}),
    flow::transition(Status::verified, Action::expire, Status::expired, {}),
    flow::transition(Status::verified, Action::revoke, Status::revoked, {.permission = verify, .by_platform = true}),
    flow::transition(Status::expired, Action::revoke, Status::revoked, {.permission = verify, .by_platform = true}),
};
constexpr std::array timers{
    flow::timer(Status::submitted, review_time, Action::lapse),
    flow::timer(Status::verified, end_of_last_day, Action::expire, "expires_on"),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(CertificateKind) { return kind_choices; }
const meta::Choices& choices_of(CertificateStatus) { return status_choices; }
const meta::Choices& choices_of(CertificateAction) { return action_choices; }

constinit const meta::Entity Certificate::description{.name = "certificate",
                                                      .label = {"证书", "Certificate"},
                                                      .fields = fields,
                                                      .indexes = indexes,
                                                      .title_field = "number"};
constinit const flow::StateTable Certificate::states =
    flow::state_table<CertificateStatus, CertificateAction>("certificate", transitions, timers);

}  // namespace dengyun::enterprise
