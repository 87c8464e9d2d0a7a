#pragma once
// Password resets: made, and turned into a new password. Private to the module; units of a system scope.
#include "modules/identity/context.h"
#include "modules/identity/password_reset.h"

namespace dengyun::identity {

inline constexpr Duration mailed_reset_life = hour;
inline constexpr Duration handed_reset_life = 24 * hour;

// A token in place of any that the user still has open.
[[nodiscard]] Result<PasswordResetLink> make_reset(Context& context, store::Unit& unit, const User& user,
                                                   Duration life);

}  // namespace dengyun::identity
