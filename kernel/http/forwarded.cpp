#include "kernel/http/forwarded.h"

#include "kernel/http/text.h"
#include "kernel/net/listen.h"

namespace dengyun::http {

TrustedProxies::TrustedProxies(const std::vector<std::string>& addresses) {
    for (const auto& address : addresses)
        if (auto usual = net::usual_address(address); !usual.empty()) addresses_.insert(std::move(usual));
}

void TrustedProxies::apply(Request& request, std::string_view peer, bool peer_secure) const {
    request.remote_address = peer;
    request.secure = peer_secure;
    if (addresses_.empty() || !trusts(peer)) return;
    if (const auto proto = request.header("x-forwarded-proto"))
        request.secure = equal_without_case(trimmed(*proto), "https");
    // Several header lines are one list; a proxy that adds a line of its own adds it last.
    std::string all;
    for (const auto& header : request.headers)
        if (equal_without_case(header.name, "x-forwarded-for")) all += (all.empty() ? "" : ",") + header.value;
    std::string_view rest = all;
    while (!rest.empty()) {
        const auto comma = rest.rfind(',');
        const auto last = trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
        auto address = net::usual_address(last);
        if (address.empty()) return;
        request.remote_address = std::move(address);
        if (!trusts(request.remote_address)) return;
    }
}

}  // namespace dengyun::http
