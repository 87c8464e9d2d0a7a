#pragma once
// The enterprise and what belongs to its profile: the only header of this module that others include.
#include <span>

#include "kernel/api/permission.h"
#include "kernel/base/message.h"
#include "kernel/store/migrations.h"
#include "kernel/store/unit.h"
#include "modules/enterprise/capabilities/capability.h"
#include "modules/enterprise/certificates/certificate.h"
#include "modules/enterprise/contacts/contact.h"
#include "modules/enterprise/profile/enterprise.h"
#include "modules/enterprise/sites/site.h"

namespace dengyun::api {
class Routes;
}

namespace dengyun::enterprise {

// What is known of an enterprise when it registers.
struct NewProfile {
    std::string name;
    std::optional<std::string> company_code{};
    std::optional<std::string> region_code{};
    std::optional<std::string> industry_code{};
    bool demonstration = false;
};
// The profile of a new organisation, in the unit that makes the organisation; the scope must be allowed to write for
// it. Errors: invalid with issues on the codes (unknown_reference); conflict "store.taken" where it has one.
[[nodiscard]] Result<Enterprise> create_profile(store::Unit& unit, Id<Organisation> organisation,
                                                const NewProfile& profile);
// The same with every field given, for loaders.
[[nodiscard]] Result<Enterprise> create_profile(store::Unit& unit, Id<Organisation> organisation, Enterprise profile);

// Rows for loaders: checked and completed as the routes do, without the bounds on their number. A certificate may be
// given in any state; its timer is set. `organisation` as above.
[[nodiscard]] Result<Site> add_site(store::Unit& unit, Id<Organisation> organisation, Site site);
[[nodiscard]] Result<Contact> add_contact(store::Unit& unit, Id<Organisation> organisation, Contact contact);
[[nodiscard]] Result<Capability> add_capability(store::Unit& unit, Id<Organisation> organisation,
                                                Capability capability);
[[nodiscard]] Result<Certificate> add_certificate(store::Unit& unit, Id<Organisation> organisation,
                                                  Certificate certificate);

// The sites of an organisation (at most sites_max), the oldest first. The scope must see them.
[[nodiscard]] Result<std::vector<Site>> sites_of(store::Reader& reader, Id<Organisation> organisation);

// The firm of the directory with that company code, the oldest where there are several; absent where there is none. The
// scope must read all.
[[nodiscard]] Result<std::optional<Enterprise>> find_by_company_code(store::Reader& reader, std::string_view code);

// Those of an organisation that are verified and hold on that day. The scope must see them.
[[nodiscard]] Result<std::vector<Certificate>> certificates_on(store::Reader& reader, Id<Organisation> organisation,
                                                               meta::Date day);

struct Options {
    std::int64_t file_bytes_max = 2LL * 1024 * 1024 * 1024;  // of all files of one organisation
};
void add_routes(api::Routes& routes, const Options& options = {});

[[nodiscard]] std::span<const api::Permission> permissions();
[[nodiscard]] std::span<const Message> messages();
[[nodiscard]] std::span<const store::Migration> migrations();
// Everything that is stored.
[[nodiscard]] std::span<const meta::Entity* const> entities();

}  // namespace dengyun::enterprise
