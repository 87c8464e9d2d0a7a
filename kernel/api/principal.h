#pragma once
// Principal: who calls, in which organisation, with which permissions. Made by the Authenticator (modules/identity);
// the API layer asks it, handlers read it.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kernel/base/label.h"
#include "kernel/base/scope.h"
#include "kernel/base/time_zone.h"
#include "kernel/http/http.h"
#include "kernel/meta/json.h"

namespace dengyun::api {

class Principal final : public meta::Viewer {
  public:
    Actor actor;
    Id<Organisation> organisation{};
    Id<User> user{};                       // 0 for API keys
    std::int64_t session_id = 0;           // 0 for API keys
    std::vector<std::string> permissions;  // sorted
    Language language = Language::zh;
    std::string time_zone{usual_time_zone};  // in which times are shown to him
    std::string csrf_token;                  // sessions only: unsafe calls must repeat it in X-CSRF-Token
    std::string rate_key;                    // whose budget a call is counted against

    [[nodiscard]] bool may(std::string_view permission) const override;
};

class Authenticator {
  public:
    virtual ~Authenticator() = default;
    // nullptr: the request names nobody. Errors: unauthenticated "session.expired", "api_key.invalid" … for a proof
    // that does not hold. Called on a worker; may read the store.
    [[nodiscard]] virtual Result<std::shared_ptr<const Principal>> authenticate(const http::Request& request) = 0;
    // The same for a request of long ago whose answer still goes on (an open socket): it is no use of the session, and
    // does not keep it alive.
    [[nodiscard]] virtual Result<std::shared_ptr<const Principal>> authenticate_again(const http::Request& request) {
        return authenticate(request);
    }
};

}  // namespace dengyun::api
