#pragma once
// The secret of a webhook: made here, shown once, and kept sealed.
#include "kernel/base/vault.h"
#include "modules/webhooks/webhook.h"

namespace dengyun::webhooks {

inline constexpr std::string_view secret_lead = "whsec_";  // never the start of a sealed one, which is base64

[[nodiscard]] std::string new_secret(Random& random);
// As it is kept in `webhook.secret`; it opens for that webhook only.
[[nodiscard]] std::string sealed_secret(const Vault& vault, Random& random, Id<Webhook> webhook,
                                        std::string_view secret);
// Error: unavailable "vault.wrong_key".
[[nodiscard]] Result<std::string> opened_secret(const Vault& vault, const Webhook& webhook);

}  // namespace dengyun::webhooks
