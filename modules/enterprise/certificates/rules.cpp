#include "modules/enterprise/certificates/rules.h"

namespace dengyun::enterprise {

std::optional<Instant> end_of_validity(const Certificate& certificate) {
    if (!certificate.expires_on) return std::nullopt;
    return Instant(*certificate.expires_on) + end_of_last_day;
}

Result<> check_certificate(const Certificate& certificate, meta::Date today) {
    std::vector<Issue> issues;
    if (certificate.issued_on && *certificate.issued_on > today) issues.push_back({"issued_on", "in_future"});
    if (certificate.issued_on && certificate.expires_on && *certificate.expires_on < *certificate.issued_on)
        issues.push_back({"expires_on", "before_issue"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<> check_editable(const Certificate& certificate) {
    if (certificate.status == CertificateStatus::draft) return {};
    return fail(ErrorKind::conflict, "certificate.not_draft");
}

std::optional<std::string_view> reason_not_to_submit(const Certificate& certificate, Instant now) {
    if (!certificate.file_id) return "certificate.no_file";
    return reason_not_to_verify(certificate, now);
}

std::optional<std::string_view> reason_not_to_verify(const Certificate& certificate, Instant now) {
    const auto end = end_of_validity(certificate);
    if (!end) return "certificate.no_last_day";
    if (*end <= now) return "certificate.no_longer_valid";
    return std::nullopt;
}

bool is_public(CertificateStatus status) {
    return status == CertificateStatus::verified || status == CertificateStatus::expired ||
           status == CertificateStatus::revoked;
}

bool is_for_review(CertificateStatus status) { return is_public(status) || status == CertificateStatus::submitted; }

}  // namespace dengyun::enterprise
