#pragma once
// Which network addresses a webhook may reach. Whoever may make a webhook must not reach through it what only the
// server can reach: itself, its neighbours, or the metadata service of a cloud.
#include <string_view>

struct sockaddr;

namespace dengyun::webhooks {

// Sources: IANA's special-purpose address registries (RFC 6890 and later). Unknown families are not public.
[[nodiscard]] bool is_public(const sockaddr& address);
// The same for an address written as text; false also where it is none.
[[nodiscard]] bool is_public(std::string_view address);
[[nodiscard]] bool is_address(std::string_view text);

}  // namespace dengyun::webhooks
