#include "modules/identity/authenticate.h"

#include <algorithm>

#include "kernel/base/digest.h"
#include "modules/identity/accounts.h"
#include "modules/identity/sessions.h"

namespace dengyun::identity {
namespace {

using Principal = api::Principal;
using Found = std::optional<PrincipalCache::Entry>;

constexpr Duration seen_interval = minute;  // how exactly sessions and keys remember when they were used
constexpr Duration used_interval = hour;
constexpr std::size_t token_length_max = 200;

const Scope& system_scope() {
    static const Scope scope = Scope::system("authentication");
    return scope;
}

// Written without waiting and without an event; a process that stops meanwhile loses a minute of it.
void note_use(Context& context, std::string_view sql, Instant now, std::int64_t id) {
    const auto text = std::string(sql);
    context.store.submit_write(
        system_scope(),
        [text, now, id](store::Unit& unit) -> Result<> {
            const std::array<meta::Scalar, 3> values{milliseconds_of(now), id, milliseconds_of(now)};
            DENGYUN_TRY(noted, unit.execute(text, values));
            static_cast<void>(noted);
            return {};
        },
        [](Result<>) {});
}

struct Roles {
    OrganisationKind kind{};
    std::vector<std::string> codes;
};

Result<std::vector<std::string>> permissions_of(const Context& context, store::Reader& reader,
                                                Id<Organisation> organisation, const Roles& roles) {
    std::vector<CustomRole> custom;
    const auto is_own = [](const std::string& code) { return !meta::value_of<api::Role>(code); };
    if (std::ranges::any_of(roles.codes, is_own)) {
        DENGYUN_TRY(read, custom_roles(reader, organisation));
        custom = std::move(read);
    }
    return context.book().resolve(roles.kind, roles.codes, custom);
}

struct SessionRow {
    std::int64_t id;
    Id<Organisation> organisation;
    Id<User> user;
    Instant last_seen_at, expires_at;
    std::string display_name;
    Language language;
    std::string time_zone;
    Roles roles;
    bool active;
};

Result<std::optional<SessionRow>> read_session(store::Reader& reader, std::string_view token_hash) {
    std::optional<SessionRow> found;
    const std::array<meta::Scalar, 1> values{token_hash};
    DENGYUN_CHECK(reader.query(
        "SELECT s.id, s.organisation_id, s.user_id, s.last_seen_at, s.expires_at, u.display_name, u.language, "
        "u.active, "
        "m.roles, m.active, o.kind, o.active, COALESCE(u.time_zone, o.time_zone) FROM user_session s JOIN \"user\" u "
        "ON u.id = s.user_id "
        "JOIN member m ON m.organisation_id = s.organisation_id AND m.user_id = s.user_id "
        "JOIN organisation o ON o.organisation_id = s.organisation_id AND o.id = s.organisation_id WHERE s.token_hash "
        "= ?",
        values, [&](const store::Row& row) {
            found = SessionRow{.id = row.integer(0),
                               .organisation = {row.integer(1)},
                               .user = {row.integer(2)},
                               .last_seen_at = instant_of(row.integer(3)),
                               .expires_at = instant_of(row.integer(4)),
                               .display_name = std::string(row.text(5)),
                               .language = meta::value_of<Language>(row.text(6)).value_or(Language::zh),
                               .time_zone = std::string(row.text(12)),
                               .roles = {},
                               .active = row.integer(7) != 0 && row.integer(9) != 0 && row.integer(11) != 0};
            found->roles.codes = text_list(row.text(8));
            found->roles.kind = meta::value_of<OrganisationKind>(row.text(10)).value_or(OrganisationKind::enterprise);
        }));
    return found;
}

Result<Found> find_session(Context& context, store::Reader& reader, std::string_view token, std::string_view token_hash,
                           Instant now, Use use) {
    DENGYUN_TRY(row, read_session(reader, token_hash));
    if (!row || !row->active) return std::nullopt;
    const auto end = session_end(context.options, row->last_seen_at, row->expires_at);
    if (now >= end) return std::nullopt;
    DENGYUN_TRY(permissions, permissions_of(context, reader, row->organisation, row->roles));
    auto principal = std::make_shared<Principal>();
    principal->actor = {ActorKind::user, row->user.value, row->display_name};
    principal->organisation = row->organisation;
    principal->user = row->user;
    principal->session_id = row->id;
    principal->permissions = std::move(permissions);
    principal->language = row->language;
    principal->time_zone = row->time_zone;
    principal->csrf_token = csrf_token_of(token);
    principal->rate_key = fmt::format("user:{}", row->user.value);
    if (use == Use::noted && now - row->last_seen_at >= seen_interval)
        note_use(context, "UPDATE user_session SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?", now, row->id);
    return PrincipalCache::Entry{std::move(principal), row->user, end};
}

struct KeyRow {
    std::int64_t id;
    Id<Organisation> organisation;
    Id<User> maker;
    std::string name;
    std::vector<std::string> permissions;
    Instant expires_at, last_used_at;
    Language language;
    std::string time_zone;
    Roles roles;
    bool active;
};

Result<std::optional<KeyRow>> read_key(store::Reader& reader, std::string_view key_hash) {
    std::optional<KeyRow> found;
    const std::array<meta::Scalar, 1> values{key_hash};
    DENGYUN_CHECK(reader.query(
        "SELECT k.id, k.organisation_id, k.created_by, k.name, k.permissions, k.expires_at, COALESCE(k.last_used_at, "
        "0), "
        "u.language, u.active, m.roles, m.active, o.kind, o.active, COALESCE(u.time_zone, o.time_zone) FROM api_key k "
        "JOIN \"user\" u ON u.id = "
        "k.created_by "
        "JOIN member m ON m.organisation_id = k.organisation_id AND m.user_id = k.created_by "
        "JOIN organisation o ON o.organisation_id = k.organisation_id AND o.id = k.organisation_id WHERE k.key_hash = "
        "?",
        values, [&](const store::Row& row) {
            found = KeyRow{.id = row.integer(0),
                           .organisation = {row.integer(1)},
                           .maker = {row.integer(2)},
                           .name = std::string(row.text(3)),
                           .permissions = text_list(row.text(4)),
                           .expires_at = instant_of(row.integer(5)),
                           .last_used_at = instant_of(row.integer(6)),
                           .language = meta::value_of<Language>(row.text(7)).value_or(Language::zh),
                           .time_zone = std::string(row.text(13)),
                           .roles = {},
                           .active = row.integer(8) != 0 && row.integer(10) != 0 && row.integer(12) != 0};
            found->roles.codes = text_list(row.text(9));
            found->roles.kind = meta::value_of<OrganisationKind>(row.text(11)).value_or(OrganisationKind::enterprise);
        }));
    return found;
}

Result<Found> find_key(Context& context, store::Reader& reader, std::string_view key_hash, Instant now, Use use) {
    DENGYUN_TRY(row, read_key(reader, key_hash));
    if (!row || !row->active || now >= row->expires_at) return std::nullopt;
    DENGYUN_TRY(held_by_maker, permissions_of(context, reader, row->organisation, row->roles));
    std::ranges::sort(row->permissions);
    auto principal = std::make_shared<Principal>();
    principal->actor = {ActorKind::api_key, row->id, row->name};
    principal->organisation = row->organisation;
    principal->permissions = common(row->permissions, held_by_maker);
    principal->language = row->language;
    principal->time_zone = row->time_zone;
    principal->rate_key = fmt::format("key:{}", row->id);
    if (use == Use::noted && now - row->last_used_at >= used_interval)
        note_use(context, "UPDATE api_key SET last_used_at = ? WHERE id = ? AND COALESCE(last_used_at, 0) < ?", now,
                 row->id);
    return PrincipalCache::Entry{std::move(principal), row->maker, row->expires_at};
}

}  // namespace

Result<std::shared_ptr<const Principal>> authenticate(Context& context, const http::Request& request, Use use) {
    constexpr std::string_view scheme = "Bearer dyk_";
    const auto header = request.header("authorization");
    const auto cookie = request.cookie(session_cookie);
    if (!header && !cookie) return nullptr;
    const auto refused = [&] {
        return fail(ErrorKind::unauthenticated, header ? "api_key.invalid" : "session.expired");
    };
    // A key beside a cookie wins, so that a program never acts as the person whose browser it borrows.
    if (header && !header->starts_with(scheme)) return refused();
    const auto token = header ? header->substr(std::string_view("Bearer ").size()) : *cookie;
    if (token.empty() || token.size() > token_length_max) return refused();

    const auto hash = sha256_hex(token);
    const auto cached_as = (header ? "k" : "s") + hash;
    const auto now = context.clock.now();
    if (auto known = context.cache.find(cached_as, now)) return known;
    const auto generation = context.cache.generation();
    DENGYUN_TRY(found, context.store.read<Found>(system_scope(), [&](store::Reader& reader) {
        return header ? find_key(context, reader, hash, now, use)
                      : find_session(context, reader, token, hash, now, use);
    }));
    if (!found) return refused();
    auto principal = found->principal;
    // A use behind it shall be noted, and not be answered from the cache.
    if (use == Use::noted) context.cache.put(cached_as, std::move(*found), now, generation);
    return principal;
}

}  // namespace dengyun::identity
