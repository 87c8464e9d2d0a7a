#pragma once
// Signing in with a password and, where the account has one, a second factor. Private to the module.
#include <variant>

#include "modules/identity/context.h"

namespace dengyun::identity {

struct Refused {
    Error error;
};
struct Throttled {
    Duration retry_after;
};
using SignInOutcome = std::variant<OpenedSession, Refused, Throttled>;

// An unknown name, a suspended account and a wrong password take the same work and get the same answer. A result
// without a value is a failure of the machinery.
[[nodiscard]] Result<SignInOutcome> sign_in(Context& context, const SignIn& given, const api::Call& call);

// Counts the attempt of a person who is signed in and proves his password once more; the answer where it does not hold
// is invalid "request.invalid" with an issue on `field`, or Throttled.
struct Proof {
    bool holds = false;
    Duration retry_after{};
};
[[nodiscard]] Result<Proof> prove_password(Context& context, const User& user, std::string_view password);

}  // namespace dengyun::identity
