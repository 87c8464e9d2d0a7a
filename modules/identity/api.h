#pragma once
// Identity: organisations, accounts, members and roles, sessions, API keys. The only header of this module that others
// include. `Identity` is the platform's authenticator; the free functions are for flows, the demonstration data and the
// command line, within their own units of work (of a system scope).
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/api/principal.h"
#include "kernel/api/route.h"
#include "kernel/base/message.h"
#include "kernel/base/random.h"
#include "kernel/base/vault.h"
#include "kernel/store/jobs.h"
#include "kernel/store/migrations.h"
#include "kernel/store/store.h"
#include "modules/identity/mail.h"
#include "modules/identity/organisation.h"
#include "modules/identity/password_hasher.h"
#include "modules/identity/session_view.h"
#include "modules/identity/throttle.h"
#include "modules/identity/user.h"

namespace dengyun::identity {

// --- Organisations and accounts
// -----------------------------------------------------------------------------------------

struct NewOrganisation {
    std::string name;
    OrganisationKind kind = OrganisationKind::enterprise;
    bool demonstration = false;
    Id<Organisation> id{};  // none: a new one. The platform itself is platform_organisation.
};
[[nodiscard]] Result<Organisation> create_organisation(store::Unit& unit, const NewOrganisation& given);

struct NewUser {
    Id<Organisation> organisation{};  // home, and where he becomes a member
    std::string login;
    std::string display_name;
    std::optional<std::string> email{};
    std::optional<std::string> phone{};
    std::string password_hash{};  // Identity::hash_password; empty: cannot sign in before a reset
    std::vector<std::string> roles{"owner"};
    Language language = Language::zh;
};
// Errors: invalid "request.invalid" (sign-in name, roles that do not exist there), conflict "user.taken",
// not_found "organisation.not_found".
[[nodiscard]] Result<User> create_user_with_membership(store::Unit& unit, const NewUser& given);
// An existing user becomes a member of a further organisation. Error: conflict "member.taken".
[[nodiscard]] Result<> add_membership(store::Unit& unit, Id<User> user, Id<Organisation> organisation,
                                      std::vector<std::string> roles);

// For the command line: an administrator of the machine, above every organisation's own rules. Running processes notice
// within `IdentityOptions::cache_time`. Error: not_found "user.not_found".
[[nodiscard]] Result<> set_password(store::Unit& unit, std::string_view login, std::string password_hash,
                                    bool remove_second_factor);
[[nodiscard]] Result<> set_user_active(store::Unit& unit, std::string_view login, bool active);
[[nodiscard]] Result<> set_roles(store::Unit& unit, std::string_view login, Id<Organisation> organisation,
                                 std::vector<std::string> roles);
struct UserLine {
    Id<User> id;
    std::string login, display_name, organisation_name;
    std::vector<std::string> roles;
    bool active;
};
// By sign-in name, from behind `after`; one line per membership.
[[nodiscard]] Result<std::vector<UserLine>> list_users(store::Reader& reader, std::string_view after,
                                                       std::int64_t limit);

[[nodiscard]] Result<std::optional<User>> find_user_by_login(store::Reader& reader, std::string_view login);
// Error: not_found. The reader's scope sees the row or reads all.
[[nodiscard]] Result<std::string> organisation_name(store::Reader& reader, Id<Organisation> organisation);
[[nodiscard]] Result<std::string> user_name(store::Reader& reader, Id<User> user);

// --- The authenticator
// ------------------------------------------------------------------------------------------------------

struct IdentityOptions {
    Duration session_idle_max{12LL * 3600 * 1000};
    Duration session_life_max{30LL * 24 * 3600 * 1000};
    std::int64_t sessions_per_user_max = 50;  // the oldest ones end
    // How long a request may be answered by what an earlier one found out: the bound after which a revocation by
    // another process holds. Revocations by this process hold at once.
    Duration cache_time{2'000};
    std::size_t cache_entries_max = 50'000;
    PasswordHashOptions password_hash{};
    std::string public_url;  // "https://dengyun.example"; of links in mail
    std::string issuer = "Dengyun";
    std::size_t mail_queue_max = 1'000;
    std::int64_t registrations_free = 30;  // of one address, before it has to wait
};

// A session that was just opened: what the browser keeps, and what it is told.
struct OpenedSession {
    std::string token;
    SessionView view;
    Duration life{};
};

class Identity final : public api::Authenticator {
  public:
    struct Needs {
        store::Store& store;
        const Clock& clock;
        Random& random;
        MailAdapter& mail;
        std::string secret_key;  // vault_key_bytes; the same for all processes on one database (load_or_create_key)
    };
    Identity(Needs needs, IdentityOptions options);
    ~Identity() override;

    // Declares this module's permissions and entities and adds its routes. `routes` must outlive this object, and is
    // complete (all modules' permissions) before the first request.
    void add_routes(api::Routes& routes);
    [[nodiscard]] Result<std::shared_ptr<const api::Principal>> authenticate(const http::Request& request) override;
    [[nodiscard]] Result<std::shared_ptr<const api::Principal>> authenticate_again(
        const http::Request& request) override;

    // Takes tens of milliseconds and much memory: outside any unit. Errors: invalid "request.invalid" with an issue on
    // `field`, unavailable "session.busy".
    [[nodiscard]] Result<std::string> hash_password(std::string_view password, std::string_view login,
                                                    std::string_view field = "password");

    // A new session for a user who has just proved who he is. Errors: not_found, forbidden "session.no_organisation".
    [[nodiscard]] Result<OpenedSession> open_session(store::Unit& unit, Id<User> user, Id<Organisation> organisation,
                                                     const http::Request& request);
    // The answer that signs a browser in.
    [[nodiscard]] static api::Reply session_reply(const OpenedSession& session, const api::Call& call, unsigned status);
    // Counts a registration against the address; where it is refused, answer `throttled_reply`.
    [[nodiscard]] Result<Admission> admit_registration(store::Unit& unit, std::string_view address);

    // Active members of an active organisation whose roles hold the permission, those who joined first; at most
    // `limit`. The reader's scope sees the rows of the organisation.
    [[nodiscard]] Result<std::vector<Id<User>>> holders_of(store::Reader& reader, Id<Organisation> organisation,
                                                           std::string_view permission, std::size_t limit) const;
    // Active organisations of the platform's own kinds in which somebody can hold the permission; at most `limit`. The
    // reader's scope sees every organisation.
    [[nodiscard]] Result<std::vector<Id<Organisation>>> platform_organisations_with(store::Reader& reader,
                                                                                    std::string_view permission,
                                                                                    std::size_t limit) const;

    // The job that sends again what the mail server did not take.
    void add_jobs(store::JobRunner& runner);
    // Drops what is expired (sessions, resets, throttles), at most `limit` rows of each; run it from a job, hourly.
    [[nodiscard]] static Result<> sweep(store::Unit& unit, std::int64_t limit);
    // Sends what is queued and refuses the rest. Idempotent.
    void stop();

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

// 429 as problem details with Retry-After.
[[nodiscard]] api::Reply throttled_reply(const api::Call& call, Duration retry_after);

// The lists that the server wires: texts of the errors, tables, schema changes.
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const meta::Entity* const> entities();
[[nodiscard]] std::span<const store::Migration> migrations();

}  // namespace dengyun::identity
