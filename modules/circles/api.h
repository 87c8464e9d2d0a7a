#pragma once
// Circles: the only header of this module that others include. What can be done stands in service.h.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/base/random.h"
#include "kernel/store/jobs.h"
#include "kernel/store/migrations.h"
#include "modules/circles/service.h"

namespace dengyun::api {
class Routes;
}
namespace dengyun::identity {
class MailAdapter;
}

namespace dengyun::circles {

// `clock` bounds how often an address may try links.
void add_routes(api::Routes& routes, const Clock& clock);

// What the job stands on that writes to guests; must outlive the runner.
struct MailNeeds {
    identity::MailAdapter& mail;
    Random& random;
    std::string public_url;
};
void add_jobs(store::JobRunner& runner, MailNeeds needs);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::circles
