#pragma once
// Registration: an enterprise, its organisation and its first user, made together or not at all; signs him in.
#include <optional>
#include <string>

#include "kernel/api/route.h"
#include "modules/identity/api.h"

namespace dengyun::registration {

struct Registration {
    std::string enterprise_name;
    std::optional<std::string> company_code;
    std::optional<std::string> region_code;
    std::optional<std::string> industry_code;
    std::string login;
    std::string display_name;
    std::optional<std::string> email;
    std::optional<std::string> phone;
    std::string password;
    Language language = Language::zh;
    std::optional<std::string> invitation_token;  // of a mailed link into a circle, which is joined at once
    static const meta::Entity description;
};

// POST /api/v1/registrations. Both must outlive the routes.
void add_routes(api::Routes& routes, identity::Identity& identity, store::Store& store);

}  // namespace dengyun::registration
