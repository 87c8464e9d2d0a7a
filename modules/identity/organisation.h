#pragma once
// Organisation: the tenant. Its row is its own: id and organisation_id are the same.
#include <string>

#include "kernel/api/permission.h"
#include "kernel/base/time_zone.h"
#include "kernel/meta/entity.h"

namespace dengyun::identity {

enum class OrganisationKind { enterprise, platform, bank, government, bookkeeping_firm, service_provider };
const meta::Choices& choices_of(OrganisationKind);

// The platform role that members of this kind of organisation can hold; nullopt for enterprises.
[[nodiscard]] std::optional<api::Role> platform_role_of(OrganisationKind kind);

}  // namespace dengyun::identity

namespace dengyun {

struct Organisation : meta::Record<Organisation> {
    std::string name;
    identity::OrganisationKind kind = identity::OrganisationKind::enterprise;
    bool active = true;  // false: nobody can sign in to it, its keys do not work
    bool demonstration = false;
    std::string time_zone{usual_time_zone};  // IANA name; in which its people see times
    static const meta::Entity description;
};

}  // namespace dengyun
