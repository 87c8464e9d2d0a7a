#pragma once
// Evidence: whether what a work report claims agrees with what the machine told. The only header of this module that
// others include. flows/witnessing makes the records.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "modules/evidence/records/work_evidence.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::evidence {

void add_routes(api::Routes& routes);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::evidence
