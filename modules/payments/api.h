#pragma once
// Payments: the only header of this module that others include.
#include <memory>
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/base/random.h"
#include "kernel/store/jobs.h"
#include "kernel/store/migrations.h"
#include "modules/payments/partner/http_partner.h"
#include "modules/payments/partner/partner.h"
#include "modules/payments/payment.h"
#include "modules/payments/reconciliation/reconcile.h"
#include "modules/payments/service.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::payments {

// `partner` may be null: nobody is connected, and payments are refused with conflict "payment.no_partner".
void add_routes(api::Routes& routes, Partner* partner);
void add_jobs(store::JobRunner& runner, Partner* partner);
// Yesterday is reconciled every night at two o'clock in China; called once when the process starts to work.
[[nodiscard]] Result<> start_reconciling(store::Store& store);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::payments
