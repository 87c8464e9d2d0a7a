#pragma once
// Password resets: made, and turned into a new password. Private to the module; units of a system scope.
#include "modules/identity/context.h"
#include "modules/identity/password_reset.h"

namespace dengyun::identity {

inline constexpr Duration mailed_reset_life = hour;
inline constexpr Duration handed_reset_life = 24 * hour;

// What the mail server does not take is mailed again by a job, with a token of its own: none lies in the job.
inline constexpr std::string_view reset_mail_job = "identity.reset_mail";
void add_reset_jobs(Context& context, store::JobRunner& runner);

// A token in place of any that the user still has open, also of one that is still to be mailed.
[[nodiscard]] Result<PasswordResetLink> make_reset(Context& context, store::Unit& unit, const User& user,
                                                   Duration life);

}  // namespace dengyun::identity
