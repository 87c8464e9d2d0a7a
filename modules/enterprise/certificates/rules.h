#pragma once
// What a certificate must be beyond the limits of its fields, and the guards of its state table. Pure.
#include "modules/enterprise/certificates/certificate.h"

namespace dengyun::enterprise {

// A silent operator does not freeze a certificate: after this it is a draft again.
inline constexpr Duration review_time = 15 * flow::day;
// The last day of validity ends at midnight in China, which has one time zone: 16:00 UTC on that date.
inline constexpr Duration end_of_last_day{16LL * 3600 * 1000};

// The moment at which it no longer holds; nullopt where no last day is given.
[[nodiscard]] std::optional<Instant> end_of_validity(const Certificate& certificate);

// Error: invalid with issues before_issue on expires_on, in_future on issued_on.
[[nodiscard]] Result<> check_certificate(const Certificate& certificate, meta::Date today);
// Only drafts are edited or removed: what was verified must stay what was seen. Error: conflict
// "certificate.not_draft".
[[nodiscard]] Result<> check_editable(const Certificate& certificate);

// Guards: "certificate.no_file", "certificate.no_last_day", "certificate.no_longer_valid".
[[nodiscard]] std::optional<std::string_view> reason_not_to_submit(const Certificate& certificate, Instant now);
[[nodiscard]] std::optional<std::string_view> reason_not_to_verify(const Certificate& certificate, Instant now);

// Other organisations see what somebody vouched for; those who verify see what waits for them, too.
[[nodiscard]] bool is_public(CertificateStatus status);
[[nodiscard]] bool is_for_review(CertificateStatus status);

}  // namespace dengyun::enterprise
