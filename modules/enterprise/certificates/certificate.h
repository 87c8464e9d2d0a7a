#pragma once
// A certificate of an enterprise (licence, management system, permit) with its scan. The reference example of
// kernel/flow: the enterprise submits, an operator or a public body verifies, time ends it.
// docs/state-machines/certificate.md
#include <optional>
#include <string>

#include "kernel/flow/state_table.h"
#include "kernel/meta/entity.h"
#include "kernel/store/files.h"

namespace dengyun::enterprise {

inline constexpr std::int64_t certificates_max = 200;  // per organisation

enum class CertificateKind {
    business_licence,
    iso_9001,
    iatf_16949,
    iso_13485,
    iso_14001,
    iso_45001,
    as_9100,
    ccc,
    production_permit,
    pollution_permit,
    safety_standardisation,
    high_tech_enterprise,
    specialised_enterprise,
    two_integration,
    other
};
enum class CertificateStatus { draft, submitted, verified, rejected, expired, revoked };
enum class CertificateAction { submit, withdraw, lapse, verify, reject, revise, expire, revoke };
const meta::Choices& choices_of(CertificateKind);
const meta::Choices& choices_of(CertificateStatus);
const meta::Choices& choices_of(CertificateAction);

struct Certificate : meta::Record<Certificate> {
    CertificateKind kind = CertificateKind::other;
    std::string number;
    std::string issuer;
    std::optional<meta::Date> issued_on;
    std::optional<meta::Date> expires_on;  // the last day on which it holds
    std::optional<Id<store::StoredFile>> file_id;
    CertificateStatus status = CertificateStatus::draft;
    std::optional<std::string> status_reason;  // what the one who moved it last gave as the reason
    static const meta::Entity description;
    static const flow::StateTable states;
};

}  // namespace dengyun::enterprise
