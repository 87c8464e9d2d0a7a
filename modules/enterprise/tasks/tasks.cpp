// What waits for people because of certificates, and what they are told about enterprises and certificates.
#include "kernel/api/route.h"
#include "modules/enterprise/certificates/rules.h"
#include "modules/enterprise/routes.h"
#include "modules/enterprise/rows.h"

namespace dengyun::enterprise {
namespace {

using api::FoundTasks;
using meta::Scalar;

// How long before the last day an enterprise is asked to renew.
constexpr std::chrono::days renewal_notice{60};

std::string kind_label(std::string_view name, Language language) {
    const auto kind = meta::value_of<CertificateKind>(name);
    if (!kind) return std::string(name);
    return std::string(choices_of(*kind).entries[static_cast<std::size_t>(*kind)].label.in(language));
}

Result<FoundTasks> to_verify(const api::Call& call, store::Reader& reader) {
    FoundTasks found;
    const std::array<Scalar, 1> values{api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT c.id, c.organisation_id, c.kind, e.name, c.updated_at FROM certificate c JOIN enterprise e ON "
        "e.organisation_id = c.organisation_id WHERE c.status = 'submitted' ORDER BY c.updated_at, c.id LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = std::string(row.text(3)) + " · " + kind_label(row.text(2), call.language),
                       .entity = "certificate",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = {row.integer(1)},
                       .due_at = instant_of(row.integer(4)) + review_time});
        }));
    return found;
}

// The own certificates that a query with the columns id, kind, number, expires_on finds.
Result<FoundTasks> own(const api::Call& call, store::Reader& reader, std::string_view sql,
                       std::span<const Scalar> values) {
    FoundTasks found;
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) {
        std::optional<Instant> due;
        if (!row.is_null(3)) due = Instant(meta::Date(std::chrono::days(row.integer(3)))) + end_of_last_day;
        found.add({.title = kind_label(row.text(1), call.language) + " · " + std::string(row.text(2)),
                   .entity = "certificate",
                   .entity_id = id_to_text(row.integer(0)),
                   .organisation_id = reader.scope().organisation(),
                   .due_at = due});
    }));
    return found;
}

Result<FoundTasks> to_finish(const api::Call& call, store::Reader& reader) {
    const std::array<Scalar, 2> values{reader.scope().organisation().value, api::tasks_counted_max};
    return own(call, reader,
               "SELECT id, kind, number, CAST(NULL AS BIGINT) FROM certificate WHERE organisation_id = ? AND "
               "status IN ('draft', 'rejected') ORDER BY updated_at DESC, id DESC LIMIT ?",
               values);
}

Result<FoundTasks> to_renew(const api::Call& call, store::Reader& reader) {
    const auto last = china_date(reader.now()) + renewal_notice;
    const std::array<Scalar, 3> values{reader.scope().organisation().value,
                                       std::int64_t{last.time_since_epoch().count()}, api::tasks_counted_max};
    return own(call, reader,
               "SELECT id, kind, number, expires_on FROM certificate WHERE organisation_id = ? AND "
               "status = 'verified' AND expires_on <= ? ORDER BY expires_on, id LIMIT ?",
               values);
}

std::optional<std::string> certificate_subject(store::Reader& reader, const store::Event& event) {
    const auto certificate = reader.find(Id<Certificate>{event.entity_id});
    return certificate ? certificate->number : std::string();
}

// The demonstration cluster is loaded and does not join.
std::optional<std::string> newcomer_subject(store::Reader& reader, const store::Event& event) {
    const auto newcomer = reader.find(Id<Enterprise>{event.entity_id});
    if (!newcomer || newcomer->demonstration) return std::nullopt;
    return newcomer->name;
}

// For the platform: whose certificate it is matters more than its number.
std::optional<std::string> holder_subject(store::Reader& reader, const store::Event& event) {
    const auto holder = reader.find(Id<Enterprise>{event.organisation_id.value});
    return holder ? holder->name : std::string();
}

using api::Audience;
constexpr std::string_view edit = "certificates.edit";
constexpr api::Notice own_notices[] = {
    {"enterprise.created",
     {"新企业加入平台", "An enterprise joined"},
     Audience::platform,
     "platform.see_private",
     newcomer_subject},
    {"certificate.submitted",
     {"有证书等待核验", "A certificate waits for verification"},
     Audience::platform,
     "certificates.verify",
     holder_subject},
    {"certificate.verified",
     {"证书已通过核验", "A certificate was verified"},
     Audience::organisation,
     edit,
     certificate_subject},
    {"certificate.rejected",
     {"证书被退回", "A certificate was rejected"},
     Audience::organisation,
     edit,
     certificate_subject},
    {"certificate.lapsed",
     {"证书逾期未审，已退回草稿", "Nobody reviewed a certificate; it is a draft again"},
     Audience::organisation,
     edit,
     certificate_subject},
    {"certificate.expired", {"证书已过期", "A certificate expired"}, Audience::organisation, edit, certificate_subject},
    {"certificate.revoked",
     {"证书已被撤销", "A certificate was revoked"},
     Audience::organisation,
     edit,
     certificate_subject},
};

}  // namespace

void add_tasks(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "certificate_reviews",
                                   .label = {"待核验的证书", "Certificates to verify"},
                                   .permission = "certificates.verify",
                                   .reads_all = true,
                                   .find = to_verify});
    routes.declare(api::TaskSource{.name = "certificates_expiring",
                                   .label = {"即将到期的证书，请准备换证", "Certificates that end soon: renew them"},
                                   .permission = edit,
                                   .find = to_renew});
    routes.declare(api::TaskSource{.name = "certificates_unfinished",
                                   .label = {"尚未提交或被退回的证书", "Certificates not submitted yet, or rejected"},
                                   .permission = edit,
                                   .find = to_finish});
    routes.declare(own_notices);
}

}  // namespace dengyun::enterprise
