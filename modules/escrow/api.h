#pragma once
// Escrow: the only header of this module that others include. The order loop releases what was accepted through
// service.h's functions, within its own unit of work.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/escrow/accounts.h"
#include "modules/escrow/dispute.h"
#include "modules/escrow/escrow.h"
#include "modules/escrow/rules.h"
#include "modules/escrow/service.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::escrow {

void add_routes(api::Routes& routes);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::escrow
