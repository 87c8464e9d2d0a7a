#pragma once
// From a cookie or a key to a Principal. Private to the module.
#include "modules/identity/context.h"

namespace dengyun::identity {

// Whether a session or key counts as used: a session that is used does not end by being idle.
enum class Use { noted, none };

// nullptr: the request names nobody. Errors: unauthenticated "session.expired", "api_key.invalid".
[[nodiscard]] Result<std::shared_ptr<const api::Principal>> authenticate(Context& context, const http::Request& request,
                                                                         Use use);

}  // namespace dengyun::identity
