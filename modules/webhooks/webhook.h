#pragma once
// A webhook: an address of the organisation's own system that is told about events as they happen.
#include <optional>
#include <string>
#include <vector>

#include "kernel/meta/entity.h"

namespace dengyun::webhooks {

struct Webhook : meta::Record<Webhook> {
    std::string url;
    std::optional<std::string> note;  // "description" in JSON
    std::vector<std::string> events;  // patterns: "*", "site.*", "certificate.verified"
    bool active = true;
    std::string secret;  // signs what is sent; sealed in the database (secret.h)
    static const meta::Entity description;
};

// The answer to who made the webhook or its new secret: the only two that show it.
struct WebhookWithSecret : Webhook {
    static const meta::Entity description;
};

}  // namespace dengyun::webhooks
