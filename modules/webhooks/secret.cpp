#include "modules/webhooks/secret.h"

#include "modules/webhooks/api.h"
#include "modules/webhooks/store.h"

namespace dengyun::webhooks {
namespace {

std::string owner(Id<Webhook> webhook) { return "webhook:" + to_text(webhook); }

}  // namespace

std::string new_secret(Random& random) { return std::string(secret_lead) + random.token(32); }

std::string sealed_secret(const Vault& vault, Random& random, Id<Webhook> webhook, std::string_view secret) {
    return vault.seal(secret, owner(webhook), random);
}

Result<std::string> opened_secret(const Vault& vault, const Webhook& webhook) {
    return vault.open(webhook.secret, owner(webhook.id));
}

Result<> seal_open_secrets(store::Store& store, const Vault& vault, Random& random) {
    constexpr std::size_t page = 500;
    for (std::size_t sealed = page; sealed == page;) {
        DENGYUN_CHECK(store.run_write(Scope::system("webhooks.seal"), [&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(open, open_secrets(unit, page));
            for (const auto& one : open)
                DENGYUN_CHECK(replace_secret(unit, one, sealed_secret(vault, random, one.webhook, one.secret)));
            sealed = open.size();
            return {};
        }));
    }
    return {};
}

}  // namespace dengyun::webhooks
