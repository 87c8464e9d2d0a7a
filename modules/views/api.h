#pragma once
// Saved views of lists: filters, order and columns under a name, of one person, who may share them within the
// organisation.
#include <span>

#include "kernel/api/route.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"

namespace dengyun::views {

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const meta::Entity* const> entities();
[[nodiscard]] std::span<const store::Migration> migrations();
void add_routes(api::Routes& routes);

}  // namespace dengyun::views
