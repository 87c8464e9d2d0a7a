#pragma once
// Evaluations: the only header of this module that others include. What can be done stands in service.h.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/evaluations/service.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::evaluations {

void add_routes(api::Routes& routes);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::evaluations
