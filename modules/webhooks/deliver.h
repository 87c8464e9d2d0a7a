#pragma once
// The job of one delivery: send it, note how it went, and let the next event of the same document follow.
#include "kernel/store/jobs.h"
#include "modules/webhooks/api.h"

namespace dengyun::webhooks {

// Errors make the runner try again later: those of post.h, "webhook.refused" where the answer was no 2xx, and
// "vault.wrong_key" where the secret cannot be opened.
[[nodiscard]] Result<> deliver(store::Store& store, const store::Job& job, const Vault& vault, Options options);

}  // namespace dengyun::webhooks
