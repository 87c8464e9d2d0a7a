#pragma once
// The adapter of a partner that speaks HTTP with signed JSON (signing.h), as the bank simulator does.
//   POST {url}/v3/instructions             an Instruction; answers a PartnerAnswer
//   GET  {url}/v3/instructions/{id}        answers a PartnerAnswer
//   GET  {url}/v3/statements/{YYYY-MM-DD}  answers a statement file
#include <chrono>
#include <memory>

#include "kernel/base/clock.h"
#include "modules/payments/partner/partner.h"
#include "modules/payments/partner/signing.h"

namespace dengyun::payments {

struct HttpPartnerOptions {
    std::string url;          // "https://bank.example"
    std::string merchant;     // who we are to the partner
    std::string private_key;  // ours, PEM
    std::string partner_key;  // the partner's public one, PEM
    std::string secret;       // 32 bytes, for notifications
    std::chrono::milliseconds connect_time_max{4'000};
    std::chrono::milliseconds time_max{15'000};
};

// Error: invalid "payment.bad_key".
[[nodiscard]] Result<std::unique_ptr<Partner>> http_partner(HttpPartnerOptions options, const Clock& clock,
                                                            Random& random);

// The headers that carry an answer's proof.
inline constexpr std::string_view timestamp_header = "Partner-Timestamp";
inline constexpr std::string_view nonce_header = "Partner-Nonce";
inline constexpr std::string_view signature_header = "Partner-Signature";

}  // namespace dengyun::payments
