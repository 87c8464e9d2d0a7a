#pragma once
// Sourcing: the only header of this module that others include. What can be done stands in service.h; the README says
// how a bid is sealed.
#include <span>

#include "kernel/api/call.h"
#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/base/random.h"
#include "kernel/store/jobs.h"
#include "kernel/store/migrations.h"
#include "modules/sourcing/service.h"

namespace dengyun::api {
class Routes;
}
namespace dengyun::http {
class RateLimiter;
}
namespace dengyun::identity {
class MailAdapter;
}

namespace dengyun::sourcing {

// `clock` bounds how often an address may try links.
void add_routes(api::Routes& routes, const Clock& clock);

// What the job stands on that writes to guests; must outlive the runner.
struct MailNeeds {
    identity::MailAdapter& mail;
    Random& random;
    std::string public_url;
};
void add_jobs(store::JobRunner& runner, MailNeeds needs);

// The bid that the path names, if the caller is its bidder, or its buyer once bids are opened. Error: not_found. The
// scope must read all.
[[nodiscard]] Result<Bid> find_bid(const api::Call& call, store::Reader& reader);

// For the live feed: whether the caller may follow an auction, and in whose log it is told. Error: not_found.
[[nodiscard]] Result<Id<Organisation>> follow_auction(const api::Call& call, store::Reader& reader, std::int64_t id);

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::sourcing
