#pragma once
// Who holds a permission: asked by what tells people something. Private to the module; Identity has the public door.
#include <vector>

#include "modules/identity/context.h"

namespace dengyun::identity {

// Active members of an active organisation whose roles hold the permission, in the order in which they joined; at most
// `limit`. The reader's scope sees the rows of the organisation.
[[nodiscard]] Result<std::vector<Id<User>>> holders_of(const Context& context, store::Reader& reader,
                                                       Id<Organisation> organisation, std::string_view permission,
                                                       std::size_t limit);
// Active organisations of the kinds that have a platform role, as far as some role there can hold the permission; at
// most `limit`. The reader's scope sees every organisation.
[[nodiscard]] Result<std::vector<Id<Organisation>>> platform_organisations_with(const Context& context,
                                                                                store::Reader& reader,
                                                                                std::string_view permission,
                                                                                std::size_t limit);

}  // namespace dengyun::identity
