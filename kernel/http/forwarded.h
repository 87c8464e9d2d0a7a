#pragma once
// Who a request comes from when proxies stand before the server: their word counts only where we were told to trust
// them.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/http/http.h"

namespace dengyun::http {

class TrustedProxies {
  public:
    explicit TrustedProxies(const std::vector<std::string>& addresses);
    [[nodiscard]] bool trusts(std::string_view address) const { return addresses_.contains(address); }
    // Fills `remote_address` and `secure` of `request`, which came from `peer`. X-Forwarded-For is read from its end:
    // the first address that is not a trusted proxy's is the client, and what stands before it anybody may have
    // written.
    void apply(Request& request, std::string_view peer, bool peer_secure) const;

  private:
    std::set<std::string, std::less<>> addresses_;
};

}  // namespace dengyun::http
