#pragma once
// Context: what the parts of this module share. Private to the module; one per Identity.
#include <mutex>
#include <optional>

#include "kernel/api/reply_route.h"
#include "kernel/api/worker_pool.h"
#include "modules/identity/api.h"
#include "modules/identity/permissions.h"
#include "modules/identity/principal_cache.h"

namespace dengyun::identity {

// Bounds on guessing. The sign-in name is forgiven after a success, an address only that one attempt.
inline constexpr Duration second{1'000};
inline constexpr Duration minute = 60 * second;
inline constexpr Duration hour = 60 * minute;
inline constexpr ThrottlePolicy sign_in_login{"sign_in.login", 5, 30 * second, 15 * minute, 24 * hour};
inline constexpr ThrottlePolicy sign_in_address{"sign_in.address", 30, 10 * second, 15 * minute, hour};
inline constexpr ThrottlePolicy reset_login{"reset.login", 3, 10 * minute, 24 * hour, 24 * hour};
inline constexpr ThrottlePolicy reset_address{"reset.address", 20, minute, hour, hour};
inline constexpr ThrottlePolicy reset_confirmation{"reset.confirmation", 20, minute, hour, hour};

struct Context {
    Context(Identity::Needs needs, IdentityOptions given)
        : store(needs.store),
          clock(needs.clock),
          random(needs.random),
          mail(needs.mail),
          options(std::move(given)),
          hasher(options.password_hash),
          vault(std::move(needs.secret_key)),
          cache(options.cache_time, options.cache_entries_max),
          background(1, options.mail_queue_max) {}

    store::Store& store;
    const Clock& clock;
    Random& random;
    MailAdapter& mail;
    const IdentityOptions options;
    PasswordHasher hasher;
    Vault vault;
    PrincipalCache cache;
    api::WorkerPool background;  // what must not be timed by the caller, and what takes long
    const api::Routes* routes = nullptr;

    // Made at the first use, when every module has declared its permissions.
    [[nodiscard]] const RoleBook& book() const {
        std::call_once(book_made_, [this] { book_.emplace(routes->permissions()); });
        return *book_;
    }

  private:
    mutable std::once_flag book_made_;
    mutable std::optional<RoleBook> book_;
};

// The person behind a call; API keys have no account. Error: forbidden "session.person_required".
[[nodiscard]] Result<Id<User>> person_of(const api::Call& call);

// The parts of the module's routes.
void add_session_routes(Context& context, api::Routes& routes);
void add_account_routes(Context& context, api::Routes& routes);
void add_second_factor_routes(Context& context, api::Routes& routes);
void add_reset_routes(Context& context, api::Routes& routes);
void add_member_routes(Context& context, api::Routes& routes);
void add_role_routes(Context& context, api::Routes& routes);
void add_api_key_routes(Context& context, api::Routes& routes);
void add_institution_routes(api::Routes& routes);
void add_tasks(api::Routes& routes);
[[nodiscard]] std::span<const api::Notice> notices();

}  // namespace dengyun::identity
