#include "modules/identity/holders.h"

#include <algorithm>

#include "modules/identity/accounts.h"

namespace dengyun::identity {
namespace {

// Members that are looked at for one answer; an organisation with more tells those who joined first.
constexpr std::int64_t members_looked_at_max = 2'000;

Result<std::optional<OrganisationKind>> active_kind(store::Reader& reader, Id<Organisation> organisation) {
    std::optional<OrganisationKind> kind;
    const std::array<meta::Scalar, 2> values{organisation.value, organisation.value};
    DENGYUN_CHECK(reader.query("SELECT kind FROM organisation WHERE organisation_id = ? AND id = ? AND active = 1",
                               values,
                               [&](const store::Row& row) { kind = meta::value_of<OrganisationKind>(row.text(0)); }));
    return kind;
}

}  // namespace

Result<std::vector<Id<User>>> holders_of(const Context& context, store::Reader& reader, Id<Organisation> organisation,
                                         std::string_view permission, std::size_t limit) {
    std::vector<Id<User>> holders;
    DENGYUN_TRY(kind, active_kind(reader, organisation));
    if (!kind) return holders;
    DENGYUN_TRY(custom, custom_roles(reader, organisation));
    const std::array<meta::Scalar, 2> values{organisation.value, members_looked_at_max};
    DENGYUN_CHECK(
        reader.query("SELECT user_id, roles FROM member WHERE organisation_id = ? AND active = 1 ORDER BY id LIMIT ?",
                     values, [&](const store::Row& row) {
                         if (holders.size() >= limit) return;
                         const auto held = context.book().resolve(*kind, text_list(row.text(1)), custom);
                         if (std::ranges::binary_search(held, permission)) holders.push_back({row.integer(0)});
                     }));
    return holders;
}

Result<std::vector<Id<Organisation>>> platform_organisations_with(const Context& context, store::Reader& reader,
                                                                  std::string_view permission, std::size_t limit) {
    std::vector<Id<Organisation>> found;
    const std::array<meta::Scalar, 1> values{static_cast<std::int64_t>(limit)};
    DENGYUN_CHECK(
        reader.query("SELECT id, kind FROM organisation WHERE kind <> 'enterprise' AND active = 1 ORDER BY id LIMIT ?",
                     values, [&](const store::Row& row) {
                         const auto kind = meta::value_of<OrganisationKind>(row.text(1));
                         if (kind && std::ranges::binary_search(context.book().grantable_in(*kind), permission))
                             found.push_back({row.integer(0)});
                     }));
    return found;
}

}  // namespace dengyun::identity
