#pragma once
// The ledger: the only header of this module that others include. Accounts are opened and transfers posted within the
// caller's unit of work; a Poster gathers those of many callers.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/jobs.h"
#include "kernel/store/migrations.h"
#include "modules/ledger/accounts/account.h"
#include "modules/ledger/history/history.h"
#include "modules/ledger/history/verify.h"
#include "modules/ledger/periods/period.h"
#include "modules/ledger/posting/balances.h"
#include "modules/ledger/posting/poster.h"
#include "modules/ledger/posting/posting.h"
#include "modules/ledger/transfers/transfer.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::ledger {

// `poster` is the custody book's and must outlive the routes.
void add_routes(api::Routes& routes, Poster& poster);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored by description.
[[nodiscard]] std::span<const meta::Entity* const> entities();

// Pending transfers expire also while nobody posts: once a minute.
void add_jobs(store::JobRunner& runner);
[[nodiscard]] Result<> start_expiring(store::Store& store);

}  // namespace dengyun::ledger
